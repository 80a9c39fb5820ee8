"""Formats by meaning; text on its fill has a contrast of 7:1 or more, an entry's border one of 3:1 or more."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Style(StrEnum):
    """What a cell is for."""

    TITLE = "title"
    TEXT = "text"
    LABEL = "label"
    WRAPPED_LABEL = "wrapped label"
    HEADING = "heading"
    ENTRY = "entry"
    COUNT = "count"
    DAY = "day"
    KEPT_BLANK = "kept blank"
    FIXED = "fixed"
    RESULT = "result"
    SHARE = "share"
    SHOWN_DAY = "shown day"
    SHOWN = "shown"
    VERDICT = "verdict"
    READY = "ready"
    DUE = "due"
    HINT = "hint"
    HINT_LINE = "hint line"
    LINK = "link"
    BAD = "bad"
    GOOD = "good"


_INK, _NAVY, _LINE, _ENTRY, _GREY, _LIVE = "#1F1F1F", "#1F3864", "#6E6E6E", "#FFF8E1", "#E7E6E6", "#EEF3FA"
_CELL = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "vcenter"}
_BOXED = {**_CELL, "border": 1, "border_color": _LINE}
_TYPED = {**_BOXED, "bg_color": _ENTRY, "locked": False}
_SHOWN = {**_BOXED, "bg_color": _LIVE}

FORMATS: Mapping[Style, dict[str, Any]] = {
    Style.TITLE: {**_CELL, "bold": True, "font_size": 16, "font_color": _NAVY},
    Style.TEXT: {**_CELL, "text_wrap": True, "valign": "top"},
    Style.LABEL: {**_CELL, "bold": True},
    Style.WRAPPED_LABEL: {**_CELL, "bold": True, "text_wrap": True, "valign": "bottom"},
    Style.HEADING: {
        **_BOXED, "bold": True, "font_color": "#FFFFFF", "bg_color": _NAVY, "text_wrap": True, "align": "center",
    },
    Style.ENTRY: {**_TYPED, "text_wrap": True},
    Style.COUNT: {**_TYPED, "align": "right"},
    Style.DAY: {**_TYPED, "num_format": "yyyy-mm-dd", "align": "right"},
    Style.KEPT_BLANK: {**_BOXED, "bg_color": _GREY, "italic": True, "align": "center"},
    Style.FIXED: {**_BOXED, "text_wrap": True},
    Style.RESULT: {**_SHOWN, "num_format": "#,##0.00####", "align": "right"},
    Style.SHARE: {**_SHOWN, "num_format": "0.0%", "align": "right"},
    Style.SHOWN_DAY: {**_SHOWN, "num_format": "yyyy-mm-dd", "align": "right"},
    Style.SHOWN: {**_SHOWN, "align": "center"},
    Style.VERDICT: {**_SHOWN, "bold": True, "font_size": 14, "align": "center"},
    Style.READY: {**_SHOWN, "bold": True, "align": "left"},
    Style.DUE: {**_SHOWN, "num_format": "yyyy-mm-dd", "align": "left"},
    Style.HINT_LINE: {**_CELL, "italic": True, "font_size": 10},
    Style.HINT: {**_CELL, "italic": True, "font_size": 10, "text_wrap": True},
    Style.LINK: {**_CELL, "font_color": "#0B3D91", "underline": 1},
    Style.BAD: {"font_color": "#7A0010", "bg_color": "#FDE7E9", "bold": True},
    Style.GOOD: {"font_color": "#0B4A1E", "bg_color": "#E6F4EA"},
}  # fmt: skip
