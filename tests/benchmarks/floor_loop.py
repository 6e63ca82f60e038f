"""The floor under `revplan check`: the same files read by CSafeLoader into plain pydantic models.

`python floor_loop.py FOLDER` prints how many plans it read and the seconds its loop took. It gives
no positions, sees no repeated key, computes nothing and judges nothing.
"""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Assumed(Closed):
    value: Decimal | str
    low: Decimal | str | None = None
    high: Decimal | str | None = None
    source: str = ""
    note: str = ""


Figure = Decimal | str | Assumed
Weights = str | int | list[Decimal]


class PriorYear(Closed):
    revenue: Figure | None = None
    monthly: list[Figure] | None = None
    arr: Figure | None = None
    one_off: Figure | None = None


class Target(Closed):
    growth: Figure | None = None
    revenue: Figure | None = None
    arr: Figure | None = None
    path: Weights | None = None


class Loss(Closed):
    rate: Figure | None = None
    amount: Figure | None = None
    annual_rate: Figure | None = None
    monthly_rate: Figure | None = None
    timing: Weights | None = None
    last_year: Figure | None = None


class Line(Closed):
    amount: Figure | None = None
    rate: Figure | None = None
    annual_rate: Figure | None = None
    monthly: Figure | None = None
    starts: str | None = None
    month: str | None = None
    ramp_months: int | None = None
    seasonality: Weights | None = None
    confidence: Figure | None = None
    last_year: Figure | None = None
    owner: str | None = None
    label: str | None = None
    note: str | None = None


class Contracts(Closed):
    months: int
    delay: int = 0


class NewBusiness(Closed):
    last_year: Figure | list[Figure] | None = None
    recognition: str | Contracts | None = None
    seasonality: Weights | None = None


class Phasing(Closed):
    seasonality: Weights | None = None
    late_start: bool = False
    rounding: Decimal = Decimal(1)


class Waiver(Closed):
    rule: str
    because: str
    until: str | None = None


class Plan(Closed):
    revplan: int
    name: str
    fiscal_year: int
    starts: str | None = None
    currency: str
    basis: Literal["revenue", "arr"] = "revenue"
    prior_year: PriorYear
    target: Target
    churn: Loss | None = None
    contraction: Loss | None = None
    losses: dict[str, Line] = {}
    carry_over: dict[str, Line] = {}
    upsell: dict[str, Line] = {}
    new_streams: dict[str, Line] = {}
    new_business: NewBusiness | None = None
    phasing: Phasing | None = None
    commitments: dict[str, dict[str, Figure]] = {}
    expect: dict[str, Decimal | str] = {}
    waivers: list[Waiver] = []


def main(folder: str) -> None:
    paths = sorted(Path(folder).rglob("*.yaml"))
    began = time.perf_counter()
    for path in paths:
        Plan.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
    took = time.perf_counter() - began
    print(len(paths), took)


if __name__ == "__main__":
    main(sys.argv[1])
