"""The shells that can complete: the script for each, and putting it where the shell finds it."""
