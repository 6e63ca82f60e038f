"""How many examples of a property are drawn: few by default, ten times as many on asking.

pytest -m hypothesis --hypothesis-profile=many

Few and many are the same examples in every run, so that one commit has one verdict; `new` draws as
many as `many`, and others each time. How fast a machine draws is no verdict on a commit.
"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings

TIMES = {"few": 1, "many": 10, "new": 10}
for _name in TIMES:
    settings.register_profile(
        _name,
        deadline=None,
        derandomize=_name != "new",
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
settings.load_profile("few")


def examples(number: int, **more: Any) -> settings:
    """So many examples, or ten times as many; other settings as Hypothesis takes them."""
    return settings(max_examples=number * TIMES[settings.get_current_profile_name()], **more)
