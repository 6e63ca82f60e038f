"""What the chapters of `show` share: what they are handed, and how words become prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from revplan.base.problem import Problem
from revplan.base.table import Paragraph, Prose
from revplan.base.year import Month
from revplan.engine.outcome import Outcome


class Shown(NamedTuple):
    """What a chapter is made of: the plan worked out, its file's name, what the rules find."""

    outcome: Outcome
    file: str
    findings: tuple[Problem, ...] = ()


def label_of(part: Any, name: str) -> str:
    """What a part of the plan is called for display."""
    return str(part.label or name)


def month_text(month: Month | None) -> str | None:
    """A month as plans write it; None where none is stated."""
    return None if month is None else str(month)


def entries_of(lead: str, texts: str | Sequence[str] | None, depth: int) -> Iterator[Paragraph]:
    """A text under what it is about; several as a list below that; nothing for none."""
    if texts is None:
        return
    if isinstance(texts, str):
        yield Paragraph(texts, lead, depth)
        return
    yield Paragraph("", lead, depth)
    for text in texts:
        yield Paragraph(text, depth=depth + 1)


def prose(entries: Sequence[Paragraph]) -> tuple[Prose, ...]:
    """Entries as one part of an answer; none where there is nothing to say."""
    return (Prose(tuple(entries)),) if entries else ()


def listed_texts(texts: str | Sequence[str] | None) -> list[str]:
    """One text or several, for JSON: always a list."""
    if texts is None:
        return []
    return [texts] if isinstance(texts, str) else list(texts)


def without_empty(**said: Any) -> dict[str, Any]:
    """What is said, without the keys that say nothing."""
    return {key: value for key, value in said.items() if value not in (None, "", [], {})}
