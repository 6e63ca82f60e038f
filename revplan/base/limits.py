"""The most that a plan's file may hold; imports nothing, as completion reads plans by it too."""

MOST_BYTES = 1_048_576
MOST_LINE = 10_000  # characters, of a line as of a value
MOST_VALUES = 50_000
MOST_DEPTH = 32  # mappings and lists inside one another
