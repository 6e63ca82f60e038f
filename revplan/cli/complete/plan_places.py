"""The places of a plan, for --set and explain: what it states, and which keys may stand there."""

from __future__ import annotations

from revplan.cli.complete import tables
from revplan.cli.complete.onward import onward
from revplan.cli.complete.plan_names import PlanNames, is_name, step_typed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WHOLE = ("revplan", "plan", "segments", "waivers")  # tried by editing the file
NUMBER = {"value", "low", "high", "source", "note", "last_year", "because"}
NO_NUMBERS = {*NUMBER - {"value", "low", "high", "last_year"}, "revplan", "fiscal_year", "starts"}
NO_NUMBERS |= {"month", "by", "until", "label", "ramp_months", "seasonality", "timing", "waivers"}
NO_NUMBERS |= {"recognition", "rounding", "expect", "strategy"}


def places(plan: PlanNames, start: str) -> list[str]:
    """The paths of places that begin so: `=` ends one that takes a value, a point one that goes on.
    A path that is all there is, is gone into.
    """
    return onward(lambda it: _places(plan, it), start, ".")


def _places(plan: PlanNames, start: str) -> list[str]:
    inner, steps, before, stem = step_typed(plan, start)
    held = inner.at(steps)
    stated = {it: it for it in held if is_name(it)} if isinstance(held, dict) else {}
    known = _keys_below(steps) if steps[:1] != ["segments"] else {}
    found = []
    for key in [*stated, *(it for it in known if it not in stated)]:
        ends = _ends(held[key], known.get(key)) if key in stated else _ends(None, known[key])
        if key.startswith(stem) and ends and not (key in WHOLE and ends == "="):
            found.append(f"{before}{key}{ends}")
    return found


def numbers_in(plan: PlanNames, start: str) -> list[str]:
    """The paths of numbers that the plan itself states that begin so."""
    inner, steps, before, stem = step_typed(plan, start)
    held = inner.at(steps)
    keys = [it for it in held if _counts(it, held[it])] if isinstance(held, dict) else []
    ends = {it: _ends(held[it], None).rstrip("=") for it in keys}
    return [f"{before}{it}{ends[it]}" for it in keys if it.startswith(stem)]


def _counts(key: str, held: Any) -> bool:
    """Whether a number stands at a key, or below it."""
    if not is_name(key) or key in NO_NUMBERS:
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
    """The paths of a plan's keys that begin so, `*` for names; one that is all there is, and
    those below it.
    """
    before, point, _ = start.rpartition(".")
    below = _keys_below(before.split(".") if point else [], names=True)
    found = [f"{before}{point}{key}{'.' if more else ''}" for key, more in below.items()]
    found = [it for it in found if it.startswith(start)]
    if len(found) != 1 or not found[0].endswith(".") or found[0] == start:
        return found
    itself = [] if found[0].endswith("*.") else [found[0].rstrip(".")]
    return [*itself, *keys(found[0])]


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
