"""What is known of the plan and its year, for the sections beyond the bridge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from revplan.base.year import PlanYear
from revplan.engine.year import Year
from revplan.model.plan import Plan
from revplan.numbers.acts import Quantiser, larger, ratio_or
from revplan.numbers.exact import ZERO
from revplan.numbers.number import Months, Number
from revplan.sections.bridge import by_quarter
from revplan.sections.new_business import contracts
from revplan.sections.signing import earned_share, earning_parts


@dataclass(frozen=True, slots=True)
class KnownYear:
    """The plan, its year, and its months by quantity: what does not depend on other sections."""

    plan: Plan
    worked_year: Year
    months: Mapping[str, Months]

    @property
    def year(self) -> PlanYear:
        """The twelve months."""
        return self.plan.year

    @property
    def q(self) -> Quantiser:
        """The plan's rounding."""
        return self.plan.q

    @property
    def sigma(self) -> Months:
        """The season of signing [relative], 12."""
        return self.worked_year.sigma

    @property
    def bookings(self) -> Number:
        """What must be signed in the year [currency]."""
        return self.worked_year.bridge.bookings

    @property
    def bookings_by_month(self) -> Months:
        """It by month [currency], 12."""
        return self.months["bookings"]

    @property
    def bookings_by_quarter(self) -> Months:
        """It by quarter [currency], 4."""
        return by_quarter(self.bookings_by_month)

    @property
    def new_business(self) -> Number:
        """What must be won [currency]."""
        return self.worked_year.bridge.new_business

    @property
    def churn_point(self) -> Number:
        """What a point of churn moves new business by [currency]."""
        return self.worked_year.figure("churn_point.revenue")

    @property
    def earned(self) -> Number:
        """The share of the year's bookings that is recognised in it [share of one]: of a company
        what its parts ask for, where a surplus of one does not sign for another.
        """
        if self.plan.segments:
            asked = [part.year.bridge.new_business for part in self.worked_year.parts]
            spare = self.worked_year.unallocated
            wanted = sum(larger(it, ZERO) for it in (*asked, *([] if spare is None else [spare])))
            return ratio_or(wanted, self.bookings, 1)
        terms = contracts(self.plan.new_business)
        return 1 if terms is None else earned_share(terms, self.sigma, "new_business")

    @property
    def earned_by_month(self) -> Months:
        """The shares of a contract that are recognised in the year, by the month in which it is
        signed [shares of one], 12: of a company the year's in every month.
        """
        if self.plan.segments:
            return (self.earned,) * 12
        terms = contracts(self.plan.new_business)
        if terms is None:
            return (1,) * 12
        parts, whole = earning_parts(terms)
        return tuple(Decimal(part) / whole for part in parts)

    @property
    def target(self) -> Number:
        """What the year shall bring: revenue, or closing ARR [currency]."""
        return self.worked_year.bridge.target

    @property
    def without_new_business(self) -> Number:
        """What the year brings without new business [currency]."""
        bridge = self.worked_year.bridge
        return bridge.retained + bridge.carried_over + bridge.upsell + bridge.new_streams

    @property
    def promised(self) -> dict[str, Number]:
        """The new business that owners committed to, by owner [currency]."""
        return {
            owner: self.q(commitment.new_business.value)
            for owner, commitment in self.plan.commitments.items()
            if commitment.new_business is not None
        }

    @property
    def prior_year(self) -> Number:
        """Last year's revenue, or opening ARR [currency]."""
        return self.worked_year.bridge.prior_year
