"""What a starter plan says where nobody does; imports nothing, as the help of `init` has it too."""

EXAMPLES = {"revenue": "10M", "growth": "50%", "churn": "30%"}
"""What stands in the plan where nobody said what a gap needs: the figures of the README."""

USUAL = {"name": "Acme", "currency": "USD"}

FILE = "plan.yaml"
