"""Comments that stand beside what they are about."""

from __future__ import annotations

_COLUMN = 34


def beside(line: str, comment: str) -> str:
    """A line with a comment behind it, below those of the other lines.

    >>> beside("target:", "or growth: a rate")
    'target:                           # or growth: a rate'
    """
    return f"{line:<{_COLUMN - 2}}  # {comment}"


def commented(line: str) -> str:
    """A line as a comment; taking its first two signs away brings it back.

    >>> commented("  rate: 5%"), commented("# of the year"), commented("")
    ('#   rate: 5%', '# # of the year', '#')
    """
    return f"# {line}".rstrip()
