"""Formats by meaning; text on its fill has a contrast of 7:1 or more, an entry's border one of 3:1 or more."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from vbpqip.workbook.entry_types import DayType, EntryType


class FormStyle(StrEnum):
    """What a cell is for."""

    TITLE = "title"
    TEXT = "text"
    LABEL = "label"
    HEADING = "heading"
    NARROW_HEADING = "narrow heading"
    ENTRY = "entry"
    SMALL_ENTRY = "small entry"
    COUNT = "count"
    SAMPLE_ENTRY = "sample entry"
    DAY = "day"
    CARRIED = "carried"
    CARRIED_COUNT = "carried count"
    CARRIED_DAY = "carried day"
    KEPT_BLANK = "kept blank"
    FIXED = "fixed"
    RESULT = "result"
    CHANGE = "change"
    SHARE = "share"
    SHOWN_DAY = "shown day"
    SHOWN = "shown"
    SHOWN_RESULT = "shown result"
    SHOWN_COUNT = "shown count"
    VERDICT = "verdict"
    READY = "ready"
    DUE = "due"
    HINT = "hint"
    HINT_LINE = "hint line"
    CAPTION = "caption"
    LINK = "link"
    LINK_CELL = "link cell"
    BAD = "bad"
    GOOD = "good"
    DOUBTFUL = "doubtful"
    SAMPLE_CARRIED = "sample carried"
    SAMPLE_BLANK = "sample kept blank"
    SAMPLE_BAD = "sample bad"
    SAMPLE_GOOD = "sample good"
    SAMPLE_DOUBTFUL = "sample doubtful"
    CALM = "calm"
    ROW_TITLE = "title of a row"
    OUTCOME = "outcome"
    NAME = "name of a party"
    END_OF_NAME = "where the name of a party runs on"
    SMALL_LABEL = "small label"
    SHORT_LABEL = "short label"
    SMALL_HINT = "small hint"
    DAY_NAME = "name of a quarter"
    RESULT_ENTRY = "entry of a result"
    CARRIED_RESULT = "carried result"
    CARRIED_NAME = "carried name"
    CARRIED_PARTY = "carried party"
    END_OF_CARRIED_PARTY = "where a carried party runs on"
    LEVEL = "level"
    CHART_TITLE = "title of a chart"
    OPEN_LINE = "what is open"
    OPEN_TEXT = "what to do about it"
    OPEN_RESULT = "result in an open line"
    OPEN_LINK = "link to what is open"
    OPEN_STATE = "how serious what is open is"
    LINED = "lined"
    SHOWN_TEXT = "shown text"
    SIGNATURE = "signature"
    TO_FIX = "to fix"
    TO_REVIEW = "to review"


INK, NAVY, LINE = "#1F1F1F", "#1F3864", "#6E6E6E"
_ENTRY, _GREY, _LIVE = "#FFF8E1", "#E7E6E6", "#EEF3FA"
_SMALL = 10
"""Points of small text: a sheet that is printed at four fifths still has 8."""
_NARROW = 9.5
"""Points of the smallest text, in tables as wide as a window: they are printed at 84 percent."""

_CELL = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "vcenter"}
_BOXED = {**_CELL, "border": 1, "border_color": LINE}
_TYPED = {**_BOXED, "bg_color": _ENTRY, "locked": False}
_CARRIED = {**_BOXED, "bg_color": "#DCEBDD", "italic": True}
_SHOWN = {**_BOXED, "bg_color": _LIVE}
_LINK = {"font_color": "#0B3D91", "underline": 1}
_BAD = {"font_color": "#7A0010", "bg_color": "#FDE7E9", "bold": True}
_DOUBTFUL = {"font_color": "#5C3A00", "bg_color": "#FFF4CE"}
_GOOD = {"font_color": "#0B4A1E", "bg_color": "#E6F4EA"}


FORMATS: Mapping[FormStyle, dict[str, Any]] = {
    FormStyle.TITLE: {**_CELL, "bold": True, "font_size": 14, "font_color": NAVY},
    FormStyle.TEXT: {**_CELL, "text_wrap": True, "valign": "top"},
    FormStyle.LABEL: {**_CELL, "bold": True},
    FormStyle.HEADING: {
        **_BOXED, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "text_wrap": True, "align": "center",
    },
    FormStyle.NARROW_HEADING: {
        **_BOXED, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "text_wrap": True, "align": "center",
        "font_size": _NARROW,
    },
    FormStyle.ENTRY: {**_TYPED, "text_wrap": True, "indent": 1},
    FormStyle.SMALL_ENTRY: {**_TYPED, "text_wrap": True, "font_size": _NARROW},
    FormStyle.SAMPLE_ENTRY: {**_BOXED, "bg_color": _ENTRY, "align": "center"},
    FormStyle.COUNT: {**_TYPED, "num_format": "#,##0", "align": "right"},
    FormStyle.RESULT_ENTRY: {**_TYPED, "num_format": "#,##0.00##", "align": "right"},
    FormStyle.DAY: {**_TYPED, "num_format": "yyyy-mm-dd", "align": "center"},
    FormStyle.CARRIED: {**_CARRIED, "text_wrap": True, "indent": 1},
    FormStyle.CARRIED_COUNT: {**_CARRIED, "num_format": "#,##0", "align": "right"},
    FormStyle.CARRIED_RESULT: {**_CARRIED, "num_format": "#,##0.00##", "align": "right"},
    FormStyle.CARRIED_DAY: {**_CARRIED, "num_format": "yyyy-mm-dd", "align": "center"},
    FormStyle.KEPT_BLANK: {
        **_BOXED, "text_wrap": True, "font_size": _NARROW, "bg_color": _GREY, "italic": True, "align": "center",
    },
    FormStyle.FIXED: {**_BOXED, "text_wrap": True, "indent": 1},
    FormStyle.RESULT: {**_SHOWN, "num_format": "#,##0.00", "align": "right", "font_size": _NARROW},
    FormStyle.CHANGE: {**_SHOWN, "num_format": "+#,##0.00;-#,##0.00;0.00", "align": "right", "font_size": _NARROW},
    FormStyle.SHARE: {**_SHOWN, "num_format": "0.0%", "align": "right"},
    FormStyle.SHOWN_DAY: {**_SHOWN, "num_format": "yyyy-mm-dd", "align": "center"},
    FormStyle.SHOWN: {**_SHOWN, "align": "center"},
    FormStyle.SHOWN_RESULT: {**_SHOWN, "num_format": "#,##0.00", "align": "center"},
    FormStyle.SHOWN_COUNT: {**_SHOWN, "num_format": "#,##0", "align": "center"},
    FormStyle.VERDICT: {**_SHOWN, "bold": True, "font_size": 12, "align": "center"},
    FormStyle.READY: {**_SHOWN, "bold": True, "align": "left", "indent": 1},
    FormStyle.DUE: {**_SHOWN, "num_format": "yyyy-mm-dd", "align": "left", "indent": 1},
    FormStyle.HINT_LINE: {**_CELL, "italic": True},
    FormStyle.HINT: {**_CELL, "italic": True, "font_size": 10, "text_wrap": True},
    FormStyle.CAPTION: {"font_name": "Calibri", "font_size": _NARROW, "font_color": INK, "italic": True},
    FormStyle.LINK: {**_CELL, **_LINK},
    FormStyle.LINK_CELL: {**_BOXED, **_LINK, "indent": 1},
    FormStyle.BAD: _BAD,
    FormStyle.GOOD: _GOOD,
    FormStyle.DOUBTFUL: _DOUBTFUL,
    FormStyle.SAMPLE_CARRIED: {**_CARRIED, "text_wrap": True, "align": "center"},
    FormStyle.SAMPLE_BLANK: {**_BOXED, "bg_color": _GREY, "italic": True, "align": "center"},
    FormStyle.SAMPLE_BAD: {**_BOXED, **_BAD, "align": "center"},
    FormStyle.SAMPLE_GOOD: {**_BOXED, **_GOOD, "align": "center"},
    FormStyle.SAMPLE_DOUBTFUL: {**_BOXED, **_DOUBTFUL, "align": "center"},
    FormStyle.ROW_TITLE: {**_BOXED, "font_size": _NARROW, "text_wrap": True},
    FormStyle.OUTCOME: {**_SHOWN, "font_size": _NARROW, "align": "center"},
    FormStyle.NAME: {**_TYPED, "font_size": _NARROW, "right": 0},
    FormStyle.END_OF_NAME: {**_TYPED, "left": 0, "locked": True},
    FormStyle.SMALL_LABEL: {**_CELL, "bold": True, "font_size": _NARROW, "text_wrap": True, "valign": "bottom"},
    FormStyle.SHORT_LABEL: {**_CELL, "bold": True, "font_size": _NARROW},
    FormStyle.SMALL_HINT: {**_CELL, "italic": True, "font_size": _NARROW, "text_wrap": True},
    FormStyle.DAY_NAME: {**_TYPED, "align": "center"},
    FormStyle.CARRIED_PARTY: {**_CARRIED, "font_size": _NARROW, "right": 0},
    FormStyle.END_OF_CARRIED_PARTY: {**_CARRIED, "left": 0},
    FormStyle.CARRIED_NAME: {**_CARRIED, "align": "center"},
    FormStyle.LEVEL: {**_TYPED, "num_format": "0", "align": "center"},
    FormStyle.CHART_TITLE: {**_CELL, "bold": True, "font_size": _SMALL, "indent": 2},
    FormStyle.OPEN_LINE: {**_CELL, "text_wrap": True, "indent": 1},
    FormStyle.OPEN_TEXT: {**_CELL, "font_size": _SMALL, "text_wrap": True, "indent": 1},
    FormStyle.OPEN_RESULT: {**_CELL, "num_format": "#,##0.00", "align": "right"},
    FormStyle.OPEN_LINK: {**_CELL, **_LINK, "indent": 1},
    FormStyle.OPEN_STATE: {**_CELL, "align": "center"},
    FormStyle.LINED: {"bottom": 1, "border_color": LINE},
    FormStyle.SHOWN_TEXT: {**_SHOWN, "text_wrap": True, "indent": 1},
    FormStyle.SIGNATURE: {**_CELL, "bottom": 1, "border_color": LINE},
    FormStyle.TO_FIX: {**_BAD, "border": 1, "border_color": "#7A0010"},
    FormStyle.TO_REVIEW: {**_DOUBTFUL, "border": 1, "border_color": "#5C3A00"},
    FormStyle.CALM: {"font_color": "#4D4D4D", "bg_color": "#FFFFFF"},
}  # fmt: skip

CARRIED_STYLES: Mapping[FormStyle, FormStyle] = {
    FormStyle.ENTRY: FormStyle.CARRIED,
    FormStyle.SMALL_ENTRY: FormStyle.CARRIED,
    FormStyle.COUNT: FormStyle.CARRIED_COUNT,
    FormStyle.RESULT_ENTRY: FormStyle.CARRIED_RESULT,
    FormStyle.DAY_NAME: FormStyle.CARRIED_NAME,
    FormStyle.LEVEL: FormStyle.CARRIED_NAME,
    FormStyle.NAME: FormStyle.CARRIED_PARTY,
    FormStyle.DAY: FormStyle.CARRIED_DAY,
}
"""How an entry looks that is filled in already, and locked."""


def style_of(entry: EntryType) -> FormStyle:
    """Return what an entry of its own looks like; a count in a table of counts is narrower."""
    return FormStyle.DAY if isinstance(entry, DayType) else FormStyle.ENTRY
