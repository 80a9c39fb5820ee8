"""What the pairings of a folder are paid by the reports that count, month by month, and what changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from vbpqip.batch.store import Store
from vbpqip.checking.between.versions import VersionStatus
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Assumption
from vbpqip.program.program import Program
from vbpqip.rules.payment import (
    PAID_BY,
    MonthAmount,
    PaidMonth,
    deliverable_months,
    earned_by_deliverables,
    earned_by_report,
    earned_by_target,
    month_amount,
    target_months,
)

_COUNTING = frozenset({VersionStatus.COUNTS, VersionStatus.OTHER_PERIOD})
"""What a report that counts for its own period stands for, whichever period was collected."""


class PaymentState(StrEnum):
    """What becomes of a month's payment."""

    DUE = "due"
    NOT_DUE = "not due"
    WAITING = "waiting"
    NOT_KNOWN = "award not known"


class PaidReport(NamedTuple):
    """A report as a payment rests on it; ``program`` is by which data and terms it was reviewed.

    ``received`` and ``due`` are ISO dates, empty where they are not known; ``share`` is that of the measures achieved.
    """

    facility: str
    mco: str
    path: str
    sha256: str
    received: str
    status: str
    version_status: str
    verdict: str
    due: str
    share: str | None
    program: Mapping[str, str | None]


class PaidBefore(NamedTuple):
    """What a month was paid by the report that counted on its first day, in cents, where it is another amount now."""

    report: PaidReport
    due: int


class MonthPayment(NamedTuple):
    """A month of a pairing; ``amount`` is ``None`` unless it is known."""

    month: PaidMonth
    state: PaymentState
    amount: MonthAmount | None
    before: PaidBefore | None = None

    @property
    def cents(self) -> int | None:
        """What is due in the month, in cents."""
        return None if self.amount is None else self.amount.due


class PairingPayment(NamedTuple):
    """What a pairing is paid for one thing: a target, the report of a baseline, or deliverables.

    ``period`` is the measurement quarter, ``None`` of deliverables. ``report`` is the one that counts, ``None`` where
    none does. ``why`` says what it is paid on, ``waits_for`` what has to come first, empty where nothing has.
    """

    facility: str
    mco: str
    paid_for: str
    period: Quarter | None
    report: PaidReport | None
    why: str
    waits_for: str
    months: tuple[MonthPayment, ...]
    assumptions: tuple[Assumption, ...]

    @property
    def total(self) -> int | None:
        """What is due in all of its months, in cents; ``None`` where one is not known."""
        cents = [month.cents for month in self.months]
        known = [each for each in cents if each is not None]
        return sum(known) if len(known) == len(cents) else None


def payments_of_period(store: Store, program: Program, period: Quarter, mco: str = "") -> Iterator[PairingPayment]:
    """Yield what each pairing is paid for a measurement quarter, by facility and MCO.

    Args:
        store: The ledger of a folder.
        program: The program under the terms of all pairings.
        period: The measurement quarter.
        mco: The MCO that pays, empty for all.
    """
    reports = {names: list(several) for names, several in groupby(_reports_of(store, period), key=_names_of)}
    for names, (facility, payer) in _pairings(program, period, reports, mco).items():
        own = program.for_pairing(facility, payer)
        months = target_months(own, names, period)
        yield _payment(_Pairing(own, facility, payer, period, months), reports.get(names, []))


def payments_in_quarter(store: Store, program: Program, quarter: Quarter, mco: str = "") -> Iterator[PairingPayment]:
    """Yield what each pairing is paid in the months of a payment quarter, whatever it is paid for."""
    for period in program.periods:
        for payment in payments_of_period(store, program, period, mco):
            in_quarter = tuple(month for month in payment.months if month.month.quarter == quarter)
            if in_quarter:
                yield payment._replace(months=in_quarter)
    for names, (facility, payer) in _pairings(program, quarter, {}, mco).items():
        own = program.for_pairing(facility, payer)
        months = deliverable_months(own, names, quarter)
        if months:
            yield _for_deliverables(_Pairing(own, facility, payer, quarter, months))


class _Pairing(NamedTuple):
    program: Program
    facility: str
    mco: str
    period: Quarter
    months: tuple[PaidMonth, ...]

    def assumptions(self, paid_for: str) -> tuple[Assumption, ...]:
        quarter = self.months[0].quarter if self.months else self.period
        known = self.program.assumptions(quarter, {"payment"})
        return tuple(each for each in known if each.key in PAID_BY[paid_for])


def _reports_of(store: Store, period: Quarter) -> Iterator[PaidReport]:
    for *values, program in store.rows("qit_reports_of_period", (str(period),)):
        yield PaidReport._make((*values, json.loads(program)))


def _names_of(report: PaidReport) -> tuple[str, str]:
    return normalized_name(report.facility), normalized_name(report.mco)


def _pairings(
    program: Program, period: Quarter, reports: Mapping[tuple[str, str], Sequence[PaidReport]], mco: str
) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return the pairings of a period as they are called, on the roster or not, by their names as they are compared."""
    roster = {each.normalized: (each.facility, each.mco) for each in program.roster_in(period).pairings}
    others = {names: (several[0].facility, several[0].mco) for names, several in reports.items()}
    every = {**others, **roster}
    wanted = normalized_name(mco)
    return {names: every[names] for names in sorted(every) if wanted in {"", names[1]}}


def _payment(pairing: _Pairing, reports: Sequence[PaidReport]) -> PairingPayment:
    paid_for = "baseline" if pairing.period == pairing.program.baseline else "target"
    report = next((each for each in reports if each.version_status in _COUNTING), None)
    earned = None if report is None else _earned(pairing, report)
    months = tuple(
        _month(month, earned)._replace(before=_before(pairing, month, reports, report)) for month in pairing.months
    )
    return PairingPayment(
        facility=pairing.facility,
        mco=pairing.mco,
        paid_for=paid_for,
        period=pairing.period,
        report=report,
        why="" if report is None else _why(pairing, report),
        waits_for="" if earned is not None else _waits_for(pairing, reports, report),
        months=months,
        assumptions=pairing.assumptions(paid_for),
    )


def _earned(pairing: _Pairing, report: PaidReport) -> Fraction | None:
    """Return the part of a month that a report earns, ``None`` where that is not known."""
    quarter = pairing.months[0].quarter if pairing.months else pairing.period
    if report.verdict == Verdict.BASELINE:
        in_time = report.received <= report.due if report.received and report.due else None
        needed = pairing.program.words("payment.baseline_pays", quarter) == "a report in time"
        return earned_by_report(in_time=in_time, must_be_in_time=needed)
    all_or_nothing = pairing.program.flag("payment.all_or_nothing", quarter)
    achieved = None if report.share is None else min(Fraction(report.share), Fraction(1))
    return earned_by_target(Verdict(report.verdict), achieved, all_or_nothing=all_or_nothing)


def _month(month: PaidMonth, earned: Fraction | None) -> MonthPayment:
    if earned is None:
        return MonthPayment(month, PaymentState.WAITING, None)
    if earned == 0 and month.award.dollars is None:
        return MonthPayment(month, PaymentState.NOT_DUE, MonthAmount(0))
    amount = month_amount(month, earned)
    if amount is None:
        return MonthPayment(month, PaymentState.NOT_KNOWN, None)
    return MonthPayment(month, PaymentState.DUE if earned else PaymentState.NOT_DUE, amount)


def _before(
    pairing: _Pairing, month: PaidMonth, reports: Sequence[PaidReport], now: PaidReport | None
) -> PaidBefore | None:
    """Return what a month was paid by the report that was the latest accepted one when it began, where that differs."""
    accepted = {*_COUNTING, VersionStatus.SUPERSEDED, VersionStatus.AMBIGUOUS}
    earlier = [
        each
        for each in reports
        if each.version_status in accepted and each.received and each.received < month.first_day.isoformat()
    ]
    if not earlier or earlier[-1] is now:
        return None
    was = _month(month, _earned(pairing, earlier[-1])).cents
    due = None if now is None else _month(month, _earned(pairing, now)).cents
    return None if was is None or was == due else PaidBefore(earlier[-1], was)


def _why(pairing: _Pairing, report: PaidReport) -> str:
    verdict = report.verdict.replace("_", " ")
    target = pairing.program.vocabulary.target
    if report.verdict != Verdict.BASELINE:
        return f"{target} {verdict}"
    if not (report.received and report.due):
        return "baseline reported"
    return f"baseline reported {'in time' if report.received <= report.due else 'late'}"


def _waits_for(pairing: _Pairing, reports: Sequence[PaidReport], report: PaidReport | None) -> str:
    if report is None:
        return _waits_for_report(pairing, reports)
    if report.verdict == Verdict.BASELINE:
        return f"the day of receipt of {report.path}, which says whether it came in time"
    return f"a verdict of {report.path}"


def _waits_for_report(pairing: _Pairing, reports: Sequence[PaidReport]) -> str:
    ambiguous = [each.path for each in reports if each.version_status == VersionStatus.AMBIGUOUS]
    if ambiguous:
        return f"which of {' and '.join(ambiguous)} counts"
    rejected = [each.path for each in reports if each.version_status == VersionStatus.NOT_ACCEPTED]
    if rejected:
        return f"a corrected report in place of {rejected[-1]}"
    return f"the report, due {pairing.program.dates(pairing.period).report_due}"


def _for_deliverables(pairing: _Pairing) -> PairingPayment:
    quarter = pairing.months[0].quarter
    earned = earned_by_deliverables(pairing.program, quarter)
    met = pairing.program.at("payment.deliverables_met", quarter).text
    return PairingPayment(
        facility=pairing.facility,
        mco=pairing.mco,
        paid_for="deliverables",
        period=None,
        report=None,
        why="" if earned is None else f"{met} deliverables met",
        waits_for="" if earned is not None else "how many deliverables are met: the terms say it of each pairing",
        months=tuple(_month(month, earned) for month in pairing.months),
        assumptions=pairing.assumptions("deliverables"),
    )
