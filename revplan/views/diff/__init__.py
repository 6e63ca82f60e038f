"""What `diff` shows of two plans."""
