"""The workbooks that are committed: templates and samples, as the generator writes them.

    python tests/support/ready_made.py

writes them all anew. With ``--libreoffice`` it also types the sample that LibreOffice saved; its bytes differ from one
day to the next, so this is for a change of the form only.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds only what stands beside it

from support.ait_reports import written_report
from support.annual_samples import ANNUAL_SAMPLES
from support.office_engine import Office
from support.samples import SAMPLES, TYPED
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ENTRIES, FIELDS, measure_columns, place_of
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program

ROOT = Path(__file__).parents[2]
TEMPLATES, SAMPLE_WORKBOOKS = ROOT / "templates", ROOT / "sample_workbooks"
ANNUAL_SAMPLE_WORKBOOKS = SAMPLE_WORKBOOKS / "annual"


def templates() -> Mapping[str, bytes]:
    """Return the ready-made templates by file: of any period, and of each one whose dates were printed."""
    program = load_program()
    fillings = {"QIT-Report.xlsx": empty_form_data(program)} | {
        f"QIT-Report-DY{period.year}-Q{period.number}.xlsx": empty_form_data(program, period=period)
        for period in program.printed
    }
    return {name: workbook_for(form_data) for name, form_data in fillings.items()}


def samples() -> Mapping[str, bytes]:
    """Return the generated samples by file."""
    return {name: workbook_for(form_data) for name, form_data in SAMPLES.items()}


def annual_samples() -> Mapping[str, bytes]:
    """Return the generated samples of AIT reports by file."""
    return {name: written_report(values) for name, values in ANNUAL_SAMPLES.items()}


def parts(workbook: bytes) -> list[tuple[str, bytes]]:
    """Return the parts of a workbook in their order, with their names."""
    with ZipFile(BytesIO(workbook)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def typed_by_a_person(form_data: FormData) -> dict[Location, str]:
    """Return what a person types, cell by cell, to enter form data into the empty template."""
    printed = empty_form_data(form_data.program).entries
    singles = {field.place.name: field.place for field in FIELDS}
    rows = measure_columns(len(form_data.measures))
    contracts = {name: place_of(name) for name in CONTRACT_ENTRIES}
    places = singles | rows | contracts
    return {
        places[name].at(nth): raw.strftime("%m/%d/%Y") if isinstance(raw, date) else str(raw)
        for (name, nth), raw in form_data.entries.items()
        if printed.get((name, nth)) != raw
    }


def type_sample(office: Office, out: Path) -> None:
    """Type a sample into the empty template with LibreOffice, and save it."""
    with TemporaryDirectory() as folder:
        template = Path(folder, "template.xlsx")
        template.write_bytes(templates()["QIT-Report.xlsx"])
        office.typed(template, typed_by_a_person(SAMPLES["met.xlsx"]), out)


def main(options: list[str]) -> None:
    """Write all workbooks."""
    written = (
        (TEMPLATES, templates()),
        (SAMPLE_WORKBOOKS, samples()),
        (ANNUAL_SAMPLE_WORKBOOKS, annual_samples()),
    )
    for folder, workbooks in written:
        for name, content in workbooks.items():
            (folder / name).write_bytes(content)
    if "--libreoffice" in options:
        with Office() as office:
            type_sample(office, SAMPLE_WORKBOOKS / TYPED)


if __name__ == "__main__":
    main(sys.argv[1:])
