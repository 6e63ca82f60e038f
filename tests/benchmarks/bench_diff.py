"""(d) A `diff` of twelve changes against one of a single change, of thousands, and of many that
leave the number alone; (e) a long history.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from statistics import median

from rounds import REVPLAN, Figure, Run, environment, in_turns, paired

ROUNDS = 25
LIMIT = 1.5
COMMITS = 500
LINEAR = 1.15
LINES = 2_000
ITEMS = 100
ASIDE = 4.0

NUMBERS = {
    "one_off": ("200k", "250k"),
    "revenue": ("10M", "10.4M"),
    "growth": ("50%", "47%"),
    "churn": ("30%", "31.5%"),
    "contraction": ("2%", "2.5%"),
    "tier": ("400k", "450k"),
    "seats": ("3%", "2.7%"),
    "sure": ("80%", "75%"),
    "course": ("20k", "22k"),
    "partner": ("150k", "140k"),
    "leaver": ("90k", "120k"),
    "backlog": ("300k", "310k"),
}
PLAN = """revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {{revenue: {revenue}, one_off: {one_off}}}
target: {{growth: {growth}}}
churn: {{annual_rate: {churn}, timing: even}}
contraction: {{rate: {contraction}}}
losses: {{leaver: {{amount: {leaver}, starts: 2027-04}}}}
carry_over: {{backlog: {{amount: {backlog}}}}}
upsell:
  tier: {{amount: {tier}, confidence: {sure}}}
  seats: {{annual_rate: {seats}, starts: 2027-03}}
new_streams: {{course: {{monthly: {course}, starts: 2027-07}}, partner: {{amount: {partner}}}}}
new_business: {{recognition: subscription}}
"""


def plan(changed: int) -> str:
    """The plan with so many of its numbers changed."""
    return PLAN.format(
        **{name: texts[place < changed] for place, (name, texts) in enumerate(NUMBERS.items())}
    )


def figures(quick: bool) -> list[Figure]:
    rounds = 7 if quick else ROUNDS
    few = 3 if quick else 7
    return [*_changes(rounds), *_many_changes(few), *_beside(few), *_history(few)]


def _changes(rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        cwd = Path(folder)
        for count in (0, 1, 12):
            (cwd / f"{count}.yaml").write_text(plan(count))
        month = "months.2027-06.new_business"
        sides = {
            "one": Run([REVPLAN, "diff", "0.yaml", "1.yaml"], cwd),
            "twelve": Run([REVPLAN, "diff", "0.yaml", "12.yaml"], cwd),
            "month": Run([REVPLAN, "diff", "0.yaml", "12.yaml", "--measure", month], cwd),
            "gap": Run([REVPLAN, "gap", "0.yaml"], cwd),
        }
        taken = in_turns(sides, rounds)
    one, twelve = taken["one"], taken["twelve"]
    note = f"{median(twelve) * 1000:.0f} ms to {median(one) * 1000:.0f} ms"
    return [
        Figure("diff of 12 changes / diff of 1", paired(twelve, one), LIMIT, note=note),
        Figure("the same, of a month's figure", paired(taken["month"], one)),
        Figure("diff of 1 change / gap", paired(one, taken["gap"])),
    ]


def _many_changes(rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        cwd, sides = Path(folder), {}
        for count in (LINES, 4 * LINES):
            for side, amount in (("old", 100), ("new", 101)):
                lines = "".join(f"  line_{n}: {{amount: {n}_{amount}}}\n" for n in range(1, count))
                text = PLAN.partition("upsell:")[0].format(**{k: v[0] for k, v in NUMBERS.items()})
                (cwd / f"{side}{count}.yaml").write_text(f"{text}upsell:\n{lines}")
            words = [REVPLAN, "diff", f"old{count}.yaml", f"new{count}.yaml"]
            sides[str(count)] = Run(words, cwd)
        taken = in_turns(sides, rounds)
    one, four = taken[str(LINES)], taken[str(4 * LINES)]
    label = f"diff of {4 * LINES:,} changed lines / of {LINES:,}, a line"
    note = f"{median(four):.2f} s to {median(one):.2f} s"
    return [Figure(label, paired(four, one) / 4, LINEAR, note=note)]


def _beside(rounds: int) -> list[Figure]:
    """Changes of the budget, of each of which it is told what it moves instead."""
    with tempfile.TemporaryDirectory() as folder:
        cwd, sides = Path(folder), {}
        head = PLAN.format(**{name: texts[0] for name, texts in NUMBERS.items()})
        for changed in (0, 1, ITEMS):
            items = "".join(
                f"  item_{n}: {{owner: sales, amount: {2_000 + n - (n > changed)}, every: month}}\n"
                for n in range(1, ITEMS + 1)
            )
            (cwd / f"{changed}.yaml").write_text(f"{head}budget:\n{items}")
        for changed in (1, ITEMS):
            sides[str(changed)] = Run([REVPLAN, "diff", "0.yaml", f"{changed}.yaml"], cwd)
        taken = in_turns(sides, rounds)
    one, many = taken["1"], taken[str(ITEMS)]
    note = f"{median(many):.2f} s to {median(one):.2f} s"
    label = f"diff of {ITEMS} changes that leave the number alone / of one"
    return [Figure(label, paired(many, one), ASIDE, note=note)]


def _history(rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        sides = {}
        for count in (COMMITS // 2, COMMITS):
            cwd = Path(folder, str(count))
            cwd.mkdir()
            _commit(cwd, count)
            sides[str(count)] = Run([REVPLAN, "log", "plan.yaml", "--format", "json"], cwd)
        taken = in_turns(sides, rounds)
    half, whole = taken[str(COMMITS // 2)], taken[str(COMMITS)]
    note = f"{median(whole):.2f} s to {median(half):.2f} s"
    label = f"log of {COMMITS} commits / of {COMMITS // 2}, a commit"
    return [Figure(label, paired(whole, half) / 2, LINEAR, note=note)]


def _commit(cwd: Path, count: int) -> None:
    """A history of so many commits, each of which moves one or two numbers of the plan."""
    stream = []
    for number in range(count):
        text = PLAN.format(
            **{
                name: texts[(number >> place) & 1]
                for place, (name, texts) in enumerate(NUMBERS.items())
            }
        )
        body = text.encode() + f"# {number}\n".encode()
        stamp = f"Ada <ada@example.com> {1_800_000_000 + number * 60} +0000"
        stream.append(b"commit refs/heads/main\n" + f"committer {stamp}\n".encode())
        stream.append(b"data 1\nx\n" + f"M 100644 inline plan.yaml\ndata {len(body)}\n".encode())
        stream.append(body + b"\n")
    for words, given in ((["init", "-q", "-b", "main"], b""),
                         (["fast-import", "--quiet"], b"".join(stream)),
                         (["reset", "-q", "--hard"], b"")):  # fmt: skip
        subprocess.run(["git", *words], cwd=cwd, input=given, check=True, env=environment())
