"""Measure credits: a qualified VBP contract adds one to the measures achieved.

Stated (webinar of 19 July 2017, P4R measure credits): a contract of level 2 or higher earns a credit in the
quarter of its submission and the three quarters after it; one that runs on must be re-certified to earn the next
year's credit; a contract that DOH refuses as level 2 earns none. Inferred: a re-certification opens a window like
a submission, at most one credit holds at once, and none holds after the program's last period. All but the last are
parameters of the area ``credits``.
"""

from __future__ import annotations

from collections.abc import Iterable

from vbpqip.core.contracts import Contract, ContractStatus
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import ContractCredit, Credits


class CreditTerms(NamedTuple):
    """The program's numbers on credits: lowest VBP level, quarters that a credit holds, most at once, last period."""

    lowest_level: int
    quarters: int
    most_at_once: int
    recertification_opens_window: bool
    last_period: Quarter


def credit_quarters(contract: Contract, terms: CreditTerms) -> tuple[Quarter, ...]:
    """Return the quarters in which a contract counts, earliest first, each once; none is after the last period.

    >>> from datetime import date
    >>> from vbpqip.core.quarters import CALENDAR_YEARS
    >>> last = Quarter(2019, 4, CALENDAR_YEARS)
    >>> terms = CreditTerms(2, quarters=4, most_at_once=1, recertification_opens_window=True, last_period=last)
    >>> contract = Contract(submitted=date(2017, 8, 15), level=2, status=ContractStatus.SUBMITTED)
    >>> [str(quarter) for quarter in credit_quarters(contract, terms)]
    ['2017 Q3', '2017 Q4', '2018 Q1', '2018 Q2']
    """
    if contract.level < terms.lowest_level or contract.status is ContractStatus.REFUSED:
        return ()
    openings = [terms.last_period.years.of(contract.submitted)]
    if contract.recertified is not None and terms.recertification_opens_window:
        openings.append(terms.last_period.years.of(contract.recertified))
    counting = {opening.after(later) for opening in openings for later in range(terms.quarters)}
    return tuple(sorted(quarter for quarter in counting if quarter <= terms.last_period))


def credits_in(period: Quarter | None, contracts: Iterable[Contract], terms: CreditTerms) -> Credits:
    """Return the credits in force in a period and every contract's quarters; none in an unknown period."""
    earned = tuple(
        ContractCredit(submitted=contract.submitted, level=contract.level, quarters=credit_quarters(contract, terms))
        for contract in contracts
    )
    counting = sum(period in credit.quarters for credit in earned)
    return Credits(in_force=min(terms.most_at_once, counting), contracts=earned)
