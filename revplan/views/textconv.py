"""A plan as lines of text in one writing, a fact a line: what `git diff` compares.

Plans that say the same give the same lines, however they are written. The lines hold the user's
text as it is: whoever shows them makes it harmless.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from revplan.base.paths import Path, path_text
from revplan.base.words import trim
from revplan.engine.outcome import Outcome
from revplan.fields.assumption import BOUNDS, TEXTS, Assumption
from revplan.fields.section import Section
from revplan.model.catalogue import OF_YEAR
from revplan.model.plan import Plan
from revplan.numbers.exact import EXACT, ZERO, to_step
from revplan.numbers.figure import STEPS, Unit, period_of
from revplan.numbers.write import amount_text
from revplan.sections.waivers import Waiver
from revplan.views.gap.tables import months_table
from revplan.views.labels import worth_showing


def canonical_text(value: Any) -> str:
    """A value of a plan as a person would write it: every spelling of a number gives one text.

    An assumption gives its value alone, a section the keys that it states.

    >>> from revplan.sections.churn import Loss
    >>> from revplan.sections.prior_year import PriorYear
    >>> amounts = ("10M", "10_000_000", "1e7", "0.50")
    >>> [canonical_text(PriorYear(revenue=text).revenue) for text in amounts]
    ['10,000,000', '10,000,000', '10,000,000', '0.5']
    >>> [canonical_text(Loss(rate=text).rate) for text in ("30%", "0.30", "12.345%", "1")]
    ['30%', '30%', '12.345%', '100%']
    >>> weights = Decimal("7.0"), Decimal("0.5")
    >>> [canonical_text(value) for value in (weights, "rising", 2027, True)]
    ['7, 0.5', 'rising', '2027', 'true']
    >>> canonical_text(Loss(timing="start", rate={"value": "0.3", "source": "export"}))
    'rate: 30%, timing: start'
    """
    if isinstance(value, Assumption):
        return value.text if value.is_none else canonical_number(value.value, value.share)
    if isinstance(value, Decimal):
        return canonical_number(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        sections = any(isinstance(entry, Section) for entry in value)
        return ("; " if sections else ", ").join(map(canonical_text, value))
    if isinstance(value, Section):
        return ", ".join(f"{key}: {canonical_text(entry)}" for key, entry in stated_keys(value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {canonical_text(entry)}" for name, entry in value.items())
    return str(value)


def canonical_number(number: Decimal, share: bool = False) -> str:
    """An amount with its thousands apart, or a share of one in percent: every digit, no more.

    >>> canonical_number(Decimal("1.50E+3")), canonical_number(Decimal("-0.050"), share=True)
    ('1,500', '-5%')
    """
    text = trim(amount_text(EXACT.scaleb(number, 2) if share else number))
    return f"{text}%" if share else text


def stated_keys(section: Section) -> Iterator[tuple[str, Any]]:
    """The keys that a section of the plan states, with their values, in the format's order."""
    for key in type(section).model_fields:
        if key in section.model_fields_set:
            yield key, getattr(section, key)


def plan_lines(plan: Plan) -> Iterator[str]:
    """What the plan says, `path: value`: the format's keys in its order, names in the plan's."""
    yield from _lines(plan, ())


def _lines(part: Any, path: Path) -> Iterator[str]:
    if isinstance(part, Section):
        for key, value in stated_keys(part):
            yield from _lines(value, (*path, key))
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from _lines(value, (*path, name))
    elif isinstance(part, tuple) and all(isinstance(entry, Waiver) for entry in part):
        for waiver in part:
            yield from _waiver_lines(waiver, path)
    else:
        yield f"{path_text(path)}: {canonical_text(part)}"
        yield from _lines_about(part, path)


def _lines_about(number: Any, path: Path) -> Iterator[str]:
    """How sure one is of a number, or of those of a list, and where it comes from."""
    if isinstance(number, tuple):
        for place, entry in enumerate(number):
            yield from _lines_about(entry, (*path, place))
    if not isinstance(number, Assumption):
        return
    at = path_text(path)
    for key in BOUNDS:
        if (bound := getattr(number, key)) is not None:
            yield f"{at}.{key}: {canonical_number(bound, number.share)}"
    if number.last_year is not None:
        yield f"{at}.last_year: {canonical_text(number.last_year)}"
        yield from _lines_about(number.last_year, (*path, "last_year"))
    for key in TEXTS:
        if text := getattr(number, key):
            yield f"{at}.{key}: {text}"


def _waiver_lines(waiver: Waiver, path: Path) -> Iterator[str]:
    """A waiver under its rule, not its place: a new one above it leaves its lines as they are."""
    for key, value in stated_keys(waiver):
        if key != "rule":
            yield f"{path_text(path)}.{waiver.rule}.{key}: {canonical_text(value)}"


def figure_lines(outcome: Outcome) -> Iterator[str]:
    """What the plan comes to, `figure = value`: the year, its lines, then a line a month.

    Figures that the plan says nothing about are left out, as `gap` does.
    """
    stated = {"one_off": outcome.plan.prior_year.one_off is not None}
    for row in OF_YEAR:
        name, told = row.path, row.bridge and row.sign
        figure = outcome.figure(name) if told else None
        if figure is not None and stated.get(name, worth_showing(outcome, name)):
            yield f"{name} = {_share(figure) if row.unit is Unit.rate else amount_text(figure)}"
    if outcome.year.unallocated is not None:
        yield f"unallocated = {amount_text(outcome.year.unallocated)}"
    for line in outcome.lines:
        yield f"{line.path} = {amount_text(line.amount)}"
    for segment in outcome.segments:
        for name in _OF_SEGMENTS:
            path = f"segments.{segment.name}.{name}"
            yield f"{path} = {amount_text(segment.whole.figure(name) or ZERO)}"
    for path in outcome.work.figures:
        if f".months.{period_of(path)}." not in f".{path}":
            yield f"{path} = {trim(amount_text(outcome.printed(path) or ZERO))}"
    keys = [column.key for column in months_table(outcome).columns[1:]]
    for place, month in enumerate(outcome.plan.year.months):
        each = (f"{key} {amount_text(outcome.monthly[key][place])}" for key in keys)
        yield f"months.{month} = {'; '.join(each)}"


_OF_SEGMENTS = ("prior_year", "churned", "target", "new_business", "bookings")


def _share(figure: Decimal) -> str:
    return canonical_number(to_step(figure, STEPS[Unit.rate]), share=True)
