"""`target:` what the year is to bring, and how it is spread over the months."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.fields.amount import Amount, Growth
from revplan.fields.calendar import WEIGHTS, WEIGHTS_SCHEMA, choice_or_weights
from revplan.fields.key import says
from revplan.fields.reads import Given, Reads
from revplan.fields.section import Section, exactly_one, not_here
from revplan.fields.text import word_schema
from revplan.numbers.acts import Quantiser, larger, phase, smaller, tag
from revplan.numbers.exact import ZERO
from revplan.numbers.number import Months, Number

AS_SIGNED = "as_signed"
PATHS = ("level", "rising", AS_SIGNED)

TargetPath = Annotated[
    str | tuple[Decimal, ...],
    Reads(choice_or_weights(PATHS), {"anyOf": [word_schema(PATHS), WEIGHTS_SCHEMA]}, unit=WEIGHTS),
]


class Target(Section):
    """What the year is to bring."""

    revenue: Annotated[Amount | None, says("The year's revenue (basis revenue).", "15M")] = None
    arr: Annotated[
        Amount | None,
        says("Annual recurring revenue at the end of the year (basis arr).", "15M"),
    ] = None
    growth: Annotated[
        Growth | None,
        says("Growth over the prior year, instead of an amount: 50%, or -5%.", "50%"),
    ] = None
    path: Annotated[
        TargetPath | None,
        says(
            "level (default): every month is the same multiple of last year's; rising: "
            "growth builds month by month; as_signed: what the signings can earn; or 12 "
            "weights, as the board gave them.",
            "rising",
            default="level",
        ),
    ] = None

    ONE_OF = ("revenue", "arr", "growth")
    CHOOSE = {
        "revenue": "Where the board named an amount: it stays when last year is corrected.",
        "arr": "Under basis arr: what the board named for the year's end.",
        "growth": "Where the board named a growth: the amount follows last year's.",
        "path": "level where every month grows alike, rising where growth builds through the year, "
        "as_signed where no month should ask for more than contracts signed until then can earn.",
    }

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """The amount under the name of the basis, or growth."""
        own, other = ("arr", "revenue") if given.basis == "arr" else ("revenue", "arr")
        yield from not_here(
            raw,
            (other,),
            path,
            f"belongs to basis {other}",
            f"write `{own}:` or `growth:`, or `basis: {other}` above",
        )
        if other not in raw:
            yield from exactly_one(raw, (own, "growth"), path)
        if given.basis == "arr":
            why = "belongs to basis revenue: the months of an arr plan follow its movements"
            yield from not_here(raw, ("path",), path, why, "remove it")


def has_target(section: Target) -> bool:
    """Whether a target stands there; a company may leave it to its segments."""
    return any(getattr(section, key) is not None for key in Target.ONE_OF)


def target_amount(section: Target, prior: Number, q: Quantiser) -> Number:
    """The target of the year [currency]: as stated, or the prior year grown.

    >>> target_amount(Target(growth="50%"), Decimal(10), Quantiser(Decimal(1)))
    Decimal('15')
    """
    key, stated = section.measure()
    return q(prior * (1 + stated.value) if key == "growth" else stated.value)


def target_weights(section: Target, prior: Number, target: Number, s: Months) -> Months:
    """The weights of the target's months [relative], 12.

    level: the season itself. rising: last year's shape plus a growth that builds evenly,
    `s_m * (P*D + (T-P)*(2m-1)*sum s)` with `D = sum s_j*(2j-1)`, free of divisions so that nothing
    is rounded early.
    """
    if isinstance(section.path, tuple):
        return section.path
    if section.path != "rising":
        return s
    whole = sum(s)
    spread = sum(w * (2 * m - 1) for m, w in enumerate(s, start=1))
    growth = target - prior
    return tuple(
        w * (prior * spread + growth * (2 * m - 1) * whole) for m, w in enumerate(s, start=1)
    )


def target_as_signed(
    target: Number, kept: Months, earned: Months, q: Quantiser
) -> Iterator[Number]:
    """The target's months [currency], 12, as what is signed can earn them.

    `kept` is what is retained and what lines bring, `earned` what new contracts do: nothing where
    no new business is needed. Then the target is laid on what is kept.

    >>> kept, earned = (Decimal(7),) * 12, (Decimal(0),) * 6 + (Decimal(1),) * 6
    >>> months = target_as_signed(Decimal(90), kept, earned, Quantiser(Decimal(1)))
    >>> [int(month) for month in months]
    [7, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8]
    """
    brought = phase(smaller(target, sum(kept)), kept, q, "target")
    return (a + b for a, b in zip(brought, earned, strict=True))


def late_ceiling(months: Months, share: Number, q: Quantiser) -> Months:
    """What a late start lets the first three months ask for [currency], 3: that share of the same
    months of last year, of a month of refunds nothing.
    """
    had = (larger(month, ZERO) for month in months[:3])
    return tuple(month if isinstance(share, int) else q(share * month) for month in had)


def held_back(months: Months, ceiling: Sequence[Number], q: Quantiser, of: str) -> Months:
    """A late start: months 1 to 3 ask for no more than `ceiling`, months 4 to 12 take the rest.

    What the first quarter frees is laid on the later months by what they carry already.

    >>> ones = tuple(Decimal(1) for _ in range(12))
    >>> [int(m) for m in held_back(tuple(10 * m for m in ones), ones, Quantiser(Decimal(1)), "x")]
    [1, 1, 1, 13, 13, 13, 13, 13, 13, 13, 13, 13]
    """
    held = tuple(smaller(months[i], ceiling[i]) for i in range(3))
    freed = tag("freed", sum(months[i] - held[i] for i in range(3)))
    added = phase(freed, months[3:], q, of)
    return held + tuple(month + more for month, more in zip(months[3:], added, strict=True))
