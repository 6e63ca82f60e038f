"""How a path is typed in a shell, in a line that somebody is told to type."""

from __future__ import annotations

import shlex

_STDIN = "-"
"""Standard input, and standard output, where a path is expected: no file of that name."""


def path_to_type(path: str) -> str:
    """A path as it is typed behind a command: in quotes where a shell would take it apart, and with
    its folder where it looks like an option.

    >>> path_to_type("plans/acme.yaml"), path_to_type("my plan.yaml"), path_to_type("-y.yaml")
    ('plans/acme.yaml', "'my plan.yaml'", './-y.yaml')
    """
    own = path.startswith("-") and path != _STDIN
    return shlex.quote(f"./{path}" if own else path)
