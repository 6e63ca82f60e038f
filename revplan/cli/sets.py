"""`--set PATH=VALUE`: an edit to try, read from the text of an option; and why one cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from revplan.base.paths import Path, path_text
from revplan.base.problem import Location, Place, Problem, Wrong
from revplan.base.words import listing, quote
from revplan.model.edits import added_line, key_for, read_name
from revplan.model.operands import PUT, Edit
from revplan.model.places import NoSuchPlace
from revplan.model.shape import entries_at, section_at
from revplan.sources.scan import scan
from revplan.sources.yaml_events import Node, read_tree
from revplan.workspace.assess import is_there
from revplan.workspace.trial import Trial
from revplan.workspace.what_if import CannotTry, TriedEdit

OPTION = "--set"
"""Where what is tried stands, as messages name a place."""


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
    for option in options:
        _hold_together(option, beside)
    return tuple(map(_read, options))


def quote_option(edit: str) -> str:
    """An option as it is typed, in single quotes: then no shell reads its signs itself.

    >>> print(quote_option("budget.*.amount*=0.9"), quote_option("name=O'Neill"))
    --set 'budget.*.amount*=0.9' --set 'name=O'"'"'Neill'
    """
    inner = edit.replace("'", "'\"'\"'")
    return f"{OPTION} '{inner}'"


def _read(option: str) -> TriedEdit:
    """The edit of an option, and where its parts stand in it."""
    name, equals, text = option.partition("=")
    whole = _in_option(option, 0, len(option))
    if not equals or not name.strip() or not text.strip() or _half_a_character(option):
        raise WrongSet(Problem("", f"{quote(option)} sets nothing", _HINT, place=whole))
    path, operator = read_name(name)
    start = len(name) + 1
    at_value = _in_option(option, start, max(len(option), start + 1))
    value, node = _value(text, at_value)
    at_path = _in_option(option, 0, len(name) - (operator != PUT))
    nodes = dict(_below(node)) if "\n" not in text else {}
    within = {at: _of_event(it.start, option, start) for at, it in nodes.items()}
    keys = {at: _of_event(it.key, option, start) for at, it in nodes.items() if it.key is not None}
    keys[()] = _in_option(option, name.rfind(".") + 1, at_path.location.end_column - 1)
    return TriedEdit(Edit(path, operator, value), option, at_path, at_value, within, keys)


_HINT = f"write {quote_option('PATH=VALUE')}, such as {quote_option('churn.rate=25%')}"
_CUT = f"a shell splits what is not quoted: write {quote_option('upsell.bundle={amount: 1M}')}"


def _hold_together(option: str, beside: Sequence[str]) -> None:
    """Raises WrongSet where a shell made several options of one in braces, and words of these."""
    name, _, _ = option.partition("=")
    rest = next((it for it in beside if it.startswith(f"{name}=") and not is_there(it)), None)
    if rest is not None:
        message = f"{quote(rest)} stands beside it, and is not a plan"
        place = _in_option(option, 0, len(option))
        raise WrongSet(Problem("", message, _CUT, place=place))


_CLOSED = {"{": "}", "[": "]"}


def _value(text: str, place: Place) -> tuple[Any, Node]:
    """The value of an option, read as YAML."""
    problems = scan(text, OPTION)
    if not problems:
        value, node, problems = read_tree(text, OPTION)
    if problems:
        problem = problems[0].at(place)
        sign = text.lstrip()[:1]
        if (
            problem.code == "RP009"
            and sign in _CLOSED
            and not text.rstrip().endswith(_CLOSED[sign])
        ):
            problem = replace(problem, message=f'the "{sign}" is not closed', hint=_CUT)
        raise WrongSet(problem)
    return value, node


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
        return Problem("", f"{of}{why.why}", _hint_of_place(why, tried), place=tried.at_path)
    hint = "; ".join(
        filter(None, (f"write {quote_option(why.write)}" if why.write else "", why.hint))
    )
    place = tried.at_path if error.twice else tried.at_value
    related = ("first set here", error.twice.at_path) if error.twice else None
    return Problem(why.code, f"{of}{why.why}", hint, place=place, related=related)


_ODD = re.compile(r"[^\w.*-]")
"""Signs that are none of a path, and may have been meant for an operator."""


def _hint_of_place(why: NoSuchPlace, tried: TriedEdit) -> str:
    """What to type instead of a path that the plan does not have."""
    edit = tried.edit
    name = path_text(edit.path)
    if edit.operator == PUT and name.endswith("-") and isinstance(edit.value, str):
        less = quote_option(f"{name[:-1]}+=-{edit.value}")
        return f"write {less}: what is taken off is added with a minus"
    if why.meant and _ODD.search(name):
        meant = path_text(why.meant)
        return f"write {quote_option(f'{meant}=VALUE')}, or {meant}*=FACTOR, or {meant}+=MORE"
    hints = [_meant(why, tried), _added(why, edit)]
    if not any(hints):
        hints = [_stating(why.unstated, edit)]
    return "; ".join(filter(None, hints))


def _meant(why: NoSuchPlace, tried: TriedEdit) -> str:
    """The edit at the path that may have been meant."""
    if not why.meant:
        return ""
    edit = tried.edit
    value = tried.text[tried.at_value.location.column - 1 :]
    path = (*why.meant, *(key_for(why.meant, edit.value) if edit.operator == PUT else ()))
    return f"write {quote_option(f'{path_text(path)}{edit.operator}{value}')}"


def _added(why: NoSuchPlace, edit: Edit) -> str:
    """How the line is added that would have to be there. A number that is to be changed and has a
    name much like it was only mistyped.
    """
    if not why.line or (why.meant and edit.operator != PUT):
        return ""
    value = edit.value if edit.operator == PUT else None
    line, needed = added_line(why.line, edit.path[len(why.line) :], value)
    if line and not needed:
        return f"to add it, write {quote_option(line)}"
    with_keys = f", with {listing(needed, 'and')}" if needed else ""
    return f"to add it, say it whole: {quote_option(f'{path_text(why.line)}={{...}}')}{with_keys}"


def _stating(unstated: Path, edit: Edit) -> str:
    """How a key is stated that may stand there and does not."""
    if not unstated:
        return f"name a key of the plan, such as {quote_option('churn.rate=25%')}"
    if edit.operator == PUT:
        return "several plans are asked about, and none states it: try it on one plan alone"
    name = path_text(unstated)
    section = section_at(unstated)
    if entries_at(unstated) is not None or (section is not None and not section.BESIDE):
        return f"`revplan key {name}` tells what may stand there"
    return f"write {quote_option(f'{name}=VALUE')}"
