"""What `gap` shows of one plan, and of several."""
