"""(e) `revplan gap` of one company of many segment files, against reading the files as plans; all
figures of a company, against those of one half as large.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from rounds import PYTHON, REVPLAN, Figure, Run, Side, in_turns, paired

LIMIT = 2.5
FLAT = 1.1
LISTED = 400
LINEAR = 1.15
FLOOR = str(Path(__file__).with_name("read_loop.py"))
HEAD = """revplan: 1
name: Group
fiscal_year: 2027
currency: USD
fx: {EUR: 1.08, GBP: 1.27, CHF: 1.12}
segments:
"""
CURRENCIES = ("USD", "EUR", "GBP", "CHF")


def figures(quick: bool) -> list[Figure]:
    found: list[Figure] = []
    costs: list[float] = []
    with tempfile.TemporaryDirectory() as temporary:
        for size in (500, 1_000) if quick else (5_000, 10_000):
            folder = Path(temporary, str(size))
            root = write_company(folder, size)
            taken = _measured(root, folder / "units", rounds=3)
            costs.append((median(taken["gap"]) - median(taken["one"])) / size)
            note = f"{median(taken['gap']) / size * 1e6:.0f} us a segment to "
            note += f"{median(taken['loop']) / size * 1e6:.0f}"
            ratio = paired(taken["gap"], taken["loop"])
            found.append(
                Figure(f"gap of {size:,} segment files / reading them", ratio, LIMIT, note=note)
            )
    label = "cost a segment, of all / of half as many"
    found.append(Figure(label, costs[1] / costs[0], FLAT))
    return [*found, _all_figures(rounds=3)]


def _all_figures(rounds: int) -> Figure:
    """Every figure of every segment, as JSON."""
    with tempfile.TemporaryDirectory() as temporary:
        sides: dict[str, Side] = {}
        for size in (LISTED // 2, LISTED):
            root = write_company(Path(temporary, str(size)), size)
            words = [REVPLAN, "explain", str(root), "--format", "json"]
            sides[str(size)] = Run(words, root.parent)
        taken = in_turns(sides, rounds)
    half, whole = taken[str(LISTED // 2)], taken[str(LISTED)]
    note = f"{median(whole):.1f} s to {median(half):.1f} s"
    label = f"all figures of {LISTED} segments / of half as many, a segment"
    return Figure(label, paired(whole, half) / 2, LINEAR, note=note)


def _measured(root: Path, units: Path, rounds: int) -> dict[str, list[float]]:
    inside: list[float] = []
    loop = Run([PYTHON, FLOOR, str(units)], units)

    def floor() -> float:
        seconds = loop()
        inside.append(float(loop.printed.split()[1]))
        return seconds

    alone = [REVPLAN, "gap", str(next(units.rglob("*.yaml")))]
    sides: dict[str, Side] = {
        "whole": floor,
        "gap": Run([REVPLAN, "gap", str(root)], units),
        "one": Run(alone, units),
    }
    return in_turns(sides, rounds) | {"loop": inside[1:]}


def write_company(folder: Path, count: int) -> Path:
    """A company of so many units, each in a file of its own."""
    units = folder / "units"
    units.mkdir(parents=True)
    lines = []
    for number in range(count):
        (units / f"unit-{number:05d}.yaml").write_text(segment_text(number), encoding="utf-8")
        lines.append(f"  unit-{number:05d}: {{plan: units/unit-{number:05d}.yaml}}\n")
    root = folder / "group.yml"
    root.write_text(HEAD + "".join(lines), encoding="utf-8")
    return root


def segment_text(number: int) -> str:
    """A plan of about half a kilobyte, as a unit of a group writes it."""
    return f"""# Unit {number}, written with the budget of 2027.
revplan: 1
name: Unit {number}
fiscal_year: 2027
currency: {CURRENCIES[number % 4]}

prior_year:
  revenue: {{value: {200_000 + 7_919 * (number % 97)}, source: "ledger, 2026-10-31"}}

target:
  growth: {5 + number % 31}%

churn:
  rate: {{value: {8 + number % 23}%, low: 5%, high: 35%, note: "by size"}}
  last_year: {9 + number % 23}%

upsell:
  premium_tier: {{rate: {1 + number % 7}%, starts: 2027-03, ramp_months: 3, owner: sales}}

new_streams:
  workshops: {{amount: {1_000 + number % 13}, starts: 2027-04, owner: product}}

new_business:
  last_year: {40_000 + number % 17}
  recognition: immediate
"""
