"""The segments' targets add up to less than the company's.

What it checks
  A company with `segments` and a `target` of its own: the targets of the segments, each in the
  company's currency, add up to at least that target. What they do not cover is `unallocated`.

Why it matters
  The board was promised 15 million, and the segments have signed up for 14.8. The rest stands in no
  plan: no reps, no leads and no budget are planned for it, and nobody misses it until the year is
  over.

Fails
    revplan: 1
    name: Ridgeway Instruments
    fiscal_year: 2027
    currency: USD
    target: {revenue: 15M}
    segments:
      emea: {prior_year: {revenue: 4M}, target: {growth: 40%}, churn: {rate: 25%}}
      amer: {prior_year: {revenue: 6M}, target: {growth: 50%}, churn: {rate: 30%}}

Passes
    revplan: 1
    name: Ridgeway Instruments
    fiscal_year: 2027
    currency: USD
    target: {revenue: 15M}
    segments:
      emea: {prior_year: {revenue: 4M}, target: {growth: 50%}, churn: {rate: 25%}}
      amer: {prior_year: {revenue: 6M}, target: {growth: 50%}, churn: {rate: 30%}}

How to fix
  Raise a segment's target, add the segment that is to bring the rest, or lower the company's
  target. Without a target of its own a company's is the sum of its segments'. The rule cannot be
  waived.
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text

CODE = "RP203"
NAME = "segments-short"
SEVERITIES = (Severity.error,)
ABOUT = "segments"


def check(outcome: Outcome) -> Iterator[Problem]:
    """What of the company's target no segment covers."""
    spare = outcome.year.unallocated
    if spare is None or spare <= 0:
        return
    wanted = outcome.bridge.target
    with exactly():
        covered = wanted - spare
    yield Problem(
        CODE,
        f"the segments' targets add up to {amount_text(covered)}, {amount_text(spare)} less than "
        f"the company's {amount_text(wanted)}",
        f"find a segment for {amount_text(spare)}, or lower the company's target",
        Severity.error,
        ("target",),
    )
