"""What every answer knows of its question: the page's own address, the banner of another day, staff's ways on."""

from django.contrib.admin import site
from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from inserm_intl.days import shown
from inserm_intl.questions import OnDay


def mark_asked(request, question: OnDay, **changes) -> None:
    """Tell the templates which query string the page's own address has, without unknown parameters."""
    request.asked = question.query(**changes)


def asked_of_page(request, model, asks: type[OnDay] = OnDay) -> OnDay:
    """The question of a page that is not a list; a bad value answers 400 (BadRequest)."""
    question = asks(request.GET, model.objects.all())
    if question.errors:
        mark_asked(request, question, **dict.fromkeys(question.errors))
        raise BadRequest(" ".join(error for errors in question.errors.values() for error in errors))
    mark_asked(request, question)
    return question


def notice(request, question: OnDay) -> dict:
    """What the banner of another day needs; nothing today."""
    if question.is_today:
        return {}
    return {"on_notice": {"day": shown(question.day), "today": f"{request.path}{question.query(on=None)}"}}


def rendered(request, template: str, context: dict, status: int = 200):
    """A page of no noun in particular. Staff find the way to the register on it, and no cache keeps that."""
    if not request.user.is_staff:
        return render(request, template, context, status=status)
    context["staff_links"] = [(_("Administration"), reverse("admin:index"))]
    response = render(request, template, context, status=status)
    add_never_cache_headers(response)
    return response


def staff_links(request, model, record=None) -> dict:
    """View, Edit, Create here: for staff alone, each only where the admin allows it."""
    if not request.user.is_staff:
        return {}
    name, desk = f"admin:{model._meta.app_label}_{model._meta.model_name}", site.get_model_admin(model)
    links = [(_("View"), request.path)]
    if record is not None and desk.has_change_permission(request, record):
        links.append((_("Edit"), reverse(f"{name}_change", args=[record.pk])))
    if desk.has_add_permission(request):
        links.append((_("Create here"), reverse(f"{name}_add")))
    return {"staff_links": links}
