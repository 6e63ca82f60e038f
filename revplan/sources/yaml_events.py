"""YAML as a tree of texts with positions, built on the parser's events.

Nothing is constructed: no tag, alias or merge key is ever resolved, so no document can grow or
recurse. Values stay texts until a field reads them.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from revplan.base.limits import MOST_DEPTH, MOST_LINE, MOST_VALUES
from revplan.base.problem import Problem
from revplan.base.words import invisible, quote
from revplan.reading.commas import is_tail, tail_again
from revplan.sources.scan import lines_of, place_in
from revplan.sources.syntax import QUESTION_MARK, syntax_problem

MOST_READ_TWICE = 65_536
NOTHING = frozenset(("", "~", "null", "Null", "NULL"))

_Parser: Any = yaml.SafeLoader
with suppress(ImportError):  # PyYAML may come without libyaml
    _Parser = import_module("yaml.cyaml").CParser


@dataclass(slots=True)
class Node:
    """Where a value stands: the events of its key and of its beginning, and what is below it."""

    key: Any
    start: Any
    below: dict[Any, Node] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """A mapping or list under construction."""

    value: Any
    node: Node
    flow: bool
    key: str | None = None
    key_event: Any = None


def _tag(tag: str) -> str:
    """A tag as it is typed."""
    return quote(tag.replace("tag:yaml.org,2002:", "!!"))[1:-1]


class _Stop(Exception):
    """The rest of the document cannot be read."""


class _Builder:
    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.lines: list[str] | None = None
        self.problems: list[Problem] = []
        self.root: Any = None
        self.node = Node(None, None)
        self.open: list[_Open] = []
        self.values = 0
        self.documents = 0
        self.failed = False

    def report(self, code: str, event: Any, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, hint, place=self.place(event)))

    def lines_read(self) -> list[str]:
        if self.lines is None:
            self.lines = lines_of(self.text)
        return self.lines

    def place(self, event: Any) -> Any:
        start, end = event.start_mark, event.end_mark
        stop = (end.line, end.column) if isinstance(event, ScalarEvent) else None
        return place_in(self.lines_read(), self.file, start.line, start.column, stop)

    def build(self, pure: bool) -> None:
        parser = (yaml.SafeLoader if pure else _Parser)(self.text)
        try:
            while (event := parser.get_event()) is not None:
                self.take(event)
        except yaml.YAMLError as error:
            self.failed = True
            found = syntax_problem(self.text, self.file, error)
            lines = {it.place.location.line for it in self.problems if it.place is not None}
            if found.place is None or found.place.location.line not in lines:
                self.problems.append(found)
        except _Stop:
            pass

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is ScalarEvent:
            self.check(event)
            self.scalar(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self.check(event)
            self.begin({} if kind is MappingStartEvent else [], event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self.open.pop()
        elif kind is DocumentStartEvent:
            self.document(event)
        elif kind is AliasEvent:
            hint = 'write the value out; a text that begins with "*" goes in quotes'
            self.report("RP020", event, f"an alias (*{event.anchor}) stands here", hint)
            if self.expects_key():
                raise _Stop
            self.add(None, event)

    def expects_key(self) -> bool:
        """Whether what comes next is a mapping's key."""
        top = self.open[-1] if self.open else None
        return top is not None and isinstance(top.value, dict) and top.key is None

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            hint = "put it into a file of its own; if nothing follows, remove the line"
            self.report("RP021", event, "a second document begins here", hint)
            raise _Stop
        if event.version or event.tags:
            self.report("RP023", event, "a directive stands before the plan", "remove it")

    def check(self, event: Any) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            hint = "a plan is a page of text; is this the right file?"
            self.report("RP008", event, f"the file holds more than {MOST_VALUES:,} values", hint)
            raise _Stop
        if event.anchor is not None:
            hint = "remove it: aliases are not read, every figure stands where it is used"
            self.report("RP020", event, f"an anchor (&{event.anchor}) stands here", hint)
        if event.tag is not None:
            hint = 'remove it; a value that begins with "!" goes in quotes'
            self.report("RP024", event, f"a tag ({_tag(event.tag)}) stands here", hint)

    def begin(self, value: Any, event: Any) -> None:
        if self.expects_key():
            here = self.place(event).excerpt[-1][1]
            template = "{{" in here or "{%" in here
            message = "this looks like a template" if template else "a key must be a plain word"
            hint = "render it first: a plan is plain text" if template else "write key: value"
            self.report("RP009", event, message, hint)
            raise _Stop
        if len(self.open) >= MOST_DEPTH:
            hint = "a plan needs five levels at most"
            self.report("RP008", event, f"nested deeper than {MOST_DEPTH} levels", hint)
            raise _Stop
        self.open.append(_Open(value, self.add(value, event), event.flow_style))

    def scalar(self, event: Any) -> None:
        text = event.value
        if len(text) > MOST_LINE:
            self.report("RP008", event, f"a value longer than {MOST_LINE:,} characters", "cut it")
            raise _Stop
        if not text.isprintable() and any(invisible(c) and c not in "\n\t" for c in text):
            message = f"{quote(text)} contains a hidden character"
            self.report("RP003", event, message, "remove the escape that makes it")
        plain = event.implicit[0]
        if plain and "?" in text and self.open and self.open[-1].flow:
            # libyaml reads on, PyYAML's own parser stops here: one verdict for both
            start = event.start_mark
            column = start.column + self.lines_read()[start.line][start.column :].find("?")
            place = place_in(self.lines_read(), self.file, start.line, column)
            message, hint = QUESTION_MARK
            self.problems.append(Problem("RP009", message, hint, place=place))
            raise _Stop
        if self.expects_key():
            self.key(self.open[-1], event, text, plain)
            return
        self.add(None if plain and text in NOTHING else text, event)

    def key(self, top: _Open, event: Any, text: str, plain: bool) -> None:
        if plain and text == "<<":
            hint = "write the keys out: what a plan counts on stands where it is used"
            self.report("RP022", event, "a merge key (<<) stands here", hint)
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        top.key, top.key_event = text, event

    def add(self, value: Any, event: Any) -> Node:
        """The value put into what is open; a repeated key's goes nowhere."""
        if not self.open:
            self.root, self.node = value, Node(None, event)
            return self.node
        top = self.open[-1]
        if isinstance(top.value, list):
            node = Node(None, event)
            top.node.below[len(top.value)] = node
            top.value.append(value)
            return node
        node = Node(top.key_event, event)
        key = top.key
        if key is not None and key in top.value:
            key = self.key_again(top, key, value)
        if key is not None:
            top.value[key] = value
            top.node.below[key] = node
        top.key = None
        return node

    def key_again(self, top: _Open, key: str, value: Any) -> str | None:
        """The key for what a repeated key holds: none, but where a comma cut several numbers."""
        if top.flow and value is None and is_tail(key):
            return tail_again(key, top.value)
        message = f"{quote(key)} is given twice"
        hint = "keep one of the two; YAML alone would silently keep the second"
        first = ("first given here", self.place(top.node.below[key].key))
        here = self.place(top.key_event)
        self.problems.append(Problem("RP010", message, hint, place=here, related=first))
        return None


def read_tree(text: str, file: str, pure: bool = False) -> tuple[Any, Node, list[Problem]]:
    """The document's texts, where they stand, and what is wrong with its YAML.

    `pure` reads with PyYAML's own parser even where libyaml is there.
    """
    builder = _Builder(text, file)
    builder.build(pure)
    if builder.failed and not pure and len(text) <= MOST_READ_TWICE:
        # The two parsers word and place their errors differently, and differ on what is one:
        # where libyaml gives up, the other has the last word.
        return read_tree(text, file, pure=True)
    return builder.root, builder.node, builder.problems
