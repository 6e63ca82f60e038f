"""The plan's numbers by path: taken out, and put in again, of any kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace as changed
from typing import Any

from revplan.base.paths import Path, path_text
from revplan.fields.assumption import Assumption
from revplan.fields.section import Section
from revplan.model.plan import Plan
from revplan.model.shape import section_at
from revplan.numbers.number import Number


def numbers(plan: Plan) -> dict[Path, Number]:
    """Every number that the plan assumes, by its path; entries of lists by their place."""
    return {path: _value(x) for path, x in _assumed(plan, ())}


def assumptions(plan: Plan) -> dict[Path, Assumption]:
    """The numbers that may carry a range and a source, by their path."""
    return {path: x for path, x in _assumed(plan, ()) if isinstance(x, Assumption)}


def _assumed(part: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(part, Assumption):
        yield path, part
    elif isinstance(part, Section):
        for key, value in part.__dict__.items():
            if isinstance(value, (Assumption, Section, dict, tuple)) and key != "expect":
                yield from _assumed(value, (*path, key))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _assumed(value, (*path, key))
    elif isinstance(part, tuple):
        for place, value in enumerate(part):
            if isinstance(value, (Section, Assumption)):
                yield from _assumed(value, (*path, place))
            elif not isinstance(value, str):
                yield (*path, place), value


def _value(x: Any) -> Number:
    return x.value if isinstance(x, Assumption) else x


def with_values(plan: Plan, given: Mapping[Path, Any]) -> Plan:
    """The plan with other values in the places named, unchecked: numbers of any kind, words, whole
    lines.

    Every what-if, every array of plans and every trace is this one act; for text that a user gave,
    `reading.replace` reads and checks it. A number takes the place of an assumption's number, which
    keeps what it says beside it. None takes away a value, or words. A section that the plan has not
    is begun for what is put into it.
    """
    result: Plan = _place(plan, (), given)
    return result


def _put(part: Any, value: Any) -> Any:
    """A value where another stood."""
    number = isinstance(part, Assumption) and value is not None
    return (
        changed(part, value=value)
        if number and not isinstance(value, (Assumption, Section, tuple))
        else value
    )


def _place(part: Any, at: Path, given: Mapping[Path, Any]) -> Any:
    """The part with what is given put in its places."""
    if () in given:
        return _put(part, given[()])
    below: dict[str | int, dict[Path, Any]] = {}
    for path, value in given.items():
        below.setdefault(path[0], {})[path[1:]] = value
    if part is None:
        model = section_at(at)
        part = {} if model is None else model.model_construct()
    held: Mapping[Any, Any] = part.__dict__ if isinstance(part, Section) else part
    if isinstance(part, tuple):
        held = dict(enumerate(part))
    new = {key: _place(held.get(key), (*at, key), inner) for key, inner in below.items()}
    if isinstance(part, Section):
        return part.model_copy(update={str(key): value for key, value in new.items()})
    if isinstance(part, tuple):
        return tuple(new.get(place, entry) for place, entry in enumerate(part))
    return {key: value for key, value in (part | new).items() if value is not None}


def trace(plan: Plan) -> Plan:
    """The plan with numbers that remember their names: worked out, it explains itself."""
    from revplan.numbers.traced import Traced

    stated = numbers(plan)
    among = Counter(path[:-1] for path in stated if isinstance(path[-1], int))
    return with_values(
        plan,
        {
            path: Traced(number, "input", name=path_text(path), among=among[path[:-1]])
            for path, number in stated.items()
        },
    )


def vectors(plan: Plan, given: Mapping[Path, Number]) -> Plan:
    """The plan with arrays in the places named and floats in all others, rounding included.

    An array has one place a variant of the plan; all are of one shape, or spread to it. Results
    are within one quantum of the exact ones while amounts stay below 10^14 quanta. Arrays of
    decimals (dtype object) go through `with_values` instead, and stay exact.
    """
    floats = {path: float(number) for path, number in numbers(plan).items()}
    return with_values(_rounding_in_floats(plan), floats | dict(given))


def _rounding_in_floats(plan: Plan) -> Plan:
    """The plan, and its segments that state how they are phased, with a quantum that is a float."""
    segments = {
        name: _rounding_in_floats(it) if "phasing" in it.model_fields_set or it.segments else it
        for name, it in plan.segments.items()
    }
    phasing = plan.phasing.model_copy(update={"rounding": float(plan.phasing.rounding)})
    found = plan.model_copy(update={"phasing": phasing, "segments": segments})
    found.model_fields_set.intersection_update(plan.model_fields_set)
    return found


def value_at(plan: Plan, path: Path) -> Any:
    """What a plan states at a path: an assumption, a word, a section; None where it is silent."""
    at: Any = plan
    for step in path:
        if isinstance(at, dict):
            at = at.get(step)
        elif isinstance(at, tuple):
            at = at[int(step)]
        else:
            at = getattr(at, str(step), None)
    return at
