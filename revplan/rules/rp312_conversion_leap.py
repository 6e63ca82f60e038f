"""A conversion is to be far better than last year's.

What it checks
  A stage of the funnel states a conversion more than 1.25 times its `last_year`, gives no
  `because` of a dozen letters at least, and no initiative of `strategy` supports
  `funnel.stages.<stage>.conversion`. Then the product of all conversions that neither leap alone
  nor say why, against the product of their `last_year`. A stage whose `last_year` is none is new.
  With `check --against`, a reason counts for nothing where the conversion rose further and the
  reason is the one that it had before.

Why it matters
  A conversion that rises from 20% to 30% takes a third off the leads that marketing has to bring,
  by one keystroke. Buyers do not decide more often because a plan says so: a new offer, a new desk
  or a new list does it, and it has a name. Three stages that each gain 15% ask for a third fewer
  leads as well: many small hopes are one large one.

Fails
    revplan: 1
    name: Bluff Robotics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages:
        lead:     {conversion: 23%, last_year: 20%}
        meeting:  {conversion: 50%, last_year: 45%}
        proposal: {conversion: 30%, last_year: 20%}

Passes
    revplan: 1
    name: Bluff Robotics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    funnel:
      average_deal: 40k
      stages:
        lead:     {conversion: 23%, last_year: 20%, because: "leads are called within the hour"}
        meeting:  {conversion: 50%, last_year: 45%}
        proposal: {conversion: 30%, last_year: 20%, because: "new proposal desk from December"}

How to waive
  Better say what changes: `because`, or an initiative whose `supports` names the conversion.
    waivers:
      - {rule: RP312, because: "last year counted proposals that nobody had asked for"}
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from revplan.base.problem import Problem, Severity
from revplan.base.words import escape, listing, quote
from revplan.engine.outcome import Outcome
from revplan.fields.assumption import Assumption
from revplan.model.plan import Plan
from revplan.numbers.exact import exactly
from revplan.numbers.write import percent
from revplan.rules.reasons import is_old_reason, leaps, named_in, old_reason
from revplan.rules.threshold import Threshold

CODE = "RP312"
NAME = "conversion-leap"
SEVERITIES = (Severity.warning,)
ABOUT = "funnel"

LEAP = Threshold("1.25", "times last year's conversion, and more is a leap")
PRODUCT = Threshold("1.25", "times last year's product of conversions that do not leap alone")
LETTERS = Threshold("12", "letters, and less is not a reason")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Each conversion, against last year's; then those together that do not leap alone."""
    return _asked(outcome, {})


def changed(outcome: Outcome, base: Plan) -> Iterator[Problem]:
    """The same where a conversion rose further and its reason is the one that it had before."""
    funnel, before = outcome.plan.funnel, base.funnel
    if funnel is None or before is None:
        return
    stale = {
        name: was.conversion
        for name, was in before.stages.items()
        if (now := funnel.stages.get(name)) is not None
        and is_old_reason((now.conversion, now.because), (was.conversion, was.because))
    }
    known = [problem.path for problem in check(outcome)]
    yield from (it for it in _asked(outcome, stale) if it.path not in known)


def _asked(outcome: Outcome, stale: Mapping[str, Assumption]) -> Iterator[Problem]:
    """What is asked about; `stale` are the conversions before of stages whose reason was theirs."""
    funnel = outcome.plan.funnel
    if funnel is None:
        return
    named = named_in(outcome)
    small: dict[str, tuple[Assumption, Assumption]] = {}
    for name, stage in funnel.stages.items():
        if stage.last_year is None or stage.last_year.is_none:
            continue
        reason = says_why(stage.because)
        supported = named.supports(f"funnel.stages.{name}.conversion")
        if (reason and name not in stale) or supported:
            continue
        if leaps(stage.conversion.value, stage.last_year.value, LEAP.value):
            why = old_reason(stale[name]) if reason else _why(stage.because)
            yield _leap(name, stage.conversion, stage.last_year, why)
        else:
            small[name] = stage.conversion, stage.last_year
    yield from _together(small, {name: it for name, it in stale.items() if name in small})


def says_why(because: str | None) -> bool:
    """Whether a reason has letters enough to be one."""
    return sum(map(str.isalpha, because or "")) >= LETTERS.value


def _why(because: str | None) -> str:
    """What is wrong with a reason, or with none."""
    if not because:
        return "nothing says what changes"
    return f"{quote(because)} is too short a reason: it has {LETTERS.value} letters at least"


def _leap(name: str, now: Assumption, before: Assumption, why: str) -> Problem:
    """One conversion far above last year's."""
    return Problem(
        CODE,
        f"the conversion of {escape(name)} leaps from {before.text} to {now.text}, and {why}",
        'say it beside the number, because: "...", or name it in an initiative: '
        f"supports: [funnel.stages.{name}.conversion]",
        Severity.warning,
        ("funnel", "stages", name, "conversion"),
    )


def _together(
    small: dict[str, tuple[Assumption, Assumption]], stale: Mapping[str, Assumption]
) -> Iterator[Problem]:
    """Conversions of which none leaps, where all of them together do; `stale` are those before of
    stages whose reason was theirs.
    """
    if len(small) < 2:
        return
    product = before = Decimal(1)
    with exactly():
        for stated, last_year in small.values():
            product, before = product * stated.value, before * last_year.value
        if not leaps(product, before, PRODUCT.value):
            return
        rise = percent(product / before - 1)
    why = "nothing says what changes"
    if stale:
        given = [f"{it.text} of {escape(name)}" for name, it in stale.items()]
        old = "a reason was" if len(given) == 1 else "the reasons were"
        why = f"{old} given for less: {listing(given, 'and')}"
    yield Problem(
        CODE,
        f"the conversions of {listing(map(escape, small), 'and')} together are {rise} above last "
        f"year's, and {why}",
        'say it beside the numbers that rise, because: "...", or name them in an initiative',
        Severity.warning,
        ("funnel", "stages"),
        on_key=True,
    )
