"""Which changes bear on a figure: those of what it is made of, as its own history tells.

A figure of traced numbers knows everything that it was made of. A section bears on a figure where
numbers of it are among that, in either plan, or where the figure comes about in another way once
the section is taken away, or is that of the other plan. What does not bear on a figure moves it by
nothing, and need be worked out in no combination of changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from revplan.base.paths import Path
from revplan.base.problem import CannotWorkOut
from revplan.fields.assumption import SAID_BESIDE
from revplan.model.catalogue import LINE_SECTIONS
from revplan.model.plan import Plan
from revplan.model.records import BEYOND_THE_BRIDGE
from revplan.model.shape import section_at
from revplan.model.values import trace, with_values
from revplan.numbers.history import Histories
from revplan.numbers.number import Number
from revplan.studies.coalitions import figure_of, of_the_year
from revplan.studies.difference import Change, Player
from revplan.studies.together import MOST_PLAYERS

ONE_BY_ONE = (*LINE_SECTIONS, "churn", "contraction", *BEYOND_THE_BRIDGE)
"""Sections that a figure is made of, or is not, whatever the rest of the plan says.

All others shape how figures come about, and what they are made of with it: they always bear.
"""

_CALLED_UPON = (*BEYOND_THE_BRIDGE, "commitments")
"""Where what a plan says aside, such as who owns a source, may make a figure after all."""


def within(path: Path) -> Path:
    """A path within the segment that it leads into.

    >>> within(("segments", "emea", "funnel", "leads"))
    ('funnel', 'leads')
    """
    while path[0] == "segments" and len(path) > 2:
        path = path[2:]
    return path


def section_of(change: Change) -> str:
    """The section that a change is made in, of the plan or of a segment."""
    return str(within(change.path)[0])


def without(plan: Plan, sections: Collection[str], of: Plan | None = None) -> Plan:
    """The plan without some sections, in its segments neither; or with those of another plan."""
    update = {key: getattr(of or _NOTHING, key) for key in sections}
    if plan.segments:
        others = of.segments if of is not None else {}
        update["segments"] = {
            name: without(segment, sections, others.get(name))
            for name, segment in plan.segments.items()
        }
    return plan.model_copy(update=update)


_NOTHING = Plan.model_construct()


def idle(old: Plan, new: Plan, players: Sequence[Player], measure: str) -> frozenset[str]:
    """The sections that a figure is made of in neither plan, nor in one between them, as far as
    that is worth knowing.
    """
    asked = _doubtful(old, new, players, measure)
    if not asked:
        return frozenset()
    histories = _FigureHistories(old, new, measure)
    read = histories.read()
    doubtful = [it for it in ONE_BY_ONE if it in asked and it not in read]
    if histories.alike_but_for(doubtful):
        return frozenset(doubtful)
    found: list[str] = []
    for section in doubtful:
        if histories.alike_but_for([*found, section]):
            found.append(section)
    return frozenset(found)


def _doubtful(old: Plan, new: Plan, players: Sequence[Player], measure: str) -> frozenset[str]:
    """The sections of which to ask whether the figure is made of them: those beyond the bridge,
    where any of them changed or would be worked out for it; all that changed, where changes are
    too many to be told apart.
    """
    changed = {section_of(change) for player in players for change in player.changes}
    if len(players) > MOST_PLAYERS:
        return _stated_beyond(old, new) | changed
    if of_the_year(measure) and changed.isdisjoint(BEYOND_THE_BRIDGE):
        return frozenset()
    return _stated_beyond(old, new)


def _stated_beyond(*plans: Plan) -> frozenset[str]:
    """The sections beyond the bridge that any of the plans has, or a segment of one."""
    found = {key for plan in plans for key in BEYOND_THE_BRIDGE if getattr(plan, key)}
    return frozenset(found.union(*(_stated_beyond(*plan.segments.values()) for plan in plans)))


def seen_by(old: Plan, new: Plan, changes: Iterable[Change], measure: str) -> list[Change]:
    """The changes as a measure sees them: what is said aside is not, where the measure is made of
    it, such as who owns a source, of what an owner agrees to bring.
    """
    changes = list(changes)
    called = [it for it in changes if may_make_figures(it)]
    if not called:
        return changes
    made = with_values(old, {it.path: it.after for it in called})
    unmade = with_values(new, {it.path: it.before for it in called})
    if _FigureHistories(old, new, measure).alike(made, unmade):
        return changes
    return [replace(it, aside=False) if may_make_figures(it) else it for it in changes]


def may_make_figures(change: Change) -> bool:
    """Whether figures may be made of a change of what is said aside."""
    of_a_number = change.path[-1] in SAID_BESIDE and section_at(change.path[:-1]) is None
    return change.aside and section_of(change) in _CALLED_UPON and not of_a_number


class _FigureHistories:
    """How a figure comes about in two plans, and in others that are nearly these."""

    def __init__(self, old: Plan, new: Plan, measure: str) -> None:
        self.old, self.new, self.measure = old, new, measure
        self.known = Histories()
        self.figures = tuple(figure_of(trace(plan), measure) for plan in (old, new))

    def read(self) -> frozenset[str]:
        """The sections whose numbers the figure is made of, in one of the two."""
        names = {name for figure in self.figures for name in self.known.inputs(figure)}
        return frozenset(str(within(tuple(name.split(".")))[0]) for name in names)

    def alike(self, *plans: Plan) -> bool:
        """Whether the figure comes about in two other plans as it does in the two; where one of
        them has no answer, it does not.
        """
        try:
            others = [figure_of(trace(plan), self.measure) for plan in plans]
        except CannotWorkOut:
            return False
        return all(map(self._alike, self.figures, others))

    def _alike(self, one: Number, other: Number) -> bool:
        return self.known.of(one) == self.known.of(other)

    def alike_but_for(self, sections: Collection[str]) -> bool:
        """Whether the figure comes about as it does where some sections are taken away, and where
        they are those of the other plan.
        """
        old, new = self.old, self.new
        return not sections or (
            self.alike(without(old, sections), without(new, sections))
            and self.alike(without(old, sections, new), without(new, sections, old))
        )
