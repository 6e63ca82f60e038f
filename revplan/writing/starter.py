"""The starter plan that `init` writes: what was said, what a gap needs, the rest to un-comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from revplan.base.problem import Problem
from revplan.sources.plan_file import read_text
from revplan.writing.comments import comment_behind
from revplan.writing.usual import EXAMPLES, USUAL
from revplan.writing.wanted import Wanted, wrong_fields

SCHEMA_FILE = "revplan.schema.json"
"""What editors complete and check plans with; it stands beside them."""

MODELINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
"""What tells an editor so."""

_ABOUT = """\
# `revplan gap` works this plan out, `revplan check` judges it, `revplan explain` tells where each
# figure comes from. Take the "# " off what you know; all keys: `revplan init - --full{}`
"""

_COMMENTED = """
# upsell:                         # what existing customers will add, line by line
#   {upsell_line}: {{amount: {upsell}, starts: {year}-03, ramp_months: 3, owner: customer_success}}

# new_streams:                    # what the company will sell besides
#   {stream_line}: {{amount: {stream}, starts: {year}-04, owner: product}}
"""

_REVENUE = """
# new_business:
#   recognition: subscription     # a contract earns over twelve months; without this, at once

# phasing:
#   seasonality: days             # or 12 weights; last year's months are better still
#   late_start: true              # the first quarter asks for no more than last year's
"""

_ARR = """
# phasing:
#   seasonality: [7, 7, 9, 7, 7, 9, 6, 6, 9, 9, 9, 15]    # when new customers sign
"""

_FUNNEL = """
# funnel:                         # how many leads that takes, and by when
#   average_deal: {deal}
#   stages: {{lead: {{conversion: 25%, days: 20}}, proposal: {{conversion: 30%, days: 40}}}}
"""


_LAST_YEAR = {
    "revenue": "or monthly: 12 amounts, which say the season too",
    "arr": "ARR on the first day",
}


def starter(wanted: Wanted, modeline: str = "") -> tuple[str, list[Problem]]:
    """The text of the plan, or what is wrong with what was said."""
    wrong = wrong_fields(wanted)
    if wrong:
        return "", wrong
    own = _ARR if wanted.basis == "arr" else _REVENUE
    about = _ABOUT.format(" --basis arr" if wanted.basis == "arr" else "")
    blocks = (_COMMENTED + own + _FUNNEL).format(**_of_its_size(wanted))
    text = f"{modeline}{about}{top(wanted)}\n{examples_note(wanted)}{year_of(wanted)}{blocks}"
    return text, read_text(text, "init").problems


def top(wanted: Wanted) -> str:
    """What every plan begins with."""
    stated = {
        "name": yaml_text(" ".join((wanted.name or USUAL["name"]).split())),
        "fiscal_year": wanted.year,
        "currency": wanted.currency or USUAL["currency"],
    }
    lines = ["revplan: 1"]
    for key, value in stated.items():
        line = f"{key}: {value}"
        example = key in wanted.head_examples
        lines.append(comment_behind(line, f"an example: {_OWN[key]}") if example else line)
    if wanted.basis == "arr":
        lines.append(comment_behind("basis: arr", "annual recurring revenue at the year's end"))
    return "".join(f"{line}\n" for line in lines)


_OWN = {
    "name": "your company's name",
    "fiscal_year": "the year that you plan",
    "currency": "the currency of your amounts",
}


def examples_note(wanted: Wanted) -> str:
    """That some numbers are examples, as a comment; empty where none is."""
    if not wanted.examples:
        return ""
    return "# What says TODO is an example: put your own number in, and where it comes from.\n"


def year_of(wanted: Wanted) -> str:
    """The three sections that a gap needs, as the plan states them."""
    return "\n".join("".join(f"{line}\n" for line in part) for part in _sections(wanted))


def numbers_of(wanted: Wanted) -> dict[str, tuple[str, str]]:
    """What the three sections state, and at which key; an example says so."""
    target = ("growth", _number(wanted.growth, EXAMPLES["growth"]))
    return {
        "prior_year": (wanted.measure, _number(wanted.revenue, EXAMPLES["revenue"])),
        "target": target if wanted.target is None else (wanted.measure, wanted.target),
        "churn": ("rate", _number(wanted.churn, EXAMPLES["churn"])),
    }


def says(wanted: Wanted) -> str:
    """The three numbers that a gap needs, as the plan has them.

    >>> says(Wanted("2027", revenue="4M"))
    'revenue 4M, growth 50%, churn 30%'
    """
    prior = "opening ARR" if wanted.basis == "arr" else "revenue"
    target = f"target {wanted.target}" if wanted.target else _or_example(wanted, "growth")
    numbers = (f"{prior} {wanted.revenue or EXAMPLES['revenue']}", target)
    return ", ".join((*numbers, _or_example(wanted, "churn")))


def _or_example(wanted: Wanted, key: str) -> str:
    return f"{key} {getattr(wanted, key) or EXAMPLES[key]}"


def _number(said: str | None, example: str) -> str:
    """A number as it was said, with nothing invented beside it; or an example that says so."""
    return f"{{value: {example}, source: TODO}}" if said is None else said


def _sections(wanted: Wanted) -> Iterator[tuple[str, ...]]:
    arr = wanted.basis == "arr"
    prior, target, churn = (f"  {key}: {value}" for key, value in numbers_of(wanted).values())
    yield comment_behind("prior_year:", _LAST_YEAR[wanted.measure]), _sourced(prior)
    instead = f"{wanted.measure}: an amount" if wanted.target is None else "growth: a rate"
    path = (comment_behind("  # path: rising", "growth builds month by month"),)
    yield comment_behind("target:", f"or {instead}"), _sourced(target), *(() if arr else path)
    what = "of the opening ARR, over the year" if arr else "what customers will not bring again"
    timing = (comment_behind("  # timing: even", "or 12 weights: a renewal calendar"),)
    yield comment_behind("churn:", what), _sourced(churn), *(timing if arr else ())


def _sourced(line: str) -> str:
    """A number with the way to say its source behind it, where it has none."""
    _, _, value = line.partition(": ")
    if value.startswith("{"):
        return line
    return comment_behind(line, f'or {{value: {value}, source: "where it comes from"}}')


def _of_its_size(wanted: Wanted) -> dict[str, str]:
    """What the examples say, in amounts that suit the company."""
    size = wanted.size
    arr = wanted.basis == "arr"
    return {
        "year": wanted.year,
        "upsell_line": "more_seats" if arr else "premium_tier",
        "stream_line": "second_product" if arr else "workshops",
        "upsell": short(size / 50),
        "stream": short(size / 100),
        "deal": short(size / 250),
    }


def short(amount: Decimal) -> str:
    """An amount as people write it; one at least.

    >>> [short(Decimal(it)) for it in ("1250000", "200000", "3000000", "0")]
    ['1250k', '200k', '3M', '1']
    """
    for suffix, power in (("M", 6), ("k", 3)):
        scaled = amount.scaleb(-power)
        if scaled >= 1 and scaled == scaled.to_integral_value():
            return f"{scaled:f}".split(".")[0] + suffix
    return f"{max(amount, Decimal(1)).quantize(Decimal(1)):f}"


def yaml_text(text: str) -> str:
    r"""A text as a value of YAML, in quotation marks where it could be read as anything else.

    >>> [yaml_text(it) for it in ("Ott Sons", "Ott & Sons", "true", 'the "A"')]
    ['Ott Sons', '"Ott & Sons"', '"true"', '"the \\"A\\""']
    """
    words = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
    if re.fullmatch(r"[A-Za-z]+( [A-Za-z]+)*", text) and text.lower() not in words:
        return text
    escapes = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escapes}"'
