"""New business moves by more than a change may move it.

What it checks
  With `check --against` and `--max-change`: new business is compared with the base, either way. The
  limit is an amount, or a share of what it was; the examples are held to 5%. What cannot be held to
  a limit fails: a plan of another currency, basis or year, a base that has no answer, a link, a
  file of another repository. So does a plan that the base has below what was named and that is gone
  from there, deleted or moved away, and a plan that is new where another is gone: it may be the
  other. A plan that was moved within what was named is followed; a new plan alone passes, and that
  is said.

Why it matters
  A target that grows by a tenth in a pull request about wording was not meant, or not said. A limit
  lets small edits through and asks for a decision where the number really moves, or leaves.

Base
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 35%}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 33%}

How to fix
  Undo what moved it, or raise the limit for this change, where everybody sees it:
  `revplan diff` says which edit moved the figure by how much. Bring a plan back that is gone, or
  let it go in a change of its own, compared without `--max-change`.
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.base.words import listing
from revplan.engine.outcome import Outcome
from revplan.model.plan import differing_keys
from revplan.numbers.limit import Limit
from revplan.rules import Base

CODE = "RP905"
NAME = "change-beyond-limit"
SEVERITIES = (Severity.error,)
ABOUT = "changes"


def check(outcome: Outcome, base: Base, limit: Limit | None) -> Iterator[Problem]:
    """New business, against the base."""
    if limit is None or base.plan is None:
        return
    keys = differing_keys(outcome.plan, base.plan)
    if keys:
        said = f"{listing(keys, 'and')} changed, so new business cannot be held to {limit.text}"
        yield Problem(CODE, said, "make that a change of its own", Severity.error, (keys[0],))
    elif base.outcome is not None:
        before, after = base.outcome.bridge.new_business, outcome.bridge.new_business
        why = limit.passed_by(before, after)
        if why:
            hint = "`revplan diff` with the same base says which edit moved it"
            said = f"new business {why}"
            yield Problem(CODE, said, hint, Severity.error, ("target",), on_key=True)
