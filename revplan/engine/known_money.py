"""What is known of money: revenue, margin, contracts, budgets, of this year and of last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from revplan.engine.known_year import KnownYear
from revplan.numbers.figure import Figures
from revplan.numbers.number import Months, Number
from revplan.sections.bridge import REVENUE_OF
from revplan.sections.new_business import contracts, won_last_year
from revplan.sections.signing import YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revplan.sections.budget import BudgetFigures


@dataclass(frozen=True, slots=True)
class KnownMoney(KnownYear):
    """The plan and its year, and what other sections have come to: `section` is that in question.
    Of these, what is about money.
    """

    figures: Figures
    found: dict[str, Any]
    section: Any = None

    @property
    def revenue(self) -> Number:
        """The year's revenue [currency]."""
        found: Number = getattr(self.worked_year.bridge, REVENUE_OF[self.plan.basis])
        return found

    @property
    def revenue_by_month(self) -> Months:
        """It by month [currency], 12."""
        return self.months[REVENUE_OF[self.plan.basis]]

    @property
    def contract_months(self) -> int:
        """How many months a contract pays: a year where nothing else is said."""
        return (contracts(self.plan.new_business) or YEAR).months

    @property
    def won_last_year(self) -> Number | None:
        """What last year won [currency], to be held against this year's bookings."""
        return won_last_year(self.plan.new_business, self.q)

    @property
    def margin(self) -> Number:
        """The gross margin [share of one]; one where none is stated."""
        from revplan.sections.unit_economics import gross_margin

        return gross_margin(self.plan.unit_economics)

    @property
    def budgets(self) -> Mapping[str, Number] | None:
        """The budget by owner [currency]; None in a plan without one."""
        return None if self._budget is None else self._budget.by_owner

    @property
    def budgets_last_year(self) -> Mapping[str, Number]:
        """What owners spent last year, as far as their items say it, by owner [currency]."""
        parts = {} if self._budget is None else self._budget.owners
        return {owner: it.last_year for owner, it in parts.items() if it.last_year is not None}

    @property
    def budget_total(self) -> Number | None:
        """The whole budget [currency]; None in a plan without one."""
        return None if self._budget is None else self._budget.total

    @property
    def budget_by_month(self) -> Months | None:
        """It by month [currency], 12; None in a plan without one."""
        return None if self._budget is None else self._budget.whole.months

    @property
    def _budget(self) -> BudgetFigures | None:
        return self.found.get("budget")
