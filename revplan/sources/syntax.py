"""What is wrong with text that is no YAML, told by what the writer most likely did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from revplan.base.problem import Problem
from revplan.base.words import quote
from revplan.sources.scan import lines_of, place_in

if TYPE_CHECKING:
    from revplan.sources.unclosed import Opener

Diagnosis = tuple[str, str, str]
"""Code, message, hint."""


QUESTION_MARK = (
    'a "?" inside braces or brackets',
    "put the value in quotes",
)
"""Message and hint for a plain value with a question mark in it, which the parsers read apart."""

MOST_WALKED = 200_000
"""How many characters of a text are walked through for what is never closed."""

_TEMPLATE = "RP009", "this looks like a template", "render it first: a plan is plain text"
_TEXT_AND_QUOTES = (
    "put the whole value in double quotes, or write a quote inside single quotes twice"
)
_TWICE = {'"': "", "'": "; one inside the text is written twice"}


def syntax_problem(text: str, file: str, error: yaml.YAMLError) -> Problem:
    """The problem that a parser's error stands for, where the writer can mend it."""
    lines = lines_of(text)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    from revplan.sources.unclosed import first_unclosed  # few plans are no YAML

    left = first_unclosed(lines, (line, column)) if len(text) <= MOST_WALKED else None
    if left is not None and not _is_escape(error):
        line, column, (code, message, hint) = left.line, left.column, _unclosed(left, lines)
    else:
        line, column, (code, message, hint) = _diagnose(error, lines, line, column)
    if line >= len(lines) or (not lines[line].strip() and line):
        line = max((n for n, kept in enumerate(lines) if kept.strip()), default=0)
        column = len(lines[line])
    return Problem(code, message, hint, place=place_in(lines, file, line, column))


def _diagnose(
    error: yaml.YAMLError, lines: list[str], line: int, column: int
) -> tuple[int, int, Diagnosis]:
    context = getattr(error, "context", "") or ""
    problem = getattr(error, "problem", "") or ""
    opened = getattr(error, "context_mark", None)
    here = _line(lines, line)
    if any(old.startswith("...") for old in lines[:line]):
        hint = "a plan is one document: remove the line ... and what follows it"
        return line, column, ("RP021", "text after the end of the document", hint)
    if _is_escape(error):
        return line, column, _escape_problem(here, column)
    if "flow" in context and opened is not None:
        return _in_brackets(opened, here, line, column)
    if "tag" in context:
        hint = 'put a value that begins with "!" in quotes'
        return line, column, ("RP024", "a tag stands here", hint)
    if ("alias" in context or "anchor" in context) and opened is not None:
        here = _line(lines, opened.line)
        return opened.line, opened.column, _bad_start(here, opened.column)
    if "cannot start any token" in problem:
        return line, column, _bad_start(here, column)
    if here[column : column + 1] == "?":
        return line, column, _bad_start(here, column)
    before = _unfinished(lines, line, here)
    if before is not None and ("mapping values" in problem or "':'" in problem):
        return before, len(lines[before]) - len(lines[before].lstrip()), _by_line(lines[before], "")
    if "mapping values" in problem:
        return line, column, _colon(here, column)
    return line, column, _by_line(here, problem, here[column : column + 1])


def _is_template(here: str) -> bool:
    return "{{" in here or "{%" in here


def _line(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _unfinished(lines: list[str], line: int, here: str) -> int | None:
    """The line above that has no colon, or no space after it, where the parser stumbles below."""
    if re.match(r"\s*[\w-]+:\S", here) or ":" not in here:
        return None
    above = next((n for n in range(line - 1, -1, -1) if lines[n].split("#")[0].strip()), None)
    if above is None:
        return None
    text = lines[above].split("#")[0].strip()
    glued = re.fullmatch(r"[\w-]+:[^\s/].*", text)
    return above if glued or (":" not in text and not text.startswith(("- ", "'", '"'))) else None


def _in_brackets(
    opened: yaml.Mark, here: str, line: int, column: int
) -> tuple[int, int, Diagnosis]:
    char = here[column : column + 1]
    if char == "?":
        return line, column, ("RP009", *QUESTION_MARK)
    if char == ",":
        hint = "write the entry, or remove a comma"
        return line, column, ("RP009", "an entry is missing between two commas", hint)
    if _is_template(here):
        return opened.line, opened.column, _TEMPLATE
    inside = _colon_in_entry(here, column) if char == ":" else ""
    if inside:
        return line, column, ("RP009", '":" inside a value', inside)
    word = re.search(r"[\w-]+ *$", here[:column]) if char == ":" else None
    hint = "write a comma between two entries; a text with a bracket or a comma goes in quotes"
    if here[:column].rstrip().endswith(("'", '"')) and char not in "[{":
        return line, column, ("RP009", "text follows a closing quote", _TEXT_AND_QUOTES)
    return line, word.start() if word else column, ("RP009", "a comma is missing before this", hint)


def _colon_in_entry(here: str, column: int) -> str:
    """What to write for an entry in braces with a colon in its value, as {source: ledger: 2026};
    empty where the entry is two, between which a comma is missing.
    """
    entry = re.search(r"([\w-]+): +([^,\[\]{}]*)$", here[:column])
    if entry is None or entry[2].startswith(("'", '"')):
        return ""
    from revplan.model.key_places import key_places, keys_called  # few plans are no YAML

    key, before = entry.groups()
    rest = re.split(r"[,\]}]| #", here[column + 1 :])[0].strip()
    words = before.split()
    known = bool(words) and any(it.name == words[-1] for it in key_places().values())
    of_words = any(it.holds_words for it in keys_called(key))
    if (known and len(words) > 1) or (not of_words and len(words) != 1):
        return ""
    if known and not of_words:
        return f"write {key}: {{{before.strip()}: {rest}}}"
    return f"put the text in quotes: {key}: {quote(f'{before.rstrip()}: {rest}'.rstrip())}"


def _is_escape(error: yaml.YAMLError) -> bool:
    """Whether a parser stumbled over what follows a backslash."""
    problem = getattr(error, "problem", "") or ""
    return "escape" in problem or "hexadecimal" in problem


def _escape_problem(here: str, column: int) -> Diagnosis:
    sign = quote(here[max(0, column - 1) : column + 1])
    hint = "in double quotes write \\\\ for one backslash, or use single quotes"
    return "RP009", f"{sign} means nothing after a backslash", hint


def _unclosed(left: Opener, lines: list[str]) -> Diagnosis:
    """What is said where a bracket, a brace or a quote opens that is never closed."""
    if _is_template(lines[left.line]):
        return _TEMPLATE
    message = f"this {left.sign} is never closed"
    if left.sign in "'\"":
        return "RP009", message, f"write {left.sign} where the text ends{_TWICE[left.sign]}"
    if not left.instead:
        return "RP009", message, f"write {left.close} where its last entry ends"
    where = "before" if left.outer else "instead of"
    return "RP009", message, f"write {left.close} {where} the {left.instead}"


def _bad_start(here: str, column: int) -> Diagnosis:
    char = here[column : column + 1]
    if _is_template(here):
        return _TEMPLATE
    message = f'a value cannot begin with "{char}"'
    if char == "%" and re.match(r"%\s*[0-9.]+", here[column:]):
        digits = re.sub("[^0-9.]", "", here[column:].split(",")[0].split("}")[0])
        return "RP009", message, f"write {digits}%"
    return "RP009", message, "put the value in quotes"


def _colon(here: str, column: int) -> Diagnosis:
    before = here[:column].strip()
    key, colon, value = before.partition(":")
    text = value.strip() + here[column:].strip()
    closer = re.search(r"[^\[{]*([\]}])$", text)
    if colon and closer and closer.end() - closer.start() == len(text):
        opener = {"]": "[", "}": "{"}[closer[1]]
        hint = f"write {key}: {opener}{text}"
        return "RP009", f"the {closer[1]} of this line has no {opener}", hint
    round_ = re.fullmatch(r"\(([\w-]+: [^(){}]+)\)", here.partition(":")[2].strip())
    if colon and round_:
        return "RP009", '":" inside a value', f"write {key}: {{{round_[1]}}}"
    if colon and value.strip():
        hint = f'put the value in quotes: {key}: "{here.partition(":")[2].strip()}"'
        if len(hint) > 90:
            hint = "put the value in quotes"
        return "RP009", '":" inside a value', hint
    message = "this line is indented below a line that already has a value"
    return "RP009", message, "keys of one section begin in the same column"


def _by_line(here: str, problem: str, char: str = "") -> Diagnosis:
    line = here.strip()
    if char and char in "}]":
        return "RP009", f'there is one "{char}" too many', "remove it"
    if line.startswith(":"):
        return "RP009", 'a key is missing before ":"', "write key: value"
    if re.match(r"[\w-]+:\s*(['\"]).*\1\s*[^\s#,\]}]", line):
        return "RP009", "text follows a closing quote", _TEXT_AND_QUOTES
    if re.match(r"[\w-]+:\s+- ", line) or "sequence entries are not allowed" in problem:
        hint = "begin the list on the next line, or write it as [a, b]"
        return "RP009", "a list cannot begin on the line of its key", hint
    if re.match(r"[\w-]+:\s*[|>]", line):
        hint = "put the text on the lines below, indented, or in quotes on this line"
        return "RP009", "text follows | or > on the same line", hint
    if re.match(r"[\w-]+:[^\s]", line):
        key, _, value = line.partition(":")
        return "RP009", 'a space is missing after ":"', f"write {key}: {value}"[:90]
    if "could not find expected ':'" in problem or (line and ":" not in line):
        return "RP009", 'this line has no ":"', "write key: value"
    if "block end" in problem:
        message = "the indentation fits no line above"
        return "RP009", message, "keys of one section begin in the same column"
    hint = "look at the colons, the indentation, the quotes and the brackets here"
    return "RP009", "this cannot be read as YAML", hint
