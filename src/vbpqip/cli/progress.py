"""How far a long run is, on standard error: a bar on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import sys
from time import monotonic

import click

_SHOWN_AFTER, _SAID_AFTER = 0.2, 5.0
_WIDTH, _FEW = 30, 10
_MINUTE, _HOUR = 60, 3600


class ProgressLine:
    """Says how far a run is, if anything."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._is_terminal = sys.stderr.isatty()
        self._start = self._last = monotonic()
        self._shown = 0
        self.done = 0

    def show(self, done: int, total: int) -> None:
        """Say that so many of so many files are done, unless it was said just now."""
        self.done, now = done, monotonic()
        if self._quiet or now - self._last < (_SHOWN_AFTER if self._is_terminal else _SAID_AFTER):
            return
        self._last = now
        words = f"{done:,} of {total:,} files{_pace(done, total, now - self._start)}"
        if self._is_terminal:
            filled = _WIDTH * done // max(total, 1)
            self._show(f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {words}")
        else:
            click.echo(words, err=True)

    def end(self) -> None:
        """Take the bar away, so that what follows stands alone."""
        if self._shown:
            self._show("")
            click.echo("\r", nl=False, err=True)

    def _show(self, words: str) -> None:
        click.echo(f"\r{words:<{self._shown}}", nl=False, err=True)
        self._shown = len(words)


def _pace(done: int, total: int, seconds: float) -> str:
    """Return rate and remaining time, empty while nothing is known of them.

    >>> _pace(0, 100, 1), _pace(300, 1_000, 2)
    ('', ', 150 a second, 5 s left')
    """
    if not done or not seconds:
        return ""
    rate = done / seconds
    return f", {rate:,.{0 if rate > _FEW else 1}f} a second, {_time((total - done) / rate)} left"


def _time(seconds: float) -> str:
    """Return a time as people say it.

    >>> _time(4.2), _time(75), _time(7_260)
    ('5 s', '1 min 15 s', '2 h 1 min')
    """
    whole = int(seconds) + (seconds > int(seconds))
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"
