"""Building the page: one HTML file, the same each time, out of the runtime, the modules and the page's own text."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from vbpqip.core.version import __version__
from vbpqip.page.modules import sources
from vbpqip.page.rehearsal import report_to_rehearse
from vbpqip.page.runtime import RELEASE, PageError, Runtime
from vbpqip.program.loading import NEW_YORK, load_program

_HERE = Path(__file__).parent
_DAY = (1980, 1, 1, 0, 0, 0)
_SECONDS = 300
_LICENCES = f"""\
vbpqip {__version__}: MIT.
Pyodide {RELEASE}: Mozilla Public License 2.0; its source is at https://github.com/pyodide/pyodide, and the licence at
https://mozilla.org/MPL/2.0/.
CPython: Python Software Foundation License 2, copyright 2001 to today by the Python Software Foundation; all rights
reserved. See https://docs.python.org/3/license.html.
XlsxWriter: BSD 2-Clause, copyright John McNamara. Jinja and MarkupSafe: BSD 3-Clause, copyright Pallets."""


def build_page(runtime: Runtime, pack: str | Path = NEW_YORK) -> bytes:
    """Return the page for a program, which is one of this package by its name, or a folder.

    Raises:
        PageError: Node.js is missing, or the modules cannot be compiled.
        ProgramDataError: There is no such program, or one of its files is wrong.
    """
    program = load_program(pack)
    compiled = _compiled(runtime, program.folder)
    parts = {
        "loader": runtime.files["pyodide.mjs"],
        "runtime": runtime.files["pyodide.asm.mjs"],
        "wasm": runtime.files["pyodide.asm.wasm"],
        "stdlib": compiled["stdlib.zip"],
        "lock": runtime.lock,
        "application": compiled["application.zip"],
        "rehearsal": report_to_rehearse(program),
    }
    packed = {name: gzip.compress(content, 9, mtime=0) for name, content in parts.items()}
    style, script, worker = (_text(name) for name in ("page.css", "page.js", "worker.js"))
    said = {
        "policy": _policy(style, script),
        "title": escape(f"{program.name}: check reports here"),
        "style": style,
        "script": script,
        "worker": worker,
        "hashes": "".join(f"<li>{name}: SHA-256 {sha256(content).hexdigest()}</li>" for name, content in parts.items()),
        "licences": escape(_LICENCES),
        "parts": "\n".join(_inert(name, content) for name, content in packed.items()),
    }
    page = _text("page.html")
    for name, words in said.items():
        page = page.replace(f"{{{name}}}", words)
    return page.encode()


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _inert(name: str, content: bytes) -> str:
    digest, text = sha256(content).hexdigest(), b64encode(content).decode()
    return f'<script type="application/gzip;base64" id="part-{name}" data-sha256="{digest}">{text}</script>'


def _policy(style: str, script: str) -> str:
    """Return what the page may do: run its own script and what it makes itself; ask for nothing."""
    return (
        f"default-src 'none'; script-src {_hash(script)} 'wasm-unsafe-eval' blob:; worker-src blob:; "
        f"style-src {_hash(style)}; connect-src 'none'; img-src 'none'; form-action 'none'; base-uri 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _compiled(runtime: Runtime, program: Path) -> Mapping[str, bytes]:
    """Return the modules, compiled by the runtime's own Python in Node.js."""
    node = shutil.which("node")
    if node is None:
        raise PageError("The page's modules are compiled with Node.js, and the command 'node' is not there.")
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, content in runtime.files.items():
            (folder / name).write_bytes(content)
        (folder / "sources.zip").write_bytes(_zipped(sources(program)))
        shutil.copy(_HERE / "compile.mjs", folder / "compile.mjs")
        shutil.copy(_HERE / "compiling.py", folder / "compile.py")
        words = [node, str(folder / "compile.mjs"), str(folder)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603 -- our own
        if done.returncode:
            raise PageError(f"The page's modules could not be compiled: {done.stderr.strip()[-500:]}")
        return {name: (folder / name).read_bytes() for name in ("stdlib.zip", "application.zip")}


def _zipped(files: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, _DAY), content)
    return stream.getvalue()
