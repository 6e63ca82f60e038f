"""Studies: questions asked of a plan that was worked out."""
