"""What `show` shows: the whole plan as one document."""
