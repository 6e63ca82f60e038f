"""What `capacity` shows."""
