"""What the form calculates and does not show, each as a formula by the name of its cell.

An auditor can follow a result from here: which rows of the lists are chosen, the numbers of the period, each row's
totals, the contracts and the quarters that they credit. The test of parity holds each equal to the rule that it stands
for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from operator import add

from vbpqip.core.contracts import ContractStatus
from vbpqip.core.measures import Improvement, Measure
from vbpqip.core.parties import AS_TYPED_ON_A_KEYBOARD
from vbpqip.core.quarters import Years
from vbpqip.kinds.qit_report.checks.plausibility import PATIENT_DAYS
from vbpqip.kinds.qit_report.form.items import DEVICE_DAYS, PairItem, RowItem
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ENTRIES, PRIOR, QUARTERS
from vbpqip.kinds.qit_report.form.lists import DATE_LISTS, PERIOD_NUMBERS
from vbpqip.kinds.shared.attestation import last_attestation
from vbpqip.kinds.shared.numbers import OF_PERIOD
from vbpqip.program.program import Program
from vbpqip.workbook.answers import LEAVE_BLANK, NOT_APPLICABLE, READY, YES, OutcomeShown, VerdictShown
from vbpqip.workbook.conditions import is_day, reads, row_in, trimmed
from vbpqip.workbook.expr import Call, Expr, Operand, Range, Ref, Whole, all_, any_, guarded, if_, not_, total
from vbpqip.workbook.tested import Numbering

NEVER = -1000
"""Ordinal that stands for no quarter."""

_BASELINE, _COMPARED = Ref("is_baseline"), Ref("has_comparator")
_FIRST_OF_PERIOD = Call("MAX", 1, OF_PERIOD)


def of_period(name: str) -> Expr:
    """Return what a list says of the chosen period, or of the first where none is chosen."""
    return Call("INDEX", Whole(name), _FIRST_OF_PERIOD)


def as_truth(condition: Operand) -> Expr:
    """Return 1 where it holds, 0 where it does not."""
    return if_(condition, 1, 0)


def normalized(cell: Expr) -> Expr:
    """Return a name as it is compared: see ``core.parties.normalized_name``."""
    words = trimmed(cell)
    for typed, meant in AS_TYPED_ON_A_KEYBOARD.items():
        words = Call("SUBSTITUTE", words, chr(typed), meant)
    return Call("LOWER", words)


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
        "quarters_sound": as_truth(not_(any_(*invalid))),
        **{name: of_period(f"list_{name}") for name in PERIOD_NUMBERS},
        "day_attested": _day_attested(program),
        "late_results_pending": _late_results_pending(),
        **_roster_rows(),
    }


def _day_attested(program: Program) -> Expr:
    """Return the day of the attestation, 0 where there is none, or one that it cannot have been made on."""
    on, latest = Ref("attested_on"), last_attestation(program)
    possible = all_(Call("INT", on) >= of_period(DATE_LISTS["window_end"]), Call("INT", on) <= latest)
    typed = all_(is_day(on), not_(Call("ISFORMULA", on)))
    return Call("IFERROR", if_(guarded(typed, possible), Call("INT", on), 0), 0)


def _late_results_pending() -> Expr:
    """Return 1 where late results may still be blank, by the day of the attestation."""
    due, own = (of_period(DATE_LISTS[name]) for name in ("report_due", "late_results_due"))
    attested = Ref("day_attested")
    return as_truth(all_(OF_PERIOD > 0, attested > 0, own > due, attested <= own))


def _roster_rows() -> Mapping[str, Expr]:
    """Return the names as they are compared, and how many pairings of the period's roster have them."""
    since = (Whole("list_roster_since") <= _FIRST_OF_PERIOD) * 1
    facility = (normalized(Whole("list_roster_facilities")) == Ref("facility_words")) * 1
    mco = (normalized(Whole("list_roster_mcos")) == Ref("mco_words")) * 1
    return {
        "facility_words": Call("IFERROR", normalized(Ref("facility")), ""),
        "mco_words": Call("IFERROR", normalized(Ref("mco")), ""),
        "facility_rows": Call("SUMPRODUCT", facility * since),
        "mco_rows": Call("SUMPRODUCT", mco * since),
        "pairing_rows": Call("SUMPRODUCT", facility * mco * since),
    }


def row_workings(row: RowItem, program: Program, numbering: Numbering, others: Sequence[RowItem]) -> Mapping[str, Expr]:
    """Return what is calculated of a row; ``others`` are the rows that count patient days of the hospital."""
    measure, selected = row.measure, row.ref("is_selected") == 1
    sound, compared = row.ref("entries_sound") == 1, row.ref("comparator_sound") == 1
    entered = Range(row.ref("fix_selected"), row.ref(f"fix_denominator_{QUARTERS[-1]}"))
    prior = Range(row.ref(f"fix_{PRIOR[0]}"), row.ref(f"fix_{PRIOR[1]}"))
    doubted = Range(row.ref("doubt_selected"), row.ref(f"doubt_{PRIOR[1]}"))
    of_window, of_prior = _totals(row.quarters, measure), _totals((row.prior_pair,), measure)
    return {
        "figures": _figures(row),
        "is_selected": as_truth(_is_selected(row, program)),
        "entries_sound": as_truth(all_(selected, _errors_in(entered, numbering) == 0)),
        "comparator_sound": as_truth(all_(selected, _COMPARED == 1, _errors_in(prior, numbering) == 0)),
        "window_numerator": if_(sound, of_window[0], ""),
        "window_denominator": if_(sound, of_window[1], ""),
        "prior_total_numerator": if_(compared, of_prior[0], ""),
        "prior_total_denominator": if_(compared, of_prior[1], ""),
        "row_state": reduce(add, (_errors_in(each, numbering) for each in (entered, prior, doubted))),
        **({} if measure.annual else _sizes(row, others)),
    }


def _errors_in(states: Range, numbering: Numbering) -> Expr:
    return Call("SUMPRODUCT", (states > 0) * (states <= numbering.errors))


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
    return total(*(pair.numerator for pair in pairs)), total(*(pair.denominator for pair in pairs))


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
    own, sound = pair.denominator, row.ref("entries_sound") == 1
    middle, largest = (row.ref(f"{which}_size_{pair.nth}") for which in ("middle", "largest"))
    nearer = if_(Call("ABS", largest - own) < Call("ABS", middle - own), largest, middle)
    usual = if_(Call("MIN", *rest) > 0, middle, if_(middle == 0, largest, nearer))
    return {
        middle.name: if_(sound, Call("MEDIAN", *rest), ""),
        largest.name: if_(sound, Call("MAX", *rest), ""),
        f"usual_size_{pair.nth}": if_(sound, usual, ""),
    }


def _patient_days(row: RowItem, pair: PairItem, others: Sequence[RowItem]) -> Expr:
    days: Expr = pair.denominator
    beside = [each.ref(f"patient_days_{pair.nth}") for each in others if not each.measure.device_days]
    known = days
    if row.measure.device_days and beside:
        share, whole = row.numbers.share("checks.device_day_share")
        known = if_(days * whole < share * Call("MAX", *beside), DEVICE_DAYS, days)
    return if_(row.ref("entries_sound") == 0, "", if_(days == 0, "", known))


def results(row: RowItem) -> Mapping[str, Expr]:
    """Return what is shown of a row."""
    measure = row.measure
    result, prior = row.ref("result"), row.ref("prior_result")
    return {
        "result": _rate(measure, row.ref("window_numerator"), row.ref("window_denominator")),
        "prior_result": _rate(measure, row.ref("prior_total_numerator"), row.ref("prior_total_denominator")),
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


def _rate(measure: Measure, numerator: Expr, denominator: Expr) -> Expr:
    return if_(denominator == "", "", if_(denominator == 0, "", numerator * measure.per / denominator))


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
        blank = Call("IFERROR", trimmed(row.quarters[-1].numerator) == "", False)  # noqa: FBT003 -- a value of the sheet
        pending = if_(all_(Ref("late_results_pending") == 1, blank), OutcomeShown.PENDING, known)
    measured = if_(
        Ref("quarters_sound") == 0, OutcomeShown.INVALID_QUARTERS, if_(_BASELINE == 1, OutcomeShown.BASELINE, pending)
    )
    to_fix = all_(_COMPARED == 1, row.ref("comparator_sound") == 0)
    shown = if_(OF_PERIOD == 0, "", if_(to_fix, OutcomeShown.INVALID_ENTRIES, measured))
    return if_(row.ref("row_state") > 0, OutcomeShown.INVALID_ENTRIES, if_(row.ref("is_selected") == 0, "", shown))


def _achieved(row: RowItem) -> Expr:
    """Return Yes, No, or nothing where nothing is measured: see ``rules.improvement.is_achieved``."""
    outcome = row.ref("outcome")
    tie = if_(Ref("maintained_counts") == 1, "Yes", "No")
    missed = any_(outcome == OutcomeShown.WORSENED, outcome == OutcomeShown.NO_RESULT)
    otherwise = if_(outcome == OutcomeShown.MAINTAINED, tie, if_(missed, "No", ""))
    return if_(outcome == OutcomeShown.IMPROVED, "Yes", otherwise)


def target(pending: Sequence[RowItem]) -> Mapping[str, Expr]:
    """Return the QIT; ``pending`` are the rows whose result may come later."""
    achieved, credits_, selected = Ref("qit_achieved"), Ref("qit_credits"), Ref("qit_selected")
    needed = selected * Ref("required_share_numerator")
    met = (achieved + credits_) * Ref("required_share_denominator") >= needed
    measured = if_(met, VerdictShown.MET, VerdictShown.NOT_MET)
    unmeasured = any_(Ref("ready") != READY, *(row.ref("outcome") == OutcomeShown.PENDING for row in pending))
    verdict = if_(unmeasured, VerdictShown.NOT_READY, if_(_BASELINE == 1, VerdictShown.BASELINE, measured))
    none = any_(Ref("ready") != READY, _BASELINE == 1, selected == 0)
    return {
        "qit_selected": total(Whole("is_selected")),
        "qit_achieved": Call("COUNTIF", Whole("achieved"), "Yes"),
        "qit_credits": Call("MIN", Ref("most_credits"), total(Whole("contract_counts"))),
        "qit_share": if_(none, "", (achieved + credits_) / selected),
        "qit_verdict": verdict,
        "required_share": Ref("required_share_numerator") / Ref("required_share_denominator"),
        "report_due": if_(OF_PERIOD == 0, "", of_period(DATE_LISTS["report_due"])),
    }


def contract_workings(nth: int, program: Program, numbering: Numbering) -> Mapping[str, Expr]:
    """Return what is calculated of a contract, and the quarters that it credits in words."""
    entries = {name.removeprefix("contract_"): Ref(name, nth) for name in CONTRACT_ENTRIES}

    def own(name: str) -> Ref:
        return Ref(f"contract_{name}", nth)

    filled = Call(
        "SUMPRODUCT", (Call("TRIM", Range(Ref(CONTRACT_ENTRIES[0], nth), Ref(CONTRACT_ENTRIES[-1], nth))) == "") * 1
    )
    states = [Ref(f"fix_contract_{name}", nth) for name in ("level", "submitted", "recertified", "status")]
    to_fix = any_(*(numbering.is_error(each) for each in states))
    sound = not_(to_fix)
    years, now = program.years, Ref("period_ordinal")
    renewed = Call("TRIM", entries["recertified"]) != ""
    last = Ref("credit_quarters") - 1
    holds = [all_(own(name) <= now, now <= own(name) + last) for name in ("opens", "reopens")]
    held = any_(holds[0], all_(Ref("recertification_counts") == 1, holds[1]))
    earns = all_(entries["level"] >= Ref("lowest_level"), not_(reads(entries["status"], "Refused")))
    return {
        "contract_filled": Call("IFERROR", as_truth(filled < len(CONTRACT_ENTRIES)), 1),
        "contract_sound": if_(own("filled") == 0, 0, as_truth(sound)),
        "contract_earns": if_(own("sound") == 1, as_truth(earns), 0),
        "contract_opens": if_(own("sound") == 1, _ordinal(entries["submitted"], years), NEVER),
        "contract_reopens": if_(own("sound") == 1, if_(renewed, _ordinal(entries["recertified"], years), NEVER), NEVER),
        "contract_counts": if_(own("earns") == 1, as_truth(all_(OF_PERIOD > 0, held)), 0),
        "contract_text": _contract_text(entries),
        "contract_quarters": if_(to_fix, OutcomeShown.INVALID_ENTRIES, _credited(own, years)),
    }


def _ordinal(day: Expr, years: Years) -> Expr:
    """Return ``years.of(day).ordinal``: quarters since the first one of the program's first year."""
    quarters, months = divmod(years.begins.month - 1, 3)
    year, month = Call("YEAR", day), Call("MONTH", day)
    return (year - years.begins.year) * 4 + Call("INT", (month - (months + 1)) / 3) - quarters


def _quarter_name(ordinal: Expr, years: Years) -> Expr:
    name: Expr = years.prefix & (Call("INT", ordinal / 4) + years.first)
    return name & " Q" & (Call("MOD", ordinal, 4) + 1)


def _contract_text(entries: Mapping[str, Ref]) -> Expr:
    """Return all that makes a contract as one text, so that two can be compared; empty where something is missing."""
    level, status, again = entries["level"], entries["status"], entries["recertified"]
    words: Expr = normalized(entries["mco"]) & "|" & Call("INT", entries["submitted"]) & "|" & level
    words = words & "|" & Call("UPPER", trimmed(status)) & "|" & if_(Call("ISNUMBER", again), Call("INT", again), 0)
    days = all_(is_day(entries["submitted"]), any_(trimmed(again) == "", Call("ISNUMBER", again)))
    known = any_(*(reads(status, each) for each in ContractStatus))
    return Call("IFERROR", if_(all_(days, Call("INT", level) == level, known), words, ""), "")


def _credited(own: Callable[[str], Ref], years: Years) -> Expr:
    """Return the quarters that a contract credits, in words."""
    last = Ref("credit_quarters") - 1

    def span(opening: Expr) -> Expr:
        return _quarter_name(opening, years) & " to " & _quarter_name(opening + last, years)

    again = all_(Ref("recertification_counts") == 1, own("reopens") > NEVER)
    words = span(own("opens")) & if_(again, ", " & span(own("reopens")), "")
    return if_(own("sound") == 0, "", if_(own("earns") == 1, words, "no credit"))
