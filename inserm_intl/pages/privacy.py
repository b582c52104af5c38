"""Personal data, for visitors: what staff wrote of it, and what the register itself declares that it holds."""

from agreements.personal.register import REGISTER

from .text import TextPage


class PrivacyPage(TextPage):
    template_name = "pages/privacy.html"

    def facts(self, record, day, *, draft):
        return {**super().facts(record, day, draft=draft), "register": REGISTER}
