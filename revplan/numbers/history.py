"""How traced numbers came about: what they were made of, and what of it chose by value."""

from __future__ import annotations

from collections.abc import Iterator

from revplan.numbers.number import Number
from revplan.numbers.traced import Traced


class Histories:
    """How numbers came about, told apart: two that came about alike have one history.

    Alike are numbers of the same inputs through the same acts, whatever the steps between are
    called.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], int] = {}

    def of(self, x: Number) -> object:
        """The history of a number, to be compared; of one without, the number itself."""
        if not isinstance(x, Traced):
            return ("constant", x)
        found: dict[int, int] = {}
        for it in made_of(x):
            parts = (found.get(id(part), ("constant", part)) for part in it.parts)
            key = (it.op, it.name if it.op == "input" else "", it.value, *parts)
            found[id(it)] = self._known.setdefault(key, len(self._known))
        return found[id(x)]

    @staticmethod
    def inputs(x: Number) -> set[str]:
        """The names of everything in the plan that a number was made of."""
        return {it.name for it in made_of(x) if it.op == "input"}


def made_of(x: Number) -> Iterator[Traced]:
    """Every traced number that one was made of, parts before the whole, each once; itself last."""
    waiting: list[tuple[Number, bool]] = [(x, False)]
    seen: set[int] = set()
    while waiting:
        it, parts_told = waiting.pop()
        if parts_told:
            yield it
        elif isinstance(it, Traced) and id(it) not in seen:
            seen.add(id(it))
            waiting.append((it, True))
            waiting.extend((part, False) for part in it.parts)


def inputs(x: Traced) -> list[Traced]:
    """The named numbers that the formula of this one mentions, in order, each once."""
    found: dict[str, Traced] = {}
    waiting = list(reversed(formula_parts(x)))
    while waiting:
        part = waiting.pop()
        if isinstance(part, Traced) and part.name:
            found.setdefault(part.name, part)
        elif isinstance(part, Traced):
            waiting.extend(reversed(formula_parts(part)))
    return list(found.values())


def formula_parts(x: Traced) -> tuple[Number, ...]:
    """The parts that the formula of a number mentions: what was chosen by is not."""
    if x.op == "chosen":
        return ()
    return x.parts[:1] if x.op == "same" else x.parts


def frozen_inputs(x: Number) -> dict[str, tuple[str, ...]]:
    """The inputs whose way to a number passes acts that chose by value, by name: the conditions
    under which these would choose so again. All other inputs are live.
    """
    found: dict[str, dict[str, None]] = {}
    conditions: dict[int, dict[str, None]] = {id(x): {}}
    for it in reversed(list(made_of(x))):
        passed = conditions[id(it)] | ({it.frozen: None} if it.frozen else {})
        if it.op == "input" and passed:
            found[it.name] = passed
        for part in it.parts:
            if isinstance(part, Traced):
                conditions.setdefault(id(part), {}).update(passed)
    return {name: tuple(passed) for name, passed in found.items()}
