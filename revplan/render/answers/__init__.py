"""The formats of an answer, one file a format."""
