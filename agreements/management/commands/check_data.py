"""Prove that what is stored is what the facts say: periods, folded columns, counters, countries, renewal chains.

And that each frozen report is as it was sent. Of a million agreements some hundreds are held at a time, and of
those that renew another two numbers each.
"""

from itertools import chain

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db.models import F

from agreements.expectations import BLOCKS, blocked
from agreements.models import Activity, Agreement, Report
from agreements.models.derivation import derive
from inserm_intl.folding import stale
from inserm_intl.references import ReferenceCounter
from partners.models import Cooperation

AT_ONCE = 500


class Command(BaseCommand):
    help = "Compute every derived value again and compare; exit non-zero where one differs."

    def handle(self, **options):
        wrong = 0
        for line in chain(self.lives(), self.folded(), self.counters(), self.countries(), self.frozen()):
            self.stderr.write(line)
            wrong += 1
        if wrong:
            raise CommandError(f"{wrong} stored values differ from their facts.")
        self.stdout.write(f"{Agreement.objects.count()} agreements checked: all agree with their facts.")

    def lives(self):
        """Each agreement, read once: its periods, and what should not have been entered."""
        in_a_loop = self.in_a_loop()
        for agreement in Agreement.objects.with_facts().order_by("pk").iterator(chunk_size=AT_ONCE):
            if derive(agreement):
                yield f"{agreement.reference}: the periods differ from the dates entered"
            if agreement.pk in in_a_loop or blocked(agreement, agreement.parties.all()):
                for expectation in agreement.expectations():
                    if expectation.severity == BLOCKS:
                        yield f"{agreement.reference}: {expectation.field}: {expectation.sentence}"

    def in_a_loop(self) -> set[int]:
        """Of which the renewals come back to themselves: left where each chain is taken up from its newest end.

        The database has no two that renew the same, so that no chain branches.
        """
        renews = dict(Agreement.objects.exclude(predecessor=None).order_by().values_list("pk", "predecessor"))
        for newest in renews.keys() - set(renews.values()):
            while newest in renews:
                newest = renews.pop(newest)
        return set(renews)

    def folded(self):
        for model in apps.get_models():
            for key in stale(model._base_manager.all()):
                yield f"{model._meta.label} {key}: its folded text is stale"

    def counters(self):
        for model in (Agreement, Activity, Report, Cooperation):
            references = model.objects.order_by().values_list("reference", flat=True).iterator()
            for (series, year), number in ReferenceCounter.highest(references).items():
                if not ReferenceCounter.objects.filter(series=series, year=year, last__gte=number).exists():
                    yield f"{series}-{year}: the counter is behind number {number:03}"

    def countries(self):
        elsewhere = Cooperation.objects.exclude(institution=None).exclude(country=F("institution__country"))
        for reference in elsewhere.values_list("reference", flat=True).iterator():
            yield f"{reference}: its institution is in another country"

    def frozen(self):
        for report in Report.objects.frozen().iterator(chunk_size=20):
            if not report.is_intact:
                yield f"{report.reference}: its frozen answer is not the one that was sent"
