"""Words of a program.

1. They are read when somebody asks for them, and not for a check.
2. A wrong file of them is told with its place.
3. What has a later due date of its own is called what the program calls it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.toy_program import toy_program
from vbpqip.core.errors import ProgramDataError
from vbpqip.program.loading import load_program
from vbpqip.program.texts import late_in_words, with_late

PROGRAM = load_program()
MEASURES = PROGRAM.measures(PROGRAM.baseline)
MET = Path(__file__).parents[2] / "sample_workbooks" / "met.xlsx"


def test_1_a_check_reads_no_words() -> None:
    code = (
        "import sys\n"
        "from vbpqip.cli import main\n"
        f"main(['check', {str(MET)!r}], standalone_mode=False)\n"
        "print([name for name in ('texts', 'terms') if f'vbpqip.program.{name}' in sys.modules])\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 -- our own

    assert said.stdout.endswith("\n[]\n")


def test_1_words_of_new_york() -> None:
    texts = PROGRAM.texts

    assert (texts.name, texts.state_report) == ("VBP QIP", "P4P Performance Report")
    assert PROGRAM.vocabulary == ("QIT", "Facility", "MCO", "managed care organization", "DOH", "VBP", "P4P agreement")
    assert (len(texts.steps), len(texts.next_steps), len(texts.last_steps)) == (9, 4, 3)
    assert (texts.due.report.sender, texts.due.report.receiver) == ("Facility", "MCO")


def test_1_words_are_read_once() -> None:
    assert PROGRAM.texts is PROGRAM.texts


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('report_title = "Lake Report"\n', "", "texts.toml: report_title: is missing; a text belongs here."),
        (
            'review = { what = "the review", from = "Payer", to = "Clinic" }\n',
            "",
            "texts.toml: due.review: is missing; a table belongs here.",
        ),
        (
            'report_title = "Lake Report"\n',
            'report_title = "Lake Report"\ncolour = "blue"\n',
            (
                "texts.toml: colour: is not a key that belongs here; known are baselines_subject, cited, due, last_steps, "
                "late_event, name, next_steps, report_title, state_report, steps."
            ),
        ),
    ],
)
def test_2_wrong_words(tmp_path: Path, old: str, new: str, message: str) -> None:
    pack = toy_program(tmp_path / "pack")
    file = pack / "texts.toml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    with pytest.raises(ProgramDataError) as raised:
        _ = load_program(pack).texts

    assert str(raised.value) == message


def test_3_measures_with_a_later_date() -> None:
    assert late_in_words(MEASURES) == "3-hour sepsis bundle"
    assert late_in_words([]) == "late results"
    assert with_late("{late} due", MEASURES) == "3-hour sepsis bundle due"
