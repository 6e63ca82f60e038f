"""What `show` says of the ground under the plan: where its numbers come from, what rules find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from revplan.base.paths import Path, path_text
from revplan.base.problem import Problem
from revplan.base.table import Answer, Paragraph
from revplan.fields.assumption import Assumption
from revplan.fields.section import Section
from revplan.model.catalogue import LINE_SECTIONS
from revplan.model.values import assumptions
from revplan.numbers.write import number_text
from revplan.rules import find
from revplan.sections.waivers import is_expired
from revplan.views.show.chapter import Shown, month_text, prose, without_empty

_SAID_ELSEWHERE = ("strategy", "waivers", *LINE_SECTIONS)
_REASONS = ("note", "because")


def rests_on(shown: Shown) -> Answer | None:
    """Every assumption that says where it comes from, and every note on a part of the plan."""
    plan = shown.outcome.plan
    entries, data = [], []
    for path, assumption in assumptions(plan).items():
        told = (assumption.known_source, assumption.note, assumption.because)
        said = [text for text in told if text]
        if said or assumption.last_year is not None:
            value = number_text(assumption.value, assumption.share)
            lead = f"{path_text(path)} {value}{_range(assumption)}{_before(assumption)}"
            entries.append(Paragraph("\n".join(said), lead, 1))
            data.append(_assumption_data(path, assumption, value))
    for path, text in _noted(plan, ()):
        entries.append(Paragraph(text, path_text(path), 1))
        data.append({"path": path_text(path), "note": text})
    return Answer(tables=prose(entries), data={"rests_on": data}) if entries else None


def _range(assumption: Assumption) -> str:
    """How sure one is of a number, in brackets."""
    low, high = (
        None if bound is None else number_text(bound, assumption.share)
        for bound in (assumption.low, assumption.high)
    )
    if low and high:
        return f" ({low} to {high})"
    return f" (at least {low})" if low else f" (at most {high})" if high else ""


def _before(assumption: Assumption) -> str:
    """What a number was last year, in brackets, where it says so itself."""
    if assumption.last_year is None:
        return ""
    if assumption.last_year.is_none:
        return " (new)"
    return f" (last year {number_text(assumption.last_year.value, assumption.share)})"


def _assumption_data(path: Path, assumption: Assumption, value: str) -> dict[str, Any]:
    low, high = (
        None if bound is None else assumption.bound_text(bound)
        for bound in (assumption.low, assumption.high)
    )
    return without_empty(
        path=path_text(path),
        value=value,
        text=assumption.text,
        low=low,
        high=high,
        last_year=_last_year_data(assumption.last_year),
        source=assumption.known_source,
        note=assumption.note,
        because=assumption.because,
    )


def _last_year_data(before: Assumption | None) -> str | None:
    """Last year's number for JSON, as this year's bounds are written."""
    if before is None:
        return None
    return before.text if before.is_none else before.bound_text(before.value)


def _noted(part: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Notes and reasons on parts of the plan, those aside that other chapters show."""
    if isinstance(part, Section):
        for key in _REASONS:
            text = getattr(part, key, None)
            if isinstance(text, str):
                yield path, text
    held = part.__dict__ if isinstance(part, Section) else part
    for key, value in held.items() if isinstance(held, dict) else ():
        if path or key not in _SAID_ELSEWHERE:
            yield from _noted(value, (*path, key))


def rules(shown: Shown) -> Answer | None:
    """What the rules say: what was accepted and why, and what is still open."""
    plan = shown.outcome.plan
    idle = {problem.path[1] for problem in shown.findings if problem.code == "RP901"}
    accepted = [
        (waiver, f", until {waiver.until}" if waiver.until is not None else "")
        for place, waiver in enumerate(plan.waivers)
        if place not in idle and not is_expired(waiver, plan.year.first)
    ]
    # The worst first; of equals as the rules found them.
    open_ = sorted(shown.findings, key=lambda problem: -problem.severity)
    entries = [Paragraph("Accepted, each with its reason:")] if accepted else []
    entries += [Paragraph(it.because, f"{_named(it.rule)}{until}", 1) for it, until in accepted]
    entries += [Paragraph("Open:")] if open_ else []
    entries += [_open(it) for it in open_]
    data = without_empty(
        waivers=[
            without_empty(
                rule=it.rule,
                name=_name(it.rule),
                because=it.because,
                until=month_text(it.until),
            )
            for it, _ in accepted
        ],
        findings=[
            without_empty(
                code=it.code,
                name=_name(it.code),
                severity=it.severity.name,
                message=it.message,
                hint=it.hint,
                path=path_text(it.path),
            )
            for it in open_
        ],
    )
    return Answer(tables=prose(entries), data=data) if entries else None


def _open(it: Problem) -> Paragraph:
    """A finding with its place in the plan."""
    at = f" ({path_text(it.path)})" if it.path else ""
    return Paragraph(f"{it.message}{at}", f"{_named(it.code)}, {it.severity.name}", 1)


def _name(code: str) -> str:
    rule = find(code)
    return str(rule.NAME) if rule is not None else ""


def _named(code: str) -> str:
    return f"{code} {_name(code)}".rstrip()
