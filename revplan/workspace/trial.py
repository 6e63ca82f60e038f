"""What is tried on the plans of a question, and which of them have no place for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed

from revplan.base.paths import path_text
from revplan.base.problem import Problem
from revplan.base.words import listing, number_of
from revplan.model.places import NoSuchPlace
from revplan.model.tried import Tried
from revplan.rules import module
from revplan.sources.plan_file import PlanFile, validate_file
from revplan.workspace.pairing import Pair
from revplan.workspace.versions import Versions
from revplan.workspace.what_if import CannotTry, PlanTrial, TriedEdit

_PIN_MOVED = module("rp202_pin_moved").CODE
"""What is approved is not the figure of what was only tried."""


@dataclass
class Trial:
    """Edits that are tried on plans, one after the other; of `several` plans each need not have a
    place for all of them.
    """

    edits: Sequence[TriedEdit]
    several: bool = False
    lacking: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By the plans that were tried, the edits, by their number, that they have no place for."""
    first: dict[int, NoSuchPlace] = field(default_factory=dict)
    """Why the first of the plans has no place for an edit."""
    made: dict[str, tuple[Tried, ...]] = field(default_factory=dict)
    """By plan, what was tried on it."""
    notices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By plan, what had to give way to what is tried on it."""

    @property
    def words(self) -> list[str]:
        """The edits as they were typed, each behind what they were typed behind."""
        return [word for it in self.edits for word in (it.at_path.location.file, it.text)]

    def on(self, file: PlanFile) -> PlanFile:
        """The plan file with the edits made in its texts, one after the other, validated anew.

        A mapping keeps its other keys, a list is given whole, and one key of an exclusive set
        removes the others. Raises CannotTry.
        """
        if not self.edits or file.raw is None or file.too_large:
            return file
        trying = PlanTrial(file.raw, file.name if self.several else "")
        lacking = []
        for number, tried in enumerate(self.edits):
            try:
                trying.make(tried)
            except NoSuchPlace as error:
                if not self.several:
                    raise CannotTry(error, tried) from None
                lacking.append(number)
                self.first.setdefault(number, error)
        self.lacking[file.name] = tuple(lacking)
        if not trying.tried:
            return file
        places = {**file.elsewhere, **trying.places}
        keys = {**file.keys_elsewhere, **trying.keys}
        of = f"{file.name}: " if self.several else ""
        notices = self.notices[file.name] = tuple(f"{of}{notice}" for notice in trying.notices)
        made = self.made[file.name] = tuple(trying.tried)
        file = changed(
            file,
            elsewhere=places,
            keys_elsewhere=keys,
            notices=(*file.notices, *notices),
            tried=made,
        )
        return validate_file(file, trying.raw)

    def on_new(self, found: Versions) -> Versions:
        """Two sides of plans, with the edits made in the new one of those that were asked about."""
        return found._replace(pairs=[self._on_pair(pair) for pair in found.pairs])

    def _on_pair(self, pair: Pair) -> Pair:
        """A pair with the edits made in its new side; one that they leave as it was is not looked
        at, where it is one of several.
        """
        new = pair.new if pair.new is None else self.on(pair.new)
        if self.several and pair.same and not pair.was and (new is None or not new.tried):
            return pair._replace(old=None, new=None)
        return pair._replace(new=new)

    def add(self, other: Trial) -> None:
        """Take in what another trial of the same edits found, of other plans."""
        self.lacking |= other.lacking
        self.made |= other.made
        self.notices |= other.notices
        self.first = {**other.first, **self.first}

    def close(self) -> tuple[str, ...]:
        """What had to give way, and which plans were worked out without which edit. Raises
        CannotTry for an edit that none of the plans has a place for.
        """
        for number, tried in enumerate(self.edits):
            if self.lacking and all(number in missing for missing in self.lacking.values()):
                raise CannotTry(self.first[number], tried)
        given_way = [notice for _, told in sorted(self.notices.items()) for notice in told]
        if len(given_way) > _MOST_NAMED:
            more = f"and so in {len(given_way) - _MOST_NAMED + 1:,} more places"
            given_way = [*given_way[: _MOST_NAMED - 1], more]
        return (*given_way, *self._without())

    def _without(self) -> Iterator[str]:
        without: dict[tuple[int, ...], list[str]] = {}
        for name, missing in sorted(self.lacking.items()):
            if missing:
                without.setdefault(missing, []).append(name)
        for missing, names in without.items():
            paths = listing(dict.fromkeys(path_text(self.edits[it].edit.path) for it in missing))
            stand = "it stands" if len(names) == 1 else "they stand"
            as_is = f"as {stand}" if len(missing) == len(self.edits) else "without"
            verb = "has" if len(names) == 1 else "have"
            yield f"{_some(names)} {verb} no {paths}: worked out {as_is}"

    def in_plan(self, file: PlanFile, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Problems of a plan, those of what was tried on it with the place of that in the plan,
        and with its name where it is one of several.
        """
        if not file.tried:
            yield from problems
            return
        itself = changed(file, elsewhere={}, keys_elsewhere={})
        for problem in problems:
            place = problem.place
            if problem.code == _PIN_MOVED:
                problem = changed(problem, hint="it moved with what is tried; the plan stays")
            if place is None or not place.tried:
                yield problem
                continue
            of = f"{file.name}: " if self.several else ""
            related = ("in the plan", itself.locate(problem.path))
            yield changed(problem, message=f"{of}{problem.message}", related=related)

    def tell_once(self, found: Mapping[str, Sequence[Problem]]) -> list[Problem]:
        """The problems of several plans, by name; what is wrong in the same words with a value
        tried on many of them is told of the first, with how many others there are.
        """
        told: dict[tuple[object, ...], tuple[str, Problem, int]] = {}
        for name, problem in ((name, it) for name, problems in found.items() for it in problems):
            words = problem.message.removeprefix(f"{name}: ")
            first, once, others = told.get(key := (*problem.order(), words), (name, problem, -1))
            told[key] = first, once, others + 1
        return [_with_others(*it) for it in told.values()]


def _with_others(name: str, problem: Problem, others: int) -> Problem:
    if not others or not problem.message.startswith(f"{name}: "):
        return problem
    message = problem.message.removeprefix(name)
    return changed(problem, message=f"{name} and {number_of(others, 'other plan')}{message}")


_MOST_NAMED = 5


def _some(names: Sequence[str]) -> str:
    if len(names) <= _MOST_NAMED:
        return listing(names, "and")
    more = len(names) - _MOST_NAMED + 1
    return f"{', '.join(names[: _MOST_NAMED - 1])} and {number_of(more, 'other plan')}"
