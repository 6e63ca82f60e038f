"""What to write where a plan lacks a key that it needs."""

from __future__ import annotations

from revplan.base.flow import flow
from revplan.base.paths import Path
from revplan.fields.key import KeyFacts
from revplan.model.shape import field_at

_MISSING = {
    "revplan": "write revplan: 1, the version of the format",
    "name": "write name: with the company's name",
    "fiscal_year": "write fiscal_year: with the year, such as fiscal_year: 2027",
    "currency": "write currency: with an ISO 4217 code, such as currency: USD",
    "prior_year": "write last year's revenue, such as prior_year: {revenue: 10M}",
    "target": "write the target, such as target: {growth: 20%} or target: {revenue: 12M}",
    "rule": "write the code that is waived, such as rule: RP305",
    "because": "write because: with the reason; a waiver needs a reason",
    "value": "write value: with the number that the plan counts on",
    "months": "write months: with the months over which a contract is recognised",
}


def write_missing(path: Path) -> str:
    """What to write at a path at which a key is missing: its own words, or its example."""
    key = str(path[-1])
    if key in _MISSING:
        return _MISSING[key]
    stated = _example(path)
    return f"write {key}, such as {stated}" if stated else f"write {key}:"


def write_value(path: Path) -> str:
    """What to write at a key that has no value and cannot be left out."""
    key, stated = str(path[-1]), _example(path)
    if key in _MISSING:
        return _MISSING[key]
    return f"write a value, such as {stated}" if stated else "write a value"


def _example(path: Path) -> str:
    """A key with its example; empty for one that has none."""
    field = field_at(path)
    facts = field.json_schema_extra if field is not None else None
    example = facts.example if isinstance(facts, KeyFacts) else None
    return "" if example is None else f"{path[-1]}: {flow(example)}"
