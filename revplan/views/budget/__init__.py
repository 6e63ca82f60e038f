"""What `budget` shows."""
