"""What `rule` shows: the page of a rule, or the list of all."""

from __future__ import annotations

from types import ModuleType

from revplan.base.docstrings import page
from revplan.base.table import Answer, Column, Row, Table
from revplan.rules import module, names

_COLUMNS = (
    Column("code", "Code"),
    Column("severity", "Severity", keep=2),
    Column("name", "Name"),
    Column("title", "Finds", keep=1),
)


def rules_list() -> Answer:
    """Every rule, in the order of its code."""
    rules = [module(name) for name in names()]
    table = _table(rules)
    return Answer(tables=(table,), data={"rules": [_data(rule) for rule in rules]}, flat=table)


def rule_page(rule: ModuleType) -> Answer:
    """A rule's page: its docstring, under its code and name."""
    return Answer(text=_text(rule), data=_with_page(rule), flat=_table([rule]))


def rule_pages() -> Answer:
    """The pages of all rules, in the order of their codes."""
    rules = [module(name) for name in names()]
    text = "\n\n\n".join(_text(rule) for rule in rules)
    return Answer(
        text=text, data={"rules": [_with_page(rule) for rule in rules]}, flat=_table(rules)
    )


def _text(rule: ModuleType) -> str:
    return f"{rule.CODE} {rule.NAME} ({rule.SEVERITY.name})\n\n{page(rule)}"


def _with_page(rule: ModuleType) -> dict[str, str]:
    return _data(rule) | {"page": page(rule)}


def _table(rules: list[ModuleType]) -> Table:
    rows = tuple(Row((rule.CODE, rule.SEVERITY.name, rule.NAME, _title(rule))) for rule in rules)
    return Table("rules", _COLUMNS, rows)


def _title(rule: ModuleType) -> str:
    return page(rule).partition("\n")[0]


def _data(rule: ModuleType) -> dict[str, str]:
    return {
        "code": rule.CODE,
        "name": rule.NAME,
        "severity": rule.SEVERITY.name,
        "title": _title(rule),
    }
