"""Tables with a tab between the values."""

from revplan.base.table import Answer


def write(answer: Answer) -> str:
    """The answer's flat table."""
    table = answer.flat_table()
    rows = table.rows if table is not None else ()
    return "".join("\t".join("" if c is None else str(c) for c in row.cells) + "\n" for row in rows)
