"""The plan that `init --full` writes: every key that there is, as lines to un-comment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from revplan.base.problem import Problem
from revplan.engine.work_out import work_out
from revplan.sources.plan_file import read_text
from revplan.writing.comments import comment_out
from revplan.writing.full_keys import Key, keys_of, lines_of
from revplan.writing.starter import examples_note, numbers_of, short, starter, top, year_of
from revplan.writing.wanted import Wanted

_ABOUT = """\
# Every key of a revenue plan. What stands behind "# " does not count: take the "# " away before the
# lines of a block, and then before a line in it. What stands behind "# # " stays a comment.
# Any number may say more: {value: 30%, low: 25%, high: 35%, source: "...", note: "..."}
"""

_SAID_ABOVE = ("revplan", "name", "fiscal_year", "currency")


def full_starter(wanted: Wanted, modeline: str = "") -> tuple[str, list[Problem]]:
    """The text of the plan, or what is wrong with what was said."""
    text, problems = starter(wanted)
    if problems:
        return "", problems
    said = (*_SAID_ABOVE, *(("basis",) if wanted.basis == "arr" else ()))
    keys = [key for key in keys_of((), (), wanted.basis) if key.name not in said]
    _fill(keys, _Fill(wanted, text))
    alone = f"{top(wanted)}{year_of(wanted)}"
    parts = {key.name: _part(key, wanted, alone) for key in keys}
    parts["prior_year"] = examples_note(wanted) + parts["prior_year"]
    return "\n\n".join([f"{modeline}{_ABOUT}{top(wanted)}".rstrip(), *parts.values()]) + "\n", []


def _part(key: Key, wanted: Wanted, alone: str) -> str:
    """A section: what was said of it with its other keys as comments, or all of it as a comment."""
    said = numbers_of(wanted).get(key.name)
    if said is None:
        _switch_off(key, alone)
        return "\n".join(map(comment_out, lines_of(key)))
    name, value = said
    for each in key.below:
        each.off = each.name != name
        each.value = each.value if each.off else value
    return "\n".join(lines_of(key))


def _switch_off(key: Key, alone: str) -> None:
    """What cannot stand beside the keys before it becomes a comment: the rest reads as a plan,
    behind what stands `alone`.
    """
    wrong = [key]
    while wrong:
        text = alone + "\n".join(lines_of(key))
        problems = read_text(text, "init").problems
        wrong = [it for each in problems if (it := _below(key, each)) is not None]
        for it in wrong:
            it.off = True


def _below(key: Key, problem: Problem) -> Key | None:
    """The key of a section that a problem is about."""
    found = key.on_the_way(problem.path)
    return None if found is key else found


class _Fill:
    """What stands in the places that examples leave open."""

    def __init__(self, wanted: Wanted, text: str) -> None:
        self.wanted = wanted
        self.text = text

    def __call__(self, value: str) -> str:
        last = f"{int(self.wanted.year) - 1:04}"
        words = {"YEAR": self.wanted.year, "LAST": last, "MEASURE": self.wanted.measure}
        words["<new>"] = self._new_business() if "<new>" in value else ""
        for word, text in words.items():
            value = value.replace(word, text)
        return re.sub(r"<([\d.]+)%>", self._share, value)

    def _share(self, found: re.Match[str]) -> str:
        return short(self.wanted.size * Decimal(found[1]) / 100)

    def _new_business(self) -> str:
        plan = read_text(self.text, "init").plan
        return "0" if plan is None else f"{max(work_out(plan).bridge.new_business, 0):f}"


def _fill(keys: Iterable[Key], fill: _Fill) -> None:
    for key in keys:
        key.value = fill(key.value)
        _fill(key.below, fill)
