"""What the form calculates and does not show, each as a formula by the name of its cell.

An auditor can follow a result from here: which rows of the lists are chosen, the numbers of the period, each row's
totals, the contracts and the quarters that they credit. The test of parity holds each equal to the rule that it stands
for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import pairwise
from operator import add

from vbpqip.core.measures import Improvement, Measure, Scoring
from vbpqip.kinds.qit_report.checks.plausibility import PATIENT_DAYS
from vbpqip.kinds.qit_report.form.items import DEVICE_DAYS, OF_PERIOD, PairItem, RowItem
from vbpqip.kinds.qit_report.form.layout import PRIOR, QUARTERS
from vbpqip.kinds.qit_report.form.lists import DATE_LISTS, PERIOD_NUMBERS
from vbpqip.kinds.qit_report.writing.of_period import attested_day, of_period
from vbpqip.kinds.shared.attestation import day_entered
from vbpqip.kinds.shared.counts import is_above
from vbpqip.kinds.shared.heading import RosterOnForm
from vbpqip.program.program import Program
from vbpqip.workbook.answers import LEAVE_BLANK, NOT_APPLICABLE, READY, YES, OutcomeShown, VerdictShown
from vbpqip.workbook.conditions import as_truth, normalized_words, reads, row_in, says_nothing
from vbpqip.workbook.expr import Call, Expr, Operand, Range, Ref, Whole, all_, any_, guarded, if_, not_, summed
from vbpqip.workbook.tested import Numbering

_BASELINE, _COMPARED = Ref("is_baseline"), Ref("has_comparator")
_FIRST_OF_PERIOD = Call("MAX", 1, OF_PERIOD)


def heading(program: Program, numbering: Numbering) -> Mapping[str, Expr]:
    """Return what is calculated once: of the period, the quarters, the names and the attestation."""
    rows = [Ref(f"quarter_row_{nth}") for nth in QUARTERS]
    baseline, first = program.periods.index(program.baseline) + 1, program.first_period.ordinal
    invalid = [numbering.is_error(Ref(f"fix_quarter_{nth}")) for nth in QUARTERS]
    differ = (rows[nth] != rows[other] for nth in range(len(rows)) for other in range(nth))
    follow = (later == earlier + 1 for earlier, later in pairwise(rows))
    return {
        "period_row": row_in(Ref("current_period"), Whole("list_periods")),
        "period_ordinal": OF_PERIOD - 1 + first,
        "is_baseline": as_truth(baseline == OF_PERIOD),
        "has_comparator": as_truth(all_(OF_PERIOD > 0, _BASELINE == 0)),
        **{f"quarter_row_{nth}": row_in(Ref(f"quarter_{nth}"), Whole("list_quarters")) for nth in QUARTERS},
        "quarters_known": as_truth(Call("MIN", *rows) > 0),
        "quarters_differ": as_truth(all_(*differ)),
        "quarters_follow": as_truth(all_(Ref("quarters_known") == 1, *follow)),
        "last_quarter_row": if_(OF_PERIOD == 0, Call("MAX", *rows), OF_PERIOD + (len(QUARTERS) - 1)),
        "quarters_sound": as_truth(not_(any_(*invalid))),
        **{name: of_period(f"list_{name}") for name in PERIOD_NUMBERS},
        "day_entered": day_entered(Ref("attested_on")),
        "day_attested": attested_day(program).possible,
        "late_results_pending": _late_results_pending(),
        **_roster_rows(),
    }


def _late_results_pending() -> Expr:
    """Return 1 where late results may still be blank, by the day of the attestation."""
    due, own = (of_period(DATE_LISTS[name]) for name in ("report_due", "late_results_due"))
    attested = Ref("day_attested")
    return as_truth(all_(OF_PERIOD > 0, attested > 0, own > due, attested <= own))


def _roster_rows() -> Mapping[str, Expr]:
    """Return the names as they are compared, and how many pairings of the period's roster have them."""
    applies = (Whole("list_roster_since") <= _FIRST_OF_PERIOD) * 1
    roster = RosterOnForm(Whole("list_roster_facilities"), Whole("list_roster_mcos"), applies)
    facility, mco = Ref("facility_words"), Ref("mco_words")
    return {
        "facility_words": Call("IFERROR", normalized_words(Ref("facility")), ""),
        "mco_words": Call("IFERROR", normalized_words(Ref("mco")), ""),
        "facility_rows": roster.rows(facility),
        "mco_rows": roster.rows(mco=mco),
        "pairing_rows": roster.rows(facility, mco),
    }


def row_workings(row: RowItem, program: Program, numbering: Numbering, others: Sequence[RowItem]) -> Mapping[str, Expr]:
    """Return what is calculated of a row; ``others`` are the rows that count patient days of the hospital."""
    measure, selected = row.measure, row.ref("is_selected") == 1
    counted, prior_counted = row.ref("window_counted") == 1, row.ref("prior_counted") == 1
    entered, prior = (
        _to_fix(row, first, last, numbering) for first, last in (("selected", f"denominator_{QUARTERS[-1]}"), PRIOR)
    )
    of_window, of_prior = _totals(row.quarters, measure), _totals((row.prior_pair,), measure)
    return {
        "figures": _figures(row),
        "is_selected": as_truth(_is_selected(row, program)),
        "is_compared": as_truth(all_(selected, _COMPARED == 1)),
        **_of_pairs(row),
        "window_counted": if_(selected, _are_counted(row.counts, row.quarters, measure), 0),
        "prior_counted": if_(row.ref("is_compared") == 1, _are_counted(row.prior, (row.prior_pair,), measure), 0),
        **({} if measure.annual else _known(row)),
        "entries_to_fix": entered,
        "comparator_to_fix": prior,
        "window_numerator": if_(counted, of_window[0], ""),
        "window_denominator": if_(counted, of_window[1], ""),
        "prior_total_numerator": if_(prior_counted, of_prior[0], ""),
        "prior_total_denominator": if_(prior_counted, of_prior[1], ""),
        **({} if measure.annual else _sizes(row, others)),
    }


def _to_fix(row: RowItem, first: str, last: str, numbering: Numbering) -> Expr:
    """Return how many errors there are from one entry of a row to another."""
    grids = (Range(row.ref(f"{grid}_{first}"), row.ref(f"{grid}_{last}")) for grid in ("fix", "doubt"))
    return reduce(add, (Call("SUMPRODUCT", (each > 0) * (each <= numbering.errors)) for each in grids))


def _are_counted(entries: Range, pairs: Sequence[PairItem], measure: Measure) -> Expr | int:
    """Return 1 where a result can be calculated of pairs, however serious their findings are taken.

    Terms may ease that there are more events than could have occurred. An annual result is never divided.
    """
    if measure.annual:
        return 1
    impossible = (entries < 0) + (entries > pairs[0].largest) + (entries != Call("INT", entries))
    counts = guarded(Call("COUNT", entries) == len(pairs) * len(PRIOR), Call("SUMPRODUCT", impossible) == 0)
    return as_truth(counts)


def _known(row: RowItem) -> Mapping[str, Expr]:
    """Return 1 where no pair that is counted has more events than could have occurred: is there any sense in its size?

    See ``kinds.shared.counts.NamedPair.counts``.
    """
    parts = {"window": row.quarters, "prior": (row.prior_pair,)}
    return {
        f"{part}_known": as_truth(all_(row.ref(f"{part}_counted") == 1, *(not_(_is_too_much(each)) for each in pairs)))
        for part, pairs in parts.items()
    }


def _of_pairs(row: RowItem) -> Mapping[str, Expr]:
    """Return of counts whether the numerator is the larger one, of an annual result whether it is blank."""
    if not row.measure.annual:
        return {f"above_{pair.suffix}": is_above(pair.numerator, pair.denominator, pair.largest) for pair in row.pairs}
    results = row.quarters[-1], row.prior_pair
    return {f"blank_{pair.suffix}": Call("IFERROR", as_truth(says_nothing(pair.numerator)), 0) for pair in results}


def _is_too_much(pair: PairItem) -> Expr:
    """Whether more events are counted than could have occurred."""
    limited = pair.row.measure.scoring is Scoring.PROPORTION
    return pair.above if limited else all_(pair.above, pair.denominator == 0)


def _figures(row: RowItem) -> Expr:
    """Return how many entries of the row are neither blank nor NA: words too, since some are numbers typed as text."""
    words = Call("UPPER", Call("TRIM", Range(row.counts.first, row.prior.last)))
    entered = (words != "") * (words != LEAVE_BLANK.upper()) * (words != NOT_APPLICABLE) * (words != "N/A")
    return Call("IFERROR", Call("SUMPRODUCT", entered), 1)


def _is_selected(row: RowItem, program: Program) -> Expr:
    """Whether the row says Yes, and the period has its measure."""
    answered = Call("IFERROR", reads(row.cell, YES), False)  # noqa: FBT003 -- a value of the sheet
    on_menu = [int(row.measure.key in program.menu_of(period)) for period in program.periods]
    return answered if all(on_menu) else all_(answered, Call("CHOOSE", _FIRST_OF_PERIOD, *on_menu) == 1)


def _totals(pairs: Sequence[PairItem], measure: Measure) -> tuple[Expr, Expr]:
    """Return the numerator and the denominator that are divided; an annual result stands over 1, ``NA`` over 0."""
    if measure.annual:
        result = pairs[-1].numerator
        return if_(Call("ISNUMBER", result), result, 0), if_(Call("ISNUMBER", result), 1, 0)
    return summed(*(pair.numerator for pair in pairs)), summed(*(pair.denominator for pair in pairs))


def _sizes(row: RowItem, others: Sequence[RowItem]) -> Mapping[str, Expr]:
    """Return, of each quarter, the usual size of the other quarters' denominators, and the hospital's patient days."""
    found: dict[str, Expr] = {}
    for pair in row.quarters:
        found.update(_usual_sizes(row, pair))
        if row.measure.unit == PATIENT_DAYS:
            found[f"patient_days_{pair.nth}"] = _patient_days(row, pair, others)
    return found


def _usual_sizes(row: RowItem, pair: PairItem) -> Mapping[str, Expr]:
    """Return the middle one of the other quarters' denominators, zeros aside; of two the one nearer to its own."""
    rest = [each.denominator for each in row.quarters if each.nth != pair.nth]
    own, known = pair.denominator, row.ref("window_known") == 1
    middle, largest = (row.ref(f"{which}_size_{pair.nth}") for which in ("middle", "largest"))
    nearer = if_(Call("ABS", largest - own) < Call("ABS", middle - own), largest, middle)
    usual = if_(Call("MIN", *rest) > 0, middle, if_(middle == 0, largest, nearer))
    return {
        middle.name: if_(known, Call("MEDIAN", *rest), ""),
        largest.name: if_(known, Call("MAX", *rest), ""),
        f"usual_size_{pair.nth}": if_(known, usual, ""),
    }


def _patient_days(row: RowItem, pair: PairItem, others: Sequence[RowItem]) -> Expr:
    days: Expr = pair.denominator
    beside = [each.ref(f"patient_days_{pair.nth}") for each in others if not each.measure.device_days]
    known = days
    if row.measure.device_days and beside:
        share, whole = row.numbers.share("checks.device_day_share")
        known = if_(days * whole < share * Call("MAX", *beside), DEVICE_DAYS, days)
    return if_(row.ref("window_known") == 0, "", if_(days == 0, "", known))


def row_results(row: RowItem) -> Mapping[str, Expr]:
    """Return what is shown of a row."""
    result, prior = row.ref("result"), row.ref("prior_result")
    return {
        "result": _rate(row, "window", "entries_to_fix"),
        "prior_result": _rate(row, "prior_total", "comparator_to_fix"),
        "places": _places(result, prior),
        "change": if_(Call("COUNT", result, prior) > 1, _change(result, prior, row.ref("places")), ""),
        "outcome": _outcome(row),
        "achieved": _achieved(row),
    }


USUAL_PLACES, MOST_PLACES = 2, 8
_BOTH = 2
"""How many numbers a result and its comparator are, where both are known."""


def _places(result: Expr, prior: Expr) -> Expr:
    """Return how many places tell a result and its comparator apart: see ``core.numbers.figures``."""
    places: Operand = MOST_PLACES
    for fewer in range(MOST_PLACES - 1, USUAL_PLACES - 1, -1):
        places = if_(Call("ROUND", result, fewer) != Call("ROUND", prior, fewer), fewer, places)
    return if_(Call("COUNT", result, prior) < _BOTH, USUAL_PLACES, if_(result == prior, USUAL_PLACES, places))


def _change(result: Expr, prior: Expr, places: Expr) -> Expr:
    """Return the difference of the two as they are shown; of two that are shown alike, as it is."""
    shown, compared = Call("ROUND", result, places), Call("ROUND", prior, places)
    return if_(shown == compared, result - prior, shown - compared)


def _rate(row: RowItem, pooled: str, to_fix: str) -> Expr:
    """Return a result; nothing where an entry of it is to fix, or nothing could occur."""
    numerator, denominator = row.ref(f"{pooled}_numerator"), row.ref(f"{pooled}_denominator")
    none = any_(row.ref(to_fix) > 0, denominator == "", denominator == 0)
    return if_(none, "", numerator * row.measure.per / denominator)


def _outcome(row: RowItem) -> Expr:
    """Return what became of a measure, compared by cross-multiplication: see ``rules.improvement.outcome_of``."""
    left = row.ref("window_numerator") * row.ref("prior_total_denominator")
    right = row.ref("prior_total_numerator") * row.ref("window_denominator")
    better = left < right if row.measure.improvement is Improvement.DECREASE else left > right
    compared = if_(left == right, OutcomeShown.MAINTAINED, if_(better, OutcomeShown.IMPROVED, OutcomeShown.WORSENED))
    none = any_(row.ref("window_denominator") == 0, row.ref("prior_total_denominator") == 0)
    known = if_(none, OutcomeShown.NO_RESULT, compared)
    pending: Expr = known
    if row.measure.late_result:
        blank = row.ref(f"blank_{row.quarters[-1].suffix}") == 1
        pending = if_(all_(Ref("late_results_pending") == 1, blank), OutcomeShown.PENDING, known)
    measured = if_(
        Ref("quarters_sound") == 0, OutcomeShown.INVALID_QUARTERS, if_(_BASELINE == 1, OutcomeShown.BASELINE, pending)
    )
    shown = if_(any_(OF_PERIOD == 0, row.ref("is_selected") == 0), "", measured)
    to_fix = row.ref("entries_to_fix") + row.ref("comparator_to_fix") > 0
    return if_(to_fix, OutcomeShown.INVALID_ENTRIES, shown)


def _achieved(row: RowItem) -> Expr:
    """Return Yes, No, or nothing where nothing is measured: see ``rules.improvement.is_achieved``."""
    outcome = row.ref("outcome")
    tie = if_(Ref("maintained_counts") == 1, "Yes", "No")
    missed = any_(outcome == OutcomeShown.WORSENED, outcome == OutcomeShown.NO_RESULT)
    otherwise = if_(outcome == OutcomeShown.MAINTAINED, tie, if_(missed, "No", ""))
    return if_(outcome == OutcomeShown.IMPROVED, "Yes", otherwise)


def target_workings(pending: Sequence[RowItem]) -> Mapping[str, Expr]:
    """Return the QIT; ``pending`` are the rows whose result may come later."""
    achieved, credits_, selected = Ref("qit_achieved"), Ref("qit_credits"), Ref("qit_selected")
    needed = selected * Ref("required_share_numerator")
    met = (achieved + credits_) * Ref("required_share_denominator") >= needed
    measured = if_(met, VerdictShown.MET, VerdictShown.NOT_MET)
    unmeasured = any_(Ref("ready") != READY, *(row.ref("outcome") == OutcomeShown.PENDING for row in pending))
    verdict = if_(unmeasured, VerdictShown.NOT_READY, if_(_BASELINE == 1, VerdictShown.BASELINE, measured))
    none = any_(Ref("ready") != READY, _BASELINE == 1, selected == 0)
    return {
        "qit_selected": summed(Whole("is_selected")),
        "qit_achieved": Call("COUNTIF", Whole("achieved"), "Yes"),
        "qit_credits": Call("MIN", Ref("most_credits"), summed(Whole("contract_counts"))),
        "qit_share": if_(none, "", (achieved + credits_) / selected),
        "qit_verdict": verdict,
        "required_share": Ref("required_share_numerator") / Ref("required_share_denominator"),
        "report_due": if_(OF_PERIOD == 0, "", of_period(DATE_LISTS["report_due"])),
    }
