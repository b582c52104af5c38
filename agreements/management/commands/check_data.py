"""Prove that what is stored is what the facts say: periods, folded columns, counters, renewal chains."""

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from agreements.models import Activity, Agreement
from agreements.models.derivation import derive
from inserm_intl.folding import stale
from inserm_intl.references import ReferenceCounter


class Command(BaseCommand):
    help = "Compute every derived value again and compare; exit non-zero where one differs."

    def handle(self, **options):
        wrong = [*self.periods(), *self.folded(), *self.counters(), *self.blocked()]
        for line in wrong:
            self.stderr.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} stored values differ from their facts.")
        self.stdout.write(f"{Agreement.objects.count()} agreements checked: all agree with their facts.")

    def periods(self):
        for agreement in Agreement.objects.with_facts().iterator(chunk_size=500):
            _rows, differs = derive(agreement)
            if differs:
                yield f"{agreement.reference}: the periods differ from the dates entered"

    def folded(self):
        for model in apps.get_models():
            for row in stale(model._base_manager.all()):
                yield f"{model._meta.label} {row.pk}: its folded text is stale"

    def counters(self):
        for model in (Agreement, Activity):
            references = model.objects.values_list("reference", flat=True)
            for (series, year), number in ReferenceCounter.highest(references).items():
                if not ReferenceCounter.objects.filter(series=series, year=year, last__gte=number).exists():
                    yield f"{series}-{year}: the counter is behind number {number:03}"

    def blocked(self):
        for agreement in Agreement.objects.select_related("instrument").iterator():
            for expectation in agreement.expectations():
                if expectation.severity == "blocks":
                    yield f"{agreement.reference}: {expectation.field}: {expectation.sentence}"
