"""A document, whatever it is shown as.

1. As text: a heading and what stands under it are one block; lines are as narrow as asked. 2. As a page: each part has
its element, and what was received is text. 3. Everybody can use the page.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from inline_snapshot import snapshot

from support.browser import Browser
from support.quarters import Quarter
from vbpqip.core.cells import Location
from vbpqip.core.findings import Diagnostic, Finding, Severity, Waiver
from vbpqip.output.document import (
    Bullets,
    Chart,
    Charts,
    ColumnHeading,
    Document,
    DocumentTable,
    FactList,
    Findings,
    Mark,
    Notes,
    Paragraph,
    SectionHeading,
    TableCell,
    Verbatim,
    VerdictLine,
    under_headings,
)
from vbpqip.output.html import document_as_html
from vbpqip.output.text import document_as_text
from vbpqip.output.tone import Tone

AT = Location("Beds", 4, 2)
NO_BED = Diagnostic("QIP910", "no-bed", Severity.ERROR, "There is no bed.", "Count again.", "The tests")
WAIVER = Waiver("QIP910", "Nyack Hospital", Quarter(3, 1), "A. Smith", "A ward is closed.", date(2017, 12, 31))


def finding(
    message: str, at: Location | None = AT, *, graded: Severity | None = None, waiver: Waiver | None = None
) -> Finding:
    return Finding(NO_BED, at, message, "0", "1", graded, waiver)


EVERY_PART = Document(
    title="Feedback",
    lead="Fidelis to DOH",
    notice="Do not send it back.",
    parts=(
        VerdictLine("NOT MET", Tone.BAD),
        Paragraph("One item to fix.", strong=True),
        FactList((("Beds", "12"), ("In use", "7"))),
        SectionHeading("What to fix"),
        Findings(
            (
                (finding("No bed."),),
                (finding("None."), finding("None at all.", None)),
                (finding("Closed.", waiver=WAIVER),),
                (finding("Few.", graded=Severity.WARNING),),
            )
        ),
        SectionHeading("Notes"),
        Notes((finding("Nearly full.", graded=Severity.NOTE), finding("It is old.", None, graded=Severity.NOTE))),
        SectionHeading("Beds"),
        DocumentTable(
            "Beds by quarter",
            (ColumnHeading("Hospital"), ColumnHeading("DY3 Q1", 2), ColumnHeading("Outcome")),
            (
                (
                    TableCell("Nyack"),
                    TableCell("7", number=True, mark=Mark.ERROR),
                    TableCell("12", number=True, mark=Mark.WARNING),
                    TableCell("improved", tone=Tone.GOOD),
                ),
                (TableCell("Jamaica"), TableCell(""), TableCell("<b>"), TableCell("")),
            ),
            small=True,
        ),
        SectionHeading("Quarters"),
        Paragraph("Diamonds are quarters.", small=True),
        Charts((Chart("CLABSI", "per bed", "a rise", (("DY3 Q1", Fraction(1)), ("DY3 Q2", None)), Fraction(2), None),)),
        SectionHeading("Contracts"),
        Bullets(("One.", "Two.")),
        SectionHeading("Sums"),
        Verbatim("1 + 1\n  = 2\n"),
    ),
    basis=tuple(under_headings([("Basis", "Reviewed with data.")])),
)


def test_1_as_text() -> None:
    assert document_as_text(EVERY_PART, 60) == snapshot("""\
Feedback
Fidelis to DOH
Do not send it back.

NOT MET

One item to fix.

Beds    12
In use  7

What to fix
  - Error: Beds!C5: No bed. [QIP910]
    Count again.
  - Error, 2 times: There is no bed. [QIP910]
    - Beds!C5: None.
    - None at all.
    Count again.
  - Waived: Beds!C5: Closed. [QIP910]
    Waived by A. Smith until 2017-12-31: A ward is closed.
  - Warning: Beds!C5: Few. [QIP910]
    Count again.

Notes
  - Beds!C5: Nearly full. [QIP910]
  - It is old. [QIP910]

Beds
  - Nyack; DY3 Q1: ✗ 7; DY3 Q1: ! 12; Outcome: improved
  - Jamaica; DY3 Q1: <b>

Quarters
  Diamonds are quarters.
  - CLABSI: a rise

Contracts
  - One.
  - Two.

Sums

    1 + 1
      = 2

Basis
  Reviewed with data.\
""")


def test_1_as_narrow_as_asked() -> None:
    assert (
        document_as_text(Document("a b c", "d e f", (FactList((("x", "y z"),)),)), 4) == "a b\nc\nd e\nf\n\nx  y\n   z"
    )


def test_1_a_document_without_parts() -> None:
    assert document_as_text(Document("Title", "Lead", (FactList(()),)), 60) == "Title\nLead"


def test_1_a_table_that_is_told_in_words() -> None:
    table = DocumentTable("Beds", (ColumnHeading("Hospital"),), ((TableCell("Nyack"),),), in_words=(Paragraph("One."),))

    assert document_as_text(Document("Beds", "", (SectionHeading("Beds"), table)), 80) == "Beds\n\nBeds\n  One."


def test_2_as_a_page() -> None:
    page = document_as_html(EVERY_PART)

    assert page[page.index("<body>") :] == snapshot("""\
<body>
<header>
<h1>Feedback</h1>
<p>Fidelis to DOH</p>
<p class="warning-to-reader">Do not send it back.</p>
</header>
<main>
<p class="verdict bad">NOT MET</p>
<p><strong>One item to fix.</strong></p>
<dl>
<dt>Beds</dt><dd>12</dd>
<dt>In use</dt><dd>7</dd>
</dl>
<h2>What to fix</h2>
<div class="finding error">
<p><strong>✗ Error, Beds!C5:</strong> No bed. <span class="code">QIP910</span></p>
<p class="remedy">Count again.</p>
</div>
<div class="finding error">
<p><strong>✗ Error, 2 times:</strong> There is no bed. <span class="code">QIP910</span></p>
<ul>
<li>Beds!C5: None.</li>
<li>None at all.</li>
</ul>
<p class="remedy">Count again.</p>
</div>
<div class="finding waived">
<p><strong>Waived, Beds!C5:</strong> Closed. <span class="code">QIP910</span></p>
<p class="remedy">Waived by A. Smith until 2017-12-31: A ward is closed.</p>
</div>
<div class="finding warning">
<p><strong>! Warning, Beds!C5:</strong> Few. <span class="code">QIP910</span></p>
<p class="remedy">Count again.</p>
</div>
<h2>Notes</h2>
<ul>
<li>Beds!C5: Nearly full. <span class="code">QIP910</span></li>
<li>It is old. <span class="code">QIP910</span></li>
</ul>
<h2>Beds</h2>
<div class="wide"><table class="small">
<caption>Beds by quarter</caption>
<thead><tr><th scope="col">Hospital</th><th scope="col" colspan="2">DY3 Q1</th><th scope="col">Outcome</th></tr></thead>
<tbody>
<tr><th scope="row">Nyack</th><td class="number error-cell">✗ 7</td><td class="number warning-cell">! 12</td><td class="good">improved</td></tr>
<tr><th scope="row">Jamaica</th><td></td><td>&lt;b&gt;</td><td></td></tr>
</tbody>
</table></div>
<h2>Quarters</h2>
<p class="small">Diamonds are quarters.</p>
<ul class="charts">
<li><figure>
<svg viewBox="0 0 240 150" role="img" aria-labelledby="chart-1 chart-1-said">
<title id="chart-1">CLABSI</title>
<desc id="chart-1-said">a rise</desc>
<line x1="38" x2="230" y1="126.0" y2="126.0" stroke="#d9d9d9"/>
<text x="34" y="129.0" text-anchor="end">0</text>
<line x1="38" x2="230" y1="97.0" y2="97.0" stroke="#d9d9d9"/>
<text x="34" y="100.0" text-anchor="end">0.5</text>
<line x1="38" x2="230" y1="68.0" y2="68.0" stroke="#d9d9d9"/>
<text x="34" y="71.0" text-anchor="end">1</text>
<line x1="38" x2="230" y1="39.0" y2="39.0" stroke="#d9d9d9"/>
<text x="34" y="42.0" text-anchor="end">1.5</text>
<line x1="38" x2="230" y1="10.0" y2="10.0" stroke="#d9d9d9"/>
<text x="34" y="13.0" text-anchor="end">2</text>
<line x1="38" x2="230" y1="10.0" y2="10.0" stroke="#1f3864" stroke-width="2.5"/>
<text x="86.0" y="142" text-anchor="middle">DY3 Q1</text>
<path d="M86.0 63.0l5 5l-5 5l-5 -5z" fill="#00695c"/>
<text x="182.0" y="142" text-anchor="middle">DY3 Q2</text>
</svg>
<figcaption>CLABSI <span>per bed</span></figcaption>
</figure></li>
</ul>
<h2>Contracts</h2>
<ul>
<li>One.</li>
<li>Two.</li>
</ul>
<h2>Sums</h2>
<pre>1 + 1<br>  = 2<br></pre>
</main>
<footer class="small">
<h2>Basis</h2>
<p>Reviewed with data.</p>
</footer>
</body>
</html>\
""")


def test_3_everybody_can_use_it(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(document_as_html(EVERY_PART), "utf-8")

    assert browser.axe_violations(tmp_path / "page.html") == []
