"""What `funnel` shows."""
