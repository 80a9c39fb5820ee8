"""1xx: files that cannot be opened as a workbook, and what a workbook should not have in it."""

from __future__ import annotations

from collections.abc import Mapping

from vbpqip.checking.catalogue.sources import RULE_OF_THE_FORM
from vbpqip.core.findings import Diagnostic, Severity

_SAVE_AS = "choose File > Save As and the type 'Excel Workbook (*.xlsx)', and send that file."
_IN_EXCEL = f"In Excel {_SAVE_AS}"
_OPEN_AND_SAVE = f"Open the report in Excel, {_SAVE_AS}"
_SAVE_AGAIN = f"Open the report in Excel and let it repair the file, {_SAVE_AS}"
_FRESH = "Enter the figures in a fresh template, and send that file."
_DELETE = f"Delete the sheets that are not part of the form; if that does not help: {_FRESH}"
_SEND = "Send the report again, as an Excel workbook (.xlsx)."
_ASK = "ask for the figures in a fresh template; 'vbpqip template' makes one."


def _error(code: str, name: str, issue: str, remedy: str, reviewer_remedy: str = "") -> Diagnostic:
    return Diagnostic(code, name, Severity.ERROR, issue, remedy, RULE_OF_THE_FORM, reviewer_remedy=reviewer_remedy)


def _warning(code: str, name: str, issue: str, remedy: str) -> Diagnostic:
    return Diagnostic(
        code=code, name=name, severity=Severity.WARNING, issue=issue, remedy=remedy, source=RULE_OF_THE_FORM
    )


NOT_A_WORKBOOK = _error(
    "QIP100",
    "not-a-workbook",
    "The file cannot be opened as an Excel workbook.",
    "Save the report as an Excel workbook (.xlsx), without a password, and send that file.",
)

FILE_NOT_FOUND = _error(
    "QIP140",
    "file-not-found",
    "There is no file of this name.",
    _SEND,
    "Look whether the name and its folder are spelled right; put a name that has spaces into quotes.",
)

FILE_NOT_PERMITTED = _error(
    "QIP141",
    "file-not-permitted",
    "The file may not be read.",
    _SEND,
    "Close it in other programs, copy it to a folder of your own, and check the copy.",
)

NOT_AN_ORDINARY_FILE = _error(
    "QIP142",
    "not-an-ordinary-file",
    "The name leads to a folder, a pipe or a device, not to a file.",
    _SEND,
    "Name the .xlsx file itself; of a folder, 'vbpqip batch FOLDER --out DIR' checks all that is in it.",
)

SYMBOLIC_LINK = _error(
    "QIP143",
    "symbolic-link",
    "The name is a symbolic link, which can lead anywhere.",
    _SEND,
    "Name the file that it leads to.",
)

LOCK_FILE = _error(
    "QIP144",
    "lock-file",
    "The file only notes that somebody has the workbook open.",
    "Close the workbook, and send the file that has the same name without '~$' or '.~lock.'.",
    "Close the workbook, and name the file that has the same name without '~$' or '.~lock.'.",
)

FILE_EMPTY = _error(
    "QIP145",
    "file-empty",
    "The file has no content.",
    "Where it is kept in OneDrive or iCloud, download it first. Else save the report again, see that the file is not "
    "empty, and send that file.",
)

FILE_TOO_LARGE = _error(
    "QIP146",
    "file-too-large",
    "The file is larger than any report.",
    "Delete pictures and sheets that are not part of the form, save the report, and send that file.",
)

ENCRYPTED_WORKBOOK = _error(
    "QIP150",
    "encrypted-workbook",
    "The file is encrypted with a password.",
    "In Excel choose File > Info > Protect Workbook > Encrypt with Password, delete the password, save, and send that "
    "file.",
)

OLD_EXCEL_WORKBOOK = _error(
    "QIP151",
    "old-excel-workbook",
    "The file is in the format of Excel before 2007 (.xls).",
    _IN_EXCEL,
)

BINARY_WORKBOOK = _error(
    "QIP152",
    "binary-workbook",
    "The file is a binary workbook (.xlsb).",
    _IN_EXCEL,
)

OPENDOCUMENT_SPREADSHEET = _error(
    "QIP153",
    "opendocument-spreadsheet",
    "The file is an OpenDocument spreadsheet (.ods).",
    "In LibreOffice choose File > Save As and the type 'Excel 2007-365 (.xlsx)', and send that file.",
)

NUMBERS_SPREADSHEET = _error(
    "QIP154",
    "numbers-spreadsheet",
    "The file is a spreadsheet of Apple Numbers (.numbers).",
    "In Numbers choose File > Export To > Excel, and send that file.",
)

PDF_DOCUMENT = _error(
    "QIP155",
    "pdf-document",
    "The file is a PDF document.",
    "Send the workbook from which it was printed, as an Excel workbook (.xlsx).",
)

WEB_PAGE_AS_WORKBOOK = _error(
    "QIP156",
    "web-page-as-workbook",
    "The file is a web page or an XML file, though Excel may open it.",
    _OPEN_AND_SAVE,
)

TEXT_FILE = _error(
    "QIP157",
    "text-file",
    "The file is a text file, such as .csv, which holds no form.",
    "Send the workbook itself, as an Excel workbook (.xlsx).",
)

ANOTHER_OFFICE_DOCUMENT = _error(
    "QIP158",
    "another-office-document",
    "The file is a document of another kind, such as a letter or slides.",
    "Send the report itself, as an Excel workbook (.xlsx).",
)

DAMAGED_ZIP = _error(
    "QIP160",
    "damaged-zip",
    "The file is damaged, or only a piece of a workbook.",
    f"Send it again, in case it was cut short on its way. {_SAVE_AGAIN}",
)

PART_MISSING = _error(
    "QIP161",
    "part-missing",
    "A part that every workbook needs is missing.",
    _SAVE_AGAIN,
)

PART_REPEATED = _error(
    "QIP162",
    "part-repeated",
    "Two parts of the file have one name, so that programs could read different figures.",
    _OPEN_AND_SAVE,
)

UNSAFE_PART_NAME = _error(
    "QIP163",
    "unsafe-part-name",
    "A part of the file has a name that leads out of the file.",
    _FRESH,
    f"Ask where the file comes from; no spreadsheet program writes such names. Then {_ASK}",
)

TOO_MANY_PARTS = _error(
    "QIP164",
    "too-many-parts",
    "The file has far more parts than any report.",
    _DELETE,
)

UNPACKS_TOO_LARGE = _error(
    "QIP165",
    "unpacks-too-large",
    "The file unpacks to far more than any report.",
    _DELETE,
)

PACKED_TOO_TIGHTLY = _error(
    "QIP166",
    "packed-too-tightly",
    "A large part of the file unpacks to more than a hundred times its size.",
    f"Delete what is filled in or formatted far below or beside the form; if that does not help: {_FRESH}",
)

DOCUMENT_TYPE_DEFINITION = _error(
    "QIP167",
    "document-type-definition",
    "A part of the file has a document type definition, which no workbook needs.",
    _FRESH,
    f"Ask where the file comes from; no spreadsheet program writes such a part. Then {_ASK}",
)

NESTED_TOO_DEEPLY = _error(
    "QIP168",
    "nested-too-deeply",
    "The elements of a part are nested far more deeply than in any workbook.",
    _FRESH,
    f"Ask where the file comes from; no spreadsheet program writes such a part. Then {_ASK}",
)

TOO_MANY_SHEETS = _error(
    "QIP169",
    "too-many-sheets",
    "The workbook has far more sheets than any report.",
    _DELETE,
)

TOO_MANY_CELLS = _error(
    "QIP170",
    "too-many-cells",
    "The workbook has far more cells, texts or names than any report.",
    _DELETE,
)

PART_DAMAGED = _error(
    "QIP171",
    "part-damaged",
    "A part of the file is damaged.",
    "Open the report in Excel and let it repair the file. Compare its figures with your own, above all in a cell that "
    f"is named here: of two values Excel keeps one, and does not say which. Then {_SAVE_AS}",
)

MAIL_MESSAGE = _error(
    "QIP172",
    "mail-message",
    "The file is an e-mail, not the workbook that was attached to it.",
    "Send the workbook again, as an attachment of a message in plain text.",
    "Open it in the mail program, save the attachment, and check that file. Of a winmail.dat ask the sender to send "
    "the workbook again, with a message in plain text.",
)

LABEL_ENCRYPTED_WORKBOOK = _error(
    "QIP173",
    "label-encrypted-workbook",
    "The file is encrypted by a sensitivity label; there is no password that could be deleted.",
    "In Excel choose Home > Sensitivity, take a label that does not encrypt, save, and send that file. Where that is "
    "not permitted, ask the IT department for a copy that others may open.",
)

ENCRYPTED_FILE = _error(
    "QIP174",
    "encrypted-file",
    "The file is encrypted or signed for sending, such as with PGP or S/MIME.",
    "Decrypt it with the program and the key that it was encrypted for, and send or check the .xlsx file that comes "
    "out.",
)

LINK_TO_FILE = _error(
    "QIP175",
    "link-to-file",
    "The file is only a link to a document that is kept elsewhere.",
    "Open the link, download the document as a Microsoft Excel workbook (.xlsx), and send that file.",
)

PACKED_FILE = _error(
    "QIP176",
    "packed-file",
    "Other files are packed in the file, as in an archive or a letter.",
    "Take the .xlsx file out of it, and send that.",
)

MACROS_IN_WORKBOOK = _warning(
    "QIP180",
    "macros-in-workbook",
    "The workbook may have macros; a check never runs them.",
    f"The form needs none. {_IN_EXCEL}",
)

EXTERNAL_LINKS = _warning(
    "QIP181",
    "external-links",
    "The workbook refers to other files; a check never opens them.",
    "In Excel choose Data > Edit Links > Break Link, so that the figures are kept in the report itself.",
)

CELLS_FAR_OUTSIDE = _warning(
    "QIP182",
    "cells-far-outside",
    "Cells far outside the form are filled in, and are not read.",
    "Look whether something was entered there by mistake; delete those rows and columns.",
)

CHECK_CRASHED = _error(
    "QIP190",
    "check-crashed",
    "The check of the file ended before it was done, by an error of the program that the file brings out.",
    _FRESH,
    "Send the file that did it to the maintainers of vbpqip, and ask for the figures in a fresh template.",
)

CHECK_TOO_SLOW = _error(
    "QIP191",
    "check-too-slow",
    "The check of the file took longer than a file is given.",
    _FRESH,
    f"Run it again with a larger '--time-limit'; if that does not help, {_ASK}",
)

CHECK_TOO_LARGE = _error(
    "QIP192",
    "check-too-large",
    "The check of the file needed more memory than a file is given.",
    _FRESH,
    f"Run it again with a larger '--memory-limit'; if that does not help, {_ASK}",
)

PATH_TOO_LONG = _error(
    "QIP193",
    "path-too-long",
    "The name of the file, or its whole path, is too long for the system.",
    "Give the file a shorter name, and send it again.",
    "Give the file a shorter name, or copy it to a folder with a shorter path.",
)

STORAGE_FAILED = _error(
    "QIP194",
    "storage-failed",
    "The disk or network drive that the file lies on failed when it was read.",
    _SEND,
    "See that the drive is connected, copy the file to a disk of this computer, and check the copy.",
)

SYSTEM_EXHAUSTED = _error(
    "QIP195",
    "system-exhausted",
    "The system has too many files open, or too little memory, to open another file.",
    _SEND,
    "Close other programs, or raise the limit on open files, and run the command again.",
)

PICTURE = _error(
    "QIP196",
    "picture",
    "The file is a picture, such as a scan or a photograph.",
    "Send the workbook itself, as an Excel workbook (.xlsx).",
)

REJECTED: Mapping[str, Diagnostic] = {
    each.name: each
    for each in tuple(vars().values())
    if isinstance(each, Diagnostic) and each.severity is Severity.ERROR
}
"""What is said of a file that cannot be opened, by the name of the rejection."""
