"""From the texts of a plan to a Plan, or to everything that is wrong with them."""
