"""Nobody owns it.

What it checks
  A line of `losses`, `carry_over`, `upsell` or `new_streams`, a source of leads or an item of the
  budget that has no `owner`. One finding a section names them all.

Why it matters
  What everybody is to bring, nobody does. A line with a name beside it is spoken of in every
  review; a line without one is remembered in December.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    upsell:
      premium_tier: {rate: 5%}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    upsell:
      premium_tier: {rate: 5%, owner: customer_success}

How to waive
    waivers:
      - {rule: RP352, because: "three people, who all do everything"}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.base.words import first_few
from revplan.engine.outcome import Outcome
from revplan.model.catalogue import LINE_SECTIONS

CODE = "RP352"
NAME = "owner-missing"
SEVERITIES = (Severity.info,)


def check(outcome: Outcome) -> Iterator[Problem]:
    """Lines, sources and budget items that nobody owns, a finding a section."""
    plan = outcome.plan
    sections: dict[Path, Mapping[str, Any]] = {(key,): getattr(plan, key) for key in LINE_SECTIONS}
    if plan.funnel is not None:
        sections["funnel", "sources"] = plan.funnel.sources
    sections["budget",] = plan.budget
    for path, entries in sections.items():
        unowned = [name for name, entry in entries.items() if entry.owner is None]
        if unowned:
            yield Problem(
                CODE,
                f"nobody owns {first_few(unowned)} of {'.'.join(map(str, path))}",
                "give each an owner: the name of a team or a person",
                Severity.info,
                (*path, unowned[0]),
            )
