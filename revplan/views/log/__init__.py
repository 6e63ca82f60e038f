"""What `log` shows of a plan's history."""
