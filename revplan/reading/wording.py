"""What pydantic found, in the user's words: one problem a finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from revplan.base.near_words import advice, closest, did_you_mean, nearest
from revplan.base.paths import Path, path_text
from revplan.base.problem import Problem
from revplan.base.words import listing, quote
from revplan.model.plan import Plan
from revplan.model.shape import keys_at, keys_of_number, numbers_compared, section_at
from revplan.numbers.written import RATE
from revplan.reading.commas import is_tail
from revplan.reading.missing_keys import write_missing, write_value


def empty_value(path: Path, needed: bool = False) -> Problem:
    """A key, or a place in a list, with nothing in it; `needed` where it has to be there."""
    key = path[-1]
    if key == "":
        message = 'a key is missing before ":"'
        return Problem("RP009", message, "write key: value", path=path, on_key=True)
    if isinstance(key, str) and ":" in key:
        name, _, value = key.partition(":")
        message = 'a space is missing after ":"'
        return Problem("RP009", message, f"write {name}: {value}", path=path, on_key=True)
    if isinstance(path[-1], int):
        return Problem("RP103", f"entry {path[-1] + 1} is empty", "write a value", path=path)
    hint = write_value(path) if needed else "write a value, or remove the key"
    return Problem("RP103", f"{path[-1]} has no value", hint, path=path, on_key=True)


MOST_HINTS = 50
"""No more problems than this are shown with their hints; looking for more would cost seconds."""


def refusal(error: Mapping[str, Any], hinted: bool = True) -> Problem:
    """One of pydantic's errors as a problem; `hinted` says whether to look for what was meant."""
    kind, path = error["type"], tuple(error["loc"])
    on_key = bool(path) and path[-1] == "[key]"
    path = path[:-1] if on_key else path
    if kind == "missing":
        key = str(path[-1])
        if path[0] == "waivers" and key == "because":
            hint = "write because: with the reason, which the next reader will ask for"
            told, details = "the waiver gives no reason", {"missing": (key,)}
            return Problem("RP125", told, hint, path=path[:-1], details=details)
        hint = write_missing(path)
        where = f" under {path_text(path[:-1])}" if path[:-1] else ""
        return Problem(
            "RP101",
            f"{key} is missing{where}",
            hint,
            path=path[:-1],
            on_key=True,
            details={"missing": (key,)},
        )
    if kind == "extra_forbidden":
        glued = _glued(path, error["input"])
        if glued is not None:
            return glued
        found = _unknown_key(path, hinted)
        return replace(found, hint=_of_a_loss(path, error["input"]) or found.hint)
    if kind.startswith("RP"):
        unread = kind in ("RP112", "RP115") and not RATE.fullmatch(str(error["input"]))
        if unread and path[0] == "expect":
            from revplan.reading.pins_meant import pin_refused  # few pins are refused

            return pin_refused(path, error["input"])
        told = error["ctx"]
        if kind == "RP112":
            from revplan.reading.times_meant import amount_with_time  # few amounts are refused

            told = told | {"hint": amount_with_time(path, error["input"]) or told["hint"]}
        hint = _of_a_loss(path, error["input"]) or _under_known_key(told["hint"], path)
        return Problem(kind, told["message"], hint, path=path, on_key=on_key)
    if kind in ("tuple_type", "too_short") and path != ("waivers",):
        return _not_a_list(path, error["input"])
    from revplan.reading.shape_meant import wrong_shape  # few plans have a section that is none

    return wrong_shape(path, error["input"])


def _glued(path: Path, value: Any) -> Problem | None:
    """A key with the next one behind its colon, without a blank: `target:growth: 50%`."""
    name, colon, key = str(path[-1]).partition(":")
    if not colon or not isinstance(value, str):
        return None
    if key.removeprefix("{").strip() not in keys_at((*path[:-1], name)):
        return None
    meant = f"{key}: {value}" if key.startswith("{") else f"{{{key}: {value}}}"
    told, details = 'a space is missing after ":"', {"meant": name}
    hint = f"write {name}: {meant}"
    return Problem("RP009", told, hint, path=path, on_key=True, details=details)


def _of_a_loss(path: Path, value: Any) -> str:
    """What to write for a loss that was said by month or by year; empty for all else."""
    if path[:1] not in (("churn",), ("contraction",)):
        return ""
    from revplan.reading import churn_meant  # few plans have a churn that is none

    return churn_meant.by_month(path, value) or churn_meant.by_year(path, value)


_UNDER = re.compile(r"; (?:a share|an amount) is stated under `(rate|amount)`.*")
_UNDER_TARGET = {"rate": "`growth`", "amount": "`revenue` or `arr`"}


def _under_known_key(hint: str, path: Path) -> str:
    """A hint that says under which key a share or an amount is stated, by the keys of the section
    that the number stands in; without it where there is none.
    """
    found = _UNDER.search(hint)
    if not found:
        return hint
    above = next((it for n in range(1, len(path)) if (it := section_at(path[:-n]))), None)
    known = above.model_fields if above is not None else {}
    if "growth" in known:
        return hint.replace(f"`{found[1]}`", _UNDER_TARGET[found[1]])
    return hint if found[1] in known else hint[: found.start()]


def is_echo(error: Mapping[str, Any]) -> bool:
    """Whether one of pydantic's errors counts what another has found wrong."""
    return error["type"] == "too_short" and bool(error["input"])


def _not_a_list(path: Path, value: Any) -> Problem:
    key = path[-1]
    if isinstance(value, str):
        told, hint = f"{key} expects a list, not a single value", f"write {key}: [{value}]"
    elif isinstance(value, Mapping):
        told, hint = f"{key} expects a list, not a mapping", f"write {key}: [{', '.join(value)}]"
    else:
        told, hint = f"{key} expects one entry at least", "write one, or remove the key"
    return Problem("RP106", told, hint, path=path)


def _unknown_key(path: Path, hinted: bool) -> Problem:
    key = str(path[-1])
    if not hinted:
        told = f"unknown key {quote(key)}"
        return Problem("RP104", told, path=path, on_key=True, details={"far": True})
    model = section_at(path[:-1])
    known = keys_at(path[:-1]) or [*keys_of_number(path[:-1])]
    if model is Plan and len(path) == 1:
        known.remove("plan")  # it belongs in a segment
    meant = closest(key, known)
    details: dict[str, Any] = {"meant": meant} if meant else {"far": True}
    hint = did_you_mean(meant) if meant else _belonging(key, known, path[:-1])
    plain = hint
    if is_tail(key):
        key = key.rstrip(" ")
    hint = _where_last_year_stands(path, known) or hint
    before, brace, _ = key.partition("{")
    if brace and before.strip() in known:
        hint = f'":" is missing after {before.strip()}'
        details = {"meant": before.strip()}
    code, message = "RP104", f"unknown key {quote(key)}"
    if path[0] == "commitments" and len(path) == 3:
        code, message = "RP122", f"{quote(key)} is not a source that one can commit to"
    if path[0] == "commitments" and key in ("losses", "contraction"):
        hint = "one commits to churn, which includes losses by name and leaves contraction out"
    details = details if "meant" in details or hint == plain else {}
    return Problem(code, message, hint, path=path, on_key=True, details=details)


def _where_last_year_stands(path: Path, known: list[str]) -> str:
    """Where last year's number, or the reason beside it, stands in this part of the plan; empty for
    other keys.
    """
    *above, number, key = ("", *path)
    if key not in ("last_year", "because") or key in known:
        return ""
    model = section_at(path[:-1])
    if model is None:
        around = section_at(tuple(above[1:]))
        beside = around is not None and key in around.model_fields
        if not beside:
            return f"the keys here are {listing(known, 'and')}"
        return f"it stands beside {number}, not in it: write {number}: ..., {key}: ..."
    inner = numbers_compared(model)
    return f"it stands with its number: {inner[0]}: {{value: ..., {key}: ...}}" if inner else ""


def _belonging(key: str, known: list[str], above: Path) -> str:
    """Which keys belong where an unknown one stands, what the nearest of them does, and what lists
    them all.

    At the top another place that knows the key is named; elsewhere it is not, as there it may say
    another thing.
    """
    elsewhere = _elsewhere(key) if section_at(above) is Plan else ""
    if elsewhere:
        return elsewhere
    from revplan.model.key_places import find_key  # few keys are unknown

    parts = f"_{key.lower().replace('-', '_')}_"
    near = [it for it in known if f"_{it}_" in parts] or nearest(key, known)
    meant = find_key(path_text((*above, near[0]))) if near else None
    says = re.split(r"[.;:](?:\s|$)", meant.says if meant is not None else "")[0]
    told = [f"{near[0]} says: {says[:1].lower()}{says[1:]}"] if says else []
    here, lists = f"the keys here are {listing(known, 'and')}", ""
    section = section_at(above)
    if section is not None and not section.BESIDE:  # what a number says of itself has no list
        here, _, lists = advice(key, known, (), _what_lists_them(above), "key").partition("; ")
    return "; ".join([here, *told, *([lists] if lists else [])])


def _what_lists_them(above: Path) -> str:
    """The command that lists the keys of a section; of a plan, and of a segment, all."""
    from revplan.base.paths import ANY
    from revplan.model.key_places import find_key

    place = find_key(path_text(above)) if above else None
    if place is None or place.path == ("segments",):
        return "revplan key lists all"
    return f"revplan key {'.'.join(it for it in place.path if it != ANY)} lists all"


def _elsewhere(key: str) -> str:
    """Where in a plan a key stands that was written at its top; empty where that is nowhere, or at
    so many places that none is likely.
    """
    from revplan.base.paths import ANY
    from revplan.model.key_places import keys_called  # few keys are unknown

    there = [it for it in keys_called(key) if it.holder is not None and len(it.path) > 1]
    named = [it for it in there if ANY in it.path]
    if any(it.holder is not None and key in it.holder.ONE_OF for it in named):
        return ""
    paths = [it.text for it in there if it not in named] or [it.text for it in named]
    return f"it stands at {listing(paths)}" if 0 < len(paths) < 5 else ""
