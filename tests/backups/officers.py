"""Officers at work: each changes an agreement of their own, over and over, and adds a text to it each time."""

import copy
import hashlib
import threading

from django.contrib.auth.models import Group

from agreements.models import Agreement
from tests import papers
from tests.admin_forms import address, staff
from tests.factories import in_force
from tests.sites import Site, eventually
from tests.staff import ROLES


class Officer(threading.Thread):
    """What the site has confirmed stands in `texts`: the hash of the text that each save added, in their order."""

    def __init__(self, site: Site, name: str):
        super().__init__()
        user = staff(name)
        user.groups.add(Group.objects.get(name=ROLES["officer"]))
        self.site, self.agreement = copy.copy(site), in_force()
        self.site.cookies = dict(site.cookies)
        self.site.enter(user)
        self.texts: list[str] = []
        self.refused: list = []
        self.ended = threading.Event()

    def run(self):
        while not self.ended.is_set() and not self.refused:
            self.save(len(self.texts) + 1)

    def save(self, number: int):
        content = papers.pdf(text=f"{self.agreement.reference} {number}")
        typed = {"title_fr": f"Titre {number}", **papers.rows((f"{number}.pdf", content), kind="annex")}
        answer = self.site.post(address(Agreement, "change", self.agreement.pk), "agreement_form", typed)
        if answer.status == 302:
            self.texts.append(hashlib.sha256(content).hexdigest())
        else:
            self.refused.append(answer)


class Office:
    """`with Office(site, 3) as office`: they work until the end, and the site has refused them nothing."""

    def __init__(self, site: Site, count: int):
        self.officers = [Officer(site, f"officer-{number}") for number in range(count)]

    def __enter__(self):
        for officer in self.officers:
            officer.start()
        return self

    def __exit__(self, *_error):
        for officer in self.officers:
            officer.ended.set()
        for officer in self.officers:
            officer.join()
            assert officer.refused == []

    def confirmed(self) -> dict[int, list[str]]:
        """The texts of each agreement."""
        return {officer.agreement.pk: list(officer.texts) for officer in self.officers}

    def wait(self, saves: int) -> None:
        """Until each has saved so many times more."""
        wanted = {officer: len(officer.texts) + saves for officer in self.officers}
        eventually(lambda: all(officer.refused or len(officer.texts) >= wanted[officer] for officer in self.officers))
