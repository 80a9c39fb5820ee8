"""The Python modules of the page: all that its engine imports, at once or later, of this package and of others."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from vbpqip.program.loading import NEW_YORK, PACKS

PACKAGE = Path(__file__).parents[1]
_OTHERS = ("xlsxwriter", "jinja2", "markupsafe")
_FIRST = ("vbpqip.page.engine", "vbpqip.page.rehearsal")
_CODE = (".py", ".pyc", ".so", ".pyd", ".pyi", ".c", ".typed", ".md")


def sources(program: Path) -> Mapping[str, bytes]:
    """Return the files of all packages that the page has, by their paths, in order.

    The files of the program, a folder, stand where those of the default program do; the page has no other.
    """
    files = {path: content for path, content in _own().items() if not path.startswith(f"{_within(PACKS)}/")}
    files |= {f"{_within(PACKS)}/{NEW_YORK}/{path.name}": path.read_bytes() for path in program.glob("*.toml")}
    files |= {path: content for name in _OTHERS for path, content in _package(name)}
    return dict(sorted(files.items()))


def _own() -> dict[str, bytes]:
    """Return this package's modules that the engine reaches, and the data of their packages."""
    reached = _reached()
    files: dict[str, bytes] = {}
    for name in reached:
        path = _path(name)
        files[_within(path)] = path.read_bytes()
    for folder in {_path(name).parent for name in reached}:
        files |= {_within(path): path.read_bytes() for path in _data_of(folder)}
    return files


def _data_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a package that are no code, and those below it in folders that are no packages."""
    for path in folder.iterdir():
        if path.is_dir() and not any(path.glob("*.py")) and path.name != "__pycache__":
            yield from (each for each in path.rglob("*") if each.is_file() and each.suffix not in _CODE)
        elif path.is_file() and path.suffix not in _CODE:
            yield path


def _reached() -> set[str]:
    reached: set[str] = set()
    waiting = [*_FIRST]
    while waiting:
        name = waiting.pop()
        if name in reached or not _path(name).exists():
            continue
        reached.add(name)
        if "." in name:  # the package itself imports only what it is asked for
            waiting += (name.rpartition(".")[0], *_imported(ast.parse(_path(name).read_bytes())))
    return reached


def _imported(tree: ast.AST) -> Iterator[str]:
    """Yield the modules of this package that code imports when it runs."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE.name):
            yield from (node.module or "", *(f"{node.module}.{each.name}" for each in node.names))
        yield from _imported(node)


def _path(name: str) -> Path:
    path = PACKAGE.parent.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _within(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


def _package(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the modules of an installed package."""
    spec = find_spec(name)
    assert spec is not None  # noqa: S101 -- this package depends on it
    assert spec.origin is not None  # noqa: S101 -- as above
    folder = Path(spec.origin).parent
    for path in sorted(folder.rglob("*.py")):
        yield path.relative_to(folder.parent).as_posix(), path.read_bytes()
