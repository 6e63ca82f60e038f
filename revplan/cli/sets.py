"""`--set PATH=VALUE`: an edit to try, read from the text of an option; and why one cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from revplan.base.paths import Path
from revplan.base.problem import Location, Place, Problem, Wrong
from revplan.base.words import quote
from revplan.cli.set_hints import OPTION, hint_of_place, quote_option, quote_options
from revplan.cli.set_values import CUT, read_value
from revplan.model.edit import OPERATORS, PUT, Edit
from revplan.model.edits import read_name
from revplan.model.places import NoSuchPlace
from revplan.sources.yaml_events import Node
from revplan.workspace.assess import is_there
from revplan.workspace.trial import Trial
from revplan.workspace.what_if import CannotTry, TriedEdit


class WrongSet(Wrong):
    """An option that says no edit, or one that no plan has a place for."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def trial_of(
    options: Sequence[str] | None, several: bool = False, beside: Sequence[str] = ()
) -> Trial:
    """The edits that the options say, to be tried on one plan or on several; `beside` are the
    words that name these.

    Raises WrongSet.
    """
    return Trial(read_edits(options or (), beside), several)


def read_edits(options: Sequence[str], beside: Sequence[str] = ()) -> tuple[TriedEdit, ...]:
    """The edits that the options say; `beside` are the words that stand beside these.

    Raises WrongSet.
    """
    options = [option.rstrip("\t") for option in options]
    for option in options:
        _hold_together(option, beside)
    return tuple(map(_read, options))


def _read(option: str) -> TriedEdit:
    """The edit of an option, and where its parts stand in it."""
    name, equals, text = option.partition("=")
    whole = _in_option(option, 0, len(option))
    if not equals or not text.strip() or _half_a_character(option):
        hint = _without_equals(option) or _HINT
        raise WrongSet(Problem("", f"{quote(option)} sets nothing", hint, place=whole))
    path, operator = read_name(name)
    if path == ("",):
        such = f"write {quote_option(f'PATH{option.strip()}')}, such as "
        hint = such + quote_option(OPERATORS[operator].example)
        told = f"a path is missing in {quote(option)}"
        raise WrongSet(Problem("", told, hint, place=whole))
    start = len(name) + 1
    at_value = _in_option(option, start, max(len(option), start + 1))
    value, node, problem = read_value(name, text, path, operator)
    if problem is not None:
        raise WrongSet(problem.at(at_value))
    at_path = _in_option(option, 0, len(name) - len(operator) + 1)
    nodes = dict(_below(node)) if "\n" not in text else {}
    within = {at: _of_event(it.start, option, start) for at, it in nodes.items()}
    keys = {at: _of_event(it.key, option, start) for at, it in nodes.items() if it.key is not None}
    keys[()] = _in_option(option, name.rfind(".") + 1, at_path.location.end_column - 1)
    return TriedEdit(Edit(path, operator, value), option, at_path, at_value, within, keys)


_HINT = f"write {quote_option('PATH=VALUE')}, such as {quote_option(OPERATORS[PUT].example)}"


def _without_equals(option: str) -> str:
    """The option as it was meant by a key and its value as a plan writes them; "" where no plan
    could read that.
    """
    from revplan.workspace.option_mends import reads_in_a_plan  # few options say no edit

    typed = re.fullmatch(r"\s*([\w.*@-]+)(?::\s*|\s+)([^=\s][^=]*)", option)
    if typed is None or _half_a_character(option):
        return ""
    name, text = typed[1], typed[2].strip()
    path, operator = read_name(name)
    value, _, problem = read_value(name, text, path, operator)
    if problem is not None or not reads_in_a_plan(path, PUT, value):
        return ""
    return f"write {quote_option(f'{name}={text}')}"


def _hold_together(option: str, beside: Sequence[str]) -> None:
    """Raises WrongSet where a shell made several options of one in braces, and words of these."""
    name, _, _ = option.partition("=")
    rest = next((it for it in beside if it.startswith(f"{name}=") and not is_there(it)), None)
    if rest is not None:
        message = f"{quote(rest)} stands beside it, and is not a plan"
        place = _in_option(option, 0, len(option))
        raise WrongSet(Problem("", message, CUT, place=place))


def _below(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Everything that a value holds, by path."""
    for step, below in node.below.items():
        yield (*path, step), below
        yield from _below(below, (*path, step))


def _of_event(event: Any, option: str, start: int) -> Place:
    """Where a part of a value of one line stands."""
    first, end = start + event.start_mark.column, start + event.end_mark.column
    return _in_option(option, first, max(end, first + 1))


def _in_option(option: str, start: int, end: int) -> Place:
    return Place(Location(OPTION, 1, start + 1, 1, end + 1), ((1, option),), option)


def _half_a_character(text: str) -> bool:
    """Whether the shell handed over bytes that are not text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


@contextmanager
def try_edits() -> Iterator[None]:
    """What cannot be tried is wrong usage, told where it stands in the option."""
    try:
        yield
    except CannotTry as error:
        raise WrongSet(_problem(error)) from None


def _problem(error: CannotTry) -> Problem:
    """Why an edit cannot be tried, placed in its option."""
    why, tried = error.why, error.tried
    of = f"{error.file}: " if error.file else ""
    if isinstance(why, NoSuchPlace):
        return Problem("", f"{of}{why.why}", hint_of_place(why, tried), place=tried.at_path)
    lines = quote_options(why.write, why.other)
    hint = "; ".join(filter(None, (f"write {lines}" if lines else "", why.hint)))
    place = tried.at_path if error.twice else tried.at_value
    related = ("first set here", error.twice.at_path) if error.twice else None
    return Problem(why.code, f"{of}{why.why}", hint, place=place, related=related)
