"""When the year's business comes: a late start that holds something, months as they are signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from revplan.base.problem import Problem
from revplan.fields.reads import Given, Raw
from revplan.sections.target import AS_SIGNED


def timing_problems(raw: Raw, given: Given) -> Iterator[Problem]:
    """A late start without what it holds to, and months that two keys would decide."""
    yield from _late_start_problems(raw, given)
    yield from _as_signed_problems(raw)


def _late_start_problems(raw: Raw, given: Given) -> Iterator[Problem]:
    new_business = raw.get("new_business", {})
    last_year = not isinstance(new_business, Mapping) or "last_year" in new_business
    alone = not raw.get("segments")  # a company's months are those of its segments
    if given.basis == "arr" and _starts_late(raw) and alone and not last_year:
        yield Problem(
            "RP107",
            "late_start under arr needs last year's new business to hold the first quarter to",
            "add new_business: {last_year: ...}",
            path=("phasing", "late_start"),
        )


def _starts_late(raw: Raw) -> bool:
    phasing = raw.get("phasing")
    late = phasing.get("late_start") if isinstance(phasing, Mapping) else None
    return late == "true" or isinstance(late, Mapping)


def _as_signed_problems(raw: Raw) -> Iterator[Problem]:
    """Months as they can be signed, where something else says what the months are."""
    wanted = raw.get("target")
    if not isinstance(wanted, Mapping) or wanted.get("path") != AS_SIGNED:
        return
    told = ""
    if raw.get("segments"):
        told = "belongs in the segments, whose months a company adds up"
        hint = "remove it here, and write target: {path: as_signed} in the segments"
    elif _starts_late(raw) and not _signings_held(raw):
        told = "does not go with a late start that holds the target's months"
        hint = (
            "write late_start: false, or give new_business.signed_last_year beside contracts: "
            "then the late start holds what is signed"
        )
    if told:
        yield Problem(
            "RP107", f"path: as_signed {told}", hint, path=("target", "path"), on_key=True
        )


def _signings_held(raw: Raw) -> bool:
    """Whether a late start holds what is signed: contracts are sold, and last year's are known."""
    section = raw.get("new_business")
    if not isinstance(section, Mapping):
        return False
    sold = section.get("recognition", "immediate") != "immediate"
    return sold and "signed_last_year" in section
