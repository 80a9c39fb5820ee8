"""Packages made by hand: small workbooks from strings, so that a test shows the very XML that is read."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias

Parts: TypeAlias = dict[str, str | bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Namespaces of a package: of its cells, of its relationships' kinds, of its relationships' keys."""

    main: str
    kinds: str
    properties: str


TRANSITIONAL = Dialect(
    main="http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    kinds="http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    properties="custom-properties",
)
STRICT = Dialect(
    main="http://purl.oclc.org/ooxml/spreadsheetml/main",
    kinds="http://purl.oclc.org/ooxml/officeDocument/relationships",
    properties="customProperties",
)


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the bytes of a zip file of the parts, in order."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()


def package(rows: str = "", *, strings: str = "", dialect: Dialect = TRANSITIONAL) -> Parts:
    """Return the parts of a workbook of one sheet named ``Report``.

    ``rows`` is the content of its ``sheetData``, ``strings`` that of the shared strings part.
    """
    return {
        "_rels/.rels": relationships(
            {
                "rId1": ("officeDocument", "xl/workbook.xml"),
                "rId2": (dialect.properties, "docProps/custom.xml"),
            },
            dialect,
        ),
        "docProps/custom.xml": '<Properties xmlns:vt="v"><property name="template"><vt:lpwstr>1</vt:lpwstr></property></Properties>',
        "xl/_rels/workbook.xml.rels": relationships(
            {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("sharedStrings", "sharedStrings.xml")},
            dialect,
        ),
        "xl/workbook.xml": workbook('<sheet name="Report" sheetId="1" r:id="rId1"/>', dialect=dialect),
        "xl/sharedStrings.xml": f'<sst xmlns="{dialect.main}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": sheet(rows, dialect=dialect),
    }


def relationships(arrows: Mapping[str, tuple[str, str]], dialect: Dialect = TRANSITIONAL) -> str:
    """Return a relationships part: key to kind and target."""
    listed = "".join(
        f'<Relationship Id="{key}" Type="{dialect.kinds}/{kind}" Target="{target}"/>'
        for key, (kind, target) in arrows.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def workbook(sheets: str, *, rest: str = "", dialect: Dialect = TRANSITIONAL) -> str:
    """Return a workbook part: what stands in its ``sheets``, and after them."""
    return f'<workbook xmlns="{dialect.main}" xmlns:r="{dialect.kinds}"><sheets>{sheets}</sheets>{rest}</workbook>'


def sheet(rows: str, *, rest: str = "", dialect: Dialect = TRANSITIONAL) -> str:
    """Return a sheet part: what stands in its ``sheetData``, and after it."""
    return f'<worksheet xmlns="{dialect.main}"><sheetData>{rows}</sheetData>{rest}</worksheet>'
