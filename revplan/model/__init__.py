"""What a plan is and what a figure is; their values by path, out and in."""
