"""From the texts of one plan to a Plan, or to everything that is wrong with them.

Segments are plans of their own: `validate` puts them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from revplan.base.near_words import advice, closest, did_you_mean
from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.words import quote
from revplan.base.year import Month, PlanYear
from revplan.fields.calendar import read_month, read_year
from revplan.fields.currency import MINOR_UNITS
from revplan.fields.reads import Given, Raw
from revplan.fields.section import Section
from revplan.fields.text import raw_text
from revplan.model import catalogue
from revplan.model.plan import Plan
from revplan.model.shape import holds_names, model_of, parts
from revplan.numbers.figure import Unit
from revplan.numbers.read import Refused
from revplan.reading.commas import tell_whole_numbers
from revplan.reading.consistency import value_problems
from revplan.reading.empty_values import YEAR_KEYS, empty_values
from revplan.reading.phasing_problems import timing_problems
from revplan.reading.pins_meant import unit_pinned
from revplan.reading.wording import MOST_HINTS, is_echo, refusal
from revplan.sections.expect import off_quantum, read_pin, share_for_amount, two_readings
from revplan.sections.phasing import read_quantum


def validate_one(raw: Raw) -> tuple[Plan | None, list[Problem]]:
    """The plan that the texts make, without its segments, or every problem that they have; never
    both.
    """
    plan, problems = _looked_at(raw)
    if not problems:
        return plan, []
    from revplan.reading.echoes import without_consequences, without_echoes
    from revplan.reading.indents_meant import tell_indents
    from revplan.reading.names_meant import tell_names

    told = without_consequences(problems, raw, lambda it: _looked_at(it)[1])
    told = tell_indents(tell_names(tell_whole_numbers(told, raw), raw), raw)
    return None, without_echoes(told)


def _looked_at(raw: Raw) -> tuple[Plan | None, list[Problem]]:
    """The plan, and all that is wrong with its texts, with what follows from each other problem."""
    given = given_by(raw)
    problems = list(empty_values(raw, given))
    problems.extend(_year_problems(raw, given))
    problems.extend(key_problems(raw, given))
    problems.extend(phasing_problems(raw, given))
    problems.extend(timing_problems(raw, given))
    problems.extend(_pin_problems(raw, given))
    plan = None
    try:
        plan = Plan.model_validate(raw, context=given)
    except ValidationError as error:
        lines = [it for it in error.errors(include_url=False) if not is_echo(it)]
        problems.extend(refusal(line, n < MOST_HINTS) for n, line in enumerate(lines))
    problems.extend(missing_year(raw))
    if plan is not None and not problems and not raw.get("segments"):
        problems.extend(value_problems(plan))
    return plan, problems


def missing_year(raw: Raw) -> Iterator[Problem]:
    """A plan without segments has a year of its own."""
    for key in () if "segments" in raw else YEAR_KEYS:
        if key not in raw:
            yield refusal({"type": "missing", "loc": (key,)})


def given_by(raw: Raw) -> Given:
    """What the values are read by, from a plan that may be wrong in every place."""
    basis = "arr" if raw.get("basis") == "arr" else "revenue"
    first = quantum = None
    try:
        fiscal = raw_text(raw, "fiscal_year")
        first = read_month(raw["starts"]) if "starts" in raw else Month(read_year(fiscal), 1)
    except Refused:
        pass
    try:
        phasing = raw.get("phasing")
        stated = raw_text(phasing, "rounding") if isinstance(phasing, Mapping) else ""
        quantum = read_quantum(stated or "1")
    except Refused:
        pass
    prior = raw.get("prior_year")
    by_month = basis == "revenue" and isinstance(prior, Mapping) and "monthly" in prior
    return Given(PlanYear(first) if first else None, basis, quantum, by_month)


def key_problems(
    raw: Raw, given: Given, model: type[Section] = Plan, path: Path = ()
) -> Iterator[Problem]:
    """Keys that may not stand together, in every section of the plan."""
    yield from model.key_problems(raw, path, given)
    for key, field in parts(model).items():
        value = raw.get(key)
        inner = model_of(field) if isinstance(value, dict) else None
        if inner is None or not isinstance(value, dict):
            continue
        if not holds_names(field):
            yield from key_problems(value, given, inner, (*path, key))
            continue
        for name, entry in value.items():
            if isinstance(entry, dict):
                yield from key_problems(entry, given, inner, (*path, key, name))


def _year_problems(raw: Raw, given: Given) -> Iterator[Problem]:
    year, stated = given.year, raw_text(raw, "fiscal_year")
    if year is None or not raw_text(raw, "starts") or not re.fullmatch("[0-9]{4}", stated):
        return
    if int(stated) not in (year.first.year, year.last.year):
        yield Problem(
            "RP117",
            f"a year that starts {year.first} ends {year.last}: neither lies in {stated}",
            "fiscal_year is the calendar year of the first or the last month",
            path=("starts",),
        )


def phasing_problems(raw: Raw, given: Given) -> Iterator[Problem]:
    """A rounding that suits the currency."""
    phasing = raw.get("phasing")
    if not isinstance(phasing, Mapping):
        return
    currency = raw_text(raw, "currency")
    decimals = MINOR_UNITS.get(currency)
    if given.quantum is not None and decimals is not None and given.quantum.adjusted() < -decimals:
        least = f"{10**-decimals:.{decimals}f}"
        yield Problem(
            "RP121",
            f"a rounding of {raw_text(phasing, 'rounding')} is finer than the minor unit of "
            f"{currency}",
            f"write {least} or a larger power of ten",
            path=("phasing", "rounding"),
        )


def _pin_problems(raw: Raw, given: Given) -> Iterator[Problem]:
    pins = raw.get("expect")
    if not isinstance(pins, Mapping):
        return
    figures = catalogue.pins_of(given.basis)
    for section in catalogue.LINE_SECTIONS:
        lines = raw.get(section, {})
        if not isinstance(lines, Mapping):
            figures.extend(name for name in pins if name.startswith(f"{section}."))
        else:
            figures.extend(f"{section}.{name}" for name in lines)
    lines = [name for name in figures if "." in name and name not in catalogue.ROWS]
    if isinstance(raw.get("segments"), Mapping):
        figures += catalogue.COMPANY
    unknown = {name for name in pins if not catalogue.told_later(name)} - set(figures)
    for name, pin in pins.items():
        if name in figures and given.quantum is not None:
            yield from _pin_problem(name, pin, given.quantum)
        if name not in figures and unit_pinned(name) is Unit.money:
            yield from (it for it in (two_readings(pin, ("expect", name)),) if it is not None)
        if name not in unknown:
            continue
        hint = _pin_hint(name, pin, figures, lines) if len(unknown) <= MOST_HINTS else ""
        yield Problem(
            "RP122",
            f"{quote(name)} is neither a figure of the bridge nor a line of this plan",
            hint,
            path=("expect", name),
            on_key=True,
        )


def _pin_problem(name: str, pin: Any, quantum: Decimal) -> Iterator[Problem]:
    """An amount is pinned by an amount, in steps of the plan's rounding."""
    if catalogue.is_rate(name):
        return
    with suppress(Refused):
        path = ("expect", name)
        wrong = share_for_amount(pin, path) or two_readings(pin, path)
        wrong = wrong or off_quantum(read_pin(pin), quantum, path)
        yield from () if wrong is None else (wrong,)


def _pin_hint(name: str, pin: Any, figures: list[str], lines: list[str]) -> str:
    """What was meant by the name of a pin that pins nothing."""
    meant = closest(name, figures)
    within = [line for line in lines if line.partition(".")[0] == name]
    ends = [line for line in lines if line.partition(".")[2] == name or line.startswith(name)]
    if meant or len(ends) == 1:
        return did_you_mean(meant or ends[0])
    if isinstance(pin, dict) and (within or lines):
        return f"write the path as one key: {(within or lines)[0]}: 500k"
    of_year = [figure for figure in figures if "." not in figure]
    return advice(name, figures, (*of_year[:4], *lines[:1], *of_year[4:]), catalogue.LISTS_ALL)
