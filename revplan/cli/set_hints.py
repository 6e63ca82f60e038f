"""What to type instead of an edit that a plan has no place for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from revplan.base.paths import ANY, Path, path_text
from revplan.base.words import listing
from revplan.fields.section import Section
from revplan.model.added_lines import added_line, key_for
from revplan.model.catalogue import could_be_figure
from revplan.model.edit import OPERATORS, PLUS, PUT, TIMES, Edit
from revplan.model.edits import is_open, read_path
from revplan.model.key_places import keys_called
from revplan.model.operands import number_in, taken_off
from revplan.model.places import NoSuchPlace
from revplan.model.shape import entries_at, section_at
from revplan.model.units import unit_at
from revplan.numbers.exact import EXACT, ONE
from revplan.numbers.write import plain
from revplan.views.known_figures import find_figure
from revplan.workspace.option_hints import quote_edit
from revplan.workspace.what_if import TriedEdit

OPTION = "--set"
"""Where what is tried stands, as messages name a place."""


def quote_option(edit: str) -> str:
    """An option as it is typed.

    >>> print(quote_option("budget.*.amount*=0.9"))
    --set 'budget.*.amount*=0.9'
    """
    return quote_edit(OPTION, edit)


def quote_options(*edits: str) -> str:
    """Options to choose from, each as it is typed; an empty edit is none."""
    return ", or ".join(map(quote_option, filter(None, edits)))


_ODD = re.compile(r"[^\w.*-]")
"""Signs that are none of a path, and may have been meant for an operator."""


def hint_of_place(why: NoSuchPlace, tried: TriedEdit) -> str:
    """What to type instead of a path that the plan does not have."""
    edit = tried.edit
    name = path_text(edit.path)
    if edit.operator == PUT and name.endswith("-"):
        typed = read_path(name[:-1].rstrip())
        stated = why.meant if why.meant[-len(typed) :] == typed else typed
        less = taken_off(stated, edit.value)
        if less and typed[-1] != "" and not (is_open(typed) and not why.meant):
            by_adding = ": what is taken off is added with a minus" if f"{PLUS}-" in less else ""
            return f"write {quote_option(less)}{by_adding}"
        if why.meant and unit_at(why.meant) is not None:
            return f"write {quote_option(f'{path_text(why.meant)}=VALUE')}"
    if why.meant and _ODD.search(name):
        return f"write {quote_options(*_by_other_signs(path_text(why.meant), name, edit))}"
    hints = [_meant(why, tried), _added(why, edit)]
    if not any(hints):
        hints = [why.entries or _at(why.below, tried) or _stating(why.unstated, tried)]
    return "; ".join(filter(None, hints))


def _by_other_signs(meant: str, name: str, edit: Edit) -> list[str]:
    """The edits that may be meant by an operator that there is not; of a division by a number, the
    factor that does the same.
    """
    number = number_in(edit.value) if name.endswith("/") else None
    if number and edit.operator == PUT:
        factor = EXACT.divide(ONE, number)
        if EXACT.multiply(factor, number) == ONE and len(plain(factor)) <= _LONGEST_FACTOR:
            return [f"{meant}{TIMES}{plain(factor)}"]
    return [f"{meant}{sign}{it.word}" for sign, it in OPERATORS.items()]


_LONGEST_FACTOR = 10
"""How many signs a factor has at most, so that it is one to type."""


def _meant(why: NoSuchPlace, tried: TriedEdit) -> str:
    """The edit at the path that may have been meant."""
    if not why.meant:
        return ""
    edit = tried.edit
    value = tried.text[tried.at_value.location.column - 1 :]
    in_one = is_open(edit.path) and not is_open(why.meant) and edit.operator == PUT
    of_one = ": one line alone may take it" if in_one else ""
    path = (*why.meant, *(key_for(why.meant, edit.value) if edit.operator == PUT else ()))
    return f"write {quote_option(f'{path_text(path)}{edit.operator}{value}')}{of_one}"


def _added(why: NoSuchPlace, edit: Edit) -> str:
    """How the line is added that would have to be there. A number that is to be changed and has a
    name much like it was only mistyped.
    """
    named = why.line and re.fullmatch(r"\w[\w-]*", str(why.line[-1]))
    if not named or (why.meant and edit.operator != PUT):
        return ""
    value = edit.value if edit.operator == PUT else None
    line, needed = added_line(why.line, why.path[len(why.line) :], value)
    if line:
        told = f"{listing(needed, 'and')} {'are examples' if needed[1:] else 'is an example'}"
        return f"to add it, write {quote_option(line)}{f': {told}' if needed else ''}"
    with_keys = f", with {listing(needed, 'and')}" if needed else ""
    return f"to add it, say it whole: {quote_option(f'{path_text(why.line)}={{...}}')}{with_keys}"


def _stating(unstated: Path, tried: TriedEdit) -> str:
    """How a key is stated that may stand there and does not."""
    edit = tried.edit
    if not unstated:
        such = f"such as {quote_option(OPERATORS[PUT].example)}"
        return _elsewhere(tried) or _worked_out(edit.path) or f"name a key of the plan, {such}"
    if is_open(edit.path):
        return _no_line(unstated)
    if edit.operator == PUT and unstated == edit.path:
        return "several plans are asked about, and none states it: try it on one plan alone"
    return _of_key(unstated)


def _elsewhere(tried: TriedEdit) -> str:
    """The edit where keys of that name stand, if a name alone was given and few are called so."""
    edit = tried.edit
    name = str(edit.path[0])
    called = [it for it in keys_called(name) if ANY not in it.path and it.text != name]
    return _at([it.path for it in called], tried) if len(edit.path) == 1 else ""


def _at(paths: Sequence[Path], tried: TriedEdit) -> str:
    """The edit at other paths, if these are few; "" where there is none."""
    if not 0 < len(paths) <= _MOST_ELSEWHERE:
        return ""
    edit = tried.edit
    value = tried.text[tried.at_value.location.column - 1 :]
    keys = [key_for(path, edit.value) if edit.operator == PUT else () for path in paths]
    places = [path_text((*path, *key)) for path, key in zip(paths, keys, strict=True)]
    return f"write {quote_options(*(f'{it}{edit.operator}{value}' for it in places))}"


_MOST_ELSEWHERE = 3


def _worked_out(path: Path) -> str:
    """That a figure is not stated, if the path is of one."""
    name = path_text(path)
    odd = is_open(path) or _ODD.search(name) or ANY in name
    if odd or not could_be_figure(name) or find_figure(name) is None:
        return ""
    return f"{name} is worked out: set what it is made of, as `revplan explain PLAN {name}` tells"


def _no_line(unstated: Path) -> str:
    """That an open step has nothing to change, and how that is added which it would meet."""
    entries = entries_at(unstated)
    if entries is None or not issubclass(entries, Section) or unstated[-1] == "segments":
        return _of_key(unstated)
    name = f"{path_text(unstated)}.NAME"
    return f"there is none to change; to add one, write {quote_option(f'{name}={{...}}')}"


def _of_key(unstated: Path) -> str:
    """What may stand at a key, or how its number is stated."""
    name = path_text(unstated)
    section = section_at(unstated)
    if entries_at(unstated) is not None or (section is not None and not section.BESIDE):
        return f"`revplan key {name}` tells what may stand there"
    return f"write {quote_option(f'{name}=VALUE')}"
