"""The institute's own login (OpenID Connect): it says who somebody is, and takes in nobody by itself.

Whoever has logged in there comes in here when exactly one active account of the staff has the e-mail address that it
vouches for. No account is made or changed, and nothing of what it says is kept.
"""

from urllib.parse import urlencode

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect import views
from django.contrib.auth.models import User
from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from requests import RequestException

from inserm_intl.pages import errors


def refused(request, sentence: str, status: int = 403) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(errors.page(request, status, _("You could not be logged in"), sentence))


class OidcAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        account = account_of(sociallogin)
        if account is None:
            raise refused(request, _("No account of the register has your e-mail address. An administrator can help."))
        sociallogin.user = account

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        raise refused(request, _("The login was given up, or took too long. Start again from the register."))


def account_of(sociallogin) -> User | None:
    said = sociallogin.account.extra_data
    if "userinfo" in said and said["userinfo"].get("sub") != said.get("id_token", {}).get("sub"):
        return None
    vouched = [address.email for address in sociallogin.email_addresses if address.verified]
    found = User.objects.filter(is_active=True, is_staff=True, email__iexact=vouched[0])[:2] if vouched else ()
    account, *others = [*found] or [None]
    return None if others else account


def answered(view, request, provider_id):
    """What allauth answers; a page where the other side does not, or not as it should."""
    try:
        return view(request, provider_id)
    except (RequestException, KeyError, ValueError):
        sentence = _("The institute’s login does not answer as it should. Try again in a few minutes.")
        return refused(request, sentence, status=503).response


def login(request, provider_id):
    """Leave for the institute's login: by a page, for a form of ours may lead to no other site.

    Of what was sent, only where one was going counts.
    """
    after = get_next_redirect_url(request)
    request.GET = request.POST = QueryDict(urlencode({"next": after}) if after else "")
    response = answered(views.login, request, provider_id)
    if response.status_code != 302:
        return response
    page = render(request, "socialaccount/leaving.html", {"where": response.url})
    page["Refresh"] = f"0; url={response.url}"
    return page


def callback(request, provider_id):
    return answered(views.callback, request, provider_id)
