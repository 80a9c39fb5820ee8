"""How the page is built: out of a runtime of one release, and modules that it compiles itself.

1. What cannot be built is said. 2. All modules that its engine reaches are in it, and no other. 3. They are compiled to
the same bytes each time. 4. The page asks for nothing, by its own policy.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256, sha512
from html import unescape
from importlib import import_module
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from support.packages import zipped
from support.toy_program import toy_program
from vbpqip.cli import main
from vbpqip.page import build, runtime
from vbpqip.page.compiling import compile_modules, named_in
from vbpqip.page.modules import sources
from vbpqip.page.runtime import PageError, Runtime
from vbpqip.program.loading import NEW_YORK, PACKS

RUNTIME = Runtime(dict.fromkeys(("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"), b'{"packages": {"a": 1}}'))  # fmt: skip


def page(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["page", *map(str, words)])


# 1. What cannot be built is said.


@pytest.mark.parametrize(
    ("out", "archive", "code", "said"),
    [
        ("page.pdf", b"-", 2, "would be a page. Choose a name that ends with .html."),
        ("runtime.html", b"-", 2, "is the runtime itself"),
        ("there.html", b"-", 2, "exists already"),
        ("page.html", None, 3, "cannot be read: No such file or directory. Get it with: npm pack pyodide@"),
        ("page.html", b"another", 3, "The runtime is not the file pyodide-314.0.7.tgz, by its SHA-512."),
    ],
)
def test_1_what_is_wrong_with_the_files_is_said(
    tmp_path: Path, out: str, archive: bytes | None, code: int, said: str
) -> None:
    (tmp_path / "there.html").write_text("-")
    if archive is not None:
        (tmp_path / "runtime.html").write_bytes(archive)

    found = page(tmp_path / out, "--runtime", tmp_path / "runtime.html")

    assert (found.exit_code, said in " ".join(found.output.split())) == (code, True), found.output


def test_1_without_node_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(PageError, match=r"compiled with Node\.js, and the command 'node' is not there"):
        build.build_page(RUNTIME)


def test_1_why_nothing_was_compiled_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "node")
    failed = subprocess.CompletedProcess(["node"], 1, "", "Error: no room")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)

    with pytest.raises(PageError, match="could not be compiled: Error: no room"):
        build.build_page(RUNTIME)


# 2. All modules that its engine reaches, and no other.


def test_2_what_the_engine_imports_is_in_the_page() -> None:
    found = sources(PACKS / NEW_YORK)

    assert {
        "vbpqip/page/engine.py",
        "vbpqip/kinds/qit_report/writing/template.py",
        "jinja2/environment.py",
    } <= found.keys()
    assert {"vbpqip/program/packs/ny-vbp-qip/qit.toml", "vbpqip/output/schema.json"} <= found.keys()
    assert not any(name.startswith(("vbpqip/cli", "vbpqip/batch", "vbpqip/summary", "pandas")) for name in found)
    assert [*found] == sorted(found)


def test_2_another_program_takes_the_place_of_the_packages_own(tmp_path: Path) -> None:
    folder = toy_program(tmp_path / "toy")
    (folder / "notes.txt").write_text("of the lake")

    found = {name: content for name, content in sources(folder).items() if "/packs/" in name}

    assert {name.rpartition("/")[0] for name in found} == {"vbpqip/program/packs/ny-vbp-qip"}
    assert {name.rpartition("/")[2] for name in found} == {path.name for path in folder.glob("*.toml")}
    assert b"Toy Care" in found["vbpqip/program/packs/ny-vbp-qip/program.toml"]


# 3. The same bytes each time.


def compiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    folder.mkdir()
    (folder / "sources.zip").write_bytes(
        zipped({"of_sources/__init__.py": "A = 1\n", "of_sources/data.toml": "a = 1\n"})
    )
    library = folder.parent / "library.zip"
    library.write_bytes(zipped({"of_the_library.py": "B = 2\n", "not_used.py": "C = 3\n"}))
    monkeypatch.setattr(sys, "path", [str(library), *sys.path])
    import_module("of_the_library")
    compile_modules(folder)
    return {name: (folder / name).read_bytes() for name in ("stdlib.zip", "application.zip")}


def test_3_modules_that_are_used_are_compiled_and_their_data_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = compiled(tmp_path / "first", monkeypatch), compiled(tmp_path / "second", monkeypatch)
    names = {name: ZipFile(BytesIO(content)).namelist() for name, content in first.items()}

    assert names == {
        "stdlib.zip": ["of_the_library.pyc"],
        "application.zip": ["of_sources/__init__.pyc", "of_sources/data.toml"],
    }
    assert first == second


def test_3_what_is_imported_seldom_is_there_too() -> None:
    """Such as what looks for the name that somebody may have meant."""
    seldom = b"def often():\n    pass\ndef seldom():\n    import difflib\n    from xml.parsers import expat\n    import pandas"

    assert named_in({"vbpqip/a.py": seldom, "vbpqip/a.toml": b"import = 1", "jinja2/a.py": b"import asyncio"}) == [
        "difflib",
        "xml.parsers",
    ]
    assert {"difflib", "zipfile", "json"} <= {*named_in({**sources(PACKS / NEW_YORK)})}


# 4. The page asks for nothing, by its own policy.


@pytest.fixture
def no_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    """A runtime that is none."""

    def run(words: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        for name in ("stdlib.zip", "application.zip"):
            (Path(words[-1]) / name).write_bytes(b"-")
        return subprocess.CompletedProcess(words, 0, "", "")

    monkeypatch.setattr(shutil, "which", lambda _: "node")
    monkeypatch.setattr(subprocess, "run", run)


@pytest.fixture
def built(no_runtime: None) -> str:  # noqa: ARG001 -- it is pretended
    """A page of a runtime that is none."""
    return build.build_page(RUNTIME).decode()


def test_4_a_page_has_the_name_of_its_program(no_runtime: None, tmp_path: Path) -> None:  # noqa: ARG001 -- as above
    folder = toy_program(tmp_path / "toy")
    head = folder / "program.toml"
    head.write_text(head.read_text("utf-8").replace('"Toy Care"', '"Toys & <b>{style}"'), "utf-8")

    assert "<title>Toys &amp; &lt;b&gt;" in build.build_page(RUNTIME, folder).decode()


def test_4_a_program_that_is_none_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "runtime.tgz").write_bytes(b"-")
    monkeypatch.setattr("vbpqip.page.runtime.read_runtime", lambda _: RUNTIME)

    found = page(tmp_path / "page.html", "--runtime", tmp_path / "runtime.tgz", "--program", "nowhere")

    assert (found.exit_code, "nowhere: is neither a program of this package" in found.output) == (3, True)


def test_4_the_policy_lets_the_pages_own_script_and_style_run_and_nothing_else(built: str) -> None:
    policy = unescape(re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', built)[0])
    own = [re.findall(rf"<{tag}>(.*?)</{tag}>", built, re.DOTALL)[0] for tag in ("script", "style")]
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in own]

    assert policy.startswith("default-src 'none'; ")
    assert all(each in policy for each in hashes)
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert "data:" not in policy
    assert "connect-src 'none'" in policy


def test_4_the_ways_out_that_no_policy_stops_are_named_and_not_used(built: str) -> None:
    scripts = "".join((Path(build.__file__).with_name(name)).read_text("utf-8") for name in ("page.js", "worker.js"))

    assert "A policy of a page cannot stop a new window, a change of address or WebRTC; this page uses none" in built
    assert not re.findall(r"window\.open|\blocation\b|RTCPeer|\.submit\(|target=|sendBeacon|WebSocket", scripts)


def test_4_nothing_is_referred_to_elsewhere(built: str) -> None:
    assert re.findall(r'\b(?:src|href)="(?!#)[^"]*"', built) == []
    assert {"Mozilla Public License 2.0", "Python Software Foundation License"} <= set(
        re.findall(r"Mozilla Public License 2\.0|Python Software Foundation License", built)
    )


def test_1_a_runtime_of_the_release_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = shutil.make_archive(str(tmp_path / "made"), "gztar", root_dir=_package(tmp_path), base_dir="package")
    content = Path(archive).read_bytes()
    monkeypatch.setattr(runtime, "SHA_512", sha512(content).hexdigest())
    monkeypatch.setattr(build, "build_page", lambda found, _: found.lock)

    found = page(tmp_path / "page.html", "--runtime", archive)

    assert (found.exit_code, (tmp_path / "page.html").read_text()) == (0, '{"packages": {}}')


def _package(folder: Path) -> Path:
    (folder / "npm" / "package").mkdir(parents=True)
    for name in (*RUNTIME.files, "package.json"):
        (folder / "npm" / "package" / name).write_bytes(RUNTIME.files.get(name, b"{}"))
    return folder / "npm"
