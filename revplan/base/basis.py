"""What a plan counts; imports nothing, as the help of a command tells it too."""

BASES = ("revenue", "arr")
"""The revenue of its year, or what recurs of it on a day."""
