"""What is tried on the plans of a question, and which of them have no place for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed

from revplan.base.paths import path_text
from revplan.base.problem import Problem
from revplan.base.words import first_few, listing, number_of
from revplan.model.places import NoSuchPlace
from revplan.model.tried import Attempt
from revplan.rules import module
from revplan.sources.plan_file import PlanFile, validate_file
from revplan.workspace.option_hints import told_in_option
from revplan.workspace.pairing import Pair
from revplan.workspace.tried_bounds import told_at_bound
from revplan.workspace.versions import Versions
from revplan.workspace.what_if import CannotTry, PlanTrial, TriedEdit

_PIN_MOVED = module("rp202_pin_moved").CODE
"""What is approved is not the figure of what was only tried."""

_MOST_NAMED = 20
_OTHER = "other plan"


@dataclass(frozen=True)
class Trial:
    """Edits that are tried on plans, one after the other; of `several` plans each need not have a
    place for all of them, nor state it, unless they are versions `of_one`.
    """

    edits: tuple[TriedEdit, ...]
    several: bool = False
    of_one: bool = False

    @property
    def words(self) -> list[str]:
        """The edits as they were typed, each behind what they were typed behind."""
        return [word for it in self.edits for word in (it.at_path.location.file, it.text)]

    def on(self, file: PlanFile, name: str = "") -> PlanFile:
        """The plan file with the edits made in its texts, one after the other, validated anew; of
        several it has that name, or else its own.

        A mapping keeps its other keys, a list is given whole, and one key of an exclusive set
        removes the others. Raises CannotTry.
        """
        if not self.edits or file.raw is None or file.too_large:
            return file
        of = (name or file.name) if self.several else ""
        trying = PlanTrial(file.raw, of, as_stated=self.several and not self.of_one)
        lacking = tuple(self._made(trying))
        left = {at: file.locate(at) for at in trying.left}
        keys_left = {at: file.locate(at, on_key=True) for at in trying.left}
        file = changed(
            file,
            elsewhere={**file.elsewhere, **trying.places, **left},
            keys_elsewhere={**file.keys_elsewhere, **trying.keys, **keys_left},
            attempt=Attempt(tuple(trying.tried), lacking, tuple(trying.notices)),
        )
        if trying.tried:
            file = validate_file(file, trying.raw)
            bound = (told_at_bound(it, trying.raw, file.elsewhere) for it in file.problems)
            file.problems = [told_in_option(it) for it in bound]
        return file

    def _made(self, trying: PlanTrial) -> Iterator[tuple[int, NoSuchPlace]]:
        """Makes the edits on one plan; those that it has no place for, by number, and why."""
        for number, tried in enumerate(self.edits):
            try:
                trying.make(tried)
            except NoSuchPlace as error:
                if not self.several:
                    raise CannotTry(error, tried) from None
                yield number, error.with_traceback(None)  # which would keep the plan

    def on_new(self, found: Versions) -> tuple[Versions, dict[str, Attempt]]:
        """Two sides of plans, with the edits made in the new one of those that were asked about;
        and what came of them, by plan.
        """
        news = [None if it.new is None else self.on(it.new) for it in found.pairs]
        pairs = [self._pair(*it) for it in zip(found.pairs, news, strict=True)]
        return found._replace(pairs=pairs), {it.name: it.attempt for it in news if it is not None}

    def _pair(self, pair: Pair, new: PlanFile | None) -> Pair:
        """A pair with its new side as it is tried; one that this leaves as it was is not looked at,
        where it is one of several.
        """
        if self.several and pair.same and not pair.was and (new is None or not new.attempt.tried):
            return pair._replace(old=None, new=None)
        return pair._replace(new=new)

    def close(self, attempts: Mapping[str, Attempt]) -> tuple[str, ...]:
        """What had to give way in plans, and which were worked out without which edit: by their
        names, versions of one in their order. Raises CannotTry for an edit that none of the plans
        has a place for.
        """
        ordered = attempts.items() if self.of_one else sorted(attempts.items())
        attempts = {name: it for name, it in ordered if it.tried or it.lacking}
        for number, tried in enumerate(self.edits):
            whys = {name: dict(it.lacking).get(number) for name, it in attempts.items()}
            lacking = {name: why for name, why in whys.items() if why is not None}
            if lacking and len(lacking) == len(whys):
                raise _nearest(lacking, tried)
        where: dict[str, list[str]] = {}
        for name, notice in ((name, it) for name, told in attempts.items() for it in told.notices):
            where.setdefault(notice, []).append(name)
        given_way = [f"{self._some(names)}: {notice}" for notice, names in where.items()]
        given_way = given_way if self.several else [*where]
        if len(given_way) > _MOST_NAMED:
            more = f"and so in {len(given_way) - _MOST_NAMED + 1:,} more places"
            given_way = [*given_way[: _MOST_NAMED - 1], more]
        return (*given_way, *self._without(attempts))

    def _without(self, attempts: Mapping[str, Attempt]) -> Iterator[str]:
        without: dict[tuple[int, ...], list[str]] = {}
        for name, it in attempts.items():
            if it.lacking:
                without.setdefault(tuple(number for number, _ in it.lacking), []).append(name)
        for missing, names in without.items():
            paths = listing(dict.fromkeys(path_text(self.edits[it].edit.path) for it in missing))
            stand = "it stands" if len(names) == 1 else "they stand"
            as_is = f"as {stand}" if len(missing) == len(self.edits) else "without"
            verb = "has" if len(names) == 1 else "have"
            yield f"{self._some(names)} {verb} no {paths}: worked out {as_is}"

    def _some(self, names: Sequence[str]) -> str:
        return first_few(names, _MOST_NAMED, "other version" if self.of_one else _OTHER)

    def in_plan(self, file: PlanFile, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Problems of a plan, those of what was tried on it with the place of that in the plan,
        and with its name where it is one of several.
        """
        if not file.attempt.tried:
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


def _nearest(lacking: Mapping[str, NoSuchPlace], tried: TriedEdit) -> CannotTry:
    """Why plans cannot try an edit, by their names, as the one of them says that comes nearest to
    it; it is named where others say something else. A name much like one that a plan has was
    mistyped: no plan is to take it as a line of its own.
    """
    name, why = max(lacking.items(), key=lambda it: (bool(it[1].meant or it[1].below), it[1].found))
    several = len({it.why for it in lacking.values()}) > 1
    if why.meant and len(lacking) > 1:
        why = why.without_line()
    return CannotTry(why, tried, name if several else "")


def _with_others(name: str, problem: Problem, others: int) -> Problem:
    if not others or not problem.message.startswith(f"{name}: "):
        return problem
    message = problem.message.removeprefix(name)
    return changed(problem, message=f"{name} and {number_of(others, _OTHER)}{message}")
