"""From the texts of a plan and of its segments to a Plan, or to everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from revplan.base.problem import Problem
from revplan.base.words import quote
from revplan.fields.reads import Given, Raw
from revplan.fields.section import Section
from revplan.fields.text import read_name
from revplan.model.plan import Plan
from revplan.numbers.read import Refused
from revplan.reading.consistency import value_problems
from revplan.reading.one_plan import key_problems, missing_year, phasing_problems, validate_one
from revplan.reading.phasing_problems import timing_problems
from revplan.sections.phasing import Phasing

INHERITED = ("revplan", "fiscal_year", "starts", "basis", "currency", "phasing")
"""What a segment has from the plan above it where it is silent; and its name, which is its key."""

MOST_DEEP = 8
"""How many levels of segments may stand below one another."""


STRAY_FILE = Problem(
    "RP107",
    "plan names the file of a segment, and this is not a segment",
    "remove it, or write segments: {emea: {plan: emea-2027.yaml}}",
    path=("plan",),
    on_key=True,
)
"""What is said of `plan:` at the top of a file."""


def validate(raw: Raw) -> tuple[Plan | None, list[Problem]]:
    """The plan that the texts make, or every problem that they have; never both."""
    plan, problems = _validated(raw, 0, _Seen())
    return (None, [*problems, STRAY_FILE]) if "plan" in raw else (plan, problems)


@dataclass
class _Seen:
    """The texts of segments that were validated. Those of a file that is named again are the same
    object again: if they are wrong they are passed over, and so is what they are a part of; if they
    are right, and inherit the same, they are the same plan.
    """

    wrong: set[int] = field(default_factory=set)
    right: dict[tuple[object, ...], Plan] = field(default_factory=dict)


def _validated(raw: Raw, depth: int, seen: _Seen) -> tuple[Plan | None, list[Problem]]:
    entries = raw.get("segments")
    if not isinstance(entries, dict) or not entries:
        plan, problems = validate_one(raw)
        problems = problems or list(() if plan is None else _support_problems(plan))
        return (None, problems) if problems else (plan, [])
    plan, problems = validate_one(raw)
    wrong = {problem.path[0] for problem in problems if problem.path}
    segments: dict[str, Plan] = {}
    for key, entry in entries.items():
        if id(entry) in seen.wrong:
            plan = None
            continue
        name, segment, found = _segment(key, entry, raw, wrong, depth + 1, seen)
        problems.extend(replace(it, path=("segments", key, *it.path)) for it in found)
        if segment is not None:
            segments[name] = segment
        elif isinstance(entry, Mapping):
            seen.wrong.add(id(entry))
    if plan is None or problems:
        return None, _told_of_names(problems, entries)
    plan = plan.model_copy(update={"segments": segments})
    problems = [*_between(plan)] or [*value_problems(plan), *_support_problems(plan)]
    return (None, problems) if problems else (plan, [])


def _told_of_names(problems: list[Problem], entries: Raw) -> list[Problem]:
    """The problems of a company, where its one segment has no name told once."""
    from revplan.reading.names_meant import name_missing  # few plans are wrong

    missing = name_missing(("segments",), entries)
    return problems if missing is None else [
        *(it for it in problems if it.path[:1] != ("segments",)), missing
    ]  # fmt: skip


def _segment(
    key: str,
    entry: Any,
    above: Raw,
    wrong_above: set[str | int],
    depth: int,
    seen: _Seen,
) -> tuple[str, Plan | None, list[Problem]]:
    """A segment by its name, or what is wrong with it, by paths within it.

    What is wrong with what it inherits is said where that stands, if it is wrong there.
    """
    try:
        name = read_name(key)
    except Refused as refused:
        return key, None, [Problem(refused.code, refused.message, refused.hint, on_key=True)]
    wrong = _not_a_segment(name, entry, depth)
    if wrong is not None:
        return name, None, [wrong]
    inherited = {key: above[key] for key in INHERITED if key in above}
    silent = inherited.keys() - entry.keys()
    same = (
        id(entry),
        "name" in entry or name,
        *((key, id(inherited[key])) for key in INHERITED if key in silent),
    )
    if same in seen.right:
        return name, seen.right[same], []
    plan, problems = _validated({"name": name, **inherited, **entry}, depth, seen)
    if plan is None:
        return name, None, [
            _as_inherited(it, name) if it.path and it.path[0] in silent else it
            for it in problems
            if not it.path or it.path[0] not in silent & wrong_above
        ]  # fmt: skip
    stated = plan.model_copy(update={} if "phasing" in entry else {"phasing": _SILENT})
    stated.model_fields_set.intersection_update({*entry, "segments"} if plan.segments else entry)
    seen.right[same] = stated
    return name, stated, []


def _as_inherited(problem: Problem, name: str) -> Problem:
    """What a segment has from above, right there and wrong in the segment."""
    key = problem.path[0]
    message = f"{problem.message}; {name} has {key} from the plan above it"
    hint = f"{problem.hint}, or give {name} {key} of its own"
    return replace(problem, message=message, hint=hint, path=(), on_key=True)


_SILENT = Phasing.model_construct()


def _not_a_segment(name: str, entry: Any, depth: int) -> Problem | None:
    if entry is None:
        hint = "write a value, or remove the key"
        return Problem("RP103", f"{name} has no value", hint, on_key=True)
    if not isinstance(entry, Mapping):
        hint = f"write its keys below it, indented, or {name}: {{plan: {name}.yaml}}"
        held = "a list" if isinstance(entry, list) else "a single value"
        return Problem("RP106", f"{name} expects a mapping, not {held}", hint)
    if depth > MOST_DEEP:
        hint = f"put segments at most {MOST_DEEP} levels below the plan"
        return Problem("RP126", f"{name} lies more than {MOST_DEEP} levels deep", hint)
    if set(entry) == {"plan"}:
        hint = "name the plan's file on the command line, so that its folder is known"
        message = f"{quote(str(entry['plan']))} is not read here: this plan has no folder"
        return Problem("RP126", message, hint, path=("plan",))
    return None


def _between(plan: Plan) -> Iterator[Problem]:
    """What only a plan and its segments together show."""
    for name, segment in plan.segments.items():
        told = [
            (key, getattr(segment, key), getattr(plan, key)) for key in ("fiscal_year", "basis")
        ]
        apart = [(key, its, own) for key, its, own in told if its != own]
        if not apart and segment.year != plan.year:
            apart = [("starts", segment.year.first, plan.year.first)]
        for key, its, own in apart:
            yield Problem(
                "RP126",
                f"{name} is a plan with {key} {its}, and the plan above it has {own}",
                "a segment has the year and the basis of the plan that it is part of",
                path=("segments", name, key),
            )
        if segment.currency != plan.currency and segment.currency not in plan.fx:
            yield Problem(
                "RP127",
                f"{name} is in {segment.currency}, and there is no rate for it",
                f"write fx: {{{segment.currency}: 1.08}}, "
                f"the {plan.currency} that one {segment.currency} is worth",
                path=("segments", name, "currency"),
            )


def conflicts(plan: Plan) -> list[Problem]:
    """What forbids a plan that was put together of parts, each of which was read and is right by
    itself: keys that may not stand together, and what only the numbers together show.
    """
    found = [*_between(plan)]
    for segment in plan.below.values():
        found.extend(conflicts(segment))
    outline = _outline(plan)
    by_month = plan.prior_year.monthly is not None
    given = Given(plan.year, plan.basis, plan.phasing.rounding, by_month)
    found += [*key_problems(outline, given), *missing_year(outline)]
    found += phasing_problems(outline, given)
    found += timing_problems(outline, given)
    return found or list(value_problems(plan))


def _outline(part: Any) -> Any:
    """The keys of a plan as a file holds them, empty ones left out; the texts of words and switches
    alone.
    """
    if isinstance(part, Section):
        part = part.__dict__
    if isinstance(part, dict):
        told = {key: _outline(value) for key, value in part.items() if value is not None}
        return {key: value for key, value in told.items() if value != {}}
    return str(part).lower() if isinstance(part, bool) else part


def _support_problems(plan: Plan) -> Iterator[Problem]:
    """What a strategy names wrongly: few plans have one."""
    if plan.strategy is not None:
        from revplan.reading.references import support_problems

        yield from support_problems(plan)
