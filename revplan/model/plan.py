"""The plan: its sections under one roof."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.words import quote
from revplan.base.year import Month, PlanYear
from revplan.fields.calendar import FirstMonth, YearNumber
from revplan.fields.currency import Currency
from revplan.fields.exchange import ExchangeRate
from revplan.fields.lazy import Lazy
from revplan.fields.nested import Segments
from revplan.fields.reads import Given, Reads
from revplan.fields.section import Section, not_here
from revplan.fields.text import Label, Name, Text, choice, text_of, word_schema
from revplan.model.records import READ, Record
from revplan.numbers.acts import Quantiser
from revplan.numbers.read import Refused
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

FORMAT = 1
BASES = ("revenue", "arr")
_NO_BASIS = {"mrr": "write arr, and each amount for a year: ARR is twelve times MRR"}

OF_SEGMENTS = (
    "prior_year",
    "churn",
    "contraction",
    "losses",
    "carry_over",
    "upsell",
    "new_streams",
)
"""What stands in segments where there are any."""


def _read_version(raw: Any) -> int:
    text = text_of(raw, "the format version")
    if text == str(FORMAT):
        return FORMAT
    if re.fullmatch(r"[1-9][0-9]{0,3}", text, re.ASCII):
        raise Refused(
            "RP102",
            f"this revplan reads plan format {FORMAT}, this file says format {text}",
            "upgrade revplan",
        )
    raise Refused("RP102", f"{quote(text)} is not a format version", f"write revplan: {FORMAT}")


# The plan is one model, though three classes state its fields in their order: every model costs,
# and pydantic takes the fields of a plain class for those of the model that is made of it.


class _BridgeKeys:
    """The plan as far as the bridge and its months need it."""

    revplan: Annotated[
        Annotated[int, Reads(_read_version, word_schema(["1"]))],
        Field(description="The format's version: 1."),
    ]
    name: Annotated[Label, Field(description="The company, as the plan's title.")]
    fiscal_year: Annotated[
        YearNumber,
        Field(description="The calendar year of the plan's first or last month."),
    ]
    starts: Annotated[
        FirstMonth | None,
        Field(description="The plan's first month, 2027-01; default January of fiscal_year."),
    ] = None
    currency: Annotated[
        Currency,
        Field(description="The currency of every amount, as ISO 4217 writes it."),
    ]
    basis: Annotated[
        Annotated[str, Reads(choice(BASES, _NO_BASIS), word_schema(BASES))],
        Field(
            description="revenue (default): money recognised in the year; arr: annual recurring "
            "revenue at the year's end."
        ),
    ] = "revenue"
    plan: Annotated[
        Text | None,
        Field(description="In a segment: the file of its plan, beside or below the plan's own."),
    ] = None
    prior_year: Annotated[
        PriorYear, Field(description="Last year, where the plan starts from.")
    ] = PriorYear.model_construct()
    target: Annotated[Target, Field(description="What the year is to bring.")] = (
        Target.model_construct()
    )
    churn: Annotated[Loss | None, Field(description="Customers lost.")] = None
    contraction: Annotated[Loss | None, Field(description="Customers who stay and pay less.")] = (
        None
    )
    losses: Annotated[
        dict[Name, Line], Field(description="Departures known by name, on top of churn.")
    ] = {}
    carry_over: Annotated[
        dict[Name, Line],
        Field(
            description="Signed already: backlog, and the full-year effect of customers won last "
            "year."
        ),
    ] = {}
    upsell: Annotated[
        dict[Name, Line], Field(description="What existing customers will add, line by line.")
    ] = {}
    new_streams: Annotated[
        dict[Name, Line], Field(description="What new streams will bring, line by line.")
    ] = {}
    new_business: Annotated[
        NewBusiness | None, Field(description="How the new business comes and is recognised.")
    ] = None
    segments: Annotated[
        SegmentPlans,
        Segments(),
        Field(
            description="Parts of the company that plan for themselves, instead of prior_year and "
            "what follows from it: each the body of a plan, or {plan: FILE}."
        ),
    ] = {}
    fx: Annotated[
        dict[Currency, ExchangeRate],
        Field(
            description="Units of the plan's currency for one of a segment's, by currency; or "
            "{per: 0.92}, units of the segment's for one of the plan's."
        ),
    ] = {}
    phasing: Annotated[Phasing, Field(description="How the year is laid over its months.")] = (
        Phasing.model_construct()
    )


def _fields(records: Iterable[Record]) -> dict[str, Any]:
    """The fields of sections that few plans have, and their defaults, as a class states them."""
    types = {record.key: Lazy(record.module, record.model, record.keyed) for record in records}
    says = {record.key: Field(description=record.says) for record in records}
    defaults: dict[str, Any] = {record.key: {} if record.keyed else None for record in records}
    return {
        "__annotations__": {key: Annotated[Any, types[key], says[key]] for key in types}
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
        dict[Name, Commitment], Field(description="Who has signed up to bring what, by owner.")
    ] = {}
    expect: Annotated[
        dict[str, Pin],
        Field(description="Pins: the derived figures that were approved, by their path."),
    ] = {}
    waivers: Annotated[
        tuple[Waiver, ...],
        Field(description="Findings that are accepted, each with a reason."),
    ] = ()

    ASIDE = ("revplan", "name", "plan", "strategy", "commitments", "expect", "waivers")

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
            why = "does not go with segments: each of them states its own"
            yield from not_here(raw, OF_SEGMENTS, path, why, "move it into a segment")

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
