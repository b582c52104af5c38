"""Fill a register with invented records, as many as are asked for: to show it, and to see it bear its real size."""

import random

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agreements.invented.agreements import make_agreements
from agreements.invented.cooperations import make_cooperations
from partners.models import CountryGroup

MAKERS = {"cooperations": make_cooperations, "agreements": make_agreements}


class Command(BaseCommand):
    help = "Make invented records, all or none; the same ones for the same seed in the same register."

    def add_arguments(self, parser):
        for noun in MAKERS:
            parser.add_argument(f"--{noun}", type=int, default=0, metavar="N", help=f"how many {noun}")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other records")

    @transaction.atomic
    def handle(self, *, seed, **options):
        wanted = {noun: options[noun] for noun in MAKERS if options[noun]}
        if any(count < 0 for count in wanted.values()):
            raise CommandError("Nobody can make less than no record: give numbers from 0 up.")
        if not wanted:
            raise CommandError("Say how many: --cooperations 6300, --agreements 100, or both.")
        if not CountryGroup.objects.filter(code="eu").exists():
            raise CommandError("Load the fixtures first: there are no countries yet to cooperate with.")
        for noun, count in wanted.items():
            made = MAKERS[noun](count, random.Random(seed))
            self.stdout.write(f"{made} invented {noun} made.")
