"""`loaddata` as Django has it; then whatever raw rows leave stale is derived again, in the same transaction."""

from django.core.management.commands.loaddata import Command as LoadData
from django.db import transaction

from agreements.models import Activity, Agreement, Call, Report
from agreements.models.watch import watch_calls
from inserm_intl.folding import refold
from inserm_intl.references import ReferenceCounter
from partners.models import Cooperation


class Command(LoadData):
    def handle(self, *labels, **options):
        with transaction.atomic():
            super().handle(*labels, **options)
            for model in self.models:  # those that were loaded: the whole ROR registry would take its time
                refold(model._base_manager.all())
            for model in (Agreement, Activity, Report, Cooperation):
                ReferenceCounter.notice(model.objects.values_list("reference", flat=True))
            Agreement.objects.all().rebuild_periods()
            watch_calls(Call.objects.all())
