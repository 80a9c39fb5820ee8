"""The live formulas of every form and the reviews of its kind say the same, to the last digit that a spreadsheet keeps.

Two spreadsheet engines that are not ours recalculate the form for entries drawn at random: every live result, the lines
of the Check sheet included, shows what the review of the same entries says. How many are drawn is set by
``VBPQIP_FILLINGS`` and ``VBPQIP_OFFICE_FILLINGS``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given

from support.drawing import FILLINGS, chances, drawn
from support.every_kind import KINDS, WrittenKind
from support.formulon_engine import FormulonEngine
from support.office_engine import Office, OfficeEngine
from support.parity import differences
from support.tables import PROGRAM
from vbpqip.core.reviews import Status
from vbpqip.kinds.registry import only
from vbpqip.reviewing import review_workbook
from vbpqip.workbook.answers import READY, SHOWN_VERDICT

OFFICE = int(os.environ.get("VBPQIP_OFFICE_FILLINGS", "6"))


@pytest.fixture(params=KINDS, ids=repr)
def written(request: pytest.FixtureRequest) -> Iterator[WrittenKind]:
    """A kind, and that both are known."""
    with only([each.kind for each in KINDS]):
        yield request.param


@pytest.fixture
def form(written: WrittenKind, tmp_path: Path) -> Path:
    """Its empty form."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(written.write(written.printed))
    return path


@pytest.fixture
def formulon(form: Path) -> FormulonEngine:
    return FormulonEngine(form)


@pytest.fixture
def office_engine(form: Path, office: Office) -> OfficeEngine:
    return OfficeEngine(office, form)


def test_a_form_has_live_results(written: WrittenKind) -> None:
    """Without this, the cases below would prove nothing."""
    assert written.outputs.keys() == written.shown(written.printed).keys() != set()


@drawn()
@given(rng=chances())
def test_formulon_shows_what_the_review_says(written: WrittenKind, formulon: FormulonEngine, rng: Random) -> None:
    assert differences(formulon, written, written.drawn(rng)) == {}


def test_an_empty_form_is_not_ready(written: WrittenKind) -> None:
    assert written.shown(written.printed)["ready", 0] != READY


@drawn(-(-FILLINGS // 10))
@given(rng=chances())
def test_what_is_ready_is_accepted_with_the_verdict_that_it_shows(written: WrittenKind, rng: Random) -> None:
    values = written.drawn(rng)
    shown = written.shown(values)
    if shown["ready", 0] == READY:
        review = review_workbook(written.write(values), PROGRAM)
        assert review.status is Status.ACCEPTED
        assert shown[written.form.results[0].name, 0] == SHOWN_VERDICT[review.verdict]


@pytest.mark.office
@drawn(OFFICE)
@given(rng=chances())
def test_libreoffice_shows_what_the_review_says(written: WrittenKind, office_engine: OfficeEngine, rng: Random) -> None:
    assert differences(office_engine, written, {**written.drawn(rng), **written.kept}) == {}
