"""`unit_economics:` what a customer costs, and how soon that comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from revplan.ground.assumption import Conversion, PositiveAmount
from revplan.ground.derived import Figures
from revplan.ground.fields import Name
from revplan.ground.number import Number, Quantiser
from revplan.ground.section import Section


class UnitEconomics(Section):
    """How the unit economics are counted."""

    cac_owners: Annotated[
        tuple[Name, ...] | None,
        Field(
            min_length=1,
            description="Whose budgets count as the cost of winning customers; default: every "
            "owner's but customer_success.",
        ),
    ] = None
    margin: Annotated[
        Conversion | None,
        Field(description="Gross margin, of which a customer pays back its cost; default 100%."),
    ] = None
    spend_multiple: Annotated[
        PositiveAmount | None,
        Field(description="Bookings that one unit of marketing budget has brought so far."),
    ] = None


@dataclass(frozen=True, slots=True)
class EconomicsFigures:
    """What a customer costs and brings; None where the plan does not say enough."""

    cac: Number | None


def economics_figures(
    section: UnitEconomics | None,
    figures: Figures,
    *,
    bookings: Number,
    repeatable: Number,
    earned: Number,
    average_deal: Number | None,
    deals: Number | None,
    win_rate: Number | None,
    budgets: Mapping[str, Number] | None,
    total: Number | None,
    q: Quantiser,
) -> EconomicsFigures:
    """The unit economics worked out; their figures go into `figures` by path.

    `earned` is the share of the year's bookings that is recognised in it; `budgets` are by owner.
    """
    raise NotImplementedError
