"""The formats of findings, one file a format."""
