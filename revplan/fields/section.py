"""What every section of a plan is: a closed, frozen model that knows which keys exclude others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.words import neither
from revplan.fields.reads import Given


class Section(BaseModel):
    """A part of the plan. `ONE_OF` names the keys of which exactly one stands, `ASIDE` those that
    no figure is made of, `ORDERED` those that hold entries whose order counts.
    """

    # Sections are built with the plan, all at once: a validator for each alone is hardly ever
    # asked for, and would cost every start.
    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )

    ONE_OF: ClassVar[tuple[str, ...]] = ()
    ASIDE: ClassVar[tuple[str, ...]] = ()
    ORDERED: ClassVar[tuple[str, ...]] = ()
    BESIDE: ClassVar[tuple[str, ...]] = ()
    """Keys that say more about the one number of the section, where that may stand alone."""
    CHOOSE: ClassVar[Mapping[str, str]] = {}
    """By key, when to choose it and not another, or which of its values."""
    LEFT_OUT: ClassVar[Mapping[str, str]] = {}
    """By key, what holds where it is left out, of those that nothing stands for then."""
    NONE_IS_ZERO: ClassVar[bool] = False
    """Whether a plan without the section is one in which its number is zero."""

    def measure(self) -> tuple[str, Any]:
        """The one of the keys of ONE_OF that the plan states, and what it states there."""
        for key in self.ONE_OF:
            stated = getattr(self, key)
            if stated is not None:
                return key, stated
        raise LookupError(self.ONE_OF)

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """Keys that may not stand together, or not in this plan, read from the raw mapping."""
        if cls.ONE_OF:
            yield from exactly_one(raw, cls.ONE_OF, path)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        schema = handler(core_schema)
        if cls.ONE_OF:
            target = handler.resolve_ref_schema(schema)
            target["oneOf"] = [{"required": [key]} for key in cls.ONE_OF]
        return schema


_SAME = "keep one of the two: they say the same thing in two ways"


def exactly_one(
    raw: Mapping[str, Any],
    keys: Sequence[str],
    path: Path,
    missing: str = "write exactly one of them",
    both: str = _SAME,
) -> Iterator[Problem]:
    """Exactly one of the keys stands in the mapping; `missing` and `both` say what to write."""
    present = [key for key in raw if key in keys]
    where = path[-1] if path else "the plan"
    if not present:
        told = f"{where} says {neither(keys)}"
        yield Problem("RP105", told, missing, path=path, details={"missing": tuple(keys)})
    for second in present[1:]:
        yield Problem(
            "RP105",
            f"{where} has both {present[0]} and {second}",
            both,
            path=(*path, second),
            on_key=True,
        )


def not_here(
    raw: Mapping[str, Any], keys: Sequence[str], path: Path, why: str, hint: str
) -> Iterator[Problem]:
    """Keys that this plan cannot use, and why."""
    for key in keys:
        if key in raw:
            yield Problem("RP107", f"{key} {why}", hint, path=(*path, key), on_key=True)


def no_prior_season(raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
    """Last year's months are not a season where they are not known."""
    if raw.get("seasonality") != "prior_year" or given.by_month:
        return
    why, hint = "and only its total is given", "give prior_year.monthly, or write "
    if given.basis == "arr":
        why, hint = "which an arr plan does not have", "write "
    yield Problem(
        "RP107",
        f"seasonality prior_year needs last year's months, {why}",
        f"{hint}even, days, 445 or 12 weights",
        path=(*path, "seasonality"),
    )
