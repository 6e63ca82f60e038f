"""The plan: its sections under one roof."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, get_args

from pydantic import Field

from revplan.ground.calendar import AnyMonth
from revplan.ground.currency import MINOR_UNITS
from revplan.ground.fields import Label, Name, Reads, choice, text_of, word_schema
from revplan.ground.figures import Refused
from revplan.ground.number import Quantiser
from revplan.ground.problem import Path
from revplan.ground.section import Section
from revplan.ground.words import quoted
from revplan.ground.year import Month, PlanYear
from revplan.sections.churn import Loss
from revplan.sections.commitments import Commitment
from revplan.sections.expect import Pin
from revplan.sections.lines import Line
from revplan.sections.new_business import NewBusiness
from revplan.sections.phasing import Phasing
from revplan.sections.prior_year import PriorYear
from revplan.sections.target import Target
from revplan.sections.waivers import Waiver

FORMAT = 1
BASES = ("revenue", "arr")


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
    raise Refused("RP102", f"{quoted(text)} is no format version", f"write revplan: {FORMAT}")


def read_year(raw: Any) -> int:
    """A calendar year of four digits."""
    text = text_of(raw, "a year")
    if not re.fullmatch(r"[1-9][0-9]{3}", text, re.ASCII) or text > "9900":
        raise Refused("RP117", f"{quoted(text)} is not a year", "write a year like 2027")
    return int(text)


_CALLED = {"$": "USD", "US$": "USD", "DOLLAR": "USD", "€": "EUR", "EURO": "EUR", "£": "GBP",
           "UKP": "GBP", "POUND": "GBP", "¥": "JPY", "YEN": "JPY", "RMB": "CNY"}  # fmt: skip


def read_currency(raw: Any) -> str:
    """An ISO 4217 code."""
    text = text_of(raw, "a currency")
    if text in MINOR_UNITS:
        return text
    meant = text.upper() if text.upper() in MINOR_UNITS else _CALLED.get(text.upper())
    hint = "write the three letters of ISO 4217, such as USD, EUR or JPY"
    raise Refused("RP119", f"{quoted(text)} is not a currency", f"write {meant}" if meant else hint)


class Plan(Section):
    """A company's revenue plan for one year."""

    revplan: Annotated[
        Annotated[int, Reads(_read_version, word_schema(["1"]))],
        Field(description="The format's version: 1."),
    ]
    name: Annotated[Label, Field(description="The company, as the plan's title.")]
    fiscal_year: Annotated[
        Annotated[
            int,
            Reads(
                read_year,
                {
                    "anyOf": [
                        {"type": "integer", "minimum": 1000, "maximum": 9900},
                        {"type": "string", "pattern": "^[1-9][0-9]{3}$"},
                    ]
                },
            ),
        ],
        Field(description="The calendar year of the plan's first or last month."),
    ]
    starts: Annotated[
        AnyMonth | None,
        Field(description="The plan's first month, 2027-01; default January of fiscal_year."),
    ] = None
    currency: Annotated[
        Annotated[str, Reads(read_currency, {"enum": sorted(MINOR_UNITS)})],
        Field(description="The currency of every amount, as ISO 4217 writes it."),
    ]
    basis: Annotated[
        Annotated[str, Reads(choice(BASES), word_schema(BASES))],
        Field(
            description="revenue (default): money recognised in the year; arr: annual recurring "
            "revenue at the year's end."
        ),
    ] = "revenue"
    prior_year: Annotated[PriorYear, Field(description="Last year, where the plan starts from.")]
    target: Annotated[Target, Field(description="What the year is to bring.")]
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
    phasing: Annotated[Phasing, Field(description="How the year is laid over its months.")] = (
        Phasing.model_construct()
    )
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

    ASIDE = ("revplan", "name", "commitments", "expect", "waivers")

    @property
    def year(self) -> PlanYear:
        """The twelve months of the plan."""
        return PlanYear(self.starts or Month(self.fiscal_year, 1))

    @property
    def q(self) -> Quantiser:
        """The plan's rounding."""
        return Quantiser(self.phasing.rounding)

    def export(self) -> dict[str, Any]:
        """The plan as a mapping of texts, which reads back as an equal plan."""
        written: dict[str, Any] = _as_lists(self.model_dump(exclude_unset=True))
        return written


def apart(old: Plan, new: Plan) -> list[str]:
    """The keys that make two plans answers to different questions; none where they compare."""
    keys = ("currency", "basis", "fiscal_year")
    found = [key for key in keys if getattr(old, key) != getattr(new, key)]
    return found or (["starts"] if old.year != new.year else [])


def common_quantum(old: Plan, new: Plan) -> Decimal:
    """The finer rounding of two plans, of which every amount of either is a multiple."""
    return min(old.phasing.rounding, new.phasing.rounding)


def _as_lists(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _as_lists(value) for key, value in part.items()}
    return [_as_lists(value) for value in part] if isinstance(part, (list, tuple)) else part


@lru_cache(maxsize=1)
def parts() -> dict[str, tuple[type[Section] | None, bool]]:
    """By key of the plan: the model of what stands there, and whether it is keyed by names."""
    return {
        key: (_model_of(field.annotation), keyed(field.annotation))
        for key, field in Plan.model_fields.items()
    }


@lru_cache(maxsize=1024)
def section_at(path: Path) -> type[Section] | None:
    """The model of the section at a path; None where no section is (a number, a list)."""
    model: type[Section] | None = Plan
    steps = iter(path)
    for step in steps:
        field = model.model_fields.get(str(step)) if model is not None else None
        if field is None:
            return None
        model = _model_of(field.annotation)
        if keyed(field.annotation) and next(steps, None) is None:
            return None
    return model


def keyed(annotation: Any) -> bool:
    """Whether a field holds entries under names of the user's own (or in a list)."""
    return getattr(annotation, "__origin__", None) in (dict, tuple)


def _model_of(annotation: Any) -> type[Section] | None:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation
    for inner in get_args(annotation):
        model = _model_of(inner)
        if model is not None:
            return model
    return None
