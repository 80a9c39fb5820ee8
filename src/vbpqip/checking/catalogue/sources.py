"""Who asks for what a check holds."""

from __future__ import annotations

MEASURED = "Public data of New York hospitals and of CMS, 2009 to 2016, for plausibility alone"
WEBINAR = "DOH, VBP QIP Update Webinar, 19 July 2017"
MENU = "DOH, VBP QIP webinar, 15 February 2017 (measure menu)"
LEVELS = "DOH, Value Based Payment for Health Homes, November 2017"
STEWARDS = "The measure stewards' own specifications"
RULE_OF_THE_FORM = "The form's own rule"
OWN_RULE = "The tool's own rule"
"""What no source asks for, and follows from what a report is."""

RULE_OF_THUMB = "The tool's own rule of thumb"
"""What is possible and unlikely; the numbers of the area ``checks`` say from where on."""

COMPARATOR = "The tool's own rule; which report a result is compared with is assumed (qit.comparator)"
ALL_PAYER = "Inferred from DOH's words of September 2018, that all-payer measures continue"
