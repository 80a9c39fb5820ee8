"""The runtime of the page: Python for browsers, as the npm package ``pyodide`` has it, of one release alone."""

from __future__ import annotations

import json
import tarfile
from hashlib import sha512
from io import BytesIO

from vbpqip.core.errors import VbpQipError
from vbpqip.core.named_tuples import NamedTuple

RELEASE = "314.0.7"
SHA_512 = (
    "d18bd7c4485f11da4b7dbfd790cd8114078c44eab488c517d9bcf31fda4eb6dc"
    "8c716930abe1db139bb2b860fcd8b37bcb6abe48dbe2ffa579244b0e943d91d4"
)
ARCHIVE = f"pyodide-{RELEASE}.tgz"
HOW_TO_GET = f"npm pack pyodide@{RELEASE}"
_FOLDER = "package/"
_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
    "package.json",
)


class PageError(VbpQipError):
    """Why the page cannot be built."""


class Runtime(NamedTuple):
    """The files of the runtime, by name."""

    files: dict[str, bytes]

    @property
    def lock(self) -> bytes:
        """What the runtime wants to know of packages that could be loaded: that there are none."""
        lock = json.loads(self.files["pyodide-lock.json"])
        return json.dumps({**lock, "packages": {}}, sort_keys=True).encode()


def read_runtime(archive: bytes) -> Runtime:
    """Return the runtime of an npm package.

    Raises:
        PageError: It is another release, or was changed.
    """
    if sha512(archive).hexdigest() != SHA_512:
        raise PageError(f"The runtime is not the file {ARCHIVE}, by its SHA-512. Get it with: {HOW_TO_GET}")
    with tarfile.open(fileobj=BytesIO(archive), mode="r:gz") as packed:
        members = {member.name.removeprefix(_FOLDER): member for member in packed.getmembers()}
        extracted = {name: packed.extractfile(members[name]) for name in _FILES}
        return Runtime({name: file.read() for name, file in extracted.items() if file is not None})
