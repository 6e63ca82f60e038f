"""Where a key is written: in the section that the plan has, or in one that is new."""

from revplan.model.plan import Plan


def key_place(plan: Plan, section: str, *keys: str) -> str:
    """What to write, so that no section stands twice; several keys are alternatives."""
    first, *others = keys
    said = "".join(f", or {it}" for it in others)
    if section in plan.model_fields_set:
        return f"{first}{said} under {section}"
    return f"{section}: {{{first}}}{said}"
