"""No module needs itself by way of others, be it by an import at its top, within a function, or for types alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from support.trees import tree_of

PACKAGE = Path(__file__).parents[2] / "src" / "vbpqip"


def _name_of(path: Path, package: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported_in(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield what is imported wherever it stands: the module that is named, and with it what is taken from there."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from ((each.name, each.name) for each in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from ((module, f"{module}.{each.name}") for each in names)
            case _:
                pass


def imports_of(package: Path) -> Mapping[str, set[str]]:
    """Return which other modules of a package each of its modules imports."""
    modules = {_name_of(path, package): tree_of(path) for path in package.rglob("*.py")}
    imports = {name: set(_imported_in(tree)) for name, tree in modules.items()}
    return {
        name: {whole if whole in modules else module for module, whole in found} & modules.keys() - {name}
        for name, found in imports.items()
    }


def circle_among(imports: Mapping[str, set[str]]) -> list[str]:
    """Return modules of which each imports the next, and the last is the first; none where there is no such circle."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_needs_itself() -> None:
    imports = imports_of(PACKAGE)

    assert "vbpqip.kinds.in_words" in imports["vbpqip.kinds.kind"]  # inside a function
    assert circle_among(imports) == []


def test_no_kind_knows_which_kinds_there_are() -> None:
    """Whoever needs all kinds asks the registry."""
    of_kinds = {name: found for name, found in imports_of(PACKAGE).items() if name.startswith("vbpqip.kinds.")}

    assert "vbpqip.kinds.qit_report" in of_kinds["vbpqip.kinds.registry"]
    assert [name for name, found in of_kinds.items() if "vbpqip.kinds.registry" in found] == []


@pytest.mark.parametrize(
    "statement",
    [
        "from made.one import some",
        "import made.one",
        "from made import one",
        "def some():\n    from made.one import other",
        "if TYPE_CHECKING:\n    from made.one import some",
    ],
)
def test_a_circle_is_found_wherever_it_is_closed(tmp_path: Path, statement: str) -> None:
    package = tmp_path / "made"
    package.mkdir()
    (package / "one.py").write_text("from made.two import three\n")
    (package / "two.py").write_text(f"{statement}\n")

    assert set(circle_among(imports_of(package))) == {"made.one", "made.two"}
