"""What `explain` shows of a figure."""
