"""From a plan to its figures: the year, its months, and the work that they ask for."""
