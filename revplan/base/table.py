"""What leaves the program: tables of figures, and an answer made of them.

A table knows nothing of formats; a format knows nothing of plans.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pandas

Cell = str | Decimal | None


class Column(NamedTuple):
    """A column: `number` columns stand to the right and are never cut, words are wrapped.

    `keep` says how long a column of numbers stays where the screen is narrow; 0 stays for ever, and
    of the others the largest goes first. Words without a label that have one say what is to be seen
    and go before anything is wrapped; `whole` ones are never broken: people type them. `flow` is
    the sign by which a column counts where the
    columns of a row add up: those that go are told together as Other. `change` says that it holds
    changes, of which those below zero are marked.
    """

    key: str
    label: str = ""
    number: bool = False
    keep: int = 0
    flow: int = 0
    change: bool = False
    whole: bool = False


class Row(NamedTuple):
    """A row of cells. `strong` is the answer, `rule` draws a line above, `apart` leaves one."""

    cells: tuple[Cell, ...]
    strong: bool = False
    rule: bool = False
    apart: bool = False


class Table(NamedTuple):
    """Rows under columns. Without `headed`, text shows no line of labels.

    `title` stands above it; where a reader may fold things away, `folded` says that this may be.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    headed: bool = True
    title: str = ""
    folded: bool = False

    def frame(self) -> pandas.DataFrame:
        """The table as a pandas frame, a column a key, exact decimals."""
        import pandas

        return pandas.DataFrame(
            [row.cells for row in self.rows], columns=[column.key for column in self.columns]
        )


class Note(NamedTuple):
    """A sentence or more between tables; `text` is safe to print, with what users wrote escaped."""

    text: str


class Phrase(NamedTuple):
    """Words of a statement and their tone: "" plain, `strong` the answer, `short` of what is asked
    for, or to `spare` beside it. The words say it too: a tone is never told by colour alone.
    """

    text: str
    tone: str = ""


class Statement(NamedTuple):
    """What an answer comes to, in a few sentences before its tables, each of phrases."""

    sentences: tuple[tuple[Phrase, ...], ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return " ".join("".join(it.text for it in phrases) for phrases in self.sentences)


class Paragraph(NamedTuple):
    """A paragraph of prose at `depth` 0; below that an entry of a list, or one below an entry.

    `lead` is what it is about, before the text. Lines of the text stay lines; they are wrapped
    where the page ends, and never cut. What users wrote may stand in it as it is.
    """

    text: str
    lead: str = ""
    depth: int = 0


class Prose(NamedTuple):
    """Words between tables: paragraphs, and lists with what belongs to each entry below it."""

    entries: tuple[Paragraph, ...]


Block = Table | Note | Prose | Statement


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say, before any format.

    `tables` are for display, with notes and prose between them, `flat` is the one table of
    comma-separated values, `data` the result for JSON. `text` stands instead of the
    tables where the answer is prose. `below` are answers of their own about parts of the question.
    The title of a document, and of its chapters, is a heading of some `level`, 1 for the
    document's own. On a narrow screen each of the `lines` of a text is wrapped, by what it is
    `set_as`; of a "page" its paragraphs are; a "verbatim" text is left as other programs read it.

    `trace` works the plan out again with numbers that remember how they came about, for formats
    that write formulas: few do.

    A comment on a pull request leads with `headline`, and carries `marker`, by which the next one
    finds it, where nobody sees it.
    """

    title: str = ""
    tables: tuple[Block, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    later: Callable[[], dict[str, Any]] | None = None
    flat: Table | Callable[[], Table] | None = None
    text: str = ""
    below: tuple[Answer, ...] = ()
    headline: str = ""
    marker: str = ""
    level: int = 0
    set_as: str = "lines"
    trace: Callable[[], Any] | None = None

    def document(self) -> dict[str, Any]:
        """The result for JSON: made now where it was put off, as few ask for it."""
        return self.data if self.later is None else self.later()

    def flat_table(self) -> Table | None:
        """The one table of comma-separated values: made now where it was put off."""
        return self.flat() if callable(self.flat) else self.flat


def keys(columns: Sequence[Column]) -> list[str]:
    """The keys of the columns."""
    return [column.key for column in columns]
