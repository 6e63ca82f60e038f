"""The world out: one file a format, and the ways in which text reaches people."""
