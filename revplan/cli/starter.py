"""The starter plan that `init` writes: a page that teaches the format and checks clean."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from decimal import Decimal

from revplan import rules
from revplan.base.problem import CannotWorkOut, Location, Place, Problem
from revplan.engine.work_out import work_out
from revplan.fields.amount import read_growth
from revplan.fields.calendar import read_year
from revplan.fields.currency import read_currency
from revplan.fields.text import readable
from revplan.model.plan import Plan
from revplan.numbers.read import Refused, read_amount, read_rate
from revplan.sources.plan_file import read_text

_HEAD = """\
# {name}: the revenue plan for {year}. `revplan gap` works it out, `revplan check` judges it,
# `revplan explain` tells where each figure comes from. Every key: `revplan schema`.
revplan: 1
name: {quoted_name}
fiscal_year: {year}
currency: {currency}
"""

_REVENUE = """
prior_year:
  revenue: {{value: {revenue}, source: "accounts {last_year}"}}    # or monthly: [12 amounts]

target:
  growth: {{value: {growth}, source: "board, autumn {last_year}"}}    # or revenue: an amount
  path: rising                  # growth builds month by month

churn:                          # what last year's customers will not bring again
  rate: {{value: {churn}, source: "billing export, autumn {last_year}"}}

upsell:                         # what existing customers will add, line by line
  premium_tier: {{amount: {upsell}, starts: {year}-03, ramp_months: 3, owner: customer_success}}

new_streams:                    # what the company will sell besides
  workshops: {{amount: {stream}, starts: {year}-04, owner: product}}

new_business:
  recognition: immediate        # or subscription: a contract earns over twelve months

phasing:
  seasonality: days             # or 12 weights; last year's months are better still
  late_start: false             # true: hold the first quarter to last year's
"""

_ARR = """
basis: arr                      # annual recurring revenue at the year's end

prior_year:
  arr: {{value: {revenue}, source: "billing export, 1 January"}}    # on the first day

target:
  growth: {{value: {growth}, source: "board, autumn {last_year}"}}    # or arr: an amount

churn:                          # of the opening ARR, over the year
  rate: {{value: {churn}, source: "billing export, autumn {last_year}"}}
  timing: even                  # or 12 weights: a renewal calendar

upsell:                         # what existing customers will add, line by line
  more_seats: {{amount: {upsell}, starts: {year}-03, ramp_months: 3, owner: customer_success}}

new_streams:                    # what the company will sell besides
  second_product: {{amount: {stream}, starts: {year}-04, owner: product}}

phasing:
  seasonality: [7, 7, 9, 7, 7, 9, 6, 6, 9, 9, 9, 15]    # when new customers sign
"""

_LATER = """
waivers:                        # findings that are accepted, each with a reason
  - {{rule: RP355, because: "the departments plan when the number stands", until: {year}-03}}
"""


def next_year() -> str:
    """The calendar year after this one in UTC; of SOURCE_DATE_EPOCH where that is set."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 12 else time.time()
    return str(time.gmtime(now).tm_year + 1)


def starter(
    *, basis: str, name: str, revenue: str, growth: str, churn: str, currency: str, year: str
) -> tuple[str, list[Problem]]:
    """The text of the plan, or what is wrong with the options."""
    template = _HEAD + (_ARR if basis == "arr" else _REVENUE)
    wrong = _wrong_options(name, revenue, growth, churn, currency, year)
    if wrong:
        return "", wrong
    small = read_amount(revenue) / 100
    text = template.format(
        name=" ".join(name.split()),
        quoted_name=_yaml_text(name),
        year=year,
        last_year=int(year) - 1 if year.isascii() and year.isdigit() and len(year) < 6 else year,
        currency=currency,
        revenue=revenue,
        growth=growth,
        churn=churn,
        upsell=_short(2 * small),
        stream=_short(small),
    )
    file = read_text(text, "init")
    if file.plan is not None and _asks_for_departments(file.plan):
        text += _LATER.format(year=year)
    return text, file.problems


def _asks_for_departments(plan: Plan) -> bool:
    """Whether the number is large enough that the rules ask who does what for it."""
    try:
        return any(rules.module("rp355_department_without_plan").check(work_out(plan)))
    except CannotWorkOut:
        return False


def _wrong_options(
    name: str, revenue: str, growth: str, churn: str, currency: str, year: str
) -> list[Problem]:
    problems = []
    readers: tuple[tuple[str, str, Callable[[str], object]], ...] = (
        ("--name", name, lambda text: readable(text, 200)),
        ("--revenue", revenue, read_amount),
        ("--growth", growth, read_growth),
        ("--churn", churn, read_rate),
        ("--currency", currency, read_currency),
        ("--fiscal-year", year, read_year),
    )
    for option, text, read in readers:
        try:
            read(text)
        except Refused as refused:
            place = Place(Location(option, 1, 1, 1, len(text) + 1), ((1, text),))
            problems.append(Problem(refused.code, refused.message, refused.hint, place=place))
    return problems


def _yaml_text(text: str) -> str:
    escapes = text.replace("\\", "\\\\").replace('"', '\\"')
    return (
        text
        if text.replace(" ", "").isalpha() and text.isascii() and text.lower() != "null"
        else f'"{escapes}"'
    )


def _short(amount: Decimal) -> str:
    for suffix, power in (("M", 6), ("k", 3)):
        scaled = amount.scaleb(-power)
        if scaled >= 1 and scaled == scaled.to_integral_value():
            return f"{scaled:f}".split(".")[0] + suffix
    return f"{amount.quantize(Decimal(1)):f}"
