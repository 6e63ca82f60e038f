"""Numbers as text: for display in the digits of `SHOWN`, for JSON and CSV in those of `STEPS`."""

from __future__ import annotations

from decimal import Decimal

from revplan.base.words import trim
from revplan.numbers.exact import EXACT, exactly, to_step
from revplan.numbers.figure import STEPS, Unit
from revplan.numbers.number import Number
from revplan.numbers.written import one_reading

SHOWN = {Unit.count: 1, Unit.rate: 1, Unit.multiple: 2}
"""The decimals in which figures are displayed, a share's those of its percentage."""

WHOLE_FROM = Decimal(100)
"""From here on a count is displayed as a whole one."""


def plain(x: Decimal) -> str:
    """A number in as many digits as it needs."""
    return trim(f"{x:f}")


def amount_text(amount: Decimal) -> str:
    """An amount for display: thousands apart, ASCII minus, no zero below zero; with a zero more
    where a plan would not read it.

    >>> amount_text(Decimal("-1234567")), amount_text(Decimal("1.255"))
    ('-1,234,567', '1.2550')
    """
    return one_reading(f"{amount:z,f}")


def round_unit(value: Number, unit: Unit) -> Decimal:
    """A count or a multiple as it is displayed, without the decimals that say nothing.

    >>> values = "5333.33", "18.26", "200.00"
    >>> [str(round_unit(Decimal(it), Unit.count)) for it in values]
    ['5333', '18.3', '200']
    >>> str(round_unit(Decimal("7.692"), Unit.multiple))
    '7.69'
    """
    told = to_step(value, Decimal(1).scaleb(-decimals_of(unit, value)))
    return Decimal(trim(f"{told:zf}"))


def decimals_of(unit: Unit, *values: Number) -> int:
    """The decimals in which values of a unit are displayed beside one another.

    >>> decimals_of(Unit.count, Decimal(99), Decimal(4000)), decimals_of(Unit.count, Decimal(4000))
    (1, 0)
    """
    whole = unit is Unit.count and all(abs(it) >= WHOLE_FROM for it in values)
    return 0 if whole else SHOWN[unit]


def unit_text(value: Number, unit: Unit) -> str:
    """A count, a share or a multiple for display.

    >>> unit_text(Decimal("11959.14"), Unit.count), unit_text(Decimal("0.255"), Unit.rate)
    ('11,959', '25.5%')
    """
    if unit is Unit.rate:
        return percent(Decimal(value))
    return amount_text(round_unit(value, unit))


def percent(rate: Decimal, decimals: int = SHOWN[Unit.rate], sign: bool = False) -> str:
    """A rate for display.

    >>> percent(Decimal("0.483333")), percent(Decimal("0.5"), sign=True)
    ('48.3%', '+50.0%')
    """
    step = Decimal(1).scaleb(-decimals)
    told = to_step(EXACT.multiply(rate, Decimal(100)), step)
    return f"{told:{'+' if sign else ''}z,.{decimals}f}%"


_MOST_DECIMALS = 6
"""Two figures that are the same to so many decimals are told as the same."""


def tell_apart(
    one: Decimal, other: Decimal, decimals: int = SHOWN[Unit.count], share: bool = False
) -> tuple[str, str]:
    """Two figures that a sentence compares: with the decimals of a count, and with more where that
    does not tell them apart. An amount leaves out what says nothing, a share does not.

    >>> tell_apart(Decimal("5.02"), Decimal("4.98")), tell_apart(Decimal("5.5"), Decimal(2))
    (('5.02', '4.98'), ('5.5', '2'))
    >>> tell_apart(Decimal("0.1002"), Decimal("0.1"), share=True)
    ('10.02%', '10.00%')
    """
    both = one, other
    if share:
        texts = tuple(percent(it, decimals) for it in both)
    else:
        step = Decimal(1).scaleb(-decimals)
        texts = tuple(amount_text(to_step(it, step)) for it in both)
    if texts[0] == texts[1] and one != other and decimals < _MOST_DECIMALS:
        return tell_apart(one, other, decimals + 1, share)
    first, second = texts if share else tuple(trim(it) for it in texts)
    return first, second


def change_percent(change: Decimal, than: Decimal = Decimal(0)) -> str:
    """A change as a share, for a sentence: with its sign, and told apart from what it is held
    against.

    >>> change_percent(Decimal("0.5")), change_percent(Decimal("-0.0002"))
    ('+50.0%', '-0.02%')
    """
    told, _ = tell_apart(change, than, share=True)
    return f"+{told}" if change > 0 else told


def exact_percent(rate: Decimal) -> str:
    """A rate with all that figures keep of it: six decimals of one, none that say nothing.

    >>> exact_percent(Decimal("0.0197340")), exact_percent(Decimal("0.7"))
    ('1.9734%', '70%')
    """
    return trim(percent(rate, decimals=4).removesuffix("%")) + "%"


def plain_amount(amount: Decimal, quantum: Decimal) -> str:
    """An amount for JSON and CSV, with the decimals of the plan's rounding step, and one more where
    a plan would not read it.

    >>> plain_amount(Decimal("8.00E+6"), Decimal(1)), plain_amount(Decimal(8), Decimal("0.01"))
    ('8000000', '8.00')
    >>> plain_amount(Decimal("1.255"), Decimal("0.001"))
    '1.2550'
    """
    decimals = max(0, -int(quantum.as_tuple().exponent))
    return one_reading(f"{amount:z.{decimals}f}")


def plain_share(share: Decimal) -> str:
    """A rate or share for JSON and CSV: at most 6 decimals, none that say nothing.

    >>> plain_share(Decimal("0.700000")), plain_share(Decimal(1) / 3)
    ('0.7', '0.333333')
    """
    text = f"{to_step(share, STEPS[Unit.rate]):zf}"
    return text.rstrip("0").rstrip(".")


def plain_count(count: Decimal) -> str:
    """A count for JSON and CSV: at most 4 decimals, none that say nothing.

    >>> plain_count(Decimal("66.66667")), plain_count(Decimal("200.000"))
    ('66.6667', '200')
    """
    return trim(f"{to_step(count, STEPS[Unit.count]):zf}")


def number_text(value: Number, share: bool) -> str:
    """A number that the plan states, for display, with the digits that it has.

    >>> number_text(Decimal("0.275"), True), number_text(Decimal("7.25E+6"), False)
    ('27.5%', '7,250,000')
    """
    with exactly():
        return f"{plain(value * 100)}%" if share else amount_text(Decimal(plain(Decimal(value))))
