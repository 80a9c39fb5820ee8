"""1xx: whether the file is a QIT report."""

from __future__ import annotations

from vbpqip.checking.catalogue.file import NOT_A_QIT_REPORT
from vbpqip.checking.check import check
from vbpqip.kinds.shared.file import another_kind
from vbpqip.kinds.shared.received import WHOLE

not_a_qit_report = check(NOT_A_QIT_REPORT, over=WHOLE)(another_kind)
