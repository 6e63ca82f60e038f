"""The plan: its sections under one roof."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.year import Month, PlanYear
from revplan.fields.currency import Currency
from revplan.fields.exchange import ExchangeRate
from revplan.fields.key import says
from revplan.fields.lazy import Lazy
from revplan.fields.nested import Segments
from revplan.fields.reads import Given
from revplan.fields.section import Section, not_here
from revplan.fields.text import Name
from revplan.model.head import PlanHead
from revplan.model.records import READ, Record
from revplan.numbers.acts import Quantiser
from revplan.sections.churn import Loss
from revplan.sections.commitments import Commitment
from revplan.sections.expect import Pin
from revplan.sections.lines import Line
from revplan.sections.new_business import NewBusiness
from revplan.sections.phasing import Phasing
from revplan.sections.prior_year import PriorYear
from revplan.sections.target import Target
from revplan.sections.waivers import Waiver

if TYPE_CHECKING:
    from revplan.sections.budget import Item
    from revplan.sections.capacity import Capacity
    from revplan.sections.funnel import Funnel
    from revplan.sections.strategy import Strategy
    from revplan.sections.unit_economics import UnitEconomics

    SegmentPlans = dict[str, "Plan"]
else:
    SegmentPlans = dict[str, Any]

OF_SEGMENTS = (
    *("prior_year", "churn", "contraction", "losses", "carry_over", "upsell", "new_streams"),
)
"""What stands in segments where there are any."""

NOT_WITH_SEGMENTS = "does not go with segments: each of them states its own"


# The plan is one model, though four classes state its fields in their order: every model costs,
# and pydantic takes the fields of a plain class for those of the model that is made of it.


class _BridgeKeys(PlanHead):
    """The plan as far as the bridge and its months need it."""

    prior_year: Annotated[
        PriorYear, says("Last year, where the plan starts from.", {"revenue": "10M"})
    ] = PriorYear.model_construct()
    target: Annotated[Target, says("What the year is to bring.", {"growth": "20%"})] = (
        Target.model_construct()
    )
    churn: Annotated[
        Loss | None, says("Customers lost.", {"rate": "30%"}, default="none: every customer stays")
    ] = None
    contraction: Annotated[
        Loss | None,
        says(
            "Customers who stay and pay less.",
            {"rate": "2%"},
            default="none: who stays pays as before",
        ),
    ] = None
    losses: Annotated[
        dict[Name, Line],
        says("Departures known by name, on top of churn.", {"bigco": {"amount": "400k"}}),
    ] = {}
    carry_over: Annotated[
        dict[Name, Line],
        says(
            "Signed already: backlog, and the full-year effect of customers won last year.",
            {"backlog": {"amount": "600k"}},
        ),
    ] = {}
    upsell: Annotated[
        dict[Name, Line],
        says(
            "What existing customers will add, line by line.", {"premium_tier": {"amount": "500k"}}
        ),
    ] = {}
    new_streams: Annotated[
        dict[Name, Line],
        says("What new streams will bring, line by line.", {"workshops": {"amount": "250k"}}),
    ] = {}
    new_business: Annotated[
        NewBusiness | None,
        says("How the new business comes and is recognised.", {"last_year": "3M"}),
    ] = None
    segments: Annotated[
        SegmentPlans,
        Segments(),
        says(
            "Parts of the company that plan for themselves, instead of prior_year and "
            "what follows from it: each the body of a plan, or {plan: FILE}.",
            {"emea": {"prior_year": {"revenue": "4M"}, "target": {"growth": "20%"}}},
            default="none: the plan is one whole",
        ),
    ] = {}
    fx: Annotated[
        dict[Currency, ExchangeRate],
        says(
            "Units of the plan's currency for one of a segment's, by currency; or "
            "{per: 0.92}, units of the segment's for one of the plan's.",
            {"EUR": "1.08"},
        ),
    ] = {}
    phasing: Annotated[
        Phasing, says("How the year is laid over its months.", {"seasonality": "even"})
    ] = Phasing.model_construct()


def _fields(records: Iterable[Record]) -> dict[str, Any]:
    """The fields of sections that few plans have, and their defaults, as a class states them."""
    types = {record.key: Lazy(record.module, record.model, record.keyed) for record in records}
    told = {record.key: says(record.says, record.example) for record in records}
    defaults: dict[str, Any] = {record.key: {} if record.keyed else None for record in records}
    return {
        "__annotations__": {key: Annotated[Any, types[key], told[key]] for key in types}
    } | defaults


if TYPE_CHECKING:

    class _Beyond(_BridgeKeys):
        funnel: Funnel | None
        capacity: Capacity | None
        budget: dict[str, Item]
        unit_economics: UnitEconomics | None
        strategy: Strategy | None
else:
    _Beyond = type("_Beyond", (_BridgeKeys,), _fields(READ))


class Plan(_Beyond, Section):
    """A company's revenue plan for one year."""

    commitments: Annotated[
        dict[Name, Commitment],
        says("Who has signed up to bring what, by owner.", {"sales": {"new_business": "5M"}}),
    ] = {}
    expect: Annotated[
        dict[str, Pin],
        says(
            "Pins: the derived figures that were approved, by their path.", {"new_business": "8M"}
        ),
    ] = {}
    waivers: Annotated[
        tuple[Waiver, ...],
        says(
            "Findings that are accepted, each with a reason.",
            [{"rule": "RP303", "because": "the catalogue is frozen until 2028"}],
        ),
    ] = ()

    ASIDE = ("revplan", "name", "plan", "strategy", "commitments", "expect", "waivers")
    CHOOSE = {
        "starts": "State it where the year does not begin in January; fiscal_year is then the "
        "calendar year of its first or of its last month.",
        "basis": "revenue where the board counts what is recognised in the year; arr where it "
        "counts the recurring revenue of the last day: then prior_year and target state `arr`, and "
        "the months lead from opening to closing.",
        "plan": "Where somebody else keeps the segment's plan; where one person keeps all, its "
        "body may stand in the company's file.",
        "losses": "A line here for a customer whose notice is in; `churn` for the rest, whose "
        "names nobody knows yet.",
        **dict.fromkeys(
            (it for it in OF_SEGMENTS if it != "losses"),
            "In a plan of one business; where there are segments, each of them states its own.",
        ),
        "segments": "Where parts of the company lose, grow or count otherwise than the "
        "whole; a plan of one business needs none. revplan guide segments says more.",
    }

    LEFT_OUT = {
        "losses": "none: churn is all that goes",
        "carry_over": "none: nothing is signed already",
        "upsell": "none: existing customers add nothing",
        "new_streams": "none: nothing new is sold",
        "new_business": "signed business is recognised at once, in the season of the plan",
        "fx": "none: every segment is in the plan's currency",
        "phasing": "the season of last year's months where they are given, else twelve alike",
        "funnel": "none: no leads are counted",
        "capacity": "none: no reps are counted",
        "budget": "none: no costs are planned",
        "unit_economics": "CAC of every owner but customer_success, at a margin of 100%",
        "strategy": "none: the plan is its numbers",
        "commitments": "none: nobody has signed up for a number",
        "expect": "none: figures may be whatever follows",
        "waivers": "none: every finding is told",
        "plan": "none: the segment's body stands in the company's file",
    }

    @property
    def year(self) -> PlanYear:
        """The twelve months of the plan."""
        return PlanYear(self.starts or Month(self.fiscal_year, 1))

    @property
    def q(self) -> Quantiser:
        """The plan's rounding."""
        return Quantiser(self.phasing.rounding)

    @property
    def below(self) -> "SegmentPlans":
        """The segments, each with the phasing that it follows: its own, or the plan's."""
        return {
            name: segment
            if "phasing" in segment.model_fields_set and segment.phasing is not None
            else segment.model_copy(update={"phasing": self.phasing})
            for name, segment in self.segments.items()
        }

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """What stands in segments where there are any."""
        if "segments" in raw:
            hint = "move it into a segment"
            yield from not_here(raw, OF_SEGMENTS, path, NOT_WITH_SEGMENTS, hint)

    def export(self) -> dict[str, Any]:
        """The plan as a mapping of texts, which reads back as an equal plan."""
        written: dict[str, Any] = _as_lists(self.model_dump(exclude_unset=True))
        return written


def differing_keys(old: Plan, new: Plan) -> list[str]:
    """The keys that make two plans answers to different questions; none where they compare."""
    keys = ("currency", "basis", "fiscal_year")
    found = [key for key in keys if getattr(old, key) != getattr(new, key)]
    return found or (["starts"] if old.year != new.year else [])


def _as_lists(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _as_lists(value) for key, value in part.items()}
    return [_as_lists(value) for value in part] if isinstance(part, (list, tuple)) else part
