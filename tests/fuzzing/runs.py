"""How many cases are made up, and how."""

import math
import os
from zlib import crc32

from hypothesis import HealthCheck, Phase, seed, settings

FUZZ = int(os.environ.get("FUZZ") or 0)
CASES = FUZZ or 1_000


def many(cases: float, group: str):
    """Others each time when many are asked for; else the same each time. What fails is shrunk, and printed."""
    chosen = settings(
        max_examples=math.ceil(cases),
        deadline=None,
        database=None,
        print_blob=True,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    return chosen if FUZZ else lambda test: chosen(seed(crc32(group.encode()))(test))
