"""The bookings of a plan: what is signed so that new business is recognised in the year, and what
holds it back. The formulas are those of `sections.signing`.
"""

from __future__ import annotations

from revplan.fields.assumption import Assumption
from revplan.model.plan import Plan
from revplan.numbers.acts import larger
from revplan.numbers.exact import ZERO
from revplan.numbers.number import Months, Number
from revplan.sections import new_business, phasing, signing


def signing_of(plan: Plan, needed: Number, sigma: Months) -> signing.Signing | None:
    """The contracts to sign for new business, held back where the plan starts late and says what
    last year signed; None in a plan that recognises at once.
    """
    terms = new_business.contracts(plan.new_business)
    if terms is None:
        return None
    share, stated = phasing.late_share(plan.phasing), _signed_last_year(plan)
    if share is None or stated is None:
        return signing.signing(needed, terms, sigma)
    last_year = signing.signed_months(stated, sigma, plan.q)
    ceiling = tuple(share * month for month in last_year[: signing.HELD])
    return signing.signing(needed, terms, sigma, ceiling)


def _signed_last_year(plan: Plan) -> Assumption | tuple[Assumption, ...] | None:
    return plan.new_business.signed_last_year if plan.new_business is not None else None


def late_start_cost(plan: Plan, needed: Number, bookings: Number, sigma: Months) -> Number | None:
    """What more is to be signed since the late start holds signings back [currency]; None where it
    holds none.
    """
    terms, share = new_business.contracts(plan.new_business), phasing.late_share(plan.phasing)
    if terms is None or share is None or _signed_last_year(plan) is None:
        return None
    return bookings - plan.q(signing.contract_value(needed, terms, sigma))


def signed_bookings(plan: Plan, needed: Number, sigma: Months) -> Number:
    """The contract value to sign in the year [currency]; nothing for a surplus."""
    found = signing_of(plan, needed, sigma)
    return larger(needed, ZERO) if found is None else plan.q(found.value)
