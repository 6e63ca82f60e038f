"""What stands in a plan, step by step along paths: places for --set, and figures."""

from __future__ import annotations

import os

from revplan.cli.complete import tables
from revplan.sources.outline import outline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    Names = dict[str, Any]

DEEPEST = 8  # steps that are gone into because there is nothing else
WHOLE = ("revplan", "plan", "segments", "waivers")  # tried by editing the file
NUMBER = {"value", "low", "high", "source", "note", "last_year", "because"}
NO_NUMBERS = {*NUMBER - {"value", "low", "high", "last_year"}, "revplan", "fiscal_year", "starts"}
NO_NUMBERS |= {"month", "by", "until", "label", "ramp_months", "seasonality", "timing", "waivers"}
NO_NUMBERS |= {"recognition", "rounding", "expect", "strategy"}
INHERITED = ("fiscal_year", "starts", "basis")


class PlanNames:
    """A plan as far as its names are known, and the folder that files of its segments lie in."""

    def __init__(self, held: Names, folder: str) -> None:
        self.held = held
        self.folder = folder

    @classmethod
    def of(cls, words: Sequence[str]) -> PlanNames:
        """The first of the words that is a file; nothing stands in it where none is."""
        path = next((word for word in words if os.path.isfile(word)), "")
        return cls(outline(path) if path else {}, os.path.dirname(path))

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
            held, folder = outline(path), os.path.dirname(path)
        above = {key: self.held[key] for key in INHERITED if key in self.held}
        return PlanNames(above | held, folder)

    def at(self, steps: Sequence[str]) -> Any:
        """What stands at a path."""
        held: Any = self.held
        for step in steps:
            held = held.get(step) if isinstance(held, dict) else None
        return held

    def names(self, path: str) -> list[str]:
        """The names that the user gave below a path; the owners, where they are asked for."""
        if path == "owner":
            return sorted(set(_values(self.held.get("budget"), path)))
        if path == "territory":
            return sorted({*_values(self.held, path)})
        if path == "quarter":
            return ["Q1", "Q2", "Q3", "Q4"]
        held = self.at(path.split("."))
        return [name for name in held if _is_name(name)] if isinstance(held, dict) else []

    def facts(self) -> set[str]:
        """What the plan states, as far as it decides which figures there are."""
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


def in_segment(plan: PlanNames, steps: list[str]) -> tuple[PlanNames, list[str]]:
    """The segment that a path leads into, and the steps that are left."""
    while len(steps) > 1 and steps[0] == "segments":
        plan, steps = plan.segment(steps[1]), steps[2:]
    return plan, steps


def _values(held: Any, key: str) -> Iterator[str]:
    """The names that stand behind a key, wherever it stands."""
    if isinstance(held, list):
        for each in held:
            yield from _values(each, key)
    elif isinstance(held, dict):
        for name, value in held.items():
            if name == key and isinstance(value, str) and _is_name(value):
                yield value
            yield from _values(value, key)


def _is_name(text: str) -> bool:
    return 0 < len(text) <= 64 and all(char.isalnum() or char in "_-" for char in text)


def places(plan: PlanNames, start: str) -> list[str]:
    """The paths of places that begin so: `=` ends one that takes a value, a point one that goes on.
    A path that is all there is, is gone into.
    """
    found = _places(plan, start)
    for _ in range(DEEPEST):
        if len(found) != 1 or not found[0].endswith("."):
            break
        found = _places(plan, found[0]) or found
    return found


def _places(plan: PlanNames, start: str) -> list[str]:
    before, point, stem = start.rpartition(".")
    plan, steps = in_segment(plan, before.split(".") if point else [])
    held = plan.at(steps)
    stated = {it: it for it in held if _is_name(it)} if isinstance(held, dict) else {}
    known = _keys_below(steps) if steps[:1] != ["segments"] else {}
    found = []
    for key in [*stated, *(it for it in known if it not in stated)]:
        ends = _ends(held[key], known.get(key)) if key in stated else _ends(None, known[key])
        if key.startswith(stem) and ends and not (key in WHOLE and ends == "="):
            found.append(f"{before}{point}{key}{ends}")
    return found


def numbers_in(plan: PlanNames, start: str) -> list[str]:
    """The paths of numbers that the plan itself states that begin so."""
    before, point, stem = start.rpartition(".")
    inner, steps = in_segment(plan, before.split(".") if point else [])
    held = inner.at(steps)
    keys = [it for it in held if _counts(it, held[it])] if isinstance(held, dict) else []
    ends = {it: _ends(held[it], None).rstrip("=") for it in keys}
    return [f"{before}{point}{it}{ends[it]}" for it in keys if it.startswith(stem)]


def _counts(key: str, held: Any) -> bool:
    """Whether a number stands at a key, or below it."""
    if not _is_name(key) or key in NO_NUMBERS:
        return False
    if isinstance(held, dict):
        return any(_counts(inner, it) for inner, it in held.items())
    return isinstance(held, str) and len(held) < 40 and any(map(str.isdigit, held))


def _ends(held: Any, below: set[str] | None) -> str:
    """What follows a key: a point where more does, nothing where there is nothing to name."""
    if isinstance(held, dict):
        return "=" if "value" in held and NUMBER.issuperset(held) else "."
    if held is not None or not below:
        return "="
    return "." if below != {"*"} else ""


def keys(start: str) -> list[str]:
    """The paths of a plan's keys that begin so, `*` in them for names."""
    before, point, _ = start.rpartition(".")
    below = _keys_below(before.split(".") if point else [], names=True)
    found = [f"{before}{point}{key}{'.' if more else ''}" for key, more in below.items()]
    found = [it for it in found if it.startswith(start)]
    alone = len(found) == 1 and found[0].endswith(".") and found[0] != start
    return keys(found[0]) if alone else found


def _keys_below(steps: list[str], names: bool = False) -> dict[str, set[str]]:
    """The keys that may stand below a path, each with those that may stand below it."""
    found: dict[str, set[str]] = {}
    for (row,) in tables.rows("keys"):
        pattern = row.split(".")
        if len(pattern) > len(steps) and all(map(_fits, pattern, steps)):
            key, *below = pattern[len(steps) :]
            if key != "*" or names:
                found.setdefault(key, set()).update(below[:1])
    return found


def _fits(pattern: str, step: str) -> bool:
    return pattern in ("*", step)


def figures(plan: PlanNames, start: str) -> list[str]:
    """The paths of figures that begin so, one that is all there is gone into."""
    found = _figures(plan, start)
    for _ in range(DEEPEST):
        if len(found) != 1 or not found[0].endswith("."):
            break
        found = _figures(plan, found[0]) or found
    return found


def _figures(plan: PlanNames, start: str) -> list[str]:
    before, point, stem = start.rpartition(".")
    whole, steps = plan, before.split(".") if point else []
    plan, steps = in_segment(plan, steps)
    if steps == ["segments"]:
        return [f"{before}.{it}." for it in plan.names("segments") if it.startswith(stem)]
    local = plan is not whole and steps[:1] == ["local"]
    found = dict.fromkeys(_next_steps(plan, steps[1:] if local else steps))
    if not steps and plan.names("segments"):
        found["segments."] = None
    return [f"{before}{point}{step}" for step in found if step.startswith(stem)]


def _next_steps(plan: PlanNames, steps: list[str]) -> Iterator[str]:
    """The steps that may follow in paths of figures, with a point where more follows."""
    facts = plan.facts()
    known: dict[str, list[str]] = {}
    for needs, row in tables.rows("figures"):
        pattern = row.split("/")
        if not any(facts.issuperset(each.split()) for each in needs.split("|")):
            continue
        if len(pattern) > len(steps) and all(
            step in _meant(plan, it, known) for it, step in zip(pattern, steps, strict=False)
        ):
            after = pattern[len(steps) + 1 : len(steps) + 2]
            if after and not _meant(plan, after[0], known):
                continue
            more = "." if after else ""
            for step in _meant(plan, pattern[len(steps)], known):
                yield step + more


def _meant(plan: PlanNames, step: str, known: dict[str, list[str]]) -> list[str]:
    """The words that a step of a pattern stands for."""
    if not step.startswith("{"):
        return [step]
    if step not in known:
        path = step.strip("{}")
        known[step] = plan.months() if path == "month" else plan.names(path)
    return known[step]
