"""Wrong terms give no program: the error names the file, the key, and what belongs there."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from program.conftest import Under
from support.counts import examples
from vbpqip.core.errors import ProgramDataError
from vbpqip.kinds.registry import wrong_codes
from vbpqip.program.loading import program_under
from vbpqip.program.tables import table_from

TITLE = 'title = "Terms"\n'


def number(key: str, value: str, *, since: str = 'since = "DY3 Q1"', source: str = 'source = "Contract"') -> str:
    return f"{TITLE}[[{key}.values]]\n{since}\nvalue = {value}\n{source}\n"


MEASURE = {
    "key": '"readmissions"',
    "title": '"Readmissions"',
    "short_title": '"Readmissions"',
    "steward": '"CMS"',
    "improvement": '"lower"',
    "scoring": '"proportion"',
    "reporting": '"quarterly"',
    "per": "100",
    "unit": '"discharges"',
    "since": '"DY3 Q1"',
    "source": '"Contract"',
}


def measure(**changed: str) -> str:
    """Return a measure as TOML; an empty text drops a key."""
    rows = [f"{key} = {value}" for key, value in {**MEASURE, **changed}.items() if value]
    return "\n".join(["[[measures]]", *rows, ""])


def pairing(rows: str) -> str:
    return f'{TITLE}[[pairings]]\nfacility = "A Hospital"\n{rows}\n'


def printed(rows: str) -> str:
    return f'{TITLE}[[printed]]\nperiod = "DY3 Q1"\n{rows}\n'


WAIVER = {
    "code": '"QIP250"',
    "facility": '"Interfaith Medical Center"',
    "period": '"DY3 Q1"',
    "approver": '"A. Smith"',
    "reason": '"The quality office had moved."',
    "until": "2017-10-20",
}


def waiver(**changed: str) -> str:
    """Return a waiver as TOML."""
    rows = [f"{key} = {value}" for key, value in {**WAIVER, **changed}.items()]
    return "\n".join(["[[waivers]]", *rows, ""])


def message_of(under: Under, terms: str) -> str:
    with pytest.raises(ProgramDataError) as raised:
        under(terms)
    return str(raised.value)


LETTER = 'source = "Letter"'
WRONG = {
    "no-title": ("", snapshot("terms.toml: title: is missing; a text belongs here.")),
    "empty-title": ('title = " "', snapshot("terms.toml: title: is empty; a text belongs here.")),
    "title-of-another-type": ("title = 2017", snapshot("terms.toml: title: 2017 is not a text.")),
    "title-is-a-table": ("[title]", snapshot("terms.toml: title: a table is not a text.")),
    "unknown-area": (
        f"{TITLE}[[qitt.required_share.values]]",
        snapshot(
            "terms.toml: qitt: is not a key that belongs here; known are title, pairings, awards, waivers, agreements, desk, measures, changed_measures, removed_measures, printed, severities, qit, credits, calendar, checks, ait, payment, contracts."
        ),
    ),
    "award-of-an-unknown-year": (
        f'{TITLE}[[awards]]\nfacility = "Nyack Hospital"\nmco = "Fidelis"\nyear = "2017"\naward = 5\n{LETTER}',
        snapshot("terms.toml: awards[1].year: '2017' is not a year such as 'DY3'."),
    ),
    "award-of-nobody": (
        f'{TITLE}[[awards]]\nfacility = "Nyack Hospital"\nmco = "MVP"\nyear = "DY2"\naward = 5\n{LETTER}',
        snapshot(
            "terms.toml: awards[1].mco: Nyack Hospital and MVP are a pairing neither on the roster nor in the pairings of these terms."
        ),
    ),
    "area-is-no-table": (f"{TITLE}qit = 0.5", snapshot("terms.toml: qit: 0.5 is not a table.")),
    "unknown-number": (
        number("qit.share", "0.5"),
        snapshot(
            "terms.toml: qit.share: is not a number of the program; known are required_share, maintained_counts, comparator, pooling."
        ),
    ),
    "unknown-key-of-a-number": (
        f'{TITLE}[qit.required_share]\nbasis = "stated"',
        snapshot("terms.toml: qit.required_share.basis: is not a key that belongs here; known are values."),
    ),
    "unknown-key-of-a-value": (
        number("qit.required_share", "0.5", source=f'{LETTER}\nbasis = "stated"'),
        snapshot(
            "terms.toml: qit.required_share.values[1].basis: is not a key that belongs here; known are note, since, source, value."
        ),
    ),
    "number-without-values": (
        f"{TITLE}[qit]\nrequired_share = 0.5",
        snapshot(
            "terms.toml: qit.required_share: has no values; write [[qit.required_share.values]] above since, value and source."
        ),
    ),
    "values-of-another-type": (
        f"{TITLE}[qit.required_share]\nvalues = 0.5",
        snapshot(
            "terms.toml: qit.required_share.values: is not a list of tables; write [[qit.required_share.values]] above each."
        ),
    ),
    "values-are-no-tables": (
        f"{TITLE}[qit.required_share]\nvalues = [0.5]",
        snapshot(
            "terms.toml: qit.required_share.values: is not a list of tables; write [[qit.required_share.values]] above each."
        ),
    ),
    "no-values": (
        f"{TITLE}[qit.required_share]",
        snapshot("terms.toml: qit.required_share.values: is missing; a parameter has at least one value."),
    ),
    "no-since": (
        number("qit.required_share", "0.5", since=""),
        snapshot(
            'terms.toml: qit.required_share.values[1].since: is missing; a quarter such as "DY3 Q1" belongs here.'
        ),
    ),
    "since-is-no-quarter": (
        number("qit.required_share", "0.5", since='since = "2017"'),
        snapshot("terms.toml: qit.required_share.values[1].since: '2017' is not a quarter such as \"DY3 Q1\"."),
    ),
    "no-value": (
        f'{TITLE}[[qit.required_share.values]]\nsince = "DY3 Q1"\n{LETTER}',
        snapshot("terms.toml: qit.required_share.values[1].value: is missing; a value belongs here."),
    ),
    "no-source": (
        number("qit.required_share", "0.5", source=""),
        snapshot("terms.toml: qit.required_share.values[1].source: is missing; say where the pairing agreed on it."),
    ),
    "empty-source": (
        number("qit.required_share", "0.5", source='source = ""'),
        snapshot("terms.toml: qit.required_share.values[1].source: is empty; a text belongs here."),
    ),
    "values-out-of-order": (
        number("qit.required_share", "0.5", since='since = "DY4 Q1"')
        + number("qit.required_share", "0.6").removeprefix(TITLE),
        snapshot("terms.toml: qit.required_share.values: are not in the order of their quarters."),
    ),
    "two-values-of-one-quarter": (
        number("qit.required_share", "0.5") + number("qit.required_share", "0.6").removeprefix(TITLE),
        snapshot("terms.toml: qit.required_share.values: are not in the order of their quarters."),
    ),
    "share-is-a-word": (
        number("qit.required_share", '"half"'),
        snapshot("terms.toml: qit.required_share.values[1].value: 'half' is not a share such as 0.50 or \"2/3\"."),
    ),
    "share-is-a-flag": (
        number("qit.required_share", "true"),
        snapshot('terms.toml: qit.required_share.values[1].value: true is not a share such as 0.50 or "2/3".'),
    ),
    "share-is-a-list": (
        number("qit.required_share", "[0.5]"),
        snapshot('terms.toml: qit.required_share.values[1].value: a list is not a share such as 0.50 or "2/3".'),
    ),
    "share-is-no-number": (
        number("qit.required_share", "nan"),
        snapshot('terms.toml: qit.required_share.values[1].value: nan is not a share such as 0.50 or "2/3".'),
    ),
    "share-of-nothing": (
        number("qit.required_share", '"1/0"'),
        snapshot("terms.toml: qit.required_share.values[1].value: '1/0' is not a share such as 0.50 or \"2/3\"."),
    ),
    "share-beyond-all-digits": (
        number("qit.required_share", "1e-99999999"),
        snapshot('terms.toml: qit.required_share.values[1].value: 1e-99999999 is not a share such as 0.50 or "2/3".'),
    ),
    "share-in-percent": (
        number("qit.required_share", "50"),
        snapshot("terms.toml: qit.required_share.values[1].value: 50 is not between 0 and 1."),
    ),
    "share-above-1": (
        number("qit.required_share", "1.01"),
        snapshot("terms.toml: qit.required_share.values[1].value: 1.01 is not between 0 and 1."),
    ),
    "share-below-0": (
        number("qit.required_share", '"-1/3"'),
        snapshot("terms.toml: qit.required_share.values[1].value: -1/3 is not between 0 and 1."),
    ),
    "share-too-fine": (
        number("qit.required_share", "0.1234567"),
        snapshot(
            "terms.toml: qit.required_share.values[1].value: 0.1234567 is finer than a spreadsheet can compare exactly; use at most 6 decimals."
        ),
    ),
    "flag-is-a-word": (
        number("qit.maintained_counts", '"yes"'),
        snapshot("terms.toml: qit.maintained_counts.values[1].value: 'yes' is neither true nor false."),
    ),
    "flag-is-a-number": (
        number("qit.maintained_counts", "1"),
        snapshot("terms.toml: qit.maintained_counts.values[1].value: 1 is neither true nor false."),
    ),
    "whole-is-a-decimal": (
        number("credits.quarters", "4.0"),
        snapshot("terms.toml: credits.quarters.values[1].value: 4.0 is not a whole number."),
    ),
    "whole-is-a-flag": (
        number("credits.quarters", "true"),
        snapshot("terms.toml: credits.quarters.values[1].value: true is not a whole number."),
    ),
    "whole-too-low": (
        number("credits.quarters", "0"),
        snapshot("terms.toml: credits.quarters.values[1].value: 0 is not between 1 and 12."),
    ),
    "whole-too-high": (
        number("credits.quarters", "13"),
        snapshot("terms.toml: credits.quarters.values[1].value: 13 is not between 1 and 12."),
    ),
    "choice-unknown": (
        number("qit.comparator", '"last year"'),
        snapshot("terms.toml: qit.comparator.values[1].value: 'last year' is none of previous report, baseline."),
    ),
    "choice-is-a-number": (
        number("qit.comparator", "1"),
        snapshot("terms.toml: qit.comparator.values[1].value: 1 is not a text."),
    ),
    "quarter-spelled-otherwise": (
        number("payment.p4p_begins", '"Q3 2017"'),
        snapshot("terms.toml: payment.p4p_begins.values[1].value: 'Q3 2017' is not a quarter such as \"DY3 Q1\"."),
    ),
    "quarter-is-a-day": (
        number("payment.p4p_begins", "2017-10-01"),
        snapshot('terms.toml: payment.p4p_begins.values[1].value: 2017-10-01 is not a quarter such as "DY3 Q1".'),
    ),
    "months-are-a-number": (
        number("calendar.payment_months", "7"),
        snapshot(
            "terms.toml: calendar.payment_months.values[1].value: is not a list of months between 1 and 24, such as [7, 8, 9]."
        ),
    ),
    "months-are-none": (
        number("calendar.payment_months", "[]"),
        snapshot(
            "terms.toml: calendar.payment_months.values[1].value: is not a list of months between 1 and 24, such as [7, 8, 9]."
        ),
    ),
    "months-too-late": (
        number("calendar.payment_months", "[7, 25]"),
        snapshot(
            "terms.toml: calendar.payment_months.values[1].value: is not a list of months between 1 and 24, such as [7, 8, 9]."
        ),
    ),
    "months-with-a-flag": (
        number("calendar.payment_months", "[true]"),
        snapshot(
            "terms.toml: calendar.payment_months.values[1].value: is not a list of months between 1 and 24, such as [7, 8, 9]."
        ),
    ),
    "day-is-a-text": (
        number("payment.deliverables_due", '"2017-06-30"'),
        snapshot(
            "terms.toml: payment.deliverables_due.values[1].value: '2017-06-30' is not a date such as 2017-07-31."
        ),
    ),
    "day-has-a-time": (
        number("payment.deliverables_due", "2017-06-30T12:00:00"),
        snapshot(
            "terms.toml: payment.deliverables_due.values[1].value: 2017-06-30 12:00:00 has a time; a date such as 2017-07-31 belongs here."
        ),
    ),
    "day-is-a-time": (
        number("payment.deliverables_due", "12:00:00"),
        snapshot("terms.toml: payment.deliverables_due.values[1].value: 12:00:00 is not a date such as 2017-07-31."),
    ),
    "no-periods-left": (
        number("calendar.last_period", '"DY2 Q3"'),
        snapshot("terms.toml: calendar.last_period: is before the first period, DY2 Q4."),
    ),
    "baseline-outside-the-periods": (
        number("calendar.baseline", '"DY2 Q3"'),
        snapshot("terms.toml: calendar.baseline: DY2 Q3 is none of the periods."),
    ),
    "measures-are-no-list": (
        f"{TITLE}[measures]",
        snapshot("terms.toml: measures: is not a list of tables; write [[measures]] above each."),
    ),
    "measure-without-key": (
        TITLE + measure(key=""),
        snapshot("terms.toml: measures[1].key: is missing; a text belongs here."),
    ),
    "measure-without-since": (
        TITLE + measure(since=""),
        snapshot('terms.toml: measures[1].since: is missing; a quarter such as "DY3 Q1" belongs here.'),
    ),
    "measure-without-source": (
        TITLE + measure(source=""),
        snapshot("terms.toml: measures[1].source: is missing; a text belongs here."),
    ),
    "measure-without-title": (
        TITLE + measure(title=""),
        snapshot("terms.toml: measures[1].title: is missing; a text belongs here."),
    ),
    "measure-with-a-basis": (
        TITLE + measure(basis='"stated"'),
        snapshot(
            "terms.toml: measures[1].basis: is not a key that belongs here; known are device_days, highest_result, improvement, infection_group, key, late_result, per, removed, reporting, scoring, short_title, since, source, steward, title, unit."
        ),
    ),
    "removed-measure-not-on-the-menu": (
        TITLE + '[[removed_measures]]\nkey = "vte-1"\nsince = "DY3 Q1"\nsource = "Contract"\n',
        snapshot("terms.toml: removed_measures[1].key: 'vte-1' is no measure on the menu."),
    ),
    "measure-of-device-days-in-words": (
        TITLE + measure(device_days='"yes"'),
        snapshot("terms.toml: measures[1].device_days: 'yes' is not true or false."),
    ),
    "measure-key-in-capitals": (
        TITLE + measure(key='"Readmissions"'),
        snapshot("terms.toml: measures[1].key: 'Readmissions' is not lower-case words joined by hyphens."),
    ),
    "measure-key-with-spaces": (
        TITLE + measure(key='"re admissions"'),
        snapshot("terms.toml: measures[1].key: 're admissions' is not lower-case words joined by hyphens."),
    ),
    "measure-key-on-the-menu": (
        TITLE + measure(key='"clabsi"'),
        snapshot("terms.toml: measures[1].key: 'clabsi' is another measure's key; choose another one."),
    ),
    "measure-key-once-on-the-menu": (
        TITLE + measure(key='"vte-1"'),
        snapshot("terms.toml: measures[1].key: 'vte-1' is another measure's key; choose another one."),
    ),
    "measure-key-twice": (
        TITLE + measure() + measure(),
        snapshot("terms.toml: measures[1].key: 'readmissions' is another measure's key; choose another one."),
    ),
    "annual-proportion": (
        TITLE + measure(reporting='"annual"'),
        snapshot("terms.toml: measures[1].scoring: proportion does not go with annual reporting."),
    ),
    "quarterly-percent": (
        TITLE + measure(scoring='"percent"'),
        snapshot("terms.toml: measures[1].scoring: percent does not go with quarterly reporting."),
    ),
    "unknown-improvement": (
        TITLE + measure(improvement='"down"'),
        snapshot("terms.toml: measures[1].improvement: 'down' is none of higher, lower."),
    ),
    "measure-per-0": (
        TITLE + measure(per="0"),
        snapshot("terms.toml: measures[1].per: 0 is not between 1 and 1000000."),
    ),
    "measure-per-too-many": (
        TITLE + measure(per="10_000_000"),
        snapshot("terms.toml: measures[1].per: 10000000 is not between 1 and 1000000."),
    ),
    "highest-result-0": (
        TITLE + measure(highest_result="0"),
        snapshot("terms.toml: measures[1].highest_result: 0 is not between 1 and 1000000000000."),
    ),
    "pairing-without-mco": (
        pairing(f'since = "DY3 Q1"\n{LETTER}'),
        snapshot("terms.toml: pairings[1].mco: is missing; a text belongs here."),
    ),
    "pairing-without-since": (
        pairing(f'mco = "An MCO"\n{LETTER}'),
        snapshot('terms.toml: pairings[1].since: is missing; a quarter such as "DY3 Q1" belongs here.'),
    ),
    "pairing-without-source": (
        pairing('mco = "An MCO"\nsince = "DY3 Q1"'),
        snapshot("terms.toml: pairings[1].source: is missing; a text belongs here."),
    ),
    "pairing-with-a-debt": (
        pairing(f'mco = "An MCO"\nsince = "DY3 Q1"\naward = -1\n{LETTER}'),
        snapshot("terms.toml: pairings[1].award: -1 is not between 0 and 1000000000000."),
    ),
    "pairing-with-a-word-for-an-award": (
        pairing(f'mco = "An MCO"\nsince = "DY3 Q1"\naward = "TBD"\n{LETTER}'),
        snapshot("terms.toml: pairings[1].award: 'TBD' is not a whole number."),
    ),
    "pairing-with-an-unknown-key": (
        pairing(f'mco = "An MCO"\nsince = "DY3 Q1"\nplan = "x"\n{LETTER}'),
        snapshot(
            "terms.toml: pairings[1].plan: is not a key that belongs here; known are award, facility, mco, pps, since, source."
        ),
    ),
    "printed-without-period": (
        f"{TITLE}[[printed]]\n{LETTER}",
        snapshot('terms.toml: printed[1].period: is missing; a quarter such as "DY3 Q1" belongs here.'),
    ),
    "printed-without-source": (
        printed("report_due = 2017-10-31"),
        snapshot("terms.toml: printed[1].source: is missing; a text belongs here."),
    ),
    "printed-with-a-basis": (
        printed(f'basis = "stated"\n{LETTER}'),
        snapshot(
            "terms.toml: printed[1].basis: is not a key that belongs here; known are doh_report_due, payment_months, period, report_due, review_done, source."
        ),
    ),
    "printed-month-of-13": (
        printed(f'payment_months = ["2017-13"]\n{LETTER}'),
        snapshot('terms.toml: printed[1].payment_months: is not a list of months such as "2017-10".'),
    ),
    "printed-month-is-a-day": (
        printed(f'payment_months = ["2017-10-01"]\n{LETTER}'),
        snapshot('terms.toml: printed[1].payment_months: is not a list of months such as "2017-10".'),
    ),
    "printed-months-are-a-text": (
        printed(f'payment_months = "2017-10"\n{LETTER}'),
        snapshot("terms.toml: printed[1].payment_months: '2017-10' is not a list of texts."),
    ),
    "printed-months-are-numbers": (
        printed(f"payment_months = [10]\n{LETTER}"),
        snapshot("terms.toml: printed[1].payment_months: is not a list of texts."),
    ),
    "printed-before-the-window-ends": (
        printed(f"report_due = 2017-06-29\n{LETTER}"),
        snapshot("terms.toml: printed[1].report_due: 2017-06-29 is before the window of DY3 Q1 ends, on 2017-06-30."),
    ),
    "printed-review-before-the-window-ends": (
        printed(f"report_due = 2017-06-30\nreview_done = 2016-12-31\n{LETTER}"),
        snapshot("terms.toml: printed[1].review_done: 2016-12-31 is before the window of DY3 Q1 ends, on 2017-06-30."),
    ),
    "printed-doh-report-before-the-window-ends": (
        printed(f"doh_report_due = 2017-01-31\n{LETTER}"),
        snapshot(
            "terms.toml: printed[1].doh_report_due: 2017-01-31 is before the window of DY3 Q1 ends, on 2017-06-30."
        ),
    ),
    "printed-payment-before-the-window-ends": (
        printed(f'payment_months = ["2017-08", "2017-06"]\n{LETTER}'),
        snapshot(
            "terms.toml: printed[1].payment_months: 2017-06-01 is before the window of DY3 Q1 ends, on 2017-06-30."
        ),
    ),
    "waiver-of-an-unknown-facility": (
        TITLE + waiver(facility='"Interfaith Hospital"'),
        snapshot(
            "terms.toml: waivers[1].facility: 'Interfaith Hospital' is neither on the roster nor in the pairings of these terms. Did you mean 'Interfaith Medical Center'?"
        ),
    ),
    "waiver-of-a-facility-like-no-other": (
        TITLE + waiver(facility='"Mount Sinai"'),
        snapshot(
            "terms.toml: waivers[1].facility: 'Mount Sinai' is neither on the roster nor in the pairings of these terms."
        ),
    ),
    "waiver-of-no-period": (
        TITLE + waiver(period='"DY2 Q3"'),
        snapshot("terms.toml: waivers[1].period: DY2 Q3 is none of the periods."),
    ),
    "waiver-that-never-holds": (
        TITLE + waiver(until="2017-06-29"),
        snapshot("terms.toml: waivers[1].until: 2017-06-29 is before the window of DY3 Q1 ends, on 2017-06-30."),
    ),
    "no-toml": (
        "title: Terms",
        snapshot("terms.toml: is no TOML: Expected '=' after a key in a key/value pair (at line 1, column 6)."),
    ),
    "no-such-day": (
        f"{TITLE}day = 2017-02-30",
        snapshot("terms.toml: is no TOML: Invalid date or datetime (at line 2, column 7)."),
    ),
    "number-of-5000-digits": (
        f"{TITLE}n = {'9' * 5000}",
        snapshot("terms.toml: is no TOML: a value is beyond all bounds."),
    ),
    "exponent-beyond-all-bounds": (
        f"{TITLE}n = 1e99999999999999999999",
        snapshot("terms.toml: is no TOML: a value is beyond all bounds."),
    ),
    "nested-beyond-all-bounds": (
        f"{TITLE}n = {'[' * 100_000}",
        snapshot("terms.toml: is no TOML: a value is beyond all bounds."),
    ),
}


@pytest.mark.parametrize(("terms", "message"), WRONG.values(), ids=WRONG)
def test_wrong_terms(under: Under, terms: str, message: str) -> None:
    assert message_of(under, terms) == message


def test_sound_waivers_and_dates(under: Under) -> None:
    """A facility that the terms add is known to them; the window's last day is not before its end."""
    nyack = 'mco = "An MCO"\nsince = "DY3 Q1"\n' + LETTER
    text = (
        pairing(nyack)
        + waiver(facility='"a  hospital"', until="2017-06-30")
        + printed(f'report_due = 2017-06-30\npayment_months = ["2017-07"]\n{LETTER}').removeprefix(TITLE)
    )

    assert len(under(text).severity_overrides.waivers) == 1


MANY = f"""
title = 2017
qitt = 1
[[measures]]
key = "Readmissions"
reporting = "annually"
scoring = "percent"
per = 0
sense = "lower"
[[pairings]]
facility = "A Hospital"
since = "soon"
[[printed]]
period = "DY3 Q1"
report_due = 2017-06-01
{LETTER}
[[printed]]
period = "DY9 Q9"
{LETTER}
{waiver(facility='"Interfaith Hospital"', until="2017-01-01")}
{waiver(code='"QIP999"')}
[[severities]]
code = "QIP310"
since = "DY3 Q1"
severity = "mild"
[qit]
share = 0.5
required_share = 0.5
[[credits.quarters.values]]
since = "DY3 Q1"
vaule = 4
[[credits.quarters.values]]
since = "DY2 Q4"
value = 13
{LETTER}
[calendar]
report_months = 3
"""


def test_all_mistakes_are_named_at_once(under: Under) -> None:
    """Each with its place, and none that follows from another; of one key only the first."""
    message = message_of(under, MANY)

    assert message == snapshot("""\
terms.toml has 29 mistakes:
  title: 2017 is not a text.
  pairings[1].since: 'soon' is not a quarter such as "DY3 Q1".
  pairings[1].source: is missing; a text belongs here.
  pairings[1].mco: is missing; a text belongs here.
  qitt: is not a key that belongs here; known are title, pairings, awards, waivers, agreements, desk, measures, changed_measures, removed_measures, printed, severities, qit, credits, calendar, checks, ait, payment, contracts.
  measures[1].since: is missing; a quarter such as "DY3 Q1" belongs here.
  measures[1].source: is missing; a text belongs here.
  measures[1].key: 'Readmissions' is not lower-case words joined by hyphens.
  measures[1].reporting: 'annually' is none of quarterly, annual.
  measures[1].title: is missing; a text belongs here.
  measures[1].short_title: is missing; a text belongs here.
  measures[1].steward: is missing; a text belongs here.
  measures[1].improvement: is missing; a text belongs here.
  measures[1].per: 0 is not between 1 and 1000000.
  measures[1].unit: is missing; a text belongs here.
  measures[1].sense: is not a key that belongs here; known are device_days, highest_result, improvement, infection_group, key, late_result, per, removed, reporting, scoring, short_title, since, source, steward, title, unit.
  printed[2].period: 'DY9 Q9' is not a quarter such as "DY3 Q1".
  severities[1].severity: 'mild' is none of off, note, warning, error.
  severities[1].source: is missing; a text belongs here.
  qit.share: is not a number of the program; known are required_share, maintained_counts, comparator, pooling.
  qit.required_share: has no values; write [[qit.required_share.values]] above since, value and source.
  credits.quarters.values[1].source: is missing; say where the pairing agreed on it.
  credits.quarters.values[1].value: is missing; a whole number belongs here.
  credits.quarters.values[1].vaule: is not a key that belongs here; known are note, since, source, value.
  credits.quarters.values[2].value: 13 is not between 1 and 12.
  calendar.report_months: has no values; write [[calendar.report_months.values]] above since, value and source.
  printed[1].report_due: 2017-06-01 is before the window of DY3 Q1 ends, on 2017-06-30.
  waivers[1].facility: 'Interfaith Hospital' is neither on the roster nor in the pairings of these terms. Did you mean 'Interfaith Medical Center'?
  waivers[1].until: 2017-01-01 is before the window of DY3 Q1 ends, on 2017-06-30.\
""")
    with pytest.raises(ProgramDataError) as raised:
        under(MANY)
    assert message.splitlines()[1:] == [f"  {mistake}" for mistake in raised.value.mistakes]
    assert (raised.value.key, raised.value.reason) == ("title", "2017 is not a text.")


def test_codes_are_named_with_the_rest(tmp_path: Path) -> None:
    """The numbers of the program know no codes; whoever reads terms for a command says which there are."""
    path = tmp_path / "terms.toml"
    path.write_text(TITLE + waiver(code='"QIP999"', period='"DY2 Q3"') + waiver(code='"QIP310"'), "utf-8")

    with pytest.raises(ProgramDataError) as raised:
        program_under(path, wrong_codes)

    assert [mistake.key for mistake in raised.value.mistakes] == [
        "waivers[1].period",
        "waivers[1].code",
        "waivers[2].code",
    ]


def test_a_key_is_shown_with_every_character(under: Under) -> None:
    """What nobody sees, and what a terminal would obey, is named."""
    assert message_of(under, f'{TITLE}"a\\u200bb\\n\\u001b[31m" = 1').startswith(
        "terms.toml: aU+200Bb U+001B[31m: is not"
    )


OF_ENTRIES = [
    name for name in WRONG if name.startswith(("measure-", "pairing-", "printed-")) and name != "measure-key-twice"
]


@settings(max_examples=examples(40))
@given(st.sets(st.sampled_from(OF_ENTRIES), min_size=1))
def test_mistakes_of_several_entries_are_all_named(names: set[str]) -> None:
    """What is said of an entry alone is said of it among others, under its own number."""
    text = "\n".join([TITLE, *(WRONG[name][0].removeprefix(TITLE) for name in sorted(names))])
    table = table_from(text, "terms.toml")

    with TemporaryDirectory() as folder:
        path = Path(folder, "terms.toml")
        path.write_text(text, "utf-8")
        with pytest.raises(ProgramDataError) as raised:
            program_under(path)

    places = {mistake.key.split(".")[0] for mistake in raised.value.mistakes}
    assert places == {
        f"{kind}[{nth}]" for kind in ("measures", "pairings", "printed") for nth, _ in enumerate(table.tables(kind), 1)
    }


def test_an_error_keeps_file_key_and_reason(under: Under) -> None:
    with pytest.raises(ProgramDataError) as raised:
        under(number("credits.quarters", "13"))

    assert raised.value.file == "terms.toml"
    assert raised.value.key == "credits.quarters.values[1].value"
    assert raised.value.reason == "13 is not between 1 and 12."


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    path.write_bytes('title = "Terms of St. Joseph\u00b4s"'.encode("latin-1"))

    with pytest.raises(ProgramDataError, match=r"^terms\.toml: is not text in UTF-8\.$"):
        program_under(path)


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ProgramDataError, match=r"^terms\.toml: cannot be read: No such file or directory\.$"):
        program_under(tmp_path / "terms.toml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()

    with pytest.raises(ProgramDataError, match=r"^terms: cannot be read: it is a folder; name the file in it\.$"):
        program_under(tmp_path / "terms")


def mistakes(terms: str, folder: Path) -> list[str]:
    """Return where terms have mistakes."""
    path = folder / "terms.toml"
    path.write_text(terms, "utf-8")
    with pytest.raises(ProgramDataError) as error:
        program_under(path, wrong_codes)
    return [mistake.key for mistake in error.value.mistakes]


def test_every_mistake_of_an_entry_is_named(tmp_path: Path) -> None:
    severity = '[[severities]]\ncode = "QIP999"\nsince = "DY3 Q1"\nseverity = "fatal"\nsource = "Contract"\n'
    waiver = (
        '[[waivers]]\ncode = "QIP999"\nfacility = "Nobody"\nperiod = "DY9 Q9"\napprover = "A"\nreason = "B"\n'
        "until = 2017-01-01\n"
    )
    unnamed = waiver.replace('facility = "Nobody"', "facility = 1").replace("DY9 Q9", "DY3 Q1")

    assert mistakes(f"{TITLE}{severity}{waiver}{unnamed}", tmp_path) == [
        "waivers[1].period",
        "waivers[2].facility",
        "severities[1].severity",
        "waivers[1].facility",
        "waivers[2].until",
        "severities[1].code",
        "waivers[1].code",
        "waivers[2].code",
    ]


def test_a_measure_is_removed_once(tmp_path: Path) -> None:
    removed = '[[removed_measures]]\nkey = "clabsi"\nsince = "DY3 Q1"\nsource = "Contract"\n'

    assert mistakes(f"{TITLE}{removed}{removed}", tmp_path) == ["removed_measures[2].key"]


def test_a_review_ends_after_the_report_is_due(tmp_path: Path) -> None:
    dates = '[[printed]]\nperiod = "DY3 Q1"\nreport_due = 2017-10-31\nreview_done = 2017-10-20\nsource = "Contract"\n'

    assert mistakes(f"{TITLE}{dates}", tmp_path) == ["printed[1].review_done"]


def test_terms_without_end_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vbpqip.program.tables._MOST_BYTES", 5)

    assert mistakes(TITLE, tmp_path) == [""]
