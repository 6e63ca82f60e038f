"""One run: which plans, with what tried, against what: read, worked out, judged, compared.

It knows no format, no table, and of a command line only what its hints tell a user to type.
"""
