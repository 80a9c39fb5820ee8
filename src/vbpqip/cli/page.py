"""``vbpqip page``: write the offline page."""

from __future__ import annotations

from pathlib import Path

import click

from vbpqip.cli.options import PLACE, program_option, shown
from vbpqip.cli.output_files import reject_other_ending, reject_overwriting, same_file, write_files


@click.command()
@click.argument("out", metavar="OUT.html", type=PLACE)
@click.option("--runtime", metavar="FILE.tgz", type=PLACE, required=True, help="The npm package pyodide, as a file.")
@click.option("--overwrite", is_flag=True, help="Replace a file that exists.")
@program_option
def page(*, out: Path, runtime: Path, overwrite: bool, pack: str) -> None:
    """Write the page OUT.html, which checks and fills in reports in a browser.

    It is one file that needs no installation and sends nothing. It is built with Node.js, out of this package and the
    runtime, which has to be the release that this version knows:

    \b
    npm pack pyodide@314.0.7
    vbpqip page reports.html --runtime pyodide-314.0.7.tgz
    """  # noqa: D301 -- click's mark for text that is not wrapped
    from vbpqip.page.build import build_page
    from vbpqip.page.runtime import HOW_TO_GET, PageError, read_runtime

    reject_other_ending(out, (".html", ".htm"), "a page")
    if same_file(out, runtime):
        raise click.UsageError(f"{out} is the runtime itself. Choose another name for the page.")
    reject_overwriting([out], overwrite=overwrite)
    try:
        content = runtime.read_bytes()
    except OSError as error:
        reason = f"{shown(runtime)} cannot be read: {error.strerror}. Get it with: {HOW_TO_GET}"
        raise PageError(reason) from error
    write_files([(out, build_page(read_runtime(content), pack))])
    click.echo(f"Wrote {shown(out)}.", err=True)
