"""What it would take for visitors to see an agreement, besides publishing it."""

from django.utils.translation import gettext as _

from agreements.models import Agreement, Confidentiality
from inserm_intl.record_admin import RecordAdmin


class AgreementsAsPublic(RecordAdmin):
    """Its preview lifts confidentiality and shows the negotiation; it never publishes an institution."""

    def publish_for_once(self, record):
        rows = Agreement.objects.filter(pk=record.pk)
        notes = list(self.lifted(record))
        rows.update(confidentiality=Confidentiality.PUBLIC)
        notes += super().publish_for_once(record)
        if not rows.public().exists():
            rows.update(negotiation_published=True)
            if rows.public().exists():
                notes.append(_("It is not signed: visitors see it only where its negotiation is published too."))
            else:
                notes.append(_("It has no day that visitors may know of: neither a negotiation nor a signature."))
        return [*notes, *self.hidden_parties(record)]

    def lifted(self, record):
        if record.confidentiality != Confidentiality.PUBLIC:
            level = record.get_confidentiality_display()
            record.confidentiality = Confidentiality.PUBLIC
            yield _("Its confidentiality is “%(level)s”: it would have to be public.") % {"level": level}

    def hidden_parties(self, record):
        for party in record.parties.filter(institution__published=False).select_related("institution"):
            told = {"institution": party.institution}
            yield _("%(institution)s is not published: visitors do not see that it is a party.") % told
