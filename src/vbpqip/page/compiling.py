"""Runs inside the page's runtime, when the page is built: finds out which modules it needs, and compiles them.

It reads ``/tmp/sources.zip`` and writes ``/tmp/stdlib.zip`` and ``/tmp/application.zip``, the same each time.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

SOURCES, STDLIB, APPLICATION = "/tmp/sources.zip", "/tmp/stdlib.zip", "/tmp/application.zip"  # noqa: S108 -- in memory
SITE = "/tmp/site"  # noqa: S108 -- as above
NEVER_IMPORTED_BY_A_REHEARSAL = ("encodings.cp1252", "encodings.cp437", "encodings.idna", "encodings.latin_1", "encodings.utf_16",
                                 "encodings.utf_16_be", "encodings.utf_16_le", "encodings.utf_8_sig", "_strptime", "traceback")  # fmt: skip
_DAY = (1980, 1, 1, 0, 0, 0)
_NO_HASH = bytes(8)


def compile_modules() -> None:
    """Write both archives."""
    with ZipFile(SOURCES) as archive:
        archive.extractall(SITE)
    sys.path.insert(0, SITE)
    import_module("vbpqip.page.rehearsal").rehearse()
    for name in NEVER_IMPORTED_BY_A_REHEARSAL:
        import_module(name)
    library = next(place for place in sys.path if place.endswith(".zip"))
    with ZipFile(library) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    used = {path for module in [*sys.modules.values()] if (path := _path_in(library, module)) is not None}
    _write(STDLIB, {path: content for path, content in files.items() if path in used})
    with ZipFile(SOURCES) as archive:
        _write(APPLICATION, {name: archive.read(name) for name in archive.namelist()})


def _path_in(library: str, module: object) -> str | None:
    file = getattr(getattr(module, "__spec__", None), "origin", None) or ""
    return str(file).removeprefix(f"{library}/") if str(file).startswith(f"{library}/") else None


def _write(target: str, files: dict[str, bytes]) -> None:
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            path = Path(name)
            content = files[name]
            if path.suffix == ".py":
                code = compile(content, path.name, "exec", dont_inherit=True, optimize=0)
                name, content = f"{name}c", bytes(_code_to_hash_pyc(code, _NO_HASH, False))  # noqa: FBT003, PLW2901
            archive.writestr(ZipInfo(name, _DAY), content)


if __name__ == "compiling":
    compile_modules()
