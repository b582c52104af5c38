"""Files of a large register, served as in production, beside PostgreSQL's own COPY: `make bench BENCH_ROWS=100000`.

Absolute seconds are those of this machine and of this hour. Each round asks everything once, in turn.
"""

import os
import statistics
import time
from collections.abc import Callable

import django

django.setup()

from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402

from inserm_intl.open_data.files.xlsx_files import MOST_ROWS  # noqa: E402
from inserm_intl.open_data.nouns import NOUNS  # noqa: E402

from .growing import grow  # noqa: E402
from .serving import Site, serving  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", 5))
MEGABYTE = 1024 * 1024


class Counter:
    """A file that keeps nothing but its size."""

    size = 0

    def write(self, data) -> None:
        self.size += len(data)


def raw_copy() -> int:
    """The same rows and columns by PostgreSQL alone."""
    noun, counter = NOUNS["agreements"], Counter()
    question = noun.asked(QueryDict())
    sql, parameters = noun.columns.texts(noun.rows(question), question).query.sql_with_params()
    with connection.cursor() as cursor:
        # As the site has it: with PostgreSQL's own compiler the same takes longer.
        cursor.execute("SET jit = off")
        query = cursor.mogrify(sql, parameters).decode()
        cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH (FORMAT csv)", counter)
    return counter.size


def measured(site: Site, tasks: dict[str, Callable[[], int]]) -> dict[str, tuple[float, float, float]]:
    """Of each task the median of its seconds, its megabytes, and those that the worker needed besides its own."""
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    sizes, extra = dict.fromkeys(tasks, 0), dict.fromkeys(tasks, 0.0)
    for _round in range(ROUNDS):
        for name, task in tasks.items():
            before = site.start_watching_memory()
            start = time.perf_counter()
            sizes[name] = task()
            seconds[name].append(time.perf_counter() - start)
            extra[name] = max(extra[name], site.peak_memory() - before)
    return {name: (statistics.median(seconds[name]), sizes[name] / MEGABYTE, extra[name] / 1024) for name in tasks}


def main() -> None:
    rows = int(os.environ.get("BENCH_ROWS", MOST_ROWS))
    start = time.perf_counter()
    grow(rows)
    noun = NOUNS["agreements"]
    count = noun.rows(noun.asked(QueryDict())).count()
    print(f"{count:,} agreements, made in {time.perf_counter() - start:.0f} s; median of {ROUNDS} rounds", flush=True)
    with serving() as site:
        tasks = {
            "COPY by PostgreSQL alone": raw_copy,
            "CSV": lambda: site.get("agreements.csv"),
            "CSV, compressed": lambda: site.get("agreements.csv", accept_encoding="gzip"),
        }
        if count <= MOST_ROWS:
            tasks["XLSX"] = lambda: site.get("agreements.xlsx")
        for form in ("csv", "xlsx"):
            site.get(f"agreements.{form}?id=nothing")  # what is loaded once is no part of it
        result = measured(site, tasks)
    print(f"{'':26}{'seconds':>9}{'speed':>9}{'MB':>9}{'extra memory, MB':>18}")
    own = result["COPY by PostgreSQL alone"][0]
    for name, (taken, size, extra) in result.items():
        print(f"{name:26}{taken:9.2f}{own / taken:9.2f}{size:9.1f}{extra:18.1f}")


main()
