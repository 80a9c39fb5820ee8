"""The page in Chromium and Firefox, opened from a file.

1. A check says what the command says, to the letter. 2. Forms, comparisons and replies are the command's. 3. It is safe: it
asks for nothing, and a hostile file costs only itself. 4. Damage is told in a sentence. 5. Everybody can use it, on
paper too. 6. It is of whatever program it was built for.
"""

from __future__ import annotations

import os
import re
import socketserver
import statistics
import threading
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import ClassVar
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from support import fuzz, pages
from support.costly import COSTLY
from support.pages import Visit
from support.printing import fonts_of, needs_poppler
from support.printing import pages as printed_pages
from support.toy_program import FACILITY, toy_program
from vbpqip.cli import main

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
MET = SAMPLES / "met.xlsx"
MUTATIONS = int(os.environ.get("VBPQIP_PAGE_MUTATIONS", "12"))
SCREENS = ("check", "filling", "next", "comparing", "feedback", "explaining", "about")


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def by_command(names: Sequence[str]) -> str:
    return CliRunner().invoke(main, ["check", *names, "--format", "json"]).stdout


def lines(visit: Visit) -> list[str]:
    """The lines of the list that are shown."""
    return [str(line.text) for line in visit.driver.find_elements(By.CSS_SELECTOR, "#list tr:not([hidden])")]


def verdicts(visit: Visit) -> list[str]:
    """The verdicts of all reports that are checked, whatever the screen."""
    return [each["said"]["verdict"] for each in visit.answers() if each["said"]]


# 1. A check.


def test_1_samples_and_mutated_files_give_the_json_of_the_command(visit: Visit, inbox: Path) -> None:
    for sample in SAMPLES.glob("*.xlsx"):
        (inbox / sample.name).write_bytes(sample.read_bytes())
    for number in range(MUTATIONS):
        (inbox / f"mutated-{number}.xlsx").write_bytes(fuzz.mutated(number).content)

    answers = visit.check(sorted(inbox.iterdir()))

    assert [each["failed"] for each in answers] == [""] * len(answers)
    assert visit.results() == by_command([each["name"] for each in answers])


def test_1_of_one_report_the_document_is_that_of_the_command(visit: Visit, inbox: Path) -> None:
    (inbox / "met.xlsx").write_bytes(MET.read_bytes())

    visit.check([inbox / "met.xlsx"])

    assert visit.save("save", "met.xlsx.json").decode() == by_command(["met.xlsx"])


def test_1_what_reports_say_of_one_another_is_told(visit: Visit, tmp_path: Path) -> None:
    """Also of those that came later, and in what is open already."""
    (tmp_path / "sent-again.xlsx").write_bytes(MET.read_bytes())
    visit.check([MET])
    assert "sent-again.xlsx" not in visit.find("#detail-page").text

    visit.find("#files").send_keys(str(tmp_path / "sent-again.xlsx"))
    visit.until(lambda: visit.find("#tally").text.startswith("2 files"))

    assert visit.find("#tally").text == "2 files: 2 accepted. Targets: 1 met. Not counted: 1 duplicate."
    assert visit.find("#announced").get_attribute("textContent") == visit.find("#tally").text
    assert ["accepted, duplicate" in line for line in lines(visit)] == [False, True]
    visit.driver.find_elements(By.CSS_SELECTOR, "#list button")[1].click()
    assert "met.xlsx" in visit.find("#detail-page").text


def test_1_what_is_dropped_is_checked(visit: Visit, tmp_path: Path) -> None:
    """Workbooks, and terms; what only says that somebody has a workbook open is named."""
    visit.clear()
    (tmp_path / "~$met.xlsx").write_text("somebody")
    (tmp_path / "agreed.toml").write_text(AGREED)

    visit.drop([MET, tmp_path / "~$met.xlsx"])
    visit.until(visit.done)
    assert visit.find("#said").text == "Skipped, since no workbook is in it: ~$met.xlsx."
    assert [line.split()[0] for line in lines(visit)] == ["met.xlsx"]
    assert "QIT MET" in lines(visit)[0]

    visit.drop([tmp_path / "agreed.toml"])
    visit.until(lambda: "QIT NOT MET" in "".join(lines(visit)))
    assert "agreed.toml" in visit.find("#results .in-force").text


def test_1_a_folder_that_is_dropped_is_checked_with_all_in_it(
    other_visit: Visit, page: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chromium gives a page from a file no file of a folder but by its handle."""
    monkeypatch.chdir(inbox.parent)
    (inbox / "two").mkdir()
    names = ["inbox/met.xlsx", "inbox/two/met.xlsx"]
    for name, sample in zip(names, ("met.xlsx", "not-met.xlsx"), strict=True):
        Path(name).write_bytes((SAMPLES / sample).read_bytes())
    other_visit.open(page)

    other_visit.drop([inbox])
    other_visit.until(other_visit.done)

    assert [line.split()[0] for line in lines(other_visit)] == names
    assert other_visit.results() == by_command(names)
    other_visit.find("#clear").click()
    other_visit.find("#folder").send_keys(str(inbox))
    other_visit.until(other_visit.done)
    assert sorted(line.split()[0] for line in lines(other_visit)) == names
    (inbox.parent / "nothing").mkdir()
    other_visit.drop([inbox.parent / "nothing"])
    other_visit.until(lambda: other_visit.find("#said").text == "There is no file in it.")


def test_1_the_same_file_can_be_chosen_again(visit: Visit, tmp_path: Path) -> None:
    """As when it was corrected; and what was chosen before is not there any more then."""
    report = tmp_path / "report.xlsx"
    report.write_bytes((SAMPLES / "missing-entries.xlsx").read_bytes())
    visit.check([report])
    visit.find("#clear").click()
    assert (visit.focused(), visit.find("#filter").get_attribute("value")) == ("files", "")

    report.write_bytes(MET.read_bytes())
    visit.find("#files").send_keys(str(report))
    visit.until(visit.done)
    assert "QIT MET" in lines(visit)[0]


def test_1_a_file_that_is_gone_says_so(visit: Visit, tmp_path: Path) -> None:
    """It was chosen, and moved before it could be read."""
    gone = tmp_path / "gone.xlsx"
    gone.write_bytes(MET.read_bytes())
    visit.screen("comparing")
    visit.choose("older", gone)
    visit.choose("newer", MET)
    gone.unlink()

    visit.find("#compare").click()

    visit.until(lambda: visit.find("#said").text == GONE)


GONE = "gone.xlsx cannot be read: it was changed, moved or deleted since it was chosen. Choose it again."
AGREED = "title = 'Agreed'\n[[qit.required_share.values]]\nsince = 'DY3 Q1'\nvalue = '0.9'\nsource = 'it'\n"


def test_1_the_list_can_be_emptied_while_it_is_checked(visit: Visit) -> None:
    visit.give([SAMPLES / name for name in ("met.xlsx", "not-met.xlsx", "no-result.xlsx")])
    visit.find("#clear").click()
    visit.until(lambda: not visit.script("return (window.wrappedJSObject || window).page.isAtWork()"))

    assert (lines(visit), visit.find("#detail").is_displayed()) == ([], False)
    assert visit.check([MET])[0]["said"]["verdict"] == "QIT MET"


def test_1_one_file_shows_what_was_found_and_the_list_can_be_narrowed(visit: Visit) -> None:
    visit.check([SAMPLES / "missing-entries.xlsx"])

    assert visit.find("#detail-title").text == "missing-entries.xlsx"
    assert "QIT NOT DETERMINED" in visit.find("#detail-page").text

    visit.check([MET, SAMPLES / "not-met.xlsx"])
    visit.find("#filter").send_keys("wyckoff")
    assert [line.split()[0] for line in lines(visit)] == ["met.xlsx"]
    visit.find("#files").send_keys(str(SAMPLES / "baseline.xlsx"))
    visit.until(lambda: visit.find("#tally").text.startswith("3 files"))
    assert [line.split()[0] for line in lines(visit)] == ["met.xlsx", "baseline.xlsx"]
    visit.find("#filter").send_keys(*[Keys.BACKSPACE] * len("wyckoff"))
    assert len(lines(visit)) == 3


# 2. Forms, comparisons and replies.


def test_2_a_form_is_filled_in_and_saved(visit: Visit) -> None:
    visit.screen("filling")
    visit.script("document.getElementById('period').value = 'DY3 Q1'")
    for field, name in (("#facility", "Nyack Hospital"), ("#mco", "Fidelis")):
        visit.find(field).clear()
        visit.find(field).send_keys(name)
    visit.find("#begin").click()
    visit.until(lambda: visit.find("#form").is_displayed())

    visit.enter("mco/0", "Fidelitty")
    assert "the nearest name on it is 'Fidelis'" in visit.find("#open").text
    visit.enter("mco/0", "Fidelis")
    visit.enter("selected/0", "Yes")
    visit.enter("denominator_1/0", "x")
    assert "'x' is not a number" in visit.script("return document.getElementById('announced').textContent")
    assert "'x' is not a number" in visit.script(DESCRIBED, "denominator_1/0")
    assert visit.find("[data-entry='denominator_1/0']").get_attribute("aria-invalid") == "true"
    assert "✗ to fix" in visit.script(
        "return document.querySelector(\"[data-entry='denominator_1/0']\").parentElement.textContent"
    )
    visit.enter("denominator_1/0", "900")
    assert visit.find("[data-entry='denominator_1/0']").get_attribute("aria-invalid") is None

    content = visit.save("save-form", "qit-report.xlsx")
    (visit.saved / "mine.xlsx").write_bytes(content)
    [answer] = visit.check([visit.saved / "mine.xlsx"])
    assert (answer["said"]["facility"], answer["said"]["period"]) == ("Nyack Hospital", "DY3 Q1")


DESCRIBED = """
    const ids = document.querySelector(`[data-entry="${arguments[0]}"]`).getAttribute("aria-describedby").split(" ");
    return ids.map((id) => document.getElementById(id).textContent).join(" ");
"""


def test_2_what_belongs_in_an_entry_is_said_where_it_is_typed(visit: Visit) -> None:
    """Seen where the focus is, and heard with the entry."""
    visit.screen("filling")
    visit.find("#begin").click()
    visit.until(lambda: visit.focused() == "facility/0")
    assert visit.find("#prompt").text == "Choose your hospital. A name that is not listed can be typed."
    assert visit.find("#prompt").text in visit.script(DESCRIBED, "facility/0")

    visit.find("[data-entry='numerator_1/3']").click()
    assert visit.find("#prompt").text == "per 10,000 patient days"
    assert visit.find("#prompt").text in visit.script(DESCRIBED, "numerator_1/3")


def test_2_the_next_form_a_comparison_and_the_replies(visit: Visit, tmp_path: Path) -> None:
    CliRunner().invoke(main, ["template", str(tmp_path / "next.xlsx"), "--previous", str(MET)])

    visit.screen("next")
    visit.choose("last", MET)
    assert visit.save("make-next", "met - next quarter.xlsx") == (tmp_path / "next.xlsx").read_bytes()

    visit.screen("comparing")
    visit.choose("older", SAMPLES / "baseline.xlsx")
    visit.choose("newer", MET)
    visit.find("#compare").click()
    visit.until(lambda: visit.find("#compared").text)
    assert visit.save("save-compared", "comparison.xlsx").startswith(b"PK")


def test_2_a_level_is_explained_as_by_the_command(visit: Visit) -> None:
    said = CliRunner().invoke(main, ["explain", "Level 2"]).stdout

    visit.screen("explaining")
    visit.find("#word").send_keys("Level 2")
    visit.find("#explain").click()
    visit.until(lambda: visit.find("#explained-page").text)

    assert visit.find("#explained-title").text == "Level 2"
    shown = f"Level 2 {visit.find('#explained-lead').text} {visit.find('#explained-page').text}"
    assert shown.split() == said.split()


def test_2_the_replies_are_those_of_the_command(visit: Visit, tmp_path: Path) -> None:
    names = ("met.xlsx", "missing-entries.xlsx")
    options = ["--fix-by", "2017-11-15", "--attach-page"]
    CliRunner().invoke(main, ["check", *(str(SAMPLES / name) for name in names), "--feedback", str(tmp_path), *options])

    visit.check([SAMPLES / name for name in names])
    visit.find("#to-feedback").click()
    visit.script("document.getElementById('fix-by').value = '2017-11-15'")
    visit.find("#attach-page").click()
    with ZipFile(BytesIO(visit.save("reply", "feedback.zip"))) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}

    assert packed == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert visit.find("#replies-tally").text == "2 of 2 answered."
    assert "QIT MET" in visit.find("#reply-list li").text


def test_2_terms_are_named_with_what_rests_on_them(visit: Visit, tmp_path: Path) -> None:
    terms = tmp_path / "agreed.toml"
    terms.write_text(AGREED)

    visit.screen("about")
    visit.choose("terms", terms)
    visit.until(lambda: "agreed.toml" in visit.find("#terms-said").text)
    [answer] = visit.check([MET])
    assert (answer["said"]["verdict"], answer["said"]["terms"][:11]) == ("QIT NOT MET", "agreed.toml")

    terms.unlink()
    visit.script(f"{PAGE}page.core.end()")
    assert visit.check([MET])[0]["said"]["verdict"] == "QIT NOT MET", "another worker goes by them too"

    visit.screen("about")
    (tmp_path / "wrong.toml").write_text("nothing = 1\n")
    visit.choose("terms", tmp_path / "wrong.toml")
    visit.until(lambda: "wrong.toml" in visit.find("#said").text)
    assert "agreed.toml" in visit.find("#about .in-force").text

    visit.find("#no-terms").click()
    visit.until(lambda: verdicts(visit) == ["QIT MET"])
    assert "no terms" in visit.find("#about .in-force").text
    assert not visit.find("#no-terms").is_displayed()


PAGE = "const page = (window.wrappedJSObject || window).page; "


def test_2_terms_apply_to_what_is_filled_in_and_checked_already(visit: Visit, tmp_path: Path) -> None:
    """A form that is begun stays as it is filled in, and is checked by them; so are the reports of the list."""
    (tmp_path / "agreed.toml").write_text(AGREED)
    visit.check([MET])
    go_on_with(visit, MET)
    assert visit.find("#form-verdict").text == "QIT MET"
    visit.enter("attested_title/0", "Officer")

    visit.screen("about")
    visit.choose("terms", tmp_path / "agreed.toml")
    visit.until(lambda: verdicts(visit) == ["QIT NOT MET"])
    visit.screen("filling")

    assert visit.find("#form-verdict").text == "QIT NOT MET"
    assert visit.find("[data-entry='attested_title/0']").get_attribute("value") == "Officer"


def go_on_with(visit: Visit, saved: Path) -> None:
    """Go on filling in a workbook that was saved."""
    visit.screen("filling")
    visit.choose("saved", saved)
    visit.until(lambda: visit.find("#form").is_displayed())


def leave_form(visit: Visit) -> None:
    """Leave a form that is not saved, which is asked about."""
    visit.find("#leave-form").click()
    visit.driver.switch_to.alert.accept()
    visit.until(lambda: visit.focused() == "kind")


def test_2_a_workbook_that_was_saved_is_gone_on_with(visit: Visit, tmp_path: Path) -> None:
    """Begun here, saved, corrected tomorrow; from the list of reports too."""
    report = tmp_path / "report.xlsx"
    report.write_bytes((SAMPLES / "missing-entries.xlsx").read_bytes())
    go_on_with(visit, report)
    visit.enter("mco/0", "Fidelis")
    report.write_bytes(visit.save("save-form", "qit-report.xlsx"))
    visit.find("#leave-form").click()

    visit.check([report])
    visit.find("#fix-here").click()
    visit.until(lambda: visit.find("#form").is_displayed() and visit.find("#form-counts").text)
    assert visit.find("[data-entry='mco/0']").get_attribute("value") == "Fidelis"
    assert visit.find("#form-counts").text.startswith("Not ready: 4 errors")
    assert visit.save("save-form", "qit-report.xlsx") == report.read_bytes()

    (tmp_path / "text.xlsx").write_text("text")
    visit.find("#leave-form").click()
    visit.choose("saved", tmp_path / "text.xlsx")
    visit.until(lambda: visit.find("#said").text.startswith("text.xlsx: The file cannot be opened"))
    assert visit.find("#beginning").is_displayed()


def test_2_what_is_shown_of_a_form_is_of_this_form(visit: Visit) -> None:
    """A result is of what is entered now: it goes when something else is entered, or another form is begun."""
    go_on_with(visit, MET)
    visit.find("#show-result").click()
    visit.until(lambda: visit.focused() == "form-result-title")
    assert "QIT MET" in visit.find("#form-result").text

    visit.enter("attested_title/0", "Officer")
    assert visit.find("#form-result").text == ""
    visit.find("#show-result").click()
    visit.until(lambda: visit.find("#form-result").text)
    leave_form(visit)
    go_on_with(visit, SAMPLES / "not-met.xlsx")
    assert visit.find("#form-result").text == ""


def test_2_what_was_typed_and_not_saved_is_asked_about(visit: Visit) -> None:
    """Also what was typed a moment ago, in an entry that has the focus yet."""
    go_on_with(visit, MET)
    visit.find("[data-entry='attested_title/0']").send_keys("x")
    visit.script("document.getElementById('leave-form').click()")
    visit.driver.switch_to.alert.dismiss()
    assert visit.find("#form").is_displayed()
    leave_form(visit)
    assert visit.find("#beginning").is_displayed()


# 3. Safety.


class _Heard(socketserver.StreamRequestHandler):
    heard: ClassVar[set[str]] = set()

    def handle(self) -> None:
        line = self.rfile.readline().decode()
        if line:
            self.heard.add(line.split()[1].strip("/"))


class _Listening(socketserver.ThreadingTCPServer):
    daemon_threads = True  # a browser may connect beforehand, and then say nothing


@pytest.fixture
def listening() -> Iterator[str]:
    _Heard.heard.clear()
    with _Listening(("127.0.0.1", 0), _Heard) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def lax_page(page: Path, tmp_path: Path) -> Path:
    """The page without its policy, by which is seen that what tests look for would be found."""
    lax = tmp_path / "lax.html"
    lax.write_bytes(page.read_bytes().replace(b'http-equiv="Content-Security-Policy"', b'name="no-policy"', 1))
    return lax


WAYS_OUT = """
    const ways = {
        image: (to) => { new Image().src = to },
        beacon: (to) => navigator.sendBeacon(to, "x"),
        fetch: (to) => fetch(to, {mode: "no-cors"}).catch(() => {}),
        xhr: (to) => { const asked = new XMLHttpRequest(); asked.open("GET", to); asked.send() },
        socket: (to) => new WebSocket(to.replace("http", "ws")),
        events: (to) => new EventSource(to),
        script: (to) => add(document.head, "script", {src: to}),
        style: (to) => add(document.head, "link", {rel: "stylesheet", href: to}),
        preload: (to) => add(document.head, "link", {rel: "preload", as: "image", href: to}),
        imported: (to) => add(document.head, "style", {textContent: `@import "${to}"`}),
        background: (to) => { document.body.style.backgroundImage = `url("${to}")` },
        frame: (to) => add(document.body, "iframe", {src: to}),
        object: (to) => add(document.body, "object", {data: to}),
        embed: (to) => add(document.body, "embed", {src: to}),
        audio: (to) => add(document.body, "audio", {src: to, preload: "auto"}),
        font: (to) => { new FontFace("font", `url("${to}")`).load().catch(() => {}) },
        worker: (to) => new Worker(URL.createObjectURL(new Blob([`fetch("${to}", {mode: "no-cors"}).catch(() => {})`]))),
        form: (to) => {
            add(document.body, "iframe", {name: "target"});
            add(document.body, "form", {action: to, method: "post", target: "target"}).submit();
        },
    };
    function add(place, tag, attributes) {
        const made = Object.assign(document.createElement(tag), attributes);
        place.append(made);
        return made;
    }
"""
TRY_ALL = f"""
    {WAYS_OUT}
    for (const [name, way] of Object.entries(ways)) try {{ way(arguments[0] + name) }} catch {{}}
    return Object.keys(ways);
"""
REFUSED = """
    const done = arguments[0];
    fetch("blob:nothing").catch(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
"""


def a_session(visit: Visit, page: Path) -> None:
    visit.open(page)
    visit.check([MET, SAMPLES / "missing-entries.xlsx"])
    visit.screen("feedback")
    visit.save("reply", "feedback.zip")
    visit.screen("filling")
    visit.find("#begin").click()
    visit.until(lambda: visit.find("#form").is_displayed())
    visit.save("save-form", "qit-report.xlsx")


def test_3_nothing_is_asked_for_in_a_whole_session(other_visit: Visit, page: Path, listening: str) -> None:
    a_session(other_visit, page)
    other_visit.screen("next")
    other_visit.choose("last", MET)
    other_visit.save("make-next", "met - next quarter.xlsx")

    assert other_visit.requests() == []
    other_visit.driver.execute_script(f"fetch('{listening}sent').catch(() => {{}})")
    assert other_visit.requests() == []


def test_3_a_page_that_asks_for_something_is_caught(other_visit: Visit, lax_page: Path, listening: str) -> None:
    drawing = b"function drawMatrices(matrices) {"
    assert drawing in lax_page.read_bytes()
    sending = b"%s new Image().src = `%smatrix`;" % (drawing, listening.encode())
    lax_page.write_bytes(lax_page.read_bytes().replace(drawing, sending, 1))

    a_session(other_visit, lax_page)

    assert set(other_visit.requests()) == {f"{listening}matrix"}
    other_visit.until(lambda: _Heard.heard == {"matrix"})


def test_3_what_would_send_something_is_forbidden(
    other_visit: Visit, page: Path, lax_page: Path, listening: str
) -> None:
    """Each way is seen to lead out of a page without the policy, and not out of the page."""
    other_visit.open(lax_page)
    ways = other_visit.script(TRY_ALL, f"{listening}lax-")
    other_visit.until(lambda: {f"lax-{way}" for way in ways} <= _Heard.heard)

    other_visit.open(page)
    other_visit.script(TRY_ALL, listening)
    other_visit.driver.execute_async_script(REFUSED)
    other_visit.open(lax_page)
    other_visit.script("new Image().src = arguments[0]", f"{listening}last")
    other_visit.until(lambda: "last" in _Heard.heard)

    assert not _Heard.heard & set(ways)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    """All costly files, and a sound report after them."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, make in COSTLY.items():
        (folder / f"{name.replace('/', '-').replace(' ', '-')}.xlsx").write_bytes(make())
    (folder / "zz-sound.xlsx").write_bytes(MET.read_bytes())
    return sorted(folder.iterdir())


def click(visit: Visit, screen: str) -> None:
    """Click on a screen's name, and wait for the answer."""
    before = len(visit.answered_clicks())
    visit.screen(screen)
    visit.until(lambda: len(visit.answered_clicks()) > before)


def test_3_hostile_files_cost_only_themselves(visit: Visit, page: Path, hostile: Sequence[Path]) -> None:
    """Each has its reason, all memory together is bounded, and the page answers clicks meanwhile."""
    visit.open(page)
    visit.give(hostile)
    visit.watch_clicks()
    while not visit.done():
        for screen in ("about", "check"):
            click(visit, screen)
    answers, clicks = visit.answers(), visit.answered_clicks()
    window = visit.script("return performance.memory ? performance.memory.usedJSHeapSize : 0")

    assert answers[-1]["said"]["verdict"] == "QIT MET"
    assert all(each["failed"] or each["said"]["status"] in {"unreadable", "rejected"} for each in answers[:-1])
    assert {each["failed"] for each in answers} <= {"", *GIVEN_UP}
    assert 100_000_000 < visit.memory() < 300_000_000 - window, "it grows, and is bounded"
    assert len(clicks) >= 10
    assert statistics.median(clicks) < 200


GIVEN_UP = (
    "It takes more memory than this page has, and was given up.",
    "It took more than 20 seconds, and was given up.",
)


def test_3_a_file_that_takes_too_much_memory_has_its_own_sentence(visit: Visit, hostile: Sequence[Path]) -> None:
    [huge] = [path for path in hostile if path.name == "one-huge-text.xlsx"]

    answers = visit.check([huge, MET])

    assert [answers[0]["failed"], answers[1]["said"]["verdict"]] == [GIVEN_UP[0], "QIT MET"]


def test_3_a_worker_that_broke_down_is_replaced(other_visit: Visit, page: Path) -> None:
    other_visit.open(page)
    other_visit.script("page.core.worker.terminate(); page.core.worker = null")

    assert other_visit.check([MET])[0]["said"]["verdict"] == "QIT MET"


def test_3_a_worker_that_fails_is_ended_and_replaced(other_visit: Visit, page: Path) -> None:
    other_visit.open(page)
    said = other_visit.driver.execute_async_script(
        "page.core.ask({ask: 'nothing'}).then(() => arguments[0](''), (error) => arguments[0](error.message))"
    )

    assert said.startswith("What checks it has broken down: ")
    assert other_visit.check([MET])[0]["said"]["verdict"] == "QIT MET"
    assert other_visit.script("return page.core.workers") == 2


# 4. Damage.


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda page: page[: len(page) // 2], "The page is cut off. Get the file again."),
        (lambda page: page.replace(b'id="part-wasm" data-sha256="', b'id="part-wasm" data-sha256="0'), "The page is damaged: a part of it was changed. Get the file again."),
        (lambda page: page.replace(b'id="part-lock"', b'id="part-other"'), "The page is cut off: a part of it is missing. Get the file again."),
    ],
    ids=["cut", "changed", "part missing"],
)  # fmt: skip
def test_4_damage_is_told_in_a_sentence(visit: Visit, page: Path, tmp_path: Path, damage: object, said: str) -> None:
    assert callable(damage)
    broken = tmp_path / "broken.html"
    broken.write_bytes(damage(page.read_bytes()))

    assert visit.open(broken) == said
    visit.open(page)


@pytest.mark.parametrize("lacking", ["WebAssembly", "DecompressionStream"])
def test_4_an_old_browser_is_told_so(other_visit: Visit, page: Path, lacking: str) -> None:
    other_visit.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": f"delete globalThis.{lacking}"}
    )

    assert (
        other_visit.open(page)
        == "This browser is too old for the page. Open it with a current Edge, Chrome or Firefox."
    )


def test_4_without_scripts_the_page_says_why_nothing_happens(other_visit: Visit, page: Path) -> None:
    other_visit.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    other_visit.driver.get(page.absolute().as_uri())

    assert "Scripts are switched off" in other_visit.find("noscript").text


# 5. Everybody can use it.


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_5_no_screen_breaks_a_rule_of_accessibility(other_visit: Visit, page: Path, scheme: str) -> None:
    """With something shown on each of them; what is shown on several has names of its own on each."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    other_visit.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    other_visit.open(page)
    other_visit.check([SAMPLES / "missing-entries.xlsx", MET])
    other_visit.find("#list button").click()
    on_every_screen(other_visit)

    broken = {}
    for screen in SCREENS:
        other_visit.screen(screen)
        broken[screen] = other_visit.axe_violations()
    assert broken == {screen: [] for screen in SCREENS}
    assert other_visit.script(REPEATED) == []


REPEATED = """
    const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
    return ids.filter((id, nth) => ids.indexOf(id) !== nth);
"""


def on_every_screen(visit: Visit) -> None:
    """Have something shown on every screen but that of the list of reports."""
    visit.screen("comparing")
    visit.choose("older", SAMPLES / "baseline.xlsx")
    visit.choose("newer", MET)
    visit.find("#compare").click()
    visit.until(lambda: visit.focused() == "compared-title")
    visit.screen("explaining")
    visit.find("#word").send_keys("HARP", Keys.ENTER)
    visit.until(lambda: visit.focused() == "explained-title")
    visit.screen("feedback")
    visit.save("reply", "feedback.zip")
    visit.find("#reply-list summary").click()
    go_on_with(visit, SAMPLES / "missing-entries.xlsx")
    visit.find("#show-result").click()
    visit.until(lambda: visit.focused() == "form-result-title")
    visit.screen("next")
    visit.choose("last", MET)
    visit.save("make-next", "met - next quarter.xlsx")


def test_5_a_long_name_leaves_all_columns_in_the_window(other_visit: Visit, page: Path, tmp_path: Path) -> None:
    """A name without a gap is broken anywhere, rather than that what was found is pushed aside."""
    long = tmp_path / f"{'x' * 240}.xlsx"
    long.write_bytes(MET.read_bytes())
    other_visit.open(page)
    other_visit.check([long, MET])

    table = "document.querySelector('#results table')"
    assert other_visit.script(f"return {table}.scrollWidth <= {table}.parentElement.clientWidth")


def test_5_in_forced_colours_the_screen_that_is_shown_is_marked(other_visit: Visit, page: Path) -> None:
    """And charts keep their own, in which they are drawn."""
    features = [{"name": "forced-colors", "value": "active"}]
    other_visit.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    other_visit.open(page)
    other_visit.check([MET])

    backgrounds = other_visit.script(BACKGROUNDS)
    assert len({*backgrounds[1:]}) == 1
    assert backgrounds[0] != backgrounds[1]
    assert (
        other_visit.script("return getComputedStyle(document.querySelector('.charts figure')).backgroundColor") == WHITE
    )


BACKGROUNDS = (
    "return [...document.querySelectorAll('nav button')].map((each) => getComputedStyle(each).backgroundColor)"
)
WHITE = "rgb(255, 255, 255)"


@pytest.mark.parametrize("width", [320, 400, 1280])
def test_5_nothing_is_wider_than_the_window(other_visit: Visit, page: Path, width: int) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    other_visit.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    other_visit.open(page)
    other_visit.check([SAMPLES / "missing-entries.xlsx", MET])
    other_visit.find("#list button").click()
    on_every_screen(other_visit)

    for screen in SCREENS:
        other_visit.screen(screen)
        assert other_visit.script("return document.documentElement.scrollWidth") <= width, screen


def test_5_the_whole_flow_by_keyboard(visit: Visit, page: Path, tmp_path: Path) -> None:
    """From the first look to the saved workbook and on every screen, with nothing but keys.

    Files alone are given to their fields. What is pressed keeps the focus, unless it leads to what is shown then.
    """
    visit.open(page)
    visit.until(lambda: visit.script("return document.documentElement.dataset.rehearsed"))
    (tmp_path / "agreed.toml").write_text(AGREED)

    check_by_keys(visit)
    begin_by_keys(visit)
    fill_in_by_keys(visit)
    content = visit.saved_by("qit-report.xlsx", lambda: visit.press(Keys.ENTER))
    assert visit.find("#said").text == "Saved qit-report.xlsx."
    assert visit.focused() == "save-form"
    visit.tab_to("leave-form")
    visit.press(Keys.ENTER)
    visit.until(lambda: visit.focused() == "kind")

    next_by_keys(visit)
    compare_by_keys(visit)
    reply_by_keys(visit)
    explain_by_keys(visit)
    take_terms_by_keys(visit, tmp_path / "agreed.toml")

    (visit.saved / "by-keys.xlsx").write_bytes(content)
    [answer] = visit.check([visit.saved / "by-keys.xlsx"])
    assert (answer["said"]["facility"], answer["said"]["period"]) == ("Nyack Hospital", "DY3 Q1")


def go_by_keys(visit: Visit, screen: str) -> None:
    """Go back to the names of the screens, and to one of them."""
    visit.tab_to(screen, back=True)
    visit.press(Keys.ENTER)
    assert visit.focused() == screen


def next_by_keys(visit: Visit) -> None:
    """Make the next form from the last report."""
    go_by_keys(visit, "next")
    visit.tab_to("last")
    visit.give_focused([MET])
    visit.tab_to("make-next")
    assert visit.saved_by("met - next quarter.xlsx", lambda: visit.press(Keys.ENTER))
    visit.until(lambda: visit.find("#said").text == "Saved met - next quarter.xlsx.")
    assert visit.focused() == "make-next"


def compare_by_keys(visit: Visit) -> None:
    """Compare two reports, whose comparison is then told, and save it."""
    go_by_keys(visit, "comparing")
    for field, name in (("older", "baseline.xlsx"), ("newer", "met.xlsx")):
        visit.tab_to(field)
        visit.give_focused([SAMPLES / name])
    visit.tab_to("compare")
    visit.press(Keys.SPACE)
    visit.until(lambda: visit.focused() == "compared-title")
    visit.tab_to("save-compared", back=True)
    assert visit.saved_by("comparison.xlsx", lambda: visit.press(Keys.ENTER))


def reply_by_keys(visit: Visit) -> None:
    """Answer the reports that were checked, and one more, and read what an e-mail says."""
    go_by_keys(visit, "feedback")
    visit.tab_to("answered")
    visit.give_focused([SAMPLES / "not-met.xlsx"])
    visit.until(lambda: visit.find("#to-answer").text == "Reports on the screen Check: 3." and visit.done())
    visit.tab_to("attach-page")
    visit.press(Keys.SPACE)
    visit.tab_to("reply")
    assert visit.saved_by("feedback.zip", lambda: visit.press(Keys.ENTER))
    visit.until(lambda: visit.find("#said").text == "Saved one zip file.")
    assert (visit.focused(), visit.find("#replies-tally").text) == ("reply", "3 of 3 answered.")
    visit.tab_to("SUMMARY")
    visit.press(Keys.ENTER)
    assert visit.find("#reply-list pre").is_displayed()


def explain_by_keys(visit: Visit) -> None:
    """Have a word explained, once one that is none."""
    go_by_keys(visit, "explaining")
    visit.tab_to("word")
    visit.press("HARK", Keys.ESCAPE, Keys.ENTER)
    visit.until(lambda: visit.find("#said").text.startswith("'HARK' is no finding"))
    visit.press(Keys.BACKSPACE, "P", Keys.ESCAPE)
    visit.tab_to("explain")
    visit.press(Keys.ENTER)
    visit.until(lambda: visit.focused() == "explained-title")


def take_terms_by_keys(visit: Visit, terms: Path) -> None:
    """Go by terms, and by none again."""
    go_by_keys(visit, "about")
    visit.tab_to("terms")
    visit.give_focused([terms])
    visit.until(lambda: "QIT NOT MET" in verdicts(visit) and visit.done())
    visit.tab_to("no-terms")
    visit.press(Keys.SPACE)
    visit.until(lambda: "QIT MET" in verdicts(visit) and visit.done())
    assert visit.focused() == "terms"


def check_by_keys(visit: Visit) -> None:
    """Check two reports, and look at what was found in the second."""
    assert visit.tab_to("files") == [
        "check",
        "filling",
        "next",
        "comparing",
        "feedback",
        "explaining",
        "about",
        "files",
    ]
    visit.give_focused([SAMPLES / "missing-entries.xlsx", MET])
    visit.until(visit.done)
    visit.tab_to("open-report")
    visit.press(Keys.TAB)
    visit.press(Keys.ENTER)
    visit.until(lambda: visit.focused() == "detail-title")
    assert visit.find("#detail-title").text == "met.xlsx"


def begin_by_keys(visit: Visit) -> None:
    """Begin a form."""
    go_by_keys(visit, "filling")
    visit.tab_to("period")
    visit.press("DY3 Q1")
    visit.tab_to("facility")
    visit.press("Nyack Hospital", Keys.ESCAPE)  # which closes what the browser offers
    visit.tab_to("mco")
    visit.press("Fidelis", Keys.ESCAPE)
    visit.tab_to("begin")
    visit.press(Keys.SPACE)
    visit.until(lambda: visit.focused() == "facility/0")


def fill_in_by_keys(visit: Visit) -> None:
    """Type a wrong entry, get from what is said of it back to it, correct it, and go to the button that saves."""
    visit.tab_to("selected/0")
    visit.press("Yes")
    visit.tab_to("denominator_1/0")
    visit.press("x", Keys.TAB)
    visit.until(lambda: visit.invalid("denominator_1/0"))
    visit.tab_to("to-open", back=True)
    visit.press(Keys.ENTER)
    visit.press(Keys.TAB)
    visit.press(Keys.ENTER)
    assert visit.invalid(visit.focused()), "what is open leads to its entry"
    visit.tab_to("denominator_1/0")
    visit.press(Keys.BACKSPACE, "900", Keys.TAB)
    visit.until(lambda: not visit.invalid("denominator_1/0"))
    visit.tab_to("to-open", back=True)
    visit.press(Keys.ENTER)
    visit.tab_to("save-form")


@pytest.mark.parametrize("screen", ["check", "feedback", "filling"])
def test_5_what_is_shown_can_be_printed(printable_visit: Visit, tmp_path: Path, screen: str) -> None:
    """On Letter, in letters of 8 points or more, with every word that is shown, and without what only clicks need."""
    needs_poppler()
    printable_visit.screen(screen)
    paper = tmp_path / "page.pdf"
    paper.write_bytes(printable_visit.printed())
    shown = printable_visit.script(f"return document.querySelector('#{screen} {PRINTED[screen]}').innerText")
    text = "".join(printed_pages(paper)).split()
    sizes = [int(size) / 3 for size in re.findall(r'<fontspec [^>]*size="(\d+)"', fonts_of(paper))]

    assert {word for word in shown.split() if word not in "".join(text)} == set()
    assert [
        words for words in ("Choose Files", "Empty the list", "Make the replies", "Drop") if words in " ".join(text)
    ] == []
    assert set(re.findall(rb"/MediaBox ?\[0 0 (\d+ \d+)\]", paper.read_bytes())) <= {b"612 792", b"792 612"}
    assert min(sizes) >= 8


PRINTED = {"check": "#detail-page", "feedback": "#replies", "filling": "#open"}


@pytest.fixture(scope="module")
def printable_visit(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """Chromium, in which each screen has something to print."""
    with pages.Visit("chromium", tmp_path_factory.mktemp("printed")) as opened:
        opened.open(page)
        opened.check([SAMPLES / "missing-entries.xlsx", SAMPLES / "not-met.xlsx"])
        opened.find("#list button").click()
        opened.screen("feedback")
        opened.save("reply", "feedback.zip")
        opened.find("#reply-list summary").click()
        opened.screen("filling")
        opened.find("#begin").click()
        opened.until(lambda: opened.find("#form").is_displayed())
        yield opened


def test_6_a_page_of_another_program_says_no_word_of_this_one(other_visit: Visit, tmp_path: Path) -> None:
    pack = toy_program(tmp_path / "toy")
    other = tmp_path / "other.html"
    other.write_bytes(pages.built(pack))
    form = CliRunner().invoke(main, ["template", str(tmp_path / "form.xlsx"), "--program", str(pack), "--facility", FACILITY])  # fmt: skip
    assert form.exit_code == 0, form.output

    other_visit.open(other)
    [answer] = other_visit.check([tmp_path / "form.xlsx"])
    other_visit.screen("filling")
    other_visit.find("#begin").click()
    other_visit.until(lambda: other_visit.find("#form").is_displayed())
    words = other_visit.script("""
        for (const each of document.querySelectorAll('#screens > section')) each.hidden = false;
        return document.title + document.body.innerText;
    """)

    assert other_visit.driver.title.startswith("Toy Care")
    assert answer["said"]["facility"] == FACILITY
    assert "Payer" in words
    others = words.replace("Contracting MCO", "")  # a label by which cells are found before the program is known
    assert [word for word in ("MCO", "QIT", "DY2", "DY3", "Medicaid", "New York", "NYS") if word in others] == []


def test_a_page_is_built_within_its_bounds(page: Path) -> None:
    import gzip  # noqa: PLC0415 -- of this test alone

    content = page.read_bytes()

    assert len(content) <= 11_000_000
    assert len(gzip.compress(content, 9)) <= 8_500_000
    assert pages.built() == content
    for notice in ("Mozilla Public License 2.0", "Python Software Foundation License"):
        assert notice.encode() in content
