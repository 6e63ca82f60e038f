"""`principles:` what the company does not do, however well it would pay."""

from typing import Annotated

from pydantic import Field

from revplan.fields.section import Section
from revplan.fields.text import Text


class Principles(Section):
    """What the company stands by."""

    never: Annotated[Text, Field(description="What is never done.")]
