"""The same workbook in another spelling of its XML: what it says is the same, letter by letter it is not.

Attributes in another order, between other quotes, with other white space; elements under any prefix of their namespace;
characters as references or in sections; comments and instructions between; empty elements opened and closed; other
encodings. ``SPELLINGS`` are the ways, of which each re-spelling takes a few.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from random import Random
from typing import NamedTuple, TypeAlias

_TOKEN = re.compile(r"<\?.*?\?>|<[^>]*>|[^<]+", re.DOTALL)
_TAG = re.compile(r"<(/?)([\w:.]+)(.*?)(/?)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""\s([\w:]+)\s*=\s*("[^"]*"|'[^']*')""")
_READ = re.compile(
    r"xl/workbook\.xml|xl/styles\.xml|xl/sharedStrings\.xml|xl/worksheets/sheet\d\.xml|docProps/custom\.xml|.*\.rels"
    r"|\[Content_Types\]\.xml"
)
_PREFIX = "p"
_BLANKS = (" ", "  ", "\n", "\t", " \r\n ")
_NAMED = {"amp", "lt", "gt", "quot", "apos"}

Token: TypeAlias = str
Spelling: TypeAlias = Callable[["Part", Random], "Part"]


class Part(NamedTuple):
    """The tokens of a part: tags, texts, instructions; and how it is written."""

    tokens: list[Token]
    encoding: str = "utf-8"

    def written(self) -> bytes:
        """Return the part's bytes."""
        return "".join(self.tokens).encode(self.encoding)


class Tag(NamedTuple):
    """A tag in its pieces."""

    end: str
    name: str
    attributes: list[tuple[str, str]]
    closed: str

    def __str__(self) -> str:
        return f"<{self.end}{self.name}{''.join(f' {key}={value}' for key, value in self.attributes)}{self.closed}>"


def tag_of(token: Token) -> Tag | None:
    """Return a token's pieces; ``None`` where it is no tag."""
    found = None if token.startswith("<?") else _TAG.fullmatch(token)
    return None if found is None else Tag(found[1], found[2], _ATTRIBUTE.findall(found[3]), found[4])


def _each_tag(part: Part, change: Callable[[Tag], str]) -> Part:
    changed = [token if (tag := tag_of(token)) is None else change(tag) for token in part.tokens]
    return part._replace(tokens=changed)


def attributes_shuffled(part: Part, rng: Random) -> Part:
    return _each_tag(part, lambda tag: str(tag._replace(attributes=rng.sample(tag.attributes, len(tag.attributes)))))


def quotes_changed(part: Part, rng: Random) -> Part:
    def quoted(value: str) -> str:
        return f"'{value[1:-1]}'" if "'" not in value and rng.random() < 0.7 else value

    return _each_tag(
        part, lambda tag: str(tag._replace(attributes=[(key, quoted(each)) for key, each in tag.attributes]))
    )


def blanks_in_tags(part: Part, rng: Random) -> Part:
    def spaced(tag: Tag) -> str:
        def blank() -> str:
            return rng.choice(_BLANKS)

        equals = [f"{blank()}{key}{rng.choice(('=', ' = '))}{value}" for key, value in tag.attributes]
        return f"<{tag.end}{tag.name}{''.join(equals)}{rng.choice(('', blank()))}{tag.closed}>"

    return _each_tag(part, spaced)


def blanks_between(part: Part, rng: Random) -> Part:
    """Put white space behind what ends an element, where no text of the format stands."""
    tokens = [
        f"{token}{rng.choice(_BLANKS)}" if _ends(token) and rng.random() < 0.5 else token for token in part.tokens
    ]
    return part._replace(tokens=tokens)


def _ends(token: Token) -> bool:
    tag = tag_of(token)
    return tag is not None and bool(tag.end or tag.closed)


def comments_between(part: Part, rng: Random) -> Part:
    said = ("<!-- -->", "<!-- <v>7</v> </sheetData> -->", "<?seven <c r='A1'/>?>")
    tokens = [f"{token}{rng.choice(said)}" if _ends(token) and rng.random() < 0.2 else token for token in part.tokens]
    return part._replace(tokens=tokens)


def characters_referred_to(part: Part, rng: Random) -> Part:
    """Write letters as references, in texts and in attributes."""

    def referred(text: str) -> str:
        return re.sub(r"&[#\w]+;|[\w.]", lambda each: _reference(each[0], rng), text) if rng.random() < 0.5 else text

    tokens = [referred(token) if not token.startswith("<") else token for token in part.tokens]
    spelled = part._replace(tokens=tokens)
    return _each_tag(
        spelled, lambda tag: str(tag._replace(attributes=[_referred(*each, rng) for each in tag.attributes]))
    )


def _referred(key: str, value: str, rng: Random) -> tuple[str, str]:
    if rng.random() < 0.7:
        return key, value
    return key, re.sub(r"&[#\w]+;|\w", lambda each: _reference(each[0], rng), value)


def _reference(character: str, rng: Random) -> str:
    if len(character) > 1 or rng.random() < 0.5:
        return character
    return rng.choice((f"&#{ord(character)};", f"&#x{ord(character):x};", f"&#x{ord(character):05X};"))


def sections_made(part: Part, rng: Random) -> Part:
    def section(text: str) -> str:
        plain = "&" not in text and "]]>" not in text and text.strip() != "" and rng.random() < 0.3
        return f"<![CDATA[{text}]]>" if plain else text

    return part._replace(tokens=[token if token.startswith("<") else section(token) for token in part.tokens])


def texts_parted(part: Part, rng: Random) -> Part:
    """Put a comment within a text, which parts nothing."""

    def parted(text: str) -> str:
        place = rng.randrange(len(text) + 1)
        whole = "&" in text or rng.random() < 0.8
        return text if whole else f"{text[:place]}<!-- 1 -->{text[place:]}"

    return part._replace(tokens=[token if token.startswith("<") else parted(token) for token in part.tokens])


def elements_opened_and_closed(part: Part, rng: Random) -> Part:
    def opened(tag: Tag) -> str:
        return f"{tag._replace(closed='')}</{tag.name}>" if tag.closed and rng.random() < 0.5 else str(tag)

    return _each_tag(part, opened)


def all_prefixed(part: Part, _: Random) -> Part:
    return _prefixed(part, lambda: True)


def some_prefixed(part: Part, rng: Random) -> Part:
    return _prefixed(part, lambda: rng.random() < 0.3)


def _prefixed(part: Part, is_prefixed: Callable[[], bool]) -> Part:
    """Declare a prefix for the namespace of a part's root, and use it for elements."""
    path: list[str] = []

    def spelled(tag: Tag) -> str:
        if tag.end:
            return str(tag._replace(name=path.pop()))
        space = [(f"xmlns:{_PREFIX}", value) for key, value in tag.attributes if key == "xmlns" and not path]
        name = f"{_PREFIX}:{tag.name}" if ":" not in tag.name and is_prefixed() else tag.name
        if not tag.closed:
            path.append(name)
        return str(tag._replace(name=name, attributes=[*space, *tag.attributes]))

    own = sum("xmlns=" in token for token in part.tokens) == 1 and not any("xmlns:p=" in token for token in part.tokens)
    return _each_tag(part, spelled) if own else part


def encoded(part: Part, rng: Random) -> Part:
    """Write in another encoding, or with a byte order mark."""
    encoding = rng.choice(("utf-8-sig", "utf-16", "utf-8"))
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    head, *rest = part.tokens
    return Part(
        [rng.choice((declared, declared.replace('"', "'"))), *rest] if head.startswith("<?") else part.tokens, encoding
    )


SPELLINGS: tuple[Spelling, ...] = (
    attributes_shuffled, quotes_changed, elements_opened_and_closed, characters_referred_to, some_prefixed, all_prefixed,
    texts_parted, sections_made, blanks_in_tags, blanks_between, comments_between, encoded,
)  # fmt: skip
"""The ways, in an order in which each may follow those before it; only one of the two of prefixes is taken."""


def respelled_part(content: bytes, rng: Random, spellings: tuple[Spelling, ...] = SPELLINGS) -> bytes:
    """Return a part in another spelling."""
    part = Part(_TOKEN.findall(content.decode()))
    for spelling in spellings:
        if len(spellings) == 1 or rng.random() < 0.4:
            part = spelling(_again(part), rng)
    return part.written()


def _again(part: Part) -> Part:
    return part._replace(tokens=list(_tokens("".join(part.tokens))))


def _tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text; comments and sections are left as they are."""
    for piece in re.split(r"(<!--.*?-->|<!\[CDATA\[.*?\]\]>)", text, flags=re.DOTALL):
        yield from [piece] if piece.startswith("<!") else _TOKEN.findall(piece)


def respelled(content: bytes, rng: Random, spellings: tuple[Spelling, ...] = SPELLINGS) -> bytes:
    """Return a workbook in which every part that is read is spelled otherwise."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts: Mapping[str, bytes] = {name: package.read(name) for name in package.namelist()}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, part in parts.items():
            package.writestr(
                zipfile.ZipInfo(name), respelled_part(part, rng, spellings) if _READ.fullmatch(name) else part
            )
    return stream.getvalue()
