"""`principles:` what the company does not do, however well it would pay."""

from typing import Annotated

from revplan.fields.key import says
from revplan.fields.section import Section
from revplan.fields.text import Text


class Principles(Section):
    """What the company stands by."""

    never: Annotated[Text, says("What is never done.", "We sell no data.")]
