"""What a key of a plan says of itself: the one place that its page and the schema have it from."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from revplan.fields.text import Label, Text


class KeyFacts:
    """What a key says beyond its description: a value as an example, as a plan states it, and in
    words what holds where it is left out. `limits` are what the schema says beside the type.
    """

    __slots__ = ("default", "example", "limits")

    def __init__(self, example: Any, default: str, limits: dict[str, Any] | None) -> None:
        self.example = example
        self.default = default
        self.limits = limits

    def __call__(self, schema: dict[str, Any]) -> None:
        """Into the schema, when pydantic makes it: an editor is told the example as well."""
        schema |= self.limits or {}
        if self.example is not None:
            schema["examples"] = [self.example]


def says(
    description: str,
    example: Any = None,
    default: str = "",
    limits: dict[str, Any] | None = None,
    **checks: Any,
) -> Any:
    """What a key says of itself; `checks` are what pydantic holds its value to. What holds where it
    is left out ends the description that does not speak of it.

    >>> says("Days in this stage.", "20", default="0").description
    'Days in this stage; default 0.'
    """
    facts = KeyFacts(example, default, limits)
    if default and "default" not in description.lower():
        description = f"{description.removesuffix('.')}; default {default}."
    return Field(description=description, json_schema_extra=facts, **checks)


LEFT_OUT = {
    "last_year": "none: nothing is compared with last year",
    "because": "none: no reason is given",
    "owner": "none: nobody answers for it",
    "label": "its name in the plan",
    "note": "none",
    "source": "none: nobody says where it comes from",
    "low": "none: it is not known how low it may be",
    "high": "none: it is not known how high it may be",
}
"""What holds where a key is left out that many sections have, or any number."""

DisplayName = Annotated[Label | None, says("A display name.", "Premium tier")]
"""What something is called where it is printed."""

NoteBeside = Annotated[
    Text | None, says("Anything a reader should know.", "as agreed with the board in October")
]
"""A word beside something."""
