"""The options that forms of the QIT report have of their own."""

from vbpqip.kinds.template import Takes, TemplateOption

MEASURE = TemplateOption("measure", "KEY", "Select a measure; can be repeated.", Takes.TEXTS)
PREVIOUS = TemplateOption(
    "previous",
    "LAST.xlsx",
    "Roll the last report forward: what it says already is filled in, and locked.",
    Takes.REPORT,
)
