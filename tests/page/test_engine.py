"""What the page is answered is what the commands say, of every kind of report.

1. A check. 2. Feedback, comparison and the next form. 3. A form that is filled in. 4. Terms. 5. What cannot be done is said
in a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from inline_snapshot import snapshot
from openpyxl import load_workbook

from support.every_kind import KINDS, QIT, WrittenKind
from support.plain_kind import PlainReport
from support.tables import PROGRAM
from vbpqip.cli import main
from vbpqip.core.cells import Location
from vbpqip.core.reviews import Review
from vbpqip.kinds.registry import only
from vbpqip.page.engine import PageEngine
from vbpqip.page.form_on_page import typed
from vbpqip.page.rehearsal import rehearse, report_to_rehearse
from vbpqip.reviewing import read_and_review
from vbpqip.workbook.entry_types import DayType, EntryKey, EntryType, NumberType, Raw, TextType
from vbpqip.workbook.ooxml import xml_events

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
RELEASED = Path(__file__).parents[1] / "released"
MET = SAMPLES / "met.xlsx"
OF_KINDS = pytest.mark.parametrize("written", KINDS, ids=repr)


def ask(
    engine: PageEngine, question: str, files: Mapping[str, bytes] | None = None, **more: object
) -> tuple[Any, dict[str, bytes]]:
    """Ask as the page does: with texts, and bytes beside them."""
    given = files or {}
    asked = {"ask": question, "files": [*given], "number": 0, **more}
    said, made = engine.answer(json.dumps(asked), [*given.values()])
    return json.loads(said), dict(made)


def checked(engine: PageEngine, reports: Mapping[str, bytes]) -> list[int]:
    """Have reports checked one by one, and return their numbers."""
    for number, (name, content) in enumerate(reports.items()):
        ask(engine, "check", {name: content}, number=number)
    return [*range(len(reports))]


def samples(*names: str) -> dict[str, bytes]:
    return {name: (SAMPLES / name).read_bytes() for name in names}


def one(content: bytes, name: str = "a.xlsx") -> Mapping[str, bytes]:
    return {name: content}


# 1. A check.


ALL = tuple(sorted(path.name for path in SAMPLES.glob("*.xlsx")))


@pytest.mark.parametrize("names", [*((name,) for name in ALL), ALL, ("met.xlsx", "baseline.xlsx", "not-met.xlsx")])
def test_1_the_results_of_a_check_are_those_of_the_command(
    names: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several reports what they say of one another is among them."""
    monkeypatch.chdir(SAMPLES)
    command = CliRunner().invoke(main, ["check", *names, "--format", "json"])
    engine = PageEngine()

    _, made = ask(engine, "together", among=checked(engine, samples(*names)))

    assert made["results.json"].decode() == command.stdout


def test_1_what_reports_say_of_one_another_is_shown_of_each() -> None:
    """Each is told as it is beside the others; what nothing is said of stays as it was."""
    engine = PageEngine()
    met = MET.read_bytes()
    among = checked(engine, {"a.xlsx": met, "b.xlsx": met, **samples("not-met.xlsx")})

    said, _ = ask(engine, "together", among=among)

    assert said["tally"] == "3 files: 3 accepted. Targets: 1 met, 1 not met. Not counted: 1 duplicate."
    assert {number: each["stands_for"] for number, each in said["changed"].items()} == {"1": "duplicate"}
    assert said["changed"]["1"]["counts"] == "0 errors, 1 warning"
    assert "a.xlsx" in said["changed"]["1"]["page"]


def test_1_reports_that_were_forgotten_are_named_by_their_numbers() -> None:
    """Only those that were compared last are kept; of none that is lacking anything is said."""
    engine = PageEngine()
    checked(engine, samples("met.xlsx", "baseline.xlsx"))
    ask(engine, "together", among=[1])

    assert ask(engine, "together", among=[0, 1, 7]) == ({"missing": [0, 7]}, {})
    assert ask(engine, "reply", among=[0, 1], number=1) == ({"missing": [0]}, {})


def test_1_a_line_of_the_list_and_a_page_are_said_of_a_report() -> None:
    said, _ = ask(PageEngine(), "check", {"met.xlsx": MET.read_bytes()})

    line = {
        key: said[key]
        for key in ("file", "facility", "period", "status", "stands_for", "verdict", "tone", "counts", "terms")
    }
    assert line == {
        "file": "met.xlsx",
        "facility": "Wyckoff Heights Medical Center",
        "period": "DY3 Q1",
        "status": "accepted",
        "stands_for": "",
        "verdict": "QIT MET",
        "tone": "good",
        "counts": "0 errors, 0 warnings",
        "terms": "",
    }
    assert said["page"].startswith('<p class="verdict good">QIT MET</p>')
    assert "<html" not in said["page"]


def test_1_what_is_no_workbook_has_its_reason() -> None:
    said, _ = ask(PageEngine(), "check", one(b"%PDF-1.7"))

    assert (said["status"], said["parties"], said["period"]) == ("unreadable", "", "")
    assert "it is a PDF document" in said["page"]


def test_1_verdicts_stand_by_facility_and_period() -> None:
    """A report that is replaced by another one has no verdict there; where several count, all are told."""
    engine = PageEngine()
    ask(engine, "begin", samples("not-met.xlsx"), **SAVED)
    ask(engine, "enter", entered={"facility/0": "INTERFAITH medical center", "mco/0": "Fidelis", "numerator_1/4": "x"})
    _, other = ask(engine, "completed")
    names = ("met.xlsx", "baseline.xlsx", "not-met.xlsx", "saved-by-libreoffice.xlsx")

    said, _ = ask(engine, "together", among=checked(engine, {**samples(*names), "no": b"text", **other}))
    [matrix] = said["matrices"]

    assert (matrix["kind"], matrix["periods"]) == ("QIT report", ["DY2 Q4", "DY3 Q1"])
    assert [
        (row["sender"].casefold(), [(cell["words"], cell["tone"]) for cell in row["cells"]]) for row in matrix["rows"]
    ] == snapshot(
        [
            (
                "interfaith medical center",
                [("", ""), ("QIT NOT MET / QIT NOT DETERMINED: errors must be fixed first", "doubtful")],
            ),
            (
                "wyckoff heights medical center",
                [("BASELINE: reported, and measured against nothing", "strong"), ("QIT MET", "good")],
            ),
        ]
    )


def test_1_each_kind_has_verdicts_of_its_own() -> None:
    """Of a kind with one verdict alone there is nothing to lay side by side."""
    with only([written.kind for written in KINDS]):
        engine = PageEngine()
        reports = {
            f"{nth}-{written!r}": content for written in KINDS for nth, content in enumerate(written.samples().values())
        }
        said, _ = ask(engine, "together", among=checked(engine, {**reports}))
        alone, _ = ask(engine, "together", among=[0])

    assert [matrix["kind"] for matrix in said["matrices"]] == [
        PROGRAM.in_words(written.kind.title) for written in KINDS
    ]
    assert alone["matrices"] == []


# 2. Feedback, comparison and the next form.


def test_2_the_replies_are_those_of_the_command(tmp_path: Path) -> None:
    """What the reports say of one another is in them too."""
    several = {"met.xlsx": "met", "missing-entries.xlsx": "missing-entries", "again/met.xlsx": "met-only-by-credit"}
    places = [tmp_path / place for place in several]
    for place, sample in zip(places, several.values(), strict=True):
        place.parent.mkdir(exist_ok=True)
        place.write_bytes((SAMPLES / f"{sample}.xlsx").read_bytes())
    replies = tmp_path / "replies"
    options = ["--feedback", str(replies), "--fix-by", "2017-11-15", "--attach-page"]
    CliRunner().invoke(main, ["check", *map(str, places), *options])
    engine = PageEngine()
    among = checked(engine, {str(place): place.read_bytes() for place in places})
    ask(engine, "together", among=among)

    made: dict[str, bytes] = {}
    for number in among:
        made |= ask(engine, "reply", among=among, number=number, fix_by="2017-11-15", attach_page=True)[1]
    _, packed = ask(PageEngine(), "pack", made)

    assert made == {path.name: path.read_bytes() for path in replies.iterdir()}
    with ZipFile(BytesIO(packed["feedback.zip"])) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == made


def test_2_of_a_reply_is_said_what_its_e_mail_says() -> None:
    engine = PageEngine()
    among = checked(engine, samples("met.xlsx"))
    ask(engine, "together", among=among)

    said, _ = ask(engine, "reply", among=among, fix_by="", attach_page=False)

    assert (said["file"], said["verdict"]) == ("met.xlsx", "QIT MET")
    assert "Wyckoff Heights Medical Center" in said["subject"]
    assert said["body"].count("\n") > 5


def test_2_two_reports_are_compared_as_the_command_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(SAMPLES)
    names = ["baseline.xlsx", "met.xlsx"]
    CliRunner().invoke(main, ["compare", *names, "--format", "xlsx", "-o", str(tmp_path / "c.xlsx")])

    said, made = ask(PageEngine(), "compare", {name: Path(name).read_bytes() for name in names})

    assert made["comparison.xlsx"] == (tmp_path / "c.xlsx").read_bytes()
    assert said["title"] == "baseline.xlsx -> met.xlsx"
    assert "DY2 Q4 and then DY3 Q1: compared where they overlap" in said["lead"]
    assert said["page"].startswith('<p class="verdict good">BASELINE: ')


def test_2_the_next_form_is_that_of_the_command(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["template", str(tmp_path / "next.xlsx"), "--previous", str(MET)])

    said, made = ask(PageEngine(), "next", {"met.xlsx": MET.read_bytes()})

    assert made == {"met - next quarter.xlsx": (tmp_path / "next.xlsx").read_bytes()}
    assert said["left_open"] == []


@pytest.mark.parametrize("word", ["HARP", "goals", "QIP410", "clabsi", "qit.required_share"])
def test_2_what_is_explained_is_what_the_command_says(word: str) -> None:
    command = json.loads(CliRunner().invoke(main, ["explain", word, "--format", "json"]).stdout)

    said, made = ask(PageEngine(), "explain", word=word)

    assert command.get("key", command.get("code", word)) in said["title"]
    assert said["page"]
    assert made == {}


def test_2_what_can_be_explained_is_named() -> None:
    names, _ = ask(PageEngine(), "names")

    assert {"HARP", "Level 2", "QIP410", "clabsi", "qit.required_share"} <= set(names["names"])
    assert all("page" in ask(PageEngine(), "explain", word=name)[0] for name in names["names"][::20])


# 3. A form that is filled in.


def as_typed(values: Mapping[EntryKey, Raw]) -> dict[str, str]:
    return {f"{name}/{nth}": str(raw) for (name, nth), raw in values.items()}


def found_in(review: Review) -> list[tuple[str, str]]:
    return [(str(finding.severity), finding.message) for finding in (*review.errors, *review.warnings)]


@OF_KINDS
@pytest.mark.parametrize("seed", range(4))
def test_3_what_is_typed_is_checked_as_the_completed_workbook_is(written: WrittenKind, seed: int) -> None:
    values = written.drawn(Random(seed))  # noqa: S311 -- no secret
    with only([written.kind]):
        engine = PageEngine()
        begun, _ = ask(engine, "begin", kind=written.kind.key, period=str(PROGRAM.first_period))
        said, _ = ask(engine, "enter", entered={**blanks(begun), **as_typed(values)})
        _, made = ask(engine, "completed")
        [(name, content)] = made.items()
        review = read_and_review(content, engine.program, name=name).review

    assert name == f"{written.kind.key}.xlsx"
    assert [(each["severity"], each["message"]) for each in said["state"]["open"]] == found_in(review)
    assert said["state"]["verdict"] == written.kind.verdict_in_words(review)[0]
    assert said["state"]["is_ready"] is (not review.errors)


def blanks(begun: dict[str, Any]) -> dict[str, str]:
    """Return nothing for each entry that a form began with."""
    cells = [field for sheet in begun["sheets"] for field in sheet["fields"]]
    cells += [
        cell for sheet in begun["sheets"] for table in sheet["tables"] for row in table["rows"] for cell in row["cells"]
    ]
    return {cell["entry"]: "" for cell in cells if cell["value"]}


@OF_KINDS
def test_3_every_entry_of_a_form_is_shown_with_what_it_takes(written: WrittenKind) -> None:
    with only([written.kind]):
        shown, _ = ask(PageEngine(), "begin", kind=written.kind.key, period="")
    form = written.form

    names = {field["entry"].rpartition("/")[0] for sheet in shown["sheets"] for field in sheet["fields"]}
    assert names == {field.place.name for field in form.fields}
    for sheet in shown["sheets"]:
        for table in sheet["tables"]:
            assert all(len(row["cells"]) == len(table["columns"]) for row in table["rows"])
            assert all(row["head"] for row in table["rows"])
    offered = [field["offers"] for sheet in shown["sheets"] for field in sheet["fields"] if field["offers"]]
    assert set(offered) <= shown["lists"].keys()


def test_3_the_first_thing_found_in_an_entry_leads_to_it() -> None:
    engine = PageEngine()
    ask(engine, "begin", kind="qit-report", period="DY3 Q1", facility="Nyack Hospital", mco="Fidelis")

    said, _ = ask(engine, "enter", entered={"selected/0": "Yes", "numerator_1/0": "5", "denominator_1/0": "x"})
    first = said["state"]["open"][0]

    assert (first["entry"], first["place"]) == ("denominator_1/0", "AMI mortality: 1st qtr denominator")
    assert first["message"] == "AMI mortality, denominator of DY2 Q2: 'x' is not a number."
    result, _ = ask(engine, "result")
    assert "&#39;x&#39; is not a number" in result["page"]


def test_3_what_is_locked_or_of_no_entry_stays() -> None:
    engine = PageEngine()
    begun, _ = ask(engine, "begin", {"met.xlsx": MET.read_bytes()}, **PREVIOUS)
    cells = [
        cell for sheet in begun["sheets"] for table in sheet["tables"] for row in table["rows"] for cell in row["cells"]
    ]
    locked = next(cell for cell in cells if cell["locked"] and cell["value"])

    ask(engine, "enter", entered={locked["entry"]: "1", "measure_key/0": "x", "nothing/0": "x"})
    engine_after, _ = ask(engine, "begin", {"met.xlsx": MET.read_bytes()}, entered={locked["entry"]: "1"}, **PREVIOUS)

    assert engine_after["sheets"] == begun["sheets"]


def test_3_what_is_cleared_is_blank() -> None:
    engine = PageEngine()
    ask(engine, "begin", kind="qit-report", period="DY3 Q1", facility="Nyack Hospital")

    said, _ = ask(engine, "enter", entered={"facility/0": " "})

    assert "The facility is blank." in {each["message"] for each in said["state"]["open"]}


def test_3_a_finding_outside_of_the_entries_has_no_place() -> None:
    engine = PageEngine()
    ask(engine, "begin", kind="qit-report", period="DY3 Q1")
    shown_form = engine.form_on_page
    assert shown_form is not None

    assert Location("P4P Report", 900, 0) not in shown_form.named
    said, _ = ask(engine, "enter", entered={})
    assert {each["place"] for each in said["state"]["open"] if not each["entry"]} == {""}


@pytest.mark.parametrize(
    ("entry", "text", "raw"),
    [
        (NumberType(), "4000", 4000),
        (NumberType(), "1,234,567", 1234567),
        (NumberType(), " -0.5 ", "-0.5"),
        (NumberType(), "12,34", "12,34"),
        (NumberType(), "NA", "NA"),
        (NumberType(), "=1+1", "=1+1"),
        (DayType(), "2017-07-31", date(2017, 7, 31)),
        (DayType(), "7/31/2017", "7/31/2017"),
        (TextType(), " Nyack ", "Nyack"),
        (TextType(), "  ", None),
        (DayType(), "", None),
    ],
)
def test_3_what_is_typed_is_stored_as_a_spreadsheet_would(entry: EntryType, text: str, raw: object) -> None:
    found = typed(entry, text)

    assert (str(found) if found is not None else None) == (str(raw) if raw is not None else None)


@OF_KINDS
def test_3_a_form_is_begun_for_every_period_that_its_kind_has(written: WrittenKind) -> None:
    with only([written.kind]):
        engine = PageEngine()
        [kind] = ask(engine, "about")[0]["kinds"]
        periods = []
        for period in kind["periods"]:
            ask(engine, "begin", kind=written.kind.key, period=period)
            [(name, content)] = ask(engine, "completed")[1].items()
            periods.append(str(read_and_review(content, engine.program, name=name).review.period))

    assert periods == kind["periods"]
    assert kind["title"] == PROGRAM.in_words(written.kind.title)


SAVED, PREVIOUS = {"from": "saved"}, {"from": "previous"}


@OF_KINDS
@pytest.mark.parametrize("seed", range(4))
def test_3_a_saved_workbook_is_gone_on_with_as_it_is(written: WrittenKind, seed: int) -> None:
    """The same is found in what was entered, and it is the same file when it is saved again."""
    with only([written.kind]):
        engine = PageEngine()
        ask(engine, "begin", kind=written.kind.key, period=str(PROGRAM.first_period))
        entered, _ = ask(engine, "enter", entered=as_typed(written.drawn(Random(seed))))  # noqa: S311 -- no secret
        _, saved = ask(engine, "completed")
        begun, _ = ask(engine, "begin", saved, **SAVED)
        _, again = ask(engine, "completed")
        ask(engine, "begin", again, **SAVED)

        assert begun["state"] == entered["state"]
        assert ask(engine, "completed")[1] == again


@pytest.mark.parametrize("sample", ALL)
def test_3_a_report_is_gone_on_with_whoever_made_it(sample: str) -> None:
    """The same is found in it as in the file; but a number that was typed as text is one then."""
    engine = PageEngine()
    before, _ = ask(engine, "check", samples(sample))
    begun, _ = ask(engine, "begin", samples(sample), **SAVED)

    _, content = ask(engine, "completed")
    ask(engine, "begin", content, **SAVED)

    assert ask(engine, "completed")[1] == content
    assert begun["state"]["verdict"] == before["verdict"]
    assert begun["state"]["counts"] == ("0 errors, 0 warnings" if sample == "text-numbers.xlsx" else before["counts"])


def test_3_what_was_entered_since_stays_when_a_saved_workbook_is_opened_again() -> None:
    begun, _ = ask(PageEngine(), "begin", samples("met.xlsx"), entered={"facility/0": "Nyack Hospital"}, **SAVED)

    assert begun["sheets"][0]["fields"][0]["value"] == "Nyack Hospital"


def test_3_a_row_that_the_form_has_not_is_named() -> None:
    """As where a measure is one of a pairing's own, and its terms are not given."""
    workbook = load_workbook(MET)
    [(title, cells)] = workbook.defined_names["measure_key"].destinations
    [own] = [cell for (cell,) in workbook[title][cells] if cell.value == "clabsi"]
    own.value = "own-measure"
    changed = BytesIO()
    workbook.save(changed)

    begun, _ = ask(PageEngine(), "begin", one(changed.getvalue()), **SAVED)

    assert begun["left_open"] == ["own-measure: this form has no row for it."]


# 4. Terms.


def test_4_terms_apply_until_they_are_taken_back() -> None:
    engine = PageEngine()
    before, _ = ask(engine, "about")
    said, _ = ask(engine, "terms", {"agreed.toml": b"[[qit.required_share]]\nvalue = '0.9'\nsince = 'DY3 Q1'\n"})
    wrong = said.get("cannot", "")
    good, _ = ask(engine, "terms", {"agreed.toml": TERMS})
    answer, _ = ask(engine, "check", {"met.xlsx": MET.read_bytes()})
    after, _ = ask(engine, "about")
    ask(engine, "terms")
    again, _ = ask(engine, "about")

    assert wrong.startswith("agreed.toml")
    assert good["terms"].startswith("agreed.toml, SHA-256 ")
    assert answer["terms"] == after["terms"] == good["terms"]
    assert answer["verdict"] == "QIT NOT MET"
    assert again == before != after


TERMS = b"""
title = 'Agreed'
[[qit.required_share.values]]
since = 'DY3 Q1'
value = '0.9'
source = 'the contract'
"""


# 5. What cannot be done is said in a sentence.


def test_5_a_file_that_needs_more_memory_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(xml_events, "_feed", too_much)

    said, _ = ask(PageEngine(), "check", {"met.xlsx": MET.read_bytes()})

    assert said == {"cannot": "It takes more memory than this page has, and was given up."}


@pytest.mark.parametrize(
    ("question", "files", "said"),
    [
        ("next", {"a.xlsx": b"text"}, "a.xlsx: The file cannot be opened as a workbook: "),
        ("compare", {"a.xlsx": b"text", "b.xlsx": b"text"}, "a.xlsx: The file cannot be opened as a workbook: "),
        ("begin", {"a.xlsx": (RELEASED / "qit-report-1.xlsx").read_bytes()}, "a.xlsx is made from an older template"),
        ("enter", {}, "No form is being filled in."),
        ("completed", {}, "No form is being filled in."),
        ("result", {}, "No form is being filled in."),
    ],
)
def test_5_what_cannot_be_done_is_said(question: str, files: Mapping[str, bytes], said: str) -> None:
    assert ask(PageEngine(), question, files, entered={}, **SAVED)[0]["cannot"].startswith(said)


def test_5_reports_that_cannot_be_compared() -> None:
    names = ("not-met.xlsx", "met.xlsx")

    said, _ = ask(PageEngine(), "compare", {name: (SAMPLES / name).read_bytes() for name in names})

    assert "Interfaith" in said["cannot"]


def test_5_a_word_that_nothing_has() -> None:
    said, _ = ask(PageEngine(), "explain", word="HARK")

    assert said["cannot"].startswith("'HARK' is no finding, measure, number, arrangement or level. Did you mean 'HARP'")


def test_5_a_report_after_which_none_comes() -> None:
    last = PROGRAM.periods[-1]
    values = {**next(iter(QIT.history(0))), ("current_period", 0): str(last)}

    assert "no report comes after it" in ask(PageEngine(), "next", one(QIT.write(values)))[0]["cannot"]


def test_5_kinds_without_a_next_form_or_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(QIT.kind), "template_options", ())
    monkeypatch.setattr(type(QIT.kind), "template", lambda *_: None)

    assert ask(PageEngine(), "next", {"met.xlsx": MET.read_bytes()})[0] == {
        "cannot": "A QIT report has no form for the next quarter."
    }
    assert ask(PageEngine(), "begin", kind="qit-report")[0] == {"cannot": "A QIT report has no form to fill in."}


def test_5_kinds_that_differ_and_kinds_without_a_form() -> None:
    with only([written.kind for written in KINDS]):
        other = next(written for written in KINDS if written is not QIT)
        content = next(iter(other.samples().values()))
        said, _ = ask(PageEngine(), "compare", {"a.xlsx": content, "b.xlsx": MET.read_bytes()})

    assert said["cannot"] == "The two are of different kinds. Give two reports of one kind."


def test_the_report_of_a_rehearsal_has_something_in_every_entry() -> None:
    with only([QIT.kind]):
        review = read_and_review(report_to_rehearse(PROGRAM), PROGRAM, name="a.xlsx").review

    assert review.findings
    assert not [finding.message for finding in review.findings if "blank" in finding.message]


def test_a_rehearsal_asks_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answer = PageEngine.answer

    def heard(self: PageEngine, request: str, contents: Sequence[bytes]) -> tuple[str, list[tuple[str, bytes]]]:
        asked.append(json.loads(request)["ask"])
        return answer(self, request, contents)

    monkeypatch.setattr(PageEngine, "answer", heard)
    with only([QIT.kind, PlainReport()]):
        rehearse()

    assert set(asked) == PageEngine()._answers.keys()  # noqa: SLF001 -- none may be forgotten
