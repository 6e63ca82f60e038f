"""The figures of a plan by their paths, as far as what it states decides which there are."""

from __future__ import annotations

from revplan.cli.complete import tables
from revplan.cli.complete.plan_names import PlanNames, in_segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 8  # steps that are gone into because there is nothing else


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
