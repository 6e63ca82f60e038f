"""What stands in a plan, step by step along paths, and which names the user gave in it."""

from __future__ import annotations

import os

from revplan.cli.complete.tables import rows
from revplan.sources.outline import outline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    Names = dict[str, Any]

INHERITED = ("fiscal_year", "starts", "basis")


class PlanNames:
    """A plan as far as its names are known, and the folder that files of its segments lie in.

    Where none is named, it may be any.
    """

    def __init__(self, held: Names, folder: str, named: bool = True) -> None:
        self.held = held
        self.folder = folder
        self.named = named

    @classmethod
    def of(cls, words: Sequence[str]) -> PlanNames:
        """The first of the words that is a file; nothing stands in it where none is."""
        path = next((word for word in words if os.path.isfile(word)), "")
        return cls(outline(path) if path else {}, os.path.dirname(path), named=bool(path))

    def segment(self, name: str) -> PlanNames:
        """A segment, from the file that it names where it names one."""
        segments = self.held.get("segments")
        held = segments.get(name) if isinstance(segments, dict) else None
        if not isinstance(held, dict):
            return PlanNames({}, self.folder)
        stated = held.get("plan")
        folder = self.folder
        if isinstance(stated, str) and not stated.startswith("/") and ".." not in stated:
            path = os.path.join(folder, stated)
            held, folder = outline(path) if os.path.isfile(path) else {}, os.path.dirname(path)
        above = {key: self.held[key] for key in INHERITED if key in self.held}
        return PlanNames(above | held, folder)

    def at(self, steps: Sequence[str]) -> Any:
        """What stands at a path."""
        held: Any = self.held
        for step in steps:
            held = held.get(step) if isinstance(held, dict) else None
        return held

    def names(self, path: str) -> list[str]:
        """The names that the user gave below a path; for `owner` and `territory` those that stand
        behind such a key, and for `quarter` the four of a year.
        """
        if path == "owner":
            return sorted(set(_values(self.held.get("budget"), path)))
        if path == "territory":
            return sorted({*_values(self.held, path)})
        if path == "quarter":
            return ["Q1", "Q2", "Q3", "Q4"]
        held = self.at(path.split("."))
        return [name for name in held if is_name(name)] if isinstance(held, dict) else []

    def facts(self) -> set[str]:
        """What the plan states, as far as it decides which figures there are; whatever a plan may
        state where none is named.
        """
        if not self.named:
            return {it for needs, _ in rows("figures") for it in needs.replace("|", " ").split()}
        basis = self.held.get("basis") or "revenue"
        recognition = self.at(["new_business", "recognition"]) is not None
        return {*self.held, f"basis.{basis}", *(["recognition"] if recognition else [])}

    def months(self) -> list[str]:
        """The months of the plan's year."""
        stated = str(self.held.get("starts") or f"{self.held.get('fiscal_year')}-01")
        year, _, month = stated.partition("-")
        if not (year.isdecimal() and month.isdecimal() and len(stated) == 7):
            return []
        first = int(year) * 12 + int(month) - 1
        return [f"{it // 12:04}-{it % 12 + 1:02}" for it in range(first, first + 12)]


def step_typed(plan: PlanNames, start: str) -> tuple[PlanNames, list[str], str, str]:
    """Where the last step of a path stands, as far as it is typed: the plan or the segment that the
    path leads into, the steps to it in there, the text before it, and its own beginning.
    """
    before, point, stem = start.rpartition(".")
    steps = before.split(".") if point else []
    while len(steps) > 1 and steps[0] == "segments":
        plan, steps = plan.segment(steps[1]), steps[2:]
    return plan, steps, before + point, stem


def _values(held: Any, key: str) -> Iterator[str]:
    """The names that stand behind a key, wherever it stands."""
    if isinstance(held, list):
        for each in held:
            yield from _values(each, key)
    elif isinstance(held, dict):
        for name, value in held.items():
            if name == key and isinstance(value, str) and is_name(value):
                yield value
            yield from _values(value, key)


def is_name(text: str) -> bool:
    """Whether a text may be a name that a path can hold."""
    return 0 < len(text) <= 64 and all(char.isalnum() or char in "_-" for char in text)
