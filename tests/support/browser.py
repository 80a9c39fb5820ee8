"""A real browser, for what only one can tell: whether a page can be used by everybody, and whether it does what it says.

Chromium and its driver come from the operating system, the rules of accessibility from axe-core (WCAG 2.1, A to AAA).
"""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Any, Self

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_DRIVER = "chromedriver"
_SCALE_OF_PICTURES = 0.64
_ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,1600")
RUN_AXE = "const done = arguments[arguments.length - 1]; axe.run(document, arguments[0]).then(done);"
AXE_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "best-practice"]},
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}


class Browser:
    """Chromium without a window; a page is opened from its file, and anew for each question."""

    @staticmethod
    def missing() -> list[str]:
        """Return what this machine lacks to run one."""
        lacking = [] if any(map(shutil.which, CHROMIUM)) else [CHROMIUM[0]]
        return [*lacking, *([] if shutil.which(_DRIVER) else [_DRIVER])]

    def __enter__(self) -> Self:
        from selenium.webdriver import Chrome, ChromeOptions, ChromeService  # noqa: PLC0415 -- few tests wait for it

        options = ChromeOptions()
        options.binary_location = next(path for name in CHROMIUM if (path := shutil.which(name)))
        for argument in _ARGUMENTS:
            options.add_argument(argument)
        self._driver = Chrome(options=options, service=ChromeService(shutil.which(_DRIVER)))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._driver.quit()

    def value(self, page: Path, script: str) -> Any:  # noqa: ANN401 -- whatever the script returns
        """Open a page, and return what a script that ends with ``return`` says of it."""
        self._driver.get(page.absolute().as_uri())
        return self._driver.execute_script(script)

    @contextmanager
    def looked_at(self, width: int, height: int, *, dark: bool = False) -> Iterator[None]:
        """Show pages in a window of that size, in dark colours where somebody prefers them."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        preferred = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self._driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [preferred]})
        try:
            yield
        finally:
            self._driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
            self._driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def printed(self, page: Path) -> bytes:
        """Return a page as it is printed on paper of the size that it asks for itself, as a PDF file."""
        self._driver.get(page.absolute().as_uri())
        wanted = {"preferCSSPageSize": True, "printBackground": True}
        return b64decode(self._driver.execute_cdp_cmd("Page.printToPDF", wanted)["data"])

    def printed_pages(self, page: Path) -> int:
        """Return how many sheets of paper a page takes."""
        return len(re.findall(rb"/Type\s*/Page\b", self.printed(page)))

    def picture(self, page: Path, section: str = "html") -> bytes:
        """Return a page, or the part of it that a selector names, as a PNG file."""
        rectangle = "const found = document.querySelector(arguments[0]).getBoundingClientRect(); return found.toJSON()"
        self._driver.get(page.absolute().as_uri())
        found = self._driver.execute_script(rectangle, section)
        return self._captured({side: found[side] for side in ("x", "y", "width", "height")})

    def first_screen(self, page: Path, width: int, height: int) -> bytes:
        """Return what a window of that size shows first of a page, as a PNG file."""
        with self.looked_at(width, height):
            self._driver.get(page.absolute().as_uri())
            return self._captured({"x": 0, "y": 0, "width": width, "height": height})

    def _captured(self, box: dict[str, float]) -> bytes:
        wanted = {"clip": {**box, "scale": _SCALE_OF_PICTURES}, "captureBeyondViewport": True}
        return b64decode(self._driver.execute_cdp_cmd("Page.captureScreenshot", wanted)["data"])

    def axe_violations(self, page: Path) -> list[str]:
        """Return what keeps people from using a page: the rule, and the first element against it, a line each."""
        self.value(page, resources.files("axe_core_python").joinpath("axe.min.js").read_text("utf-8"))
        found = self._driver.execute_async_script(RUN_AXE, AXE_RULES)
        return [f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:300]}" for each in found["violations"]]

    def complaints(self) -> list[str]:
        """Return what the last page wrote to the console, such as something that its own policy forbids."""
        return [str(line["message"]) for line in self._driver.get_log("browser")]  # type: ignore[no-untyped-call]
