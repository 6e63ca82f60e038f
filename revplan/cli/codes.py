"""Exit codes, and what each says. Imports nothing: the entry needs them before anything is read."""

ANSWERED = 0
SAYS_NO = 1
"""The answer is no: a finding, a limit that is passed."""
NO_ANSWER = 2
"""Wrong usage, or a plan that cannot be read or worked out."""
BUG = 70
INTERRUPTED = 130
READER_LEFT = 141
"""Whoever read standard output closed it."""
