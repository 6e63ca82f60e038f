"""What to type instead of a value that was tried: the option that it stood in, as a line."""

from __future__ import annotations

import re
from dataclasses import replace

from revplan.base.near_words import asked_word
from revplan.base.problem import Place, Problem


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
    with the word that may have been meant, or, where a mapping belongs, with a key in it, or with
    the mapping.
    """
    place = problem.place
    if place is None or not place.tried:
        return problem
    meant, more = asked_word(problem.hint)
    if meant:
        edit = _with_word(meant, place)
    else:
        edit = _with_key(problem.hint, place.tried) or _in_braces(problem.hint, place)
    if not edit:
        return problem
    line = f"write {quote_edit(place.location.file, edit)}"
    return replace(problem, hint=". ".join(filter(None, (line, more))))


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
    return f"{name}.{mapping[2]}={mapping[3]}"


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
