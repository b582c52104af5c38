"""How many cases are made up, and how."""

import os

from hypothesis import HealthCheck, Phase, settings

FUZZ = int(os.environ.get("FUZZ") or 0)
CASES = FUZZ or 1_000


def many(cases: int) -> settings:
    """Others each time when many are asked for; else the same each time. What fails is shrunk, and printed."""
    return settings(
        max_examples=max(1, cases),
        deadline=None,
        derandomize=not FUZZ,
        database=None,
        print_blob=True,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
