"""`waivers:` findings that the plan's owners accept, each with a reason."""

import re
from typing import Annotated, Any

from pydantic import Field

from revplan.base.words import quote
from revplan.base.year import Month
from revplan.fields.calendar import AnyMonth
from revplan.fields.reads import Reads
from revplan.fields.section import Section
from revplan.fields.text import Text, text_of
from revplan.numbers.read import Refused

_CODE = re.compile(r"RP3[0-9]{2}", re.ASCII)


def _waivable(raw: Any) -> str:
    code = text_of(raw, "a rule's code")
    if _CODE.fullmatch(code):
        return code
    if re.fullmatch(r"RP[0-9]{3}", code, re.ASCII):
        raise Refused(
            "RP125",
            f"{code} cannot be waived",
            "a number that is wrong is no matter of taste; only RP3xx can be waived",
        )
    raise Refused("RP125", f"{quote(code)} is no rule's code", "write a code such as RP305")


class Waiver(Section):
    """One accepted finding."""

    rule: Annotated[
        Annotated[str, Reads(_waivable, {"type": "string", "pattern": "^RP3[0-9]{2}$"})],
        Field(description="The rule's code, RP3xx."),
    ]
    because: Annotated[Text, Field(description="Why the finding is accepted.")]
    until: Annotated[
        AnyMonth | None,
        Field(description="The last plan that it holds for: a plan that begins later reports it."),
    ] = None


def is_expired(waiver: Waiver, first: Month) -> bool:
    """Whether a waiver is past its `until` in a plan that begins with the month `first`."""
    return waiver.until is not None and first > waiver.until
