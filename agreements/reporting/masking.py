"""An agreement that has become restricted since a report was frozen is counted in it, and named only to some."""

from django.utils.translation import gettext as _

from agreements.models import Agreement, Confidentiality

SAYS_WHICH = {"title": "", "partners": [], "countries": [], "instrument": ""}


def masked(answer: dict, user) -> dict:
    """The answer as this user may read it."""
    if user.has_perm("agreements.see_restricted"):
        return answer
    restricted = Agreement.objects.filter(confidentiality=Confidentiality.RESTRICTED)
    hidden = set(restricted.values_list("reference", flat=True))
    if not hidden:
        return answer
    rows, number = [], 0
    for row in answer["agreements"]:
        if row["reference"] in hidden:
            number += 1
            name = _("Restricted agreement %(number)s") % {"number": number}
            by = row["by"] if row["how"] == "extension" else ""
            rows.append({**row, **SAYS_WHICH, "reference": name, "by": by})
        else:
            rows.append({**row, "by": ""} if row["by"] in hidden else row)
    return {**answer, "agreements": rows}
