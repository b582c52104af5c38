"""Prove that what is stored is what the facts say: periods, folded columns, counters, countries, renewal chains.

And that each frozen report is as it was sent.
"""

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db.models import F

from agreements.models import Activity, Agreement, Report
from agreements.models.derivation import derive
from inserm_intl.folding import stale
from inserm_intl.references import ReferenceCounter
from partners.models import Cooperation


class Command(BaseCommand):
    help = "Compute every derived value again and compare; exit non-zero where one differs."

    def handle(self, **options):
        wrong = [*self.periods(), *self.folded(), *self.counters(), *self.countries(), *self.blocked(), *self.frozen()]
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
        for model in (Agreement, Activity, Report, Cooperation):
            references = model.objects.values_list("reference", flat=True)
            for (series, year), number in ReferenceCounter.highest(references).items():
                if not ReferenceCounter.objects.filter(series=series, year=year, last__gte=number).exists():
                    yield f"{series}-{year}: the counter is behind number {number:03}"

    def countries(self):
        elsewhere = Cooperation.objects.exclude(institution=None).exclude(country=F("institution__country"))
        for reference in elsewhere.values_list("reference", flat=True):
            yield f"{reference}: its institution is in another country"

    def blocked(self):
        for agreement in Agreement.objects.select_related("instrument", "parent", "predecessor").iterator():
            for expectation in agreement.expectations():
                if expectation.severity == "blocks":
                    yield f"{agreement.reference}: {expectation.field}: {expectation.sentence}"

    def frozen(self):
        for report in Report.objects.frozen().iterator(chunk_size=20):
            if not report.is_intact:
                yield f"{report.reference}: its frozen answer is not the one that was sent"
