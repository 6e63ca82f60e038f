"""A revenue plan as code: the new business that a year really needs, month by month.

The public face, for notebooks and scripts:

>>> import revplan
>>> file = revplan.read_text('''
... revplan: 1
... name: Acme
... fiscal_year: 2027
... currency: USD
... prior_year: {revenue: 10M}
... target: {growth: 50%}
... churn: {rate: 30%}
... ''')
>>> outcome = revplan.work_out(file.plan)
>>> int(outcome.bridge.new_business)
8000000

`read_plan(path)` reads a file; `check(outcome)` judges what it comes to; `compare(old, new)` splits
the change between two outcomes; `outcome.months_frame()` gives the months to pandas. What is wrong
with a plan is never raised: it is in `file.problems`.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing takes a while to import, and this is imported before everything
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"

__all__ = [
    "CannotWorkOut",
    "Comparison",
    "Outcome",
    "Plan",
    "PlanFile",
    "Problem",
    "__version__",
    "check",
    "compare",
    "read_plan",
    "read_text",
    "replace",
    "work_out",
]

if TYPE_CHECKING:
    from revplan.base.problem import CannotWorkOut, Problem
    from revplan.engine.outcome import Outcome
    from revplan.engine.work_out import work_out
    from revplan.model.plan import Plan
    from revplan.reading.replace import replace
    from revplan.rules import judge as check
    from revplan.sources.plan_file import PlanFile, read_text
    from revplan.sources.plan_file import read_file as read_plan
    from revplan.studies.comparison import Comparison, compare

_HOMES = {
    "CannotWorkOut": ("revplan.base.problem", "CannotWorkOut"),
    "Comparison": ("revplan.studies.comparison", "Comparison"),
    "Outcome": ("revplan.engine.outcome", "Outcome"),
    "Plan": ("revplan.model.plan", "Plan"),
    "PlanFile": ("revplan.sources.plan_file", "PlanFile"),
    "Problem": ("revplan.base.problem", "Problem"),
    "check": ("revplan.rules", "judge"),
    "compare": ("revplan.studies.comparison", "compare"),
    "read_plan": ("revplan.sources.plan_file", "read_file"),
    "read_text": ("revplan.sources.plan_file", "read_text"),
    "replace": ("revplan.reading.replace", "replace"),
    "work_out": ("revplan.engine.work_out", "work_out"),
}


def __getattr__(name: str) -> Any:
    """The public names, imported when they are asked for: the program starts without them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'revplan' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
