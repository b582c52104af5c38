"""What allauth asks of the site about second factors."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from qrcode import QRCode
from qrcode.image.svg import SvgPathImage

from .sealing import opened, sealed


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is wrong, or was used before."),
    }

    def encrypt(self, text):
        return sealed(text)

    def decrypt(self, encrypted_text):
        return opened(encrypted_text)

    def get_totp_label(self, user):
        return user.get_username()

    def build_totp_svg(self, url):
        """A drawing to put into the page: it needs no style, no script and no address of its own."""
        code = QRCode(image_factory=SvgPathImage)
        code.add_data(url)
        return mark_safe(code.make_image().to_string(encoding="unicode"))
