"""What the page asks of the program, and the answers: the same core as on the command line, in a browser's worker.

A request is a JSON object with ``ask``, the name of a question, and comes with the bytes of the files that it is about;
an answer is a JSON object, and comes with the files that were made. All words of the program are said here; the page
itself only shows them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from vbpqip.core.characters import visible
from vbpqip.core.errors import NotComparableError, ProgramDataError, TemplateError, UnknownNameError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.names import printable, within
from vbpqip.core.parties import Pairing
from vbpqip.core.reviews import Status
from vbpqip.core.version import __version__
from vbpqip.kinds.in_words import parties_of
from vbpqip.kinds.kind import AnyKind, FormOptions
from vbpqip.kinds.registry import known, named, wrong_codes
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.kinds.template import FilledForm
from vbpqip.output.finding_groups import what_to_do
from vbpqip.output.html import document_as_part
from vbpqip.output.sheets import document_as_workbook
from vbpqip.page.form_on_page import FormOnPage, counts_of
from vbpqip.page.matrices import verdicts_by_period
from vbpqip.page.saved_form import saved_entries
from vbpqip.program.loading import load_program, program_under
from vbpqip.program.program import Program
from vbpqip.rendering.as_json import several_as_json
from vbpqip.rendering.explained import page_on, subjects
from vbpqip.rendering.feedback import feedback_files, feedback_names
from vbpqip.rendering.several_as_text import not_counted_among, tally
from vbpqip.reviewing import read_and_review, reviewed_together
from vbpqip.workbook.best_form import best_form
from vbpqip.workbook.ooxml.package import open_workbook
from vbpqip.workbook.read import read_workbook

Request: TypeAlias = Mapping[str, Any]
Said: TypeAlias = Mapping[str, Any]

_TOO_MUCH = "It takes more memory than this page has, and was given up."
_LONGEST_NAME = 200
_DAY_OF_FILES = (1980, 1, 1, 0, 0, 0)


class File(NamedTuple):
    """A file that came, or that was made."""

    name: str
    content: bytes


class Answer(NamedTuple):
    """What is said, as plain values, and the files that were made."""

    said: Said
    files: tuple[File, ...] = ()


class _Begun(NamedTuple):
    """A form that is begun: its kind, what stands in it, and what was typed into it before."""

    kind: AnyKind
    form: FilledForm
    typed: Mapping[str, str] = {}


class CannotAnswer(Exception):
    """Why something cannot be done, in a sentence for the person who asked."""


class PageEngine:
    """Answers questions under one program, whose terms may be replaced."""

    def __init__(self) -> None:
        self.program = load_program()
        self.terms = ""
        self.form_on_page: FormOnPage | None = None
        self.checked: dict[int, Reviewed[Any, Any]] = {}
        self.compared: dict[int, Reviewed[Any, Any]] = {}
        self._answers: Mapping[str, Callable[[Request, Sequence[File]], Answer]] = {
            "about": self.about,
            "terms": self.take_terms,
            "check": self.check,
            "together": self.together,
            "reply": self.reply,
            "pack": self.pack,
            "compare": self.compare,
            "explain": self.explain,
            "names": self.names,
            "next": self.next_form,
            "begin": self.begin,
            "enter": self.enter,
            "result": self.result,
            "completed": self.completed,
        }

    def answer(self, request: str, contents: Sequence[bytes]) -> tuple[str, list[tuple[str, bytes]]]:
        """Answer a request, which names the files whose contents come with it; what cannot be done is said so."""
        asked = json.loads(request)
        files = [File(name, bytes(content)) for name, content in zip(asked.get("files", ()), contents, strict=True)]
        try:
            answer = self._answers[asked["ask"]](asked, files)
            return json.dumps(answer.said), [(file.name, file.content) for file in answer.files]
        except CannotAnswer as error:
            reason = visible(str(error))
        except MemoryError:
            reason = _TOO_MUCH
        return json.dumps({"cannot": reason}), []

    def about(self, _: Request, __: Sequence[File]) -> Answer:
        """Say what answers, and what it assumes."""
        assumed = self.program.assumptions(
            self.program.first_period, frozenset().union(*(kind.areas for kind in known()))
        )
        return Answer(
            {
                "version": __version__,
                "program": f"{self.program.name}, data version {self.program.version}",
                "terms": self.terms,
                "kinds": [
                    {"key": kind.key, "title": self._called(kind), "periods": [*map(str, kind.periods(self.program))]}
                    for kind in known()
                ],
                "words": self.program.vocabulary._asdict(),
                "facilities": _names(pairing.facility for pairing in self._pairings()),
                "mcos": _names(pairing.mco for pairing in self._pairings()),
                "assumptions": [f"{each.key} = {each.value}. {each.note}" for each in assumed],
            }
        )

    def take_terms(self, _: Request, files: Sequence[File]) -> Answer:
        """Take the terms of a file, or the program's own numbers again where none is given."""
        if not files:
            self._apply(load_program(), "")
            return Answer({"terms": ""})
        with TemporaryDirectory() as folder:
            path = Path(folder) / within(PurePath(printable(files[0].name)).name, _LONGEST_NAME)
            path.write_bytes(files[0].content)
            try:
                program = program_under(path, wrong_codes)
            except ProgramDataError as error:
                raise CannotAnswer(str(error)) from error
        self._apply(program, f"{visible(files[0].name)}, SHA-256 {sha256(files[0].content).hexdigest()}")
        return Answer({"terms": self.terms})

    def _apply(self, program: Program, terms: str) -> None:
        """Go by a program from now on; what was checked by another is to be checked again."""
        self.program, self.terms = program, terms
        self.checked, self.compared = {}, {}

    def check(self, request: Request, files: Sequence[File]) -> Answer:
        """Check one workbook, which has a number here: a line of a list, and the page on it."""
        reviewed = self.checked[request["number"]] = self._reviewed(files[0])
        return Answer(self._answered(reviewed))

    def _answered(self, reviewed: Reviewed[Any, Any]) -> Said:
        """Return what a list says of a report, and the page on it."""
        review = reviewed.review
        kind = named(review.assessment.kind)
        words, tone = kind.verdict_in_words(review)
        return {
            "file": visible(review.workbook),
            "facility": visible(review.facility or review.sender),
            "period": "" if review.period is None else str(review.period),
            "status": str(review.status),
            "stands_for": _stands_for(reviewed),
            "verdict": words,
            "tone": str(tone),
            "counts": counts_of(review),
            "terms": self.terms,
            "parties": "" if review.status is Status.UNREADABLE else visible(parties_of(review)),
            "page": document_as_part(kind.describe(reviewed)),
        }

    def together(self, request: Request, _: Sequence[File]) -> Answer:
        """Compare reports that were checked with one another: what that changes, all verdicts, and their JSON document.

        All others are forgotten. Where some were checked by another worker, their numbers are all that is returned.
        """
        if missing := self._missing(request):
            return Answer({"missing": missing})
        self.checked = {number: self.checked[number] for number in request["among"]}
        alone = [*self.checked.values()]
        each = reviewed_together(alone, self.program)
        self.compared = dict(zip(self.checked, each, strict=True))
        reviews = [reviewed.review for reviewed in each]
        changed = {
            number: self._answered(now)
            for number, now, before in zip(self.checked, each, alone, strict=True)
            if now.review is not before.review or _stands_for(now)
        }
        said = {
            "changed": changed,
            "tally": tally(reviews, not_counted_among(each)),
            "matrices": verdicts_by_period(each),
        }
        return Answer(said, (File("results.json", several_as_json(reviews, self.program.terms).encode()),))

    def _missing(self, request: Request) -> list[int]:
        return [number for number in request["among"] if number not in self.checked]

    def reply(self, request: Request, _: Sequence[File]) -> Answer:
        """Return the reply on one of the reports that were compared, and what its e-mail says."""
        if missing := self._missing(request):
            return Answer({"missing": missing})
        reviewed = self.compared[request["number"]]._replace(fix_by=_day(request["fix_by"]))
        names = feedback_names([each.review.workbook for each in self.compared.values()])
        name = names[[*self.compared].index(request["number"])]
        made = feedback_files(reviewed, name, attach_page=request["attach_page"])
        letter = named(reviewed.review.assessment.kind).letter(reviewed)
        body = "\n".join(map(visible, letter.body.splitlines()))
        said = {**self._answered(reviewed), "subject": visible(letter.subject), "body": body}
        return Answer(said, tuple(File(*each) for each in made.items()))

    def pack(self, _: Request, files: Sequence[File]) -> Answer:
        """Return files packed in one."""
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for file in files:
                archive.writestr(ZipInfo(file.name, _DAY_OF_FILES), file.content, ZIP_DEFLATED)
        return Answer({}, (File("feedback.zip", packed.getvalue()),))

    def compare(self, _: Request, files: Sequence[File]) -> Answer:
        """Compare two reports of a pairing, the older one first."""
        before, after = (self._read(file) for file in files)
        kinds = [named(reviewed.review.assessment.kind) for reviewed in (before, after)]
        if kinds[0] is not kinds[1]:
            raise CannotAnswer("The two are of different kinds. Give two reports of one kind.")
        try:
            document = kinds[1].compare(before, after).document
        except NotComparableError as error:
            raise CannotAnswer(str(error)) from error
        said = {
            "title": visible(document.title),
            "lead": visible(document.lead),
            "page": document_as_part(document),
        }
        return Answer(said, (File("comparison.xlsx", document_as_workbook(document)),))

    def explain(self, request: Request, _: Sequence[File]) -> Answer:
        """Return the page on a finding, a measure, a number, an arrangement or a level."""
        try:
            document = page_on(request["word"], self.program)
        except UnknownNameError as error:
            raise CannotAnswer(str(error)) from error
        said = {"title": document.title, "lead": document.lead, "page": document_as_part(document)}
        return Answer(said)

    def names(self, _: Request, __: Sequence[File]) -> Answer:
        """Return the first name of all that can be explained."""
        return Answer({"names": _names(each.names[0] for each in subjects(self.program))})

    def next_form(self, _: Request, files: Sequence[File]) -> Answer:
        """Return the next quarter's form, filled in from the last report."""
        form = self._after(files[0])[1]
        stem = within(Path(files[0].name).stem, _LONGEST_NAME)
        return Answer({"left_open": [*form.left_open]}, (File(f"{stem} - next quarter.xlsx", form.content),))

    def begin(self, request: Request, files: Sequence[File]) -> Answer:
        """Begin to fill in a form: an empty one of a kind, the one after a report, or one that was saved before."""
        begun = self._begun(request, files)
        self.form_on_page = FormOnPage(begun.kind, begun.form, self.program)
        self.form_on_page.enter({**begun.typed, **request.get("entered", {})})
        return Answer({**self.form_on_page.shown(), "state": self.form_on_page.state()})

    def _begun(self, request: Request, files: Sequence[File]) -> _Begun:
        if not files:
            kind = named(request["kind"])
            periods = {str(period): period for period in kind.periods(self.program)}
            period = periods.get(request.get("period", ""))
            wanted = FormOptions(period, request.get("facility") or None, request.get("mco") or None)
            return _Begun(kind, self._form(kind, wanted))
        if request["from"] == "previous":
            return _Begun(*self._after(files[0]))
        return self._saved(files[0])

    def _saved(self, file: File) -> _Begun:
        """Return the form that a workbook is, with what is entered in it."""
        review = self._read(file).review
        kind, workbook = named(review.assessment.kind), open_workbook(file.content)
        if best_form(kind.forms, workbook) is not kind.forms[0]:
            raise CannotAnswer(f"{file.name} is made from an older template, and can be gone on with in a spreadsheet.")
        form = self._form(kind, FormOptions(review.period, review.facility or None, review.mco or None))
        saved = saved_entries(read_workbook(kind.forms[0], workbook), form.filled)
        return _Begun(kind, form._replace(left_open=saved.left_open), saved.typed)

    def enter(self, request: Request, _: Sequence[File]) -> Answer:
        """Take what was typed, and say what the checks find now."""
        form = self._form_on_page()
        form.enter(request["entered"])
        return Answer({"state": form.state()})

    def result(self, _: Request, __: Sequence[File]) -> Answer:
        """Return what can be said of the form as it is filled in now, as for a report that is received."""
        form = self._form_on_page()
        return Answer({"page": document_as_part(form.kind.describe(form.reviewed()))})

    def completed(self, _: Request, __: Sequence[File]) -> Answer:
        """Return the form as it is filled in now, as a workbook."""
        form = self._form_on_page()
        return Answer({}, (File(f"{form.kind.key}.xlsx", form.content()),))

    def _form_on_page(self) -> FormOnPage:
        if self.form_on_page is None:
            raise CannotAnswer("No form is being filled in.")
        return self.form_on_page

    def _after(self, file: File) -> tuple[AnyKind, FilledForm]:
        """Return the form that comes after a report."""
        reviewed = self._read(file)
        kind = named(reviewed.review.assessment.kind)
        if "previous" not in {option.name for option in kind.template_options}:
            raise CannotAnswer(f"A {self._called(kind)} has no form for the next quarter.")
        return kind, self._form(kind, FormOptions(None, reports={"previous": reviewed}))

    def _form(self, kind: AnyKind, wanted: FormOptions) -> FilledForm:
        try:
            form = kind.template(self.program, wanted)
        except TemplateError as error:
            raise CannotAnswer(error.reason) from error
        if form is None:
            raise CannotAnswer(f"A {self._called(kind)} has no form to fill in.")
        return form

    def _called(self, kind: AnyKind) -> str:
        return self.program.in_words(kind.title)

    def _pairings(self) -> Sequence[Pairing]:
        return self.program.roster_in(self.program.periods[-1]).pairings

    def _read(self, file: File) -> Reviewed[Any, Any]:
        reviewed = self._reviewed(file)
        if reviewed.entries is None:
            [finding] = reviewed.review.findings
            raise CannotAnswer(f"{file.name}: {finding.message} {what_to_do(finding)}")
        return reviewed

    def _reviewed(self, file: File) -> Reviewed[Any, Any]:
        return read_and_review(file.content, self.program, name=file.name)


def _stands_for(reviewed: Reviewed[Any, Any]) -> str:
    """Return what an accepted report is that is not counted, empty where it is."""
    if reviewed.version_status is None or reviewed.review.status is not Status.ACCEPTED:
        return ""
    return reviewed.version_status.words if not_counted_among([reviewed]) else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _names(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=str.casefold)
