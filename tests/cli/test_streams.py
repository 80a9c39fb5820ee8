"""What happens to the streams and the process of a command, as a shell sees it.

1. A product that cannot be printed is one line and exit code 3; nothing is said of it when the process ends. 2. Talk
that cannot be printed changes nothing. 3. Told to end, a command ends with one line and exit code 130, whatever it is
at, and leaves no half a file. 4. The guards and the handler, in this process.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.counts import every_day, in_turn
from vbpqip import __main__ as command
from vbpqip.cli import output_files
from vbpqip.cli.output_files import write_files
from vbpqip.cli.streams import ESCAPED, NotPrinted, guard_streams

SAMPLE = str(Path(__file__).parents[2] / "sample_workbooks" / "met.xlsx")
PRODUCTS = [
    ("--version",),
    ("--help",),
    ("check", "--help"),
    ("check", SAMPLE),
    ("check", SAMPLE, "--format", "json"),
    ("check", SAMPLE, "--format", "csv"),
    ("compare", SAMPLE, SAMPLE),
    ("compare", SAMPLE, SAMPLE, "--format", "json"),
    ("explain", "QIP410"),
    ("explain", SAMPLE, "--measure", "clabsi", "--format", "json"),
    ("parameters",),
    ("calendar", "--format", "ics"),
]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither such devices nor such signals.")


def vbpqip(*words: str) -> list[str]:
    return [sys.executable, "-m", "vbpqip", *words]


def full() -> int:
    return os.open("/dev/full", os.O_WRONLY)


def read_by_nobody() -> int:
    end, start = os.pipe()
    os.close(end)
    return start


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="This system has no disk that is always full.")
@pytest.mark.parametrize("words", every_day(3, PRODUCTS), ids=" ".join)
def test_1_a_full_disk(words: tuple[str, ...]) -> None:
    out = full()

    done = subprocess.run(vbpqip(*words), stdout=out, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603 -- our own words

    os.close(out)
    assert done.stderr == "Error: Standard output cannot be written: No space left on device.\n"
    assert done.returncode == 3


@pytest.mark.parametrize("words", every_day(2, PRODUCTS[:4]), ids=" ".join)
def test_1_a_pipe_that_nobody_reads(words: tuple[str, ...]) -> None:
    out = read_by_nobody()

    done = subprocess.run(vbpqip(*words), stdout=out, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603 -- our own words

    os.close(out)
    assert (done.returncode, done.stderr) == (3, "Error: Standard output cannot be written: Broken pipe.\n")


@pytest.mark.parametrize("words", every_day(2, PRODUCTS[:4]), ids=" ".join)
def test_1_a_stream_that_was_closed(words: tuple[str, ...]) -> None:
    closing = ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *vbpqip(*words)]

    done = subprocess.run(closing, capture_output=True, text=True, check=False)  # noqa: S603 -- our own words

    assert (done.returncode, done.stderr) == (3, "Error: Standard output cannot be written: it is closed.\n")


def test_1_a_folder_of_reports(tmp_path: Path) -> None:
    """What was reviewed is kept all the same."""
    (tmp_path / "in").mkdir()
    out = read_by_nobody()
    words = vbpqip("batch", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "-q")

    done = subprocess.run(words, stdout=out, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603 -- our own words

    os.close(out)
    assert (done.returncode, done.stderr) == (3, "Error: Standard output cannot be written: Broken pipe.\n")
    assert (tmp_path / "out" / "results.csv").exists()


@pytest.mark.parametrize("words", [("check", SAMPLE), ("check", "none.xlsx"), ("check",)])
def test_2_talk_that_is_lost(words: tuple[str, ...]) -> None:
    lost = read_by_nobody()

    quiet = subprocess.run(vbpqip(*words), stdout=subprocess.PIPE, stderr=lost, check=False)  # noqa: S603 -- our own words

    os.close(lost)
    told = subprocess.run(vbpqip(*words), capture_output=True, check=False)  # noqa: S603 -- our own words
    assert (quiet.returncode, quiet.stdout) == (told.returncode, told.stdout)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_3_a_command_that_waits(tmp_path: Path, number: signal.Signals) -> None:
    """It reads its terms out of a pipe that somebody keeps open."""
    pipe = tmp_path / "terms.toml"
    os.mkfifo(pipe)
    words = vbpqip("check", SAMPLE, "--terms", str(pipe))
    run = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 -- our own words
    with pipe.open("wb"):  # waits until the command has it open too
        run.send_signal(number)
        out, told = run.communicate(timeout=120)

    assert (run.returncode, out, told) == (130, b"", b"Stopped.\n")


def imports_of(words: list[str], module: str) -> list[str]:
    """Return a command that stops for a moment where a module is imported, having said so."""
    code = (
        "import os, sys, time\n"
        "class Stop:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}:\n"
        "            os.write(1, b'!'); time.sleep(60)\n"
        "sys.meta_path.insert(0, Stop())\n"
        f"sys.argv = {['vbpqip', *words]!r}\n"
        "from vbpqip.__main__ import run\nrun()\n"
    )
    return [sys.executable, "-c", code]


@pytest.mark.parametrize(
    ("module", "number"),
    in_turn(["vbpqip.cli", "click", "vbpqip.cli.check", "vbpqip.reviewing"], [signal.SIGINT, signal.SIGTERM]),
)
def test_3_a_command_that_is_still_imported(module: str, number: signal.Signals) -> None:
    run = subprocess.Popen(imports_of(["check", SAMPLE], module), stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 -- our own words
    assert run.stdout is not None
    assert run.stdout.read(1) == b"!"

    run.send_signal(number)
    _, told = run.communicate(timeout=120)

    assert (run.returncode, told) == (130, b"Stopped.\n")


@pytest.mark.parametrize("module", ["vbpqip.batch.rules", "vbpqip.batch.pool", "vbpqip.summary.files"])
def test_3_a_batch_that_is_still_imported(tmp_path: Path, module: str) -> None:
    (tmp_path / "in").mkdir()
    words = ["batch", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "-q"]
    run = subprocess.Popen(imports_of(words, module), stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 -- our own words
    assert run.stdout is not None
    assert run.stdout.read(1) == b"!"

    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=120)

    assert run.returncode == 130
    assert told.decode() == f"Stopped: 0 files are done and kept in {tmp_path / 'out'}. Run it again to go on.\n"


def test_3_what_was_started_to_ignore_it_goes_on(tmp_path: Path) -> None:
    pipe = tmp_path / "terms.toml"
    os.mkfifo(pipe)
    words = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *vbpqip("check", SAMPLE, "--terms", str(pipe))]
    run = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 -- our own words
    with pipe.open("wb") as terms:
        run.send_signal(signal.SIGINT)
        terms.write(b'title = "t"\n')

    assert (run.communicate(timeout=120)[1], run.returncode) == (b"", 0)


def test_3_a_file_is_written_whole_before_the_signal_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[bool] = []
    out = tmp_path / "report.xlsx"
    before = signal.signal(signal.SIGTERM, lambda *_: heard.append(out.exists()))
    real = Path.write_bytes

    def interrupted(path: Path, content: bytes) -> int:
        signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    try:
        write_files([(out, b"content")])
    finally:
        signal.signal(signal.SIGTERM, before)

    assert heard == [True]
    assert [path.name for path in tmp_path.iterdir()] == ["report.xlsx"]


def test_3_a_draft_that_cannot_be_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "write_bytes", failing)
    monkeypatch.setattr(Path, "unlink", failing)

    with pytest.raises(output_files.CannotWrite, match=r"report\.xlsx cannot be written: Read-only file system"):
        write_files([(tmp_path / "report.xlsx", b"content")])


@pytest.fixture
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("handlers")
def test_4_the_handler_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[object] = []
    monkeypatch.setattr("vbpqip.__main__.os.write", lambda *words: ended.append(words))
    monkeypatch.setattr("vbpqip.__main__.os._exit", ended.append)
    monkeypatch.setattr("vbpqip.cli.main", lambda **_: signal.raise_signal(signal.SIGTERM))
    monkeypatch.setattr("vbpqip.cli.streams.guard_streams", lambda: None)

    command.run()

    assert ended == [(2, b"Stopped.\n"), 130]


def test_4_a_product_is_lost_once_and_talk_never(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    with (tmp_path / "file").open(encoding="ascii") as unwritable:
        monkeypatch.setattr(sys, "stdout", unwritable)
        monkeypatch.setattr(sys, "stderr", unwritable)
        guard_streams()
        sys.stderr.write("told")
        sys.stderr.flush()
        sys.stdout.write("product")

        with pytest.raises(NotPrinted, match="Standard output cannot be written: Bad file descriptor"):
            sys.stdout.flush()
        sys.stdout.flush()


def test_4_a_closed_stream_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    guard_streams()
    sys.stdout.write("product")

    with pytest.raises(NotPrinted, match="it is closed"):
        sys.stdout.flush()
    sys.stdout.flush()


def test_2_a_standard_error_that_was_closed(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    shutil.copy(SAMPLE, inbox)
    words = shlex.join(vbpqip("batch", str(inbox), "--out", str(tmp_path / "out")))

    done = subprocess.run(["/bin/sh", "-c", f"{words} 2>&-"], capture_output=True, text=True, check=False)  # noqa: S603

    assert done.returncode == 0
    assert done.stdout.startswith("1 file: 1 accepted")


def test_4_talk_to_a_closed_stream_goes_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", None)

    guard_streams()
    sys.stderr.write("said")
    sys.stderr.flush()

    assert not sys.stderr.isatty()


def test_4_a_stream_that_is_closed_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the next file that is opened would get its number, and what is said would be written into it."""
    opened: list[str] = []

    def fstat(number: int) -> None:
        if number == 2:
            raise OSError

    with monkeypatch.context() as changed:
        changed.setattr(os, "fstat", fstat)
        changed.setattr(os, "open", lambda path, _: opened.append(path))
        command._fill_closed_streams()  # noqa: SLF001 -- only a new process can be without streams

    assert opened == [os.devnull]


def test_4_what_an_encoding_lacks_is_spelled() -> None:
    assert "a\udcff\u00e9\u2019".encode("latin-1", ESCAPED) == b"a\\xff\xe9?"
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("ascii", ESCAPED)
