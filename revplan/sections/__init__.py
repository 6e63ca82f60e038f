"""The sections of a plan: what the YAML may say, and its formulas, one file a section."""
