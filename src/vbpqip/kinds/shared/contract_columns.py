"""The columns in which a form asks for a contract."""

from __future__ import annotations

from vbpqip.workbook.entry_types import DayType, NumberType, TextType
from vbpqip.workbook.form import Carry, Column

CONTRACT_COLUMNS = (
    Column(
        "contract_mco",
        "Contracting MCO",
        TextType("list_mcos", is_strict=False),
        prompt="The {mco} that the contract is with; it need not receive this report.",
        called="{mco}",
        carry=Carry.LOCKED,
    ),
    Column(
        "contract_arrangement",
        "Arrangement",
        TextType("list_arrangements"),
        prompt="The {vbp} arrangement.",
        called="arrangement",
        carry=Carry.LOCKED,
    ),
    Column(
        "contract_level",
        "VBP level",
        NumberType("list_levels"),
        prompt="0 to 3. The line above the table says from which level on a contract earns a credit.",
        called="level",
        carry=Carry.LOCKED,
    ),
    Column(
        "contract_submitted",
        "Submitted on",
        DayType(),
        prompt="The day on which the contract was submitted, such as 2017-08-15.",
        called="submitted",
        carry=Carry.LOCKED,
    ),
    Column(
        "contract_recertified",
        "Re-certified on",
        DayType(),
        prompt="The day on which a continuing contract was re-certified; blank if it was not.",
        called="re-certified",
        carry=Carry.OPEN,
    ),
    Column(
        "contract_status",
        "Status",
        TextType("list_statuses"),
        prompt="Submitted, Approved, or Refused if {state} refused Level 2 status.",
        called="status",
        carry=Carry.OPEN,
    ),
)
"""Their names are those of :class:`~vbpqip.kinds.shared.contracts.ContractRow`, after ``contract_``."""

CONTRACT_WORKINGS = (
    "contract_filled",
    "contract_sound",
    "contract_known",
    "contract_possible",
    "contract_earns",
    "contract_opens",
    "contract_reopens",
    "contract_counts",
    "contract_text",
)
"""What a form calculates of each contract and does not show, each in a column of the same table: see
:func:`~vbpqip.kinds.shared.contracts_on_form.contract_workings`."""
