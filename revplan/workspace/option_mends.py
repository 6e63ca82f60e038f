"""A value tried that cannot be read: the one that was meant, where one slip alone explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from revplan.base.paths import ANY, Path
from revplan.model.edit import PUT
from revplan.model.operands import number_in
from revplan.reading.validate import validate
from revplan.sources.scan import scan
from revplan.sources.yaml_events import read_tree


def mend(path: Path, operator: str, text: str, column: int) -> str:
    """The text of a value with the one slip mended that a parser met at a column, counted from 0;
    "" where that is not certain: nothing that a plan reads there comes of it, or several things.

    >>> mend(("upsell", "bundle"), "=", "{amount: [1M}", 9)
    '{amount: 1M}'
    >>> mend(("churn", "rate"), "=", "@x", 0)
    ''
    """
    if "\n" in text or len(text) > _MOST_MENDED or text.rstrip().endswith(","):
        return ""
    meant: dict[str, str] = {}
    for it in dict.fromkeys(_candidates(text, column)):
        value = _value_of(it)
        if value is not None and reads_in_a_plan(path, operator, value):
            meant.setdefault(repr(value), it)
    return next(iter(meant.values())) if len(meant) == 1 else ""


_MOST_MENDED = 500
"""A value of more signs than this is not looked through."""


def _value_of(text: str) -> Any:
    """What a text says; None where it cannot be read."""
    value, _, problems = (None, None, [True]) if scan(text, "") else read_tree(text, "")
    return None if problems else value


def reads_in_a_plan(path: Path, operator: str, value: Any) -> bool:
    """Whether a plan that states a value at a path may read it there; behind another operator than
    `=`, whether it is a number.
    """
    if operator != PUT:
        return number_in(value) is not None
    steps = tuple("any" if step == ANY else step for step in path)
    if any(isinstance(step, int) for step in steps):
        return False
    year = re.search("20[0-9]{2}", repr(value))
    raw: dict[str, Any] = {**_AROUND, "fiscal_year": year[0] if year else "2027"}
    for step in reversed(steps):
        value = {step: value}
    wrong = validate({**raw, **value})[1]
    unknown = any(it.code == "RP104" and it.path == steps[: len(it.path)] for it in wrong)
    return not unknown and not any(it.path[: len(steps)] == steps for it in wrong)


_AROUND: Mapping[str, Any] = {
    "revplan": "1",
    "name": "A plan",
    "currency": "USD",
    "prior_year": {"revenue": "1B"},
    "target": {"growth": "10%"},
}
"""What a plan states besides; years are those of the value."""


def _candidates(text: str, column: int) -> Iterator[str]:
    """The texts that one slip less may have made, the likelier first."""
    sign, before, after = text[column : column + 1], text[:column], text[column + 1 :]
    closing = len(text.rstrip("]}"))
    for at in range(closing, len(text) + 1):
        yield from (f"{text[:at]}{it}{text[at:]}" for it in ("}", "]", "]}", '"', "'"))
    for at in range(closing, len(text)):
        yield from (f"{text[:at]}{it}{text[at + 1 :]}" for it in ("}", "]", ""))
    if sign == "%" and re.match(r"\s*[0-9]", after):
        yield before + re.sub(r"^\s*([0-9._]+)", r"\1%", after)
    if sign == "\t":
        yield f"{before} {after}"
    if sign in ("[", "{", '"', "'", ",") or not sign.isprintable():
        yield before + after
    yield f"{before.rstrip()}, {text[column:]}"
    yield _in_quotes(text, column)


def _in_quotes(text: str, column: int) -> str:
    """The text with the single value that stands at a column in quotes."""
    if text.lstrip()[:1] not in ("{", "["):
        return f'"{text.strip()}"'
    start = max(text.rfind(it, 0, column) + len(it) for it in (": ", ",", "[", "{"))
    value = re.compile(r"\s*([^\[\]{},]*)").match(text, start)
    typed = value[1].rstrip() if value is not None else ""
    if value is None or not typed:
        return text
    inner = typed[1:-1] if typed[:1] == typed[-1:] == "'" else typed
    at = value.start(1)
    return f'{text[:at]}"{inner}"{text[at + len(typed) :]}'


_GLUED = re.compile(r"([\w-]+)\s*([:=; ])\s*(\S.*)")


def part_keys(text: str, value: Any) -> tuple[str, str, str]:
    """The first key that a value holds with its own value glued to it, as in `{amount:1M}`; that
    key as it is written; and the text with each such key mended. Empty where there is none.

    >>> part_keys("{amount:1M,owner=x}", {"amount:1M": None, "owner=x": None})
    ('amount:1M', 'amount: 1M', '{amount: 1M,owner: x}')
    """
    glued = {it: _GLUED.fullmatch(it) for it in _keys_without_value(value)}
    keys = {it: f"{match[1]}: {match[3]}" for it, match in glued.items() if match is not None}
    for key, written in keys.items():
        text = text.replace(key, written, 1)
    return (*next(iter(keys.items())), text) if keys else ("", "", "")


def _keys_without_value(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if inner is None:
                yield key
            yield from _keys_without_value(inner)
