"""How the texts of a plan's file become values, and refuse to."""
