"""Who does what for the number: what is promised, paid, done and measured for it, by department.

A department is told by what it is there for, whatever its people are called: marketing by leads (by
new business where no source of leads is named), sales by new business and reps, customer success
by churn and upsell. Money is that of the owners who bring these figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from revplan.engine.outcome import Outcome
from revplan.fields.exchange import convert as exchanged
from revplan.model import catalogue
from revplan.numbers.exact import ONE, exactly, to_step
from revplan.numbers.number import Number
from revplan.sections.economics import MARKETING, SALES, SUCCESS
from revplan.studies.department_money import Payers, has_money, money_of

if TYPE_CHECKING:
    from revplan.sections.strategy import Goal, Initiative, Strategy

PILLARS = ("promise", "money", "work", "measure", "tool")
"""What a plan has for a figure that it counts on."""

_LEADS, _WON, _KEPT = ("leads", "lead_value"), ("new_business", "bookings"), ("churn", "upsell")

_OF_WON = (
    *_WON,
    *("gap", "naive", "capacity", "funnel.stages", "funnel.average_deal"),
    *("funnel.deals", "funnel.win_rate"),
)
_OF_LEADS = ("funnel.sources", "funnel.leads", "funnel.lead_value", "funnel.agreements")
_OF_KEPT = (
    *("churn", "contraction", "losses", "upsell", "churned", "contracted", "retained"),
    *("grr", "nrr", "retained_in_year", "replacement", "churn_point"),
)
"""How the paths of what a department is there for begin."""


class Promised(NamedTuple):
    """What owners signed up for of a source: an amount [currency], or a number of leads."""

    source: str
    owners: tuple[str, ...]
    amount: Number


@dataclass(frozen=True, slots=True)
class Department:
    """What the plan has for what a department is there for (`of`), pillar by pillar.

    `money` is the budget of its owners in the year [currency]; None where none of them has one that
    is its own: an owner's budget counts once, and `money_with` names the departments that have it
    of owners who work for several.
    Initiatives and goals of a company's segments have these before their names: `home.calls`.
    """

    name: str
    of: str
    promises: tuple[Promised, ...]
    owners: tuple[str, ...]
    money: Number | None
    money_with: tuple[str, ...]
    initiatives: Mapping[str, Initiative]
    goals: Mapping[str, Goal]
    tools: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The pillars that the plan has nothing of."""
        money = self.money is not None or self.money_with
        has = (self.promises, money, self.initiatives, self.goals, self.tools)
        return tuple(it for it, there in zip(PILLARS, has, strict=True) if not there)


class _Part(NamedTuple):
    """A plan, or a segment's; what a unit of its currency is worth in the company's, and the names
    of the segments that lead to it.
    """

    outcome: Outcome
    rate: Number = 1
    above: tuple[str, ...] = ()


class _Purpose(NamedTuple):
    """What a department is there for, in words, by what is promised for it, and by how the paths
    of it begin.
    """

    of: str
    promised: tuple[str, ...]
    begins: tuple[str, ...]


def departments(outcome: Outcome) -> tuple[Department, ...]:
    """The departments of a plan, a company's with all that its segments state."""
    with exactly():
        parts = tuple(_parts(_Part(outcome)))
        marketing = _Purpose("leads", _LEADS, _OF_LEADS)
        if not any(_sources(it.outcome) for it in parts):
            # Where no source is named, marketing is told by what sales is told by.
            marketing = _Purpose("new business", (*_WON, *_LEADS), (*_OF_WON, "funnel"))
        purposes = {MARKETING: marketing, SALES: _Purpose("new business", _WON, _OF_WON)}
        if outcome.year.repeatable > 0:
            purposes[SUCCESS] = _Purpose("churn and upsell", _KEPT, _OF_KEPT)
        owners = {name: _owners(parts, name, it.promised) for name, it in purposes.items()}
        homes = _homes(owners)
        return tuple(
            _department(outcome, parts, name, purpose, owners[name], homes)
            for name, purpose in purposes.items()
        )


def _homes(owners: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """By owner, the department that has his budget: of several the one that wins, then the one that
    keeps.
    """
    homes: dict[str, str] = {}
    for name in (SALES, SUCCESS, MARKETING):
        for owner in owners.get(name, ()):
            homes.setdefault(owner, name)
    return homes


def _parts(part: _Part) -> Iterator[_Part]:
    yield part
    segments = zip(part.outcome.segments, part.outcome.year.parts, strict=True)
    for segment, converted in segments:
        rate = part.rate * exchanged(ONE, converted.fx)
        yield from _parts(_Part(segment.own, rate, (*part.above, segment.name)))


def _department(
    outcome: Outcome,
    parts: tuple[_Part, ...],
    name: str,
    purpose: _Purpose,
    owners: tuple[str, ...],
    homes: Mapping[str, str],
) -> Department:
    own = tuple(it for it in owners if homes[it] == name)
    others = (it for it in owners if it not in own and has_money(outcome, it))
    begins = purpose.begins
    return Department(
        name=name,
        of=purpose.of,
        promises=tuple(
            it for source in purpose.promised for it in _promised(outcome, parts, source)
        ),
        owners=owners,
        money=money_of(outcome, Payers(own, name == SALES)),
        money_with=tuple(dict.fromkeys(homes[it] for it in others)),
        initiatives={
            ".".join((*above, key)): it
            for above, strategy in _strategies(parts)
            for key, it in strategy.initiatives.items()
            if any(_about(path, begins) for path in it.supports)
        },
        goals={
            ".".join((*above, key)): it
            for above, strategy in _strategies(parts)
            for key, it in strategy.goals.items()
            if it.metric is not None and _about(it.metric, begins)
        },
        tools=tuple(dict.fromkeys(key for _, it in _strategies(parts) for key in it.tools)),
    )


def _strategies(parts: tuple[_Part, ...]) -> Iterator[tuple[tuple[str, ...], Strategy]]:
    """The plans in words, each with the segments that lead to it."""
    for part in parts:
        if part.outcome.plan.strategy is not None:
            yield part.above, part.outcome.plan.strategy


def _sources(outcome: Outcome) -> Mapping[str, object]:
    funnel = outcome.plan.funnel
    return {} if funnel is None else funnel.sources


def _about(path: str, begins: tuple[str, ...]) -> bool:
    """Whether a path is about something that begins so, in a segment and of a month as well."""
    inner = catalogue.inner_path(path.partition("[")[0])
    if inner.startswith("commitments."):
        inner = ".".join(inner.split(".")[2:])
    return any(inner == begin or inner.startswith(f"{begin}.") for begin in begins)


def _promised(outcome: Outcome, parts: tuple[_Part, ...], source: str) -> Iterator[Promised]:
    """What is promised of a source: what stands in a company's own plan, else in its segments'."""
    own = [it for it in parts if it.outcome is outcome]
    for among in (own, parts):
        stated = [
            (owner, it.value if source == "leads" else it.value * part.rate)
            for part in among
            for owner, commitment in part.outcome.plan.commitments.items()
            if (it := getattr(commitment, source)) is not None
        ]
        if stated:
            total = sum(amount for _, amount in stated)
            told = total if source == "leads" else to_step(total, outcome.plan.phasing.rounding)
            yield Promised(source, tuple(dict.fromkeys(owner for owner, _ in stated)), told)
            return


def _owners(parts: tuple[_Part, ...], name: str, promised: tuple[str, ...]) -> tuple[str, ...]:
    """Who works for a department: its namesake, and those who promise its figures or own what they
    come from, but for the namesakes of the others.
    """
    found: dict[str | None, None] = {name: None}
    for plan in (part.outcome.plan for part in parts):
        if name == MARKETING and plan.funnel is not None:
            found |= {source.owner: None for source in plan.funnel.sources.values()}
        if name == SUCCESS:
            found |= {line.owner: None for line in (*plan.upsell.values(), *plan.losses.values())}
        for owner, commitment in plan.commitments.items():
            if any(getattr(commitment, source) is not None for source in promised):
                found[owner] = None
    others = {MARKETING, SALES, SUCCESS} - {name}
    return tuple(owner for owner in found if owner and owner not in others)
