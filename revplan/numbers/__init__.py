"""Numbers of every kind, what can be done with them, and how they are read and written."""
