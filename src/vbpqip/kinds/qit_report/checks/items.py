"""What the checks of a QIT report look at one by one: in a report, and the same on its form."""

from __future__ import annotations

from vbpqip.checking.check import Items
from vbpqip.kinds.qit_report.form.items import EntryItem, HeadItem, PairItem
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow
from vbpqip.kinds.shared.counts import NamedField
from vbpqip.kinds.shared.typed import EntryOnForm

WHOLE_REPORT = Items[ReviewContext, ReviewContext, HeadItem](lambda context: (context,))
"""The report as a whole."""

ROWS = Items[ReviewContext, ScoredRow, PairItem](lambda context: context.rows)
"""The rows that count."""

COMPARED_ROWS = Items[ReviewContext, ScoredRow, EntryItem](lambda context: context.rows)
"""The same, on a form by the entries of what they are compared with."""

QUARTERLY_ROWS = Items[ReviewContext, ScoredRow, EntryItem](
    lambda context: (row for row in context.rows if not row.measure.annual)
)
"""Those with counts in each quarter."""

COUNTED_ROWS = Items[ReviewContext, ScoredRow, PairItem](
    lambda context: (row for row in context.rows if row.counts is not None)
)
"""Those whose eight counts can be calculated with."""

ANNUAL_ROWS = Items[ReviewContext, ScoredRow, EntryItem](lambda context: context.annual_rows)
"""Those with an annual result."""

EARLY = Items[ReviewContext, tuple[NamedField, ...], EntryOnForm](
    lambda context: (row.early for row in context.annual_rows)
)
"""Of an annual measure the entries that stay blank."""
