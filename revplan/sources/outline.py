"""The names in a plan, as far as they can be read: for completion, which a shell asks for at every
Tab, so that nothing but the parser is imported. What is wrong with a plan is not its business.
"""

from __future__ import annotations

import os

import yaml

from revplan.base.limits import MOST_BYTES, MOST_DEPTH, MOST_VALUES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_Parser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", yaml.SafeLoader)
"""PyYAML may come without libyaml."""


def outline(path: str) -> dict[str, Any]:
    """The mapping of a plan's file: mappings and lists as they stand, all else as texts. Where a
    file cannot be read, or not to its end, what comes before that.
    """
    try:
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            text = file.read(MOST_BYTES).decode("utf-8-sig", errors="replace")
    except (OSError, ValueError):
        return {}
    return outline_of(text)


def outline_of(text: str) -> dict[str, Any]:
    """The mapping of a plan's text.

    >>> outline_of("{churn: {rate: 30%}, upsell: [broken")
    {'churn': {'rate': '30%'}, 'upsell': ['broken']}
    """
    tree = _Tree()
    try:
        parser = _Parser(text)
        for _ in range(2 * MOST_VALUES):
            event = parser.get_event()
            if event is None or not tree.take(event):
                break
    except (yaml.YAMLError, ValueError):
        pass
    return tree.root if isinstance(tree.root, dict) else {}


class _Tree:
    """The mappings and lists that are open, and the keys that wait for their values."""

    def __init__(self) -> None:
        self.root: Any = None
        self.open: list[Any] = []
        self.keys: list[str | None] = []

    def take(self, event: Any) -> bool:
        """Whether there is more to read."""
        if isinstance(event, yaml.CollectionStartEvent):
            held: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            self.add(held)
            self.open.append(held)
            self.keys.append(None)
            return len(self.open) <= MOST_DEPTH
        if isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            self.keys.pop()
            return bool(self.open)
        if isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            self.add(getattr(event, "value", ""))
        return True

    def add(self, value: Any) -> None:
        if not self.open:
            self.root = value
        elif isinstance(self.open[-1], list):
            self.open[-1].append(value)
        elif self.keys[-1] is None:
            self.keys[-1] = value if isinstance(value, str) else ""
        else:
            self.open[-1].setdefault(self.keys[-1], value)
            self.keys[-1] = None
