"""One run: which plans, with what tried, against what; no words of a command line."""
