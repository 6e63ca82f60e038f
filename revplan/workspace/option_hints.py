"""What to type instead of a value that was tried: the option that it stood in, as a line."""

from __future__ import annotations

import re
from dataclasses import replace

from revplan.base.near_words import asked_word
from revplan.base.problem import Place, Problem
from revplan.model.edit import PUT
from revplan.model.edits import read_name
from revplan.model.operands import number_in, taken_off
from revplan.model.units import NumberUnit, fits, unit_at
from revplan.numbers.exact import ONE


def quote_edit(option: str, edit: str) -> str:
    """An edit as it is typed behind its option, in single quotes: then no shell reads its signs
    itself.

    >>> print(quote_edit("-s", "name=O'Neill"))
    -s 'name=O'"'"'Neill'
    """
    inner = edit.replace("'", "'\"'\"'")
    return f"{option} '{inner}'"


def told_in_option(problem: Problem) -> Problem:
    """A problem of a value that was tried, its hint the whole option to type where that is known:
    with the operator or the word that may have been meant, or, where a mapping belongs, with a key
    in it, or with the mapping.
    """
    place = problem.place
    if place is None or not place.tried:
        return problem
    by_adding = _by_adding(place)
    if by_adding and problem.code in _OF_NUMBERS:
        return replace(problem, hint=by_adding)
    meant, more = asked_word(problem.hint)
    if meant:
        edit = _with_word(meant, place)
    else:
        edit = _with_key(problem.hint, place.tried) or _in_braces(problem.hint, place)
    if not edit:
        return problem
    line = f"write {quote_edit(place.location.file, edit)}"
    return replace(problem, hint=". ".join(filter(None, (line, more))))


_OF_NUMBERS = ("RP112", "RP114", "RP115")
"""The codes of a number that cannot be read, or may not stand there."""


def _by_adding(place: Place) -> str:
    """The edits that may be meant by a number with a sign where none may stand: what changes the
    number by it, and, behind what is a loss elsewhere, the number itself; "" where none has one.
    """
    name, _, value = place.tried.partition("=")
    at_value = place.location.column > len(name) + 1
    sign, bare = value.strip()[:1], value.strip()[1:].strip()
    number = number_in(bare)
    if sign not in ("+", "-") or not at_value or number is None:
        return ""
    path, operator = read_name(name)
    points = unit_at(path) is NumberUnit.share and number >= ONE and not bare.endswith("%")
    bare = f"{bare}%" if points else bare
    added = taken_off(path, bare if sign == "-" else f"-{bare}") if operator == PUT else ""
    if not added:
        return ""
    option = place.location.file
    change = f"{quote_edit(option, added)} to {'take it off' if sign == '-' else 'add it'}"
    itself = quote_edit(option, f"{name.strip()}={bare}") if fits(path, bare) else ""
    lines = [itself, change] if sign == "-" else [change, itself]
    return f"write {', or '.join(filter(None, lines))}"


def _with_word(meant: str, place: Place) -> str:
    """The edit with another word where the problem is, if it is at a word alone."""
    at, text = place.location, place.tried
    word = text[at.column - 1 : at.end_column - 1]
    if "\n" in text or not re.fullmatch(r"[\w.-]+", word):
        return ""
    return f"{text[: at.column - 1]}{meant}{text[at.end_column - 1 :]}"


def _with_key(hint: str, text: str) -> str:
    """The edit that sets the key of a mapping, if the hint is to write that mapping."""
    name = text.partition("=")[0].strip()
    mapping = re.fullmatch(r"(?:.*: )?write (\w+): \{(\w+): ([^{}]+)\}", hint)
    if mapping is None or name.rpartition(".")[2] != mapping[1]:
        return ""
    inner, value = f"{name}.{mapping[2]}", mapping[3]
    if value[0] in "+-" and not fits(path := read_name(inner)[0], value):
        added = taken_off(path, value[1:] if value[0] == "-" else f"-{value[1:]}")
        return added or f"{inner}={value}"
    return f"{inner}={value}"


def _in_braces(hint: str, place: Place) -> str:
    """The edit with a mapping in place of its value, if the hint is to write that mapping."""
    at, text = place.location, place.tried
    mapping = re.fullmatch(r"write (\{[^{}]+\})", hint)
    if (
        mapping is None
        or "..." in hint
        or "\n" in text
        or text[at.column - 2 : at.column - 1] not in ("=", " ")
    ):
        return ""
    return f"{text[: at.column - 1]}{mapping[1]}{text[at.end_column - 1 :]}"
