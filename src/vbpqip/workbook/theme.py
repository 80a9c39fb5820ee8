"""The theme of the workbook: colours and fonts of Office 2007, without effects and scripts that no sheet uses."""

from __future__ import annotations

_DARK_AND_LIGHT = (("dk1", "windowText", "000000"), ("lt1", "window", "FFFFFF"))
_COLOURS = (
    ("dk2", "1F497D"), ("lt2", "EEECE1"), ("accent1", "4F81BD"), ("accent2", "C0504D"), ("accent3", "9BBB59"),
    ("accent4", "8064A2"), ("accent5", "4BACC6"), ("accent6", "F79646"), ("hlink", "0000FF"), ("folHlink", "800080"),
)  # fmt: skip
_FONTS = (("majorFont", "Cambria"), ("minorFont", "Calibri"))
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_STYLES = (
    ("fillStyleLst", _FILL),
    ("lnStyleLst", f'<a:ln w="9525">{_FILL}</a:ln>'),
    ("effectStyleLst", "<a:effectStyle><a:effectLst/></a:effectStyle>"),
    ("bgFillStyleLst", _FILL),
)
_LEAST = 3
"""Styles of each kind that a theme has at least: subtle, moderate, intense."""


def _element(name: str, content: str) -> str:
    return f"<a:{name}>{content}</a:{name}>"


def _scheme(name: str, content: str) -> str:
    return f'<a:{name} name="Office">{content}</a:{name}>'


def _theme() -> str:
    system = (_element(name, f'<a:sysClr val="{word}" lastClr="{rgb}"/>') for name, word, rgb in _DARK_AND_LIGHT)
    colours = (_element(name, f'<a:srgbClr val="{rgb}"/>') for name, rgb in _COLOURS)
    others = '<a:ea typeface=""/><a:cs typeface=""/>'
    fonts = (_element(name, f'<a:latin typeface="{font}"/>{others}') for name, font in _FONTS)
    styles = (_element(name, style * _LEAST) for name, style in _STYLES)
    schemes = (
        _scheme("clrScheme", "".join((*system, *colours))),
        _scheme("fontScheme", "".join(fonts)),
        _scheme("fmtScheme", "".join(styles)),
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office Theme">'
        f"{_element('themeElements', ''.join(schemes))}<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


THEME = _theme()
"""The part as it is stored."""
