"""Runs inside the page's runtime, when the page is built: finds out which modules it needs, and compiles them.

It reads ``sources.zip`` and writes ``stdlib.zip`` and ``application.zip`` beside it, the same each time.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

FOLDER = "/tmp"  # noqa: S108 -- in memory
IMPORTED_LATE = (
    "encodings.cp1252",
    "encodings.cp437",
    "encodings.idna",
    "encodings.latin_1",
    "encodings.utf_16",
    "encodings.utf_16_be",
    "encodings.utf_16_le",
    "encodings.utf_8_sig",
    "_strptime",
    "traceback",
)
"""What a rehearsal need not import, and no code of this package names."""

_DAY = (1980, 1, 1, 0, 0, 0)
_NO_HASH = bytes(8)


def compile_modules(folder: Path) -> None:
    """Write both archives into the folder that the sources are in."""
    with ZipFile(folder / "sources.zip") as archive:
        archive.extractall(folder / "site")
        sources = {name: archive.read(name) for name in archive.namelist()}
    sys.path.insert(0, str(folder / "site"))
    import_module("vbpqip.page.rehearsal").rehearse()
    for name in (*IMPORTED_LATE, *named_in(sources)):
        import_module(name)
    library = next(place for place in sys.path if place.endswith(".zip"))
    used = {_path_in(library, module) for module in [*sys.modules.values()]}
    with ZipFile(library) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name in used}
    _write(folder / "stdlib.zip", files)
    _write(folder / "application.zip", sources)


def named_in(sources: dict[str, bytes]) -> list[str]:
    """Return the library's modules that this package's code imports anywhere, however seldom; not all have all of them.

    What a rehearsal comes to is not all of it: a name that nobody knows, say, is looked for by another module.
    """
    codes = (content for name, content in sources.items() if name.startswith("vbpqip/") and name.endswith(".py"))
    named = {name for code in codes for name in _imported(ast.parse(code))}
    return sorted(name for name in named if name.partition(".")[0] in sys.stdlib_module_names and find_spec(name))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


def _path_in(library: str, module: object) -> str:
    """Return where in the library a module was found; nothing where it was not."""
    origin = str(getattr(getattr(module, "__spec__", None), "origin", None))
    return origin.removeprefix(f"{library}/") if origin.startswith(f"{library}/") else ""


def _write(target: Path, files: dict[str, bytes]) -> None:
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            is_module = name.endswith(".py")
            content = _compiled(name, files[name]) if is_module else files[name]
            archive.writestr(ZipInfo(f"{name}c" if is_module else name, _DAY), content)


def _compiled(name: str, source: bytes) -> bytes:
    """Return a module as Python stores it, never compared with a source."""
    code = compile(source, name, "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, _NO_HASH, False))  # noqa: FBT003 -- as it takes them


if __name__ == "__main__":
    compile_modules(Path(FOLDER))
