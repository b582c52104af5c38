"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB and three passes, one more than OWASP's least.

    Django's own takes 100 MiB: eight threads that look at passwords at once would take 800.
    """

    memory_cost = 19_456  # KiB
    time_cost = 3
    parallelism = 1
