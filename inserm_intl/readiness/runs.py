"""When a command that a timer starts last ran to its end."""

import datetime

from django.db import models
from django.utils import timezone

REMINDERS = "send_reminders"


class RunQuerySet(models.QuerySet):
    def ended_well(self, command: str) -> None:
        self.update_or_create(command=command, defaults={"ended_at": timezone.now()})

    def is_late(self, command: str, within: datetime.timedelta) -> bool:
        """Whether its last good end is further away: a clock that was wrong may have put it into the future."""
        now = timezone.now()
        return not self.filter(command=command, ended_at__range=(now - within, now + within)).exists()


class Run(models.Model):
    """One row for each such command. That of the reminders is made by the migration: it has as long to run first."""

    command = models.CharField(max_length=60, unique=True)
    ended_at = models.DateTimeField()

    objects = RunQuerySet.as_manager()

    def __str__(self):
        return self.command
