"""`waivers:` findings that the plan's owners accept, each with a reason."""

import re
from importlib import import_module
from typing import Annotated, Any

from revplan.base.words import quote
from revplan.base.year import Month
from revplan.fields.calendar import Deadline
from revplan.fields.key import says
from revplan.fields.reads import Reads
from revplan.fields.section import Section
from revplan.fields.text import Text, text_of
from revplan.numbers.read import Refused

_CODE = re.compile(r"RP[0-9]{3}", re.ASCII)


def _waivable(raw: Any) -> str:
    code = text_of(raw, "a rule's code")
    # Only a rule knows whether it can be waived, and rules judge what sections hold: they are asked
    # by name, and not before a plan waives one. No other section asks anything above it.
    waiving = import_module("revplan.rules.waiving")
    if not _CODE.fullmatch(code):
        hint = f"write {waiving.code_of(code) or 'a code such as RP305'}"
        raise Refused("RP125", f"{quote(code)} is not a rule's code", hint)
    refused = waiving.why_not_waivable(code)
    if refused is not None:
        message, hint = refused
        raise Refused("RP125", message, hint)
    return code


class Waiver(Section):
    """One accepted finding."""

    rule: Annotated[
        Annotated[str, Reads(_waivable, {"type": "string", "pattern": f"^{_CODE.pattern}$"})],
        says("The code of a rule that can be waived, such as RP305.", "RP303"),
    ]
    because: Annotated[
        Text, says("Why the finding is accepted.", "the catalogue is frozen until 2028")
    ]
    until: Annotated[
        Deadline | None,
        says(
            "The last plan that it holds for: a plan that begins later reports it.",
            "2027-12",
            default="none: it holds for every later plan",
        ),
    ] = None


def is_expired(waiver: Waiver, first: Month) -> bool:
    """Whether a waiver is past its `until` in a plan that begins with the month `first`."""
    return waiver.until is not None and first > waiver.until
