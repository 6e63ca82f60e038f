"""What an operator makes of the texts of a number: the act that its row in `OPERATORS` names.

It acts on the value and on the bounds of its range, exactly, and on each entry of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from revplan.base.paths import ANY, Path, path_text
from revplan.fields.assumption import BOUNDS
from revplan.fields.section import Section
from revplan.model.edit import OPERATORS, PLUS, Edit, NoEdit
from revplan.model.operands import (
    WHOLE,
    amount_more,
    factor_of,
    name_of,
    number_in,
    rate_more,
)
from revplan.model.shape import entries_at, parts, section_at
from revplan.model.units import NumberUnit, fits, refusal_at, unit_at
from revplan.numbers.exact import EXACT, ONE
from revplan.numbers.write import number_text, plain
from revplan.numbers.written import one_reading


def operate(path: Path, held: Any, edit: Edit) -> Any:
    """The texts at a path changed. What is no number that the plan may hold there stays as it is:
    the plan says itself what is wrong with it. Raises NoEdit.

    >>> rate = Edit(("churn", "rate"), "+=", "2%")
    >>> operate(rate.path, {"value": "10%", "low": "0.08"}, rate)
    {'value': '12%', 'low': '10%'}
    >>> money = Edit(("budget", "tools", "amount"), "*=", "90%")
    >>> operate(money.path, "1_250", money), operate(money.path, "12.5k", money)
    ('1125', '11250')
    """
    if isinstance(held, list):
        return [operate((*path, place), entry, edit) for place, entry in enumerate(held)]
    if isinstance(held, Mapping):
        numbers = _numbers_in(path, held, edit)
        return {**held, **{key: operate((*path, key), held[key], edit) for key in numbers}}
    unit, old = unit_at(path), number_in(held)
    reads = unit is not None and isinstance(held, str) and fits(path, held)
    named = unit is NumberUnit.weights and not isinstance(path[-1], int)  # A season: 445
    if unit is None or named or (old is None and reads):
        raise _not_a_number(path, edit)
    if old is None or not (unit is NumberUnit.either or reads):
        return held
    return _changed(path, held, old, unit, edit)


def _numbers_in(path: Path, held: Mapping[str, Any], edit: Edit) -> list[str]:
    """The keys of a number's mapping on which an operator acts."""
    section = section_at(path)
    if entries_at(path) is not None:
        raise NoEdit(_no_number(path_text(path), edit), _name_one(path, _numbers_below(path, held)))
    if section is not None and not section.BESIDE:
        raise _no_numbers(path, held, section, edit)
    own = ("value",) if section is None else section.ONE_OF
    return [key for key in (*own, *BOUNDS) if isinstance(held.get(key), str)]


def _not_a_number(path: Path, edit: Edit) -> NoEdit:
    return NoEdit(_no_number(name_of(path), edit), write=f"{name_of(path)}=VALUE")


def _no_numbers(path: Path, held: Mapping[str, Any], section: type[Section], edit: Edit) -> NoEdit:
    """That a section is not a number; the edit of the number that it stands for in this plan, or
    which numbers it has, those that the plan states first.
    """
    why = _no_number(path_text(path), edit)
    numbers = [key for key in section.model_fields if unit_at((*path, key)) is not None]
    stated = [key for key in numbers if held.get(key) is not None]
    measures = [key for key in stated if key in section.ONE_OF]
    meant = measures or (stated if len(stated) == 1 else [])
    if meant and not parts(section) and _operable((*path, meant[0]), held[meant[0]], edit):
        at = edit.path if len(edit.path) == len(path) else path
        return NoEdit(why, write=f"{path_text((*at, meant[0]))}{edit.operator}{edit.value}")
    return NoEdit(why, _name_one(path, ((*path, key) for key in (*meant, *stated, *numbers))))


def _operable(path: Path, held: Any, edit: Edit) -> bool:
    """Whether an edit could change what a plan holds at a path."""
    if not isinstance(edit.value, str):
        return False
    try:
        return bool(operate(path, held, edit) != held)
    except NoEdit:
        return False


def _numbers_below(path: Path, held: Mapping[str, Any]) -> Iterator[Path]:
    """The numbers that stand below names of the user's own."""
    for name, inner in held.items():
        at = (*path, name)
        section = section_at(at)
        single = section is None or section.BESIDE
        keys = inner if isinstance(inner, Mapping) else ()
        places = [at] if single else [(*at, key) for key in keys]
        yield from (place for place in places if unit_at(place) is not None)


def _name_one(path: Path, numbers: Iterator[Path]) -> str:
    first = next(numbers, None)
    if first is None:
        return f"`revplan key {path_text(path)}` tells what may stand there"
    return f"name a number in it, such as {path_text(first)}"


def _no_number(name: str, edit: Edit) -> str:
    return f"{edit.operator} cannot change {name}: it is not an amount, a rate or a count"


def _changed(path: Path, held: str, old: Decimal, unit: NumberUnit, edit: Edit) -> str:
    """The text of the number that an operator makes of one."""
    operator = OPERATORS[edit.operator]
    if operator.act is None:
        raise ValueError(f"{edit.operator} does nothing with a number")
    share = unit is NumberUnit.share or held.endswith("%")
    if operator.in_unit:
        of_one = str(edit.value).endswith("%") and abs(old) <= ONE
        share = share or (unit is NumberUnit.either and of_one)
        more = rate_more(edit) if share else amount_more(path, old, unit, edit)
    new = operator.act(old, more if operator.in_unit else factor_of(edit))
    _hold_whole(path, old, new, unit, edit)
    return _within(path, held, new, share, edit)


def _within(path: Path, held: str, new: Decimal, share: bool, edit: Edit) -> str:
    """The number's text; that of a bound inside of what the plan may hold there."""
    text = _written(new, share)
    if fits(path, text):
        return text
    if path[-1] in BOUNDS and len(path) > len(edit.path):
        edge = ("100%" if new > ONE else "0%") if share else "0"
        if fits(path, edge) and (new < 0 or share):
            return edge
    if not fits(path, held):
        return held  # Of what may stand there the plan says more itself
    raise _out_of_range(path, held, new, share, edit)


def _out_of_range(path: Path, held: str, new: Decimal, share: bool, edit: Edit) -> NoEdit:
    """That a number would be one that may not stand there, and how far it may go."""
    why = f"{name_of(path)} would be {number_text(new, share)}"
    if new < 0 and not held.startswith("-") and not fits(path, "-1"):
        return NoEdit(why, f"it is {held}, and may not fall below zero", code="RP114")
    if not (share and new > ONE and fits(path, "100%")):
        refused = refusal_at(path, _written(new, share))
        code, hint = (refused.code, refused.hint) if refused is not None else ("RP114", "")
        return NoEdit(why, "; ".join(filter(None, (f"it is {held}", hint))), code=code)
    left = EXACT.subtract(ONE, number_in(held) or Decimal(0))
    itself = edit.operator == PLUS and left and name_of(path) == name_of(edit.path)
    write = f"{name_of(path)}{PLUS}{number_text(left, share=True)}" if itself else ""
    return NoEdit(why, f"it is {held}, and may be 100% at most", write, "RP115")


def _written(number: Decimal, share: bool) -> str:
    """A number so that it has one reading; a share in percent, as it may be above one."""
    if share:
        return f"{plain(EXACT.scaleb(number, 2))}%"
    return one_reading(plain(number))


def _hold_whole(path: Path, old: Decimal, new: Decimal, unit: NumberUnit, edit: Edit) -> None:
    """Raises NoEdit for a part of a head, or of a month, where there was none before."""
    if unit not in WHOLE or old % 1 or not new % 1:
        return
    below = new.to_integral_value(ROUND_FLOOR)
    name, here = name_of(path), name_of(edit.path)
    why = f"{name} would be {plain(new)}, which is not a whole number of {WHOLE[unit]}"
    down, up = f"{name}={plain(below)}", f"{name}={plain(below + 1)}"
    if ANY in edit.path and edit.path[-1] != ANY:
        all_of = f"{here}{PLUS}{'-' if new < old else ''}1"
        raise NoEdit(why, "the second changes one alone", all_of, "RP114", down)
    raise NoEdit(why, "", down, "RP114", up)
