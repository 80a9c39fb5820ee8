"""The browser that pages are looked at with sees what is wrong with one."""

from __future__ import annotations

from pathlib import Path

from support.browser import Browser


def test_a_page_that_not_everybody_can_use_is_told(browser: Browser, tmp_path: Path) -> None:
    """A page without a language, and with grey on white, breaks two rules by name."""
    page = tmp_path / "page.html"
    page.write_text("<title>A</title><main><h1>A</h1><p style='color:#777'>pale</p></main>")

    broken = {line.split(":")[0] for line in browser.axe_violations(page)}

    assert broken == {"html-has-lang", "color-contrast", "color-contrast-enhanced"}


def test_what_a_policy_forbids_is_told(browser: Browser, tmp_path: Path) -> None:
    """A script that the page's own policy forbids does not run, and the console says so."""
    page = tmp_path / "page.html"
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    page.write_text(f"<!DOCTYPE html><html lang=en><head>{policy}</head><script>document.title = 'ran'</script></html>")

    assert browser.value(page, "return document.title") == ""
    assert any("Content Security Policy" in line for line in browser.complaints())
