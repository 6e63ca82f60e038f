"""What `gap` shows of what is within reach of the work that is planned."""
