"""The text of plans, out: what is written for people to read and go on writing."""
