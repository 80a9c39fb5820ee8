"""What the form calculates, each as a formula by the name of its cell: see ``rules.ait`` for what each stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vbpqip.core.measures import Improvement, Measure
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.ait_report.checks import mean_places
from vbpqip.kinds.ait_report.form import AIT_CONTRACT_ROWS, BASELINE, MEAN, RESULT
from vbpqip.kinds.ait_report.items import YEAR_ROW, RowOnForm, of_year, years_on_form
from vbpqip.kinds.ait_report.writing.tested import ait_attested_day, ait_credits_on_form
from vbpqip.kinds.ait_report.years import (
    ait_credit_terms,
    ait_terms,
    ait_years,
    baseline_days,
    baselines_due,
    measured_days,
)
from vbpqip.kinds.shared.attestation import day_entered
from vbpqip.kinds.shared.contracts import ContractItem
from vbpqip.kinds.shared.contracts_on_form import (
    NEVER,
    contract_shown,
    credited_if,
    is_renewed,
    ordinal_of,
    sound_contract,
)
from vbpqip.kinds.shared.counts import is_above
from vbpqip.kinds.shared.heading import RosterOnForm
from vbpqip.program.program import Program
from vbpqip.rules.ait import Metrics, WithoutMean
from vbpqip.workbook.answers import LARGEST_TOTAL, LEAVE_BLANK, NOT_APPLICABLE, READY, YES, OutcomeShown, VerdictShown
from vbpqip.workbook.conditions import as_truth, normalized_words, reads, row_in, says_nothing
from vbpqip.workbook.entry_types import EntryKey
from vbpqip.workbook.expr import Call, Expr, Operand, Range, Ref, Whole, all_, any_, expr, guarded, if_, not_, summed
from vbpqip.workbook.form import TO_FIX
from vbpqip.workbook.tested import Numbering

BETTER, NOT_BETTER, NO_MEAN = "\u2713 Yes", "\u2717 No", "no mean"
"""What is shown beside a measure of each metric."""


def calculated_once(program: Program) -> Mapping[str, Expr]:
    """Return what is calculated once: of the year, the names, the attestation, and the year's numbers."""
    years = ait_years(program)
    terms = [ait_terms(program, year) for year in years]
    credited = [ait_credit_terms(program, year) for year in years]
    baseline, measured = (_days(program, years, nth) for nth in (0, 1))
    return {
        "year_row": row_in(Ref("program_year"), Whole("list_program_years")),
        "quarter_row": expr(of_year(years_on_form(program))),
        "year_ordinal": expr(of_year([year.ordinal for year in years])),
        "has_results": as_truth(Call("SUMPRODUCT", Whole("is_selected") * Whole("results_entered")) > 0),
        "last_day_covered": if_(Ref("has_results") == 1, measured, baseline),
        "day_entered": day_entered(Ref("attested_on")),
        "day_attested": ait_attested_day(program).possible,
        "means_given": Call("COUNT", Whole("mean_used")),
        "lowest_level": expr(of_year([each.lowest_level for each in credited])),
        "credits_since": expr(of_year([each.since.ordinal for each in credited])),
        "credits_until": expr(of_year([each.until.ordinal for each in credited])),
        "most_credits": expr(of_year([each.most for each in credited])),
        "first_above": expr(of_year([each.required_improved.numerator for each in terms])),
        "first_below": expr(of_year([each.required_improved.denominator for each in terms])),
        "second_above": expr(of_year([each.required_better.numerator for each in terms])),
        "second_below": expr(of_year([each.required_better.denominator for each in terms])),
        "tie_improves": expr(of_year([int(each.maintained_counts) for each in terms])),
        "tie_beats": expr(of_year([int(not each.strictly_better) for each in terms])),
        "credits_in_both": expr(of_year([int(each.credits_in_both) for each in terms])),
        "left_out": expr(of_year([int(each.without_mean is WithoutMean.LEFT_OUT) for each in terms])),
        "together": expr(of_year([int(each.metrics is Metrics.TOGETHER) for each in terms])),
        "first_count": summed(Whole("counts_first")),
        "second_count": summed(Whole("counts_second")),
        "second_of": if_(any_(Ref("left_out") == 1, Ref("means_given") == 0), Ref("means_given"), Ref("ait_selected")),
        "second_credits": Ref("ait_credits") * Ref("credits_in_both"),
        **_roster_rows(),
    }


def _days(program: Program, years: Sequence[Quarter], nth: int) -> Operand:
    """Return the last day of the baseline, or of the measured year, of the chosen year."""
    days = [(baseline_days(program, year), measured_days(year))[nth][1] for year in years]
    return days[0] if len(days) == 1 else Call("CHOOSE", Call("MAX", 1, YEAR_ROW), *days)


def _roster_rows() -> Mapping[str, Expr]:
    """Return the names as they are compared, and how many pairings of the year's roster have them."""
    applies = (Whole("list_roster_since") <= Ref("quarter_row")) * 1
    roster = RosterOnForm(Whole("list_roster_facilities"), Whole("list_roster_mcos"), applies)
    facility, mco = Ref("facility_words"), Ref("mco_words")
    return {
        "facility_words": Call("IFERROR", normalized_words(Ref("facility")), ""),
        "mco_words": Call("IFERROR", normalized_words(Ref("mco")), ""),
        "facility_rows": roster.rows(facility),
        "mco_rows": roster.rows(mco=mco),
        "pairing_rows": roster.rows(facility, mco),
    }


def ait_row_workings(row: RowOnForm, numbering: Numbering) -> Mapping[str, Expr]:
    """Return what is calculated of a row, and what is shown of it."""
    selected, asked = row.ref("is_selected") == 1, row.ref("result_asked") == 1
    baseline = _of_pair(row, "baseline", BASELINE, selected, numbering)
    result = _of_pair(row, "result", RESULT, asked, numbering)
    mean_fine = not_(_is_to_fix(row, MEAN[0], MEAN[-1], numbering))
    return {
        "is_selected": as_truth(_is_selected(row)),
        "figures": _entered(row, BASELINE) + _entered(row, RESULT) + _entered(row, MEAN[:1]),
        "results_entered": _entered(row, RESULT),
        "result_asked": as_truth(all_(selected, Ref("has_results") == 1)),
        **baseline,
        **result,
        "mean_used": if_(guarded(all_(selected, Call("ISNUMBER", row.mean.value)), mean_fine), row.mean.value, ""),
        "improves": if_(_known(row, "baseline"), _improves(row), 0),
        "beats_mean": if_(row.ref("mean_used") == "", "", if_(_known(row), _beats_mean(row), 0)),
        "counts_first": _counts_first(row),
        "counts_second": if_(row.ref("mean_used") == "", 0, _both(row.ref("beats_mean"), row.ref("improves"))),
        "baseline_result": _shown_rate(row, "baseline"),
        "result": _shown_rate(row, "result"),
        "improved": _shown(row, row.ref("improves") == 1),
        "better_than_mean": if_(
            all_(selected, row.ref("mean_used") == "", Ref("has_results") == 1),
            NO_MEAN,
            _shown(row, row.ref("beats_mean") == 1),
        ),
    }


def _entered(row: RowOnForm, names: Sequence[str]) -> Expr:
    """Return how many of some entries beside one another are neither blank nor NA; words too."""
    first, last = row.ref(names[0]), row.ref(names[-1])
    words = Call("UPPER", Call("TRIM", first if len(names) == 1 else Range(first, last)))
    said = (words != "") * (words != LEAVE_BLANK.upper()) * (words != NOT_APPLICABLE) * (words != "N/A")
    return Call("IFERROR", Call("SUMPRODUCT", said), 1)


def _is_selected(row: RowOnForm) -> Expr:
    """Whether the row says Yes, and the year has its measure."""
    answered = Call("IFERROR", reads(row.cell, YES), False)  # noqa: FBT003 -- a value of the sheet
    on_menu = [int(row.measure.key in row.program.menu_of(year)) for year in ait_years(row.program)]
    return answered if all(on_menu) else all_(answered, expr(of_year(on_menu)) == 1)


def _is_to_fix(row: RowOnForm, first: str, last: str, numbering: Numbering) -> Expr:
    """Whether an entry from one to another has an error."""
    states = Range(row.ref(f"{TO_FIX}{first}"), row.ref(f"{TO_FIX}{last}"))
    return Call("SUMPRODUCT", (states > 0) * (states <= numbering.errors)) > 0


def _of_pair(
    row: RowOnForm, which: str, names: tuple[str, str], applies: Expr, numbering: Numbering
) -> Mapping[str, Expr]:
    """Return what is divided of a pair, nothing where it is not asked for or something in it is to fix."""
    above, below = (row.ref(name) for name in names)
    sound = all_(applies, not_(_is_to_fix(row, *names, numbering)))
    if row.measure.annual:
        given = Call("ISNUMBER", above)
        return {
            f"blank_{which}": Call("IFERROR", as_truth(says_nothing(above)), 0),
            f"{which}_top": if_(sound, if_(given, above, 0), ""),
            f"{which}_below": if_(sound, if_(given, 1, 0), ""),
        }
    counted = guarded(sound, _are_counts(Range(above, below)))
    return {
        f"above_{which}": is_above(above, below, LARGEST_TOTAL),
        f"{which}_top": if_(counted, above, ""),
        f"{which}_below": if_(counted, below, ""),
    }


def _are_counts(both: Range) -> Expr:
    """Whether both are counts, however serious their findings are taken."""
    wrong = (both < 0) + (both > LARGEST_TOTAL) + (both != Call("INT", both))
    return guarded(Call("COUNT", both) == len(BASELINE), Call("SUMPRODUCT", wrong) == 0)


def _known(row: RowOnForm, *others: str) -> Expr:
    """Whether there is a result, and a baseline where that is asked: nothing is divided by 0."""
    return all_(*(summed(row.ref(f"{which}_below")) > 0 for which in ("result", *others)))


def _improves(row: RowOnForm) -> Expr:
    """Return 1 where the result is better than the baseline, compared by cross-multiplication."""
    left = row.ref("result_top") * row.ref("baseline_below")
    return _is_better(row.measure, left, row.ref("baseline_top") * row.ref("result_below"), Ref("tie_improves"))


def _beats_mean(row: RowOnForm) -> Expr:
    """Return 1 where the result is better than the mean, compared in whole numbers."""
    mean = row.ref("mean_used")
    if row.measure.annual:
        return _is_better(row.measure, row.ref("result_top"), mean, Ref("tie_beats"))
    scale = 10 ** mean_places(row.measure)
    whole = Call("ROUND", mean * scale, 0) * row.ref("result_below")
    return _is_better(row.measure, row.ref("result_top") * (row.measure.per * scale), whole, Ref("tie_beats"))


def _is_better(measure: Measure, left: Expr, right: Expr, tie: Expr) -> Expr:
    better = left < right if measure.improvement is Improvement.DECREASE else left > right
    return if_(left == right, tie, as_truth(better))


def _both(own: Expr, other: Expr) -> Expr:
    """Return a metric of a measure; where a measure has to meet both, nothing without the other one."""
    return if_(Ref("together") == 1, own * other, own)


def _counts_first(row: RowOnForm) -> Expr:
    """Return whether a measure counts in the first metric."""
    none = row.ref("mean_used") == ""
    return _both(row.ref("improves"), if_(none, Ref("left_out"), summed(row.ref("beats_mean"))))


def _shown_rate(row: RowOnForm, which: str) -> Expr:
    """Return a rate; nothing where it is not known, or nothing could occur."""
    above, below = row.ref(f"{which}_top"), row.ref(f"{which}_below")
    return if_(any_(below == "", below == 0), "", above * row.measure.per / below)


def _shown(row: RowOnForm, counts: Expr) -> Expr:
    """Return what became of a measure in a metric, nothing where no results are reported."""
    said = if_(counts, BETTER, NOT_BETTER)
    known = if_(row.ref("result_below") == "", OutcomeShown.INVALID_ENTRIES, said)
    none = if_(row.ref("is_selected") == 1, OutcomeShown.BASELINE, "")
    return if_(row.ref("result_asked") == 0, none, known)


def ait_target_workings() -> Mapping[str, Expr]:
    """Return the target."""
    first, second = Ref("first_count") + Ref("ait_credits"), Ref("second_count") + Ref("second_credits")
    selected, of = Ref("ait_selected"), Ref("second_of")
    met = all_(
        first * Ref("first_below") >= selected * Ref("first_above"),
        second * Ref("second_below") >= of * Ref("second_above"),
    )
    measured = if_(of == 0, VerdictShown.NOT_READY, if_(met, VerdictShown.MET, VerdictShown.NOT_MET))
    known = if_(Ref("has_results") == 0, VerdictShown.BASELINE, measured)
    none = any_(Ref("ready") != READY, Ref("has_results") == 0)
    return {
        "ait_selected": summed(Whole("is_selected")),
        "ait_credits": Call("MIN", Ref("most_credits"), summed(Whole("contract_counts"))),
        "ait_improved_share": if_(any_(none, selected == 0), "", first / selected),
        "ait_better_share": if_(any_(none, of == 0), "", second / of),
        "ait_verdict": if_(Ref("ready") != READY, VerdictShown.NOT_READY, known),
        "required_improved": Ref("first_above") / Ref("first_below"),
        "required_better": Ref("second_above") / Ref("second_below"),
    }


def baselines_due_on_form(program: Program) -> Expr:
    """Return the day by which the baselines of the chosen year are due, in words where nobody knows."""
    days: list[Operand] = [baselines_due(program, year) or "not known" for year in ait_years(program)]
    return if_(YEAR_ROW == 0, "", days[0] if len(days) == 1 else Call("CHOOSE", YEAR_ROW, *days))


def all_contracts(program: Program, numbering: Numbering) -> Mapping[EntryKey, Expr]:
    """Return what is calculated of each contract, and what it earns for the year in words."""
    found: dict[EntryKey, Expr] = {}
    for nth in range(AIT_CONTRACT_ROWS):
        contract = ContractItem(nth, ait_credits_on_form(program))
        found.update({(name, nth): shown for name, shown in _contract(contract, numbering).items()})
    return found


def _contract(contract: ContractItem, numbering: Numbering) -> Mapping[str, Expr]:
    own, years = contract.ref, contract.program.years
    known, renewed = own("known") == 1, is_renewed(contract)
    assert renewed is not None  # noqa: S101 -- the form asks for re-certifications
    dated = [
        all_(Ref("credits_since") <= own(name), own(name) <= Ref("credits_until")) for name in ("opens", "reopens")
    ]
    chosen = Call("INDEX", Whole("list_program_years"), Call("MAX", 1, YEAR_ROW))
    earned = if_(own("counts") == 1, "a credit of " & chosen, "no credit of " & chosen)
    return {
        **sound_contract(contract, numbering),
        "contract_opens": if_(known, ordinal_of(own("submitted"), years), NEVER),
        "contract_reopens": if_(all_(known, renewed), ordinal_of(own("recertified"), years), NEVER),
        "contract_in_year": as_truth(any_(*dated)),
        "contract_counts": credited_if(contract, all_(YEAR_ROW > 0, own("in_year") == 1)),
        "contract_credit": contract_shown(contract, if_(own("earns") == 1, earned, "no credit")),
    }
