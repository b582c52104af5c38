"""How the site is served, by `make run`, in a container and by systemd alike. Who calls says where and by how many:

    gunicorn --config deploy/gunicorn.conf.py --bind 127.0.0.1:8000 --workers 2

Slow clients are for the proxy in front to wait for.
"""

import os
import sys
from pathlib import Path

chdir = str(Path(__file__).resolve().parent.parent)
sys.path.insert(0, chdir)

from inserm_intl.logs.server import Logger, forget  # noqa: E402

wsgi_app = "inserm_intl.wsgi"
worker_class = "gthread"
threads = 4

# Seconds. A worker whose main thread is stuck is replaced; one that is told to stop first answers what it has begun.
timeout = 30
graceful_timeout = 30
# Longer than a proxy keeps an idle connection (nginx: 60), so that it never sends a request into a closed one.
keepalive = 75

# What leaks in months goes; not in all processes at once.
max_requests = 20_000
max_requests_jitter = 5_000

# A sign of life is written each second: in memory, as a busy disk can hold it up until the worker seems dead.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

# Nobody's headers are believed here: TRUSTED_PROXIES tells the site whose are.
forwarded_allow_ips = ""
control_socket_disable = True

# One line for each request, on stderr like all others.
accesslog = "-"
logger_class = Logger
post_request = forget
