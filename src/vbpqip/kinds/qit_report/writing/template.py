"""Writing the form for form data: empty, pre-filled or completed."""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.sheets import ATTESTATION, CONTRACTS, META, REPORT, START, TREND
from vbpqip.kinds.qit_report.writing.attestation_sheet import write_attestation
from vbpqip.kinds.qit_report.writing.builder import ReportBuilder
from vbpqip.kinds.qit_report.writing.contracts_sheet import write_contracts
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.qit_report.writing.hidden_sheets import write_lists, write_meta, write_working
from vbpqip.kinds.qit_report.writing.report_sheet import write_report
from vbpqip.kinds.qit_report.writing.start_sheet import write_start
from vbpqip.kinds.qit_report.writing.trend_sheet import write_trend
from vbpqip.workbook.form import CHECK, LISTS, WORKING
from vbpqip.workbook.form_writer import CHECK_TITLE


def workbook_for(form_data: FormData) -> bytes:
    """Return the form as an xlsx file: the same form data gives the same bytes."""
    return builder_for(form_data).content()


def builder_for(form_data: FormData) -> ReportBuilder:
    """Return the form before it is stored, whose formulas are all known."""
    builder = ReportBuilder(form_data)
    for title in (START, REPORT, CONTRACTS, ATTESTATION, CHECK, TREND, LISTS, WORKING, META):
        builder.add_sheet(title)
    check_list = builder.check_list(CHECK)
    write_lists(builder)
    write_working(builder)
    write_report(builder, check_list)
    write_contracts(builder)
    write_attestation(builder)
    check_list.write_states()
    check_list.write_sheet(lambda title: builder.write_head(title, CHECK_TITLE, Location(title, 0, 2)))
    write_start(builder)
    write_trend(builder)
    write_meta(builder)
    builder.sheet(START).activate()
    return builder
