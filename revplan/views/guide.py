"""What `guide` shows: a topic of the guide, Markdown in the package; or the list of all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from revplan.base.near_words import advice
from revplan.base.table import Answer, Block, Column, Paragraph, Prose, Row, Table
from revplan.base.words import quote

TOPICS = ("definitions", "segments", "rules", "git-and-ci")
"""The topics, each a file of its name in `revplan/guide`."""

_COLUMNS = (Column("topic", "Topic"), Column("says", "Says"))


class Topic(NamedTuple):
    """A topic: its name, its title, what it is about in a sentence, and its Markdown."""

    name: str
    title: str
    says: str
    text: str


def topic(name: str) -> Topic:
    """The topic of a name."""
    import pkgutil  # the topics' names alone are asked for by every command line

    found = pkgutil.get_data("revplan", f"guide/{name}.md")
    text = (found or b"").decode("utf-8").replace("\r\n", "\n")
    title, says, *_ = text.split("\n\n", 2)
    return Topic(name, title.removeprefix("# "), says.replace("\n", " "), text)


def find_topic(word: str) -> Topic | None:
    """The topic that a word names; None where it names none."""
    asked = word.strip().lower().replace(" ", "-").replace("_", "-")
    return topic(asked) if asked in TOPICS else None


def no_such_topic(word: str) -> str:
    """What to say of a word that names no topic."""
    return f"there is no topic {quote(word)} in the guide; {advice(word, TOPICS)}"


def topics_list() -> Answer:
    """The topics, each in a line."""
    told = [topic(name) for name in TOPICS]
    table = Table("topics", _COLUMNS, tuple(Row((it.name, it.says)) for it in told))
    data = {"topics": [{"topic": it.name, "says": it.says} for it in told]}
    return Answer("The guide; revplan guide TOPIC shows one.", (table,), data)


def topic_page(told: Topic) -> Answer:
    """A topic as people read it: its prose wrapped, its blocks as they are."""
    parts = (_part(kind, text) for kind, text in _parts(told.text.partition("\n\n")[2]))
    data = {"topic": told.name, "title": told.title, "says": told.says, "text": told.text}
    return Answer(told.title, data=data, below=tuple(parts))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The text taken apart: blocks, tables, and the prose between them."""
    fence = re.compile(r"^```\w*\n(.*?)^```$|((?:^\|[^\n]*\n?)+)", re.MULTILINE | re.DOTALL)
    at = 0
    for block in fence.finditer(text):
        yield "prose", text[at : block.start()]
        yield ("table", block[2]) if block[2] else ("block", block[1])
        at = block.end()
    yield "prose", text[at:]


def _part(kind: str, text: str) -> Answer:
    if kind == "block":
        lines = (f"    {line}".rstrip() for line in text.rstrip().split("\n"))
        return Answer(text="\n".join(lines), set_as="verbatim")
    shown: Block = _table(text) if kind == "table" else Prose(tuple(_entries(text)))
    return Answer(tables=(shown,)) if text.strip() else Answer()


def _table(text: str) -> Table:
    rows = [[_plain(cell.strip()) for cell in line.strip("|").split("|")]
            for line in text.strip().split("\n")]  # fmt: skip
    columns = tuple(Column(cell.lower(), cell.capitalize()) for cell in rows[0])
    return Table("table", columns, tuple(Row(tuple(cells)) for cells in rows[2:]))


def _entries(text: str) -> Iterator[Paragraph]:
    """Paragraphs, headings in bold, and the entries of lists."""
    for part in re.split(r"\n{2,}", text.strip()):
        if part.startswith("#"):
            yield Paragraph("", _plain(part.lstrip("# ")))
        elif part.startswith("- "):
            for entry in re.split(r"^- ", part, flags=re.MULTILINE)[1:]:
                yield Paragraph(_flat(entry), depth=1)
        elif part:
            yield Paragraph(_flat(part))


def _flat(text: str) -> str:
    return _plain(" ".join(text.split()))


def _plain(text: str) -> str:
    """Without the signs of Markdown that a terminal does not show; backquotes stay."""
    linked = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r"\1 (\2)", text)
    return re.sub(r"\*\*([^*]+)\*\*", r"\1", linked)
