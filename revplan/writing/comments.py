"""Comments in a plan that is written: behind a line, or instead of it."""

from __future__ import annotations

_COLUMN = 34


def comment_behind(line: str, comment: str) -> str:
    """A line with a comment behind it, below those of the other lines.

    >>> comment_behind("target:", "or growth: a rate")
    'target:                           # or growth: a rate'
    """
    return f"{line:<{_COLUMN - 2}}  # {comment}"


def comment_out(line: str) -> str:
    """A line as a comment; taking its first two signs away brings it back.

    >>> comment_out("  rate: 5%"), comment_out("# of the year"), comment_out("")
    ('#   rate: 5%', '# # of the year', '#')
    """
    return f"# {line}".rstrip()
