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
from revplan.model.plan import Plan
from revplan.numbers.exact import ONE, exactly, to_step
from revplan.numbers.figure import Figures
from revplan.numbers.number import Number
from revplan.sections.economics import MARKETING, SALES, SUCCESS

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

    `money` is the budget of its owners in the year [currency]; None where none of them has one.
    Initiatives and goals of a company's segments have these before their names: `home.calls`.
    """

    name: str
    of: str
    promises: tuple[Promised, ...]
    owners: tuple[str, ...]
    money: Number | None
    initiatives: Mapping[str, Initiative]
    goals: Mapping[str, Goal]
    tools: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The pillars that the plan has nothing of."""
        has = (self.promises, self.money is not None, self.initiatives, self.goals, self.tools)
        return tuple(it for it, there in zip(PILLARS, has, strict=True) if not there)


class _Part(NamedTuple):
    """A plan, or a segment's; what a unit of its currency is worth in the company's, and the names
    of the segments that lead to it.
    """

    outcome: Outcome
    rate: Number = 1
    above: tuple[str, ...] = ()


def departments(outcome: Outcome) -> tuple[Department, ...]:
    """The departments of a plan, a company's with all that its segments state."""
    with exactly():
        parts = tuple(_parts(_Part(outcome)))
        sourced = any(_sources(it.outcome) for it in parts)
        # Where no source is named, marketing is told by what sales is told by.
        found = [
            _department(outcome, parts, MARKETING, "leads", _LEADS, _OF_LEADS)
            if sourced
            else _department(
                outcome, parts, MARKETING, "new business", (*_WON, *_LEADS), (*_OF_WON, "funnel")
            ),
            _department(outcome, parts, SALES, "new business", _WON, _OF_WON),
        ]
        if outcome.year.repeatable > 0:
            found.append(_department(outcome, parts, SUCCESS, "churn and upsell", _KEPT, _OF_KEPT))
    return tuple(found)


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
    of: str,
    promised: tuple[str, ...],
    begins: tuple[str, ...],
) -> Department:
    owners = _owners(parts, name, promised)
    return Department(
        name=name,
        of=of,
        promises=tuple(it for source in promised for it in _promised(outcome, parts, source)),
        owners=owners,
        money=_money(outcome, _Payers(owners, name == SALES)),
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


class _Payers(NamedTuple):
    """Whose budget a department's is; `sells` says that what is paid by the booking is, too."""

    owners: tuple[str, ...]
    sells: bool


def _money(outcome: Outcome, payers: _Payers) -> Number | None:
    """The budget of a department in the year, made of the figures that the plan tells."""
    figures = outcome.work.figures
    spent = [*_spent(outcome.plan, figures, payers), *_spent_below(outcome, payers)]
    return sum(spent) if spent else None


def _spent(
    plan: Plan, figures: Figures, payers: _Payers, counted: bool = False
) -> Iterator[Number]:
    """What a plan spends, as its `figures` tell it; `counted` where those of the company above it
    have what its owners spend.
    """
    for owner in () if counted else payers.owners:
        if (path := f"budget.owners.{owner}.total") in figures:
            yield figures[path].value
    for key, item in plan.budget.items() if payers.sells else ():
        if item.of is not None and item.owner not in payers.owners:
            yield figures[f"budget.items.{key}"].value


def _spent_below(outcome: Outcome, payers: _Payers) -> Iterator[Number]:
    """What segments spend: without a budget of its own a company has added up what owners do."""
    counted = not outcome.plan.budget
    for segment, part in zip(outcome.segments, outcome.year.parts, strict=True):
        yield from _spent(segment.own.plan, segment.whole.work.figures, payers, counted)
        yield from map(part.teller(outcome.plan.q), _spent_below(segment.own, payers))
