"""Thousands of distinct plans of about 1 KB, as companies write them: both bases, with comments."""

from __future__ import annotations

from pathlib import Path
from random import Random

CURRENCIES = ("USD", "EUR", "GBP", "CHF", "SEK", "AUD")
OWNERS = ("customer_success", "marketing", "trade", "product", "delivery", "web_shop")
SEASONS = ("even", "days", "445", "544")
SOURCES = ("billing export", "forecast after the close", "contract register", "board minutes")


def write_plans(folder: Path, count: int) -> None:
    """So many plans in folders of 100; the same number always gives the same plans."""
    for number in range(count):
        place = folder / f"{number // 100:03d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"plan-{number:05d}.yaml").write_text(plan_text(number), encoding="utf-8")


def plan_text(number: int) -> str:
    """One plan; every third is of the basis arr."""
    chance = Random(number)
    arr = number % 3 == 2
    prior = chance.randrange(200, 9_000) * 10_000
    currency = chance.choice(CURRENCIES)
    lines = [
        f"# Plan {number}, written with the budget of 2027. Amounts are in {currency}.",
        "",
        "revplan: 1",
        f"name: Company {number}",
        "fiscal_year: 2027",
        f"currency: {currency}",
    ]
    lines.extend(["basis: arr"] if arr else [])
    lines.extend(["", "prior_year:", *_prior(chance, prior, arr), "", "target:"])
    growth = chance.randrange(40, 500) / 10
    lines.append(f'  growth: {{value: {growth}%, source: "{_source(chance)}"}}')
    lines.extend(["", "churn:", *_churn(chance, arr), "", "upsell:"])
    lines.extend(_line(chance, "premium_tier", f"rate: {chance.randrange(20, 90) / 10}%"))
    lines.extend(_line(chance, "price_rise", f"amount: {prior // chance.randrange(70, 99)}"))
    lines.extend(["", "new_streams:"])
    lines.extend(_line(chance, "workshops", f"monthly: {prior // 1_000_000 + 1}k"))
    lines.extend(["", "new_business:", *_new_business(chance, prior, arr)])
    lines.extend(["", "phasing:", f"  seasonality: {_season(chance)}"])
    if not arr:
        lines.append(f"  late_start: {chance.choice(('true', 'false'))}   # the first quarter")
    even = "  seasonality: even" in lines and not any("monthly: [" in line for line in lines)
    if even:
        lines.extend(["", "waivers:"])
        lines.append('  - {rule: RP321, because: "months follow with the closed books"}')
    return "\n".join(lines) + "\n"


def _prior(chance: Random, prior: int, arr: bool) -> list[str]:
    if arr:
        return [f'  arr: {{value: {prior}, source: "{_source(chance)}"}}']
    if chance.random() < 0.5:
        months = [prior // 12_000 + chance.randrange(-9, 9) for _ in range(12)]
        return [f"  monthly: [{', '.join(f'{month}k' for month in months)}]   # as invoiced"]
    return [f'  revenue: {{value: {prior:_}, source: "{_source(chance)}"}}', "  one_off: 20k"]


def _churn(chance: Random, arr: bool) -> list[str]:
    rate = chance.randrange(80, 350) / 10
    stated = f'{{value: {rate}%, low: {rate - 2:.1f}%, high: {rate + 4:.1f}%, note: "by size"}}'
    key = "rate" if arr or chance.random() < 0.7 else "annual_rate"
    lines = [f"  {key}: {stated}", f"  last_year: {rate + 1:.1f}%"]
    if chance.random() < 0.4:
        lines.append(f"  timing: [{_weights(chance)}]   # the renewal calendar")
    return lines


def _line(chance: Random, name: str, brings: str) -> list[str]:
    starts = f"starts: 2027-{chance.randrange(1, 8):02d}"
    more = chance.choice((f"ramp_months: {chance.randrange(2, 7)}", "confidence: 80%"))
    owner = f"owner: {chance.choice(OWNERS)}"
    if chance.random() < 0.5:
        return [f"  {name}: {{{brings}, {starts}, {more}, {owner}}}"]
    return [f"  {name}:", *(f"    {part}" for part in (brings, starts, more, owner))]


def _new_business(chance: Random, prior: int, arr: bool) -> list[str]:
    lines = [f"  last_year: {prior // 2}   # the same definition as above"]
    if not arr:
        how = ("immediate", "subscription", "{months: 6, delay: 1}")
        lines.append(f"  recognition: {chance.choice(how)}")
    return lines


def _season(chance: Random) -> str:
    return chance.choice(SEASONS) if chance.random() < 0.6 else f"[{_weights(chance)}]"


def _weights(chance: Random) -> str:
    return ", ".join(str(chance.randrange(3, 20)) for _ in range(12))


def _source(chance: Random) -> str:
    return f"{chance.choice(SOURCES)}, 2026-{chance.randrange(9, 13)}-{chance.randrange(10, 28)}"
