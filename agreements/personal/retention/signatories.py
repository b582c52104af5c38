"""Names of those who signed, so many years after the end of their agreement. Their function and the text stay."""

from functools import cached_property

from django.db.models import F
from reversion.models import Version

from agreements.life import State
from agreements.models import Agreement, AgreementPeriod, Party
from agreements.personal.records import change_in_merges, change_version, fields_of, versions_of
from agreements.personal.terms import SIGNATORY_YEARS
from inserm_intl.days import add_months

from . import Term

OVER = [State.ENDED, State.NOT_PURSUED]
UNNAMED = '"signatory_name": ""'


class Signatories(Term):
    """Told by agreement: all of its parties, with those that were taken out of it, and their versions."""

    name = "signatories, by agreement"

    def due(self):
        named = set(Party.objects.filter(agreement__in=self.over).exclude(signatory_name="").values_list("agreement"))
        return sorted({key for (key,) in named} | set(self.named_in_history()))

    @cached_property
    def over(self):
        """Agreements that ended, or came to nothing, so long ago. Of an end that is not known nothing follows."""
        before = add_months(self.day, -12 * SIGNATORY_YEARS)
        periods = AgreementPeriod.objects.filter(state__in=OVER, until=None, since__lte=before)
        return Agreement.objects.filter(pk__in=periods.values("agreement"))

    def named_in_history(self):
        """A deleted agreement has no end any more: that of its last version's revision counts."""
        over = set(self.over.values_list("pk", flat=True))
        known = set(Agreement.objects.values_list("pk", flat=True))
        before = self.moment(months=12 * SIGNATORY_YEARS)
        versions = Version.objects.get_for_model(Party).select_related("revision")
        for version in versions.exclude(serialized_data__contains=UNNAMED).iterator(chunk_size=500):
            key = fields_of(version)["agreement"]
            if key in over or (key not in known and version.revision.date_created < before):
                yield key

    def erase(self, key):
        """A form opened before must not bring a name back: the agreement's version is raised."""
        if Party.objects.filter(agreement=key).exclude(signatory_name="").update(signatory_name=""):
            Agreement.objects.filter(pk=key).update(version=F("version") + 1)
        for version in Version.objects.filter(versions_of(Party, agreement=key)).select_for_update():
            change_version(version, signatory_name="")
        change_in_merges(Party, lambda row: unnamed(row) if row["fields"]["agreement"] == key else row)


def unnamed(row):
    return {**row, "fields": {**row["fields"], "signatory_name": ""}}
