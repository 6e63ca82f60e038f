"""The figures of a plan by their paths, as far as what it states decides which there are."""

from __future__ import annotations

from revplan.cli.complete import tables
from revplan.cli.complete.onward import onward
from revplan.cli.complete.plan_names import PlanNames, step_typed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def figures(plan: PlanNames, start: str) -> list[str]:
    """The paths of figures that begin so, one that is all there is gone into."""
    return onward(lambda it: _figures(plan, it), start, ".")


def _figures(plan: PlanNames, start: str) -> list[str]:
    inner, steps, before, stem = step_typed(plan, start)
    if steps == ["segments"]:
        return [f"{before}{it}." for it in inner.names("segments") if it.startswith(stem)]
    local = inner is not plan and steps[:1] == ["local"]
    found = dict.fromkeys(_next_steps(inner, steps[1:] if local else steps))
    if not steps and inner.names("segments"):
        found["segments."] = None
    return [f"{before}{step}" for step in found if step.startswith(stem)]


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
