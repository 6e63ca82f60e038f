"""What `rule` shows: the page of a rule, or the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

from revplan.base.docstrings import page
from revplan.base.table import Answer, Column, Row, Table
from revplan.base.words import listing
from revplan.rules import module, names
from revplan.rules.register import former_names
from revplan.rules.threshold import thresholds

_COLUMNS = (
    Column("code", "Code"),
    Column("severity", "Severity"),
    Column("name", "Name"),
    Column("title", "Finds"),
)


def rules_list() -> Answer:
    """Every rule, in the order of its code."""
    rules = [module(name) for name in names()]
    data = {"rules": [_data(rule) for rule in rules]}
    return Answer(tables=(_table(rules),), data=data, flat=_flat(rules))


def rule_page(rule: ModuleType) -> Answer:
    """A rule's page: its docstring, under its code and name, and what it decides by."""
    return Answer(text=_text(rule), set_as="page", data=_with_page(rule), flat=_flat([rule]))


def rule_pages() -> Answer:
    """The pages of all rules, in the order of their codes."""
    rules = [module(name) for name in names()]
    text = "\n\n\n".join(_text(rule) for rule in rules)
    data = {"rules": [_with_page(rule) for rule in rules]}
    return Answer(text=text, set_as="page", data=data, flat=_flat(rules))


def _text(rule: ModuleType) -> str:
    former = former_names(rule.CODE)
    once = f", formerly {listing(former, 'and')}" if former else ""
    head = f"{rule.CODE} {rule.NAME} ({_severities(rule)}){once}\n\n"
    return head + "\n\n".join((page(rule), *_thresholds(rule)))


def _thresholds(rule: ModuleType) -> Iterator[str]:
    """The block of what a rule decides by, as a file of settings would have it; none without."""
    decide = thresholds(rule)
    if decide:
        lines = (f"    {name} = {it.text}  # {it.says}" for name, it in decide.items())
        yield "\n".join(("Thresholds", *lines))


def _with_page(rule: ModuleType) -> dict[str, Any]:
    decide = [
        {"name": name, "value": it.text, "says": it.says} for name, it in thresholds(rule).items()
    ]
    return _data(rule) | {"page": page(rule), "thresholds": decide}


def _severities(rule: ModuleType) -> str:
    return ", ".join(severity.name for severity in rule.SEVERITIES)


def _table(rules: list[ModuleType]) -> Table:
    rows = tuple(Row((rule.CODE, _severities(rule), rule.NAME, _title(rule))) for rule in rules)
    return Table("rules", _COLUMNS, rows)


def _flat(rules: list[ModuleType]) -> Table:
    """For comma-separated values: the columns, of severities the gravest."""
    keys = [column.key for column in _COLUMNS]
    return Table("rules", _COLUMNS, tuple(Row(tuple(map(_data(rule).get, keys))) for rule in rules))


def _title(rule: ModuleType) -> str:
    return page(rule).partition("\n")[0]


def _data(rule: ModuleType) -> dict[str, Any]:
    """What JSON says of a rule; `severity` is the gravest that it has."""
    return {
        "code": rule.CODE,
        "name": rule.NAME,
        "severity": rule.SEVERITIES[0].name,
        "severities": [severity.name for severity in rule.SEVERITIES],
        "title": _title(rule),
    }
