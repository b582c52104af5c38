"""Every morning: bring the deadlines up to date, and write to each officer of what has come due. One mail a day."""

from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError

from agreements.deadlines.digest import digest
from agreements.deadlines.reminding import Post
from agreements.models import Reminder
from agreements.models.watch import watch_all
from inserm_intl.logs.faults import class_of, code
from inserm_intl.readiness.runs import REMINDERS, Run
from inserm_intl.undone import undone


class Command(BaseCommand):
    help = (
        "Send one digest to each officer whose reminders are due and unsent, whatever days were missed. "
        "Safe to run twice, or two at once. Exits non-zero where a mail could not be sent; the next run tries again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="write the mails here; send and record nothing")

    def handle(self, *, dry_run, **options):
        if dry_run:
            with undone():
                self.show()
            return
        watch_all()
        post = Post()
        failures = [why for officer, pile in post.piles.items() if (why := self.send(officer, pile, post.day))]
        self.report(post)
        if failures:
            raise CommandError(f"{len(failures)} mails were not sent; their reminders stay due. {failures[0]}")
        Run.objects.ended_well(REMINDERS)

    def show(self):
        watch_all()
        post = Post()
        for officer, pile in post.piles.items():
            mail = digest(officer, pile)
            self.stdout.write(f"To: {mail.to[0]}\nSubject: {mail.subject}\n\n{mail.body}\n")
        self.report(post)

    def send(self, officer, pile, day) -> str:
        """Claim, send, record; return why it failed, or nothing. Whatever goes wrong, the others get their mail."""
        claimed = Reminder.objects.claim(pile, day)
        keys = {row.deadline_id for row in claimed}
        if not (told := [deadline for deadline in pile if deadline.pk in keys]):
            return ""
        try:
            mail: EmailMessage = digest(officer, told)
            mail.send()
        except Exception as error:
            Reminder.objects.release(claimed)
            why = f"{named(officer)}: {class_of(error)} {code(error)}".strip()
            self.stderr.write(why)
            return why
        Reminder.objects.sent(claimed, officer)
        self.stdout.write(f"{named(officer)}: {len(told)} deadlines")
        return ""

    def report(self, post):
        """What did not reach the officer who answers for it."""
        for officer, count in post.passed_over.items():
            self.stderr.write(f"{named(officer)} cannot be told of {count} deadlines: no access, right or address.")
        if post.untold:
            self.stderr.write(f"{len(post.untold)} deadlines of restricted agreements have nobody who could be told.")


def named(officer) -> str:
    """By number: what this prints is kept in a log, where nobody's name stands."""
    return f"account {officer.pk}" if officer else "office"
