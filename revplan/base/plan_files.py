"""What a plan's file is called; imports nothing, as completion asks it too."""

PLAN_SUFFIXES = (".yaml", ".yml")
"""How the name of a plan's file ends: in small letters, as what git and hooks look for has it."""
