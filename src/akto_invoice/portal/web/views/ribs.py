"""Depositing a RIB, the list of RIBs, and their review by AKTO."""

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akto_invoice.portal.errors import IdentityUnconfirmed, RuleBroken
from akto_invoice.portal.models import RibState
from akto_invoice.portal.web.downloads import as_attachment
from akto_invoice.portal.web.identity import confirm, confirmed_at
from akto_invoice.portal.web.listing import page_numbers
from akto_invoice.portal.web.requests import PortalRequest
from akto_invoice.portal.web.rib_forms import AccountForm, RefusalForm
from akto_invoice.portal.workflows.access import require_agent, require_some_rib_right, rib_entities
from akto_invoice.portal.workflows.rib.receive import cancel_rib, receive_rib
from akto_invoice.portal.workflows.rib.review import approve_rib, reject_rib, ribs_to_review
from akto_invoice.portal.workflows.rib.submit import check_rib, submit_rib
from akto_invoice.portal.workflows.rib.view import RibView, list_ribs, rib_file, rib_picture, view_rib
from akto_invoice.portal.workflows.uploads import MAX_BYTES
from akto_invoice.rules.findings import Finding, Level

_PER_PAGE: Final = 25


@require_safe
def rib_list(request: PortalRequest) -> HttpResponse:
    """Show the RIBs of the user's entities; for an agent, first those to review."""
    page = Paginator(list_ribs(request.user), _PER_PAGE).get_page(request.GET.get("page", 1))
    context = {
        "page": page,
        "numbers": page_numbers(page),
        "waiting": ribs_to_review(request.user) if request.user.is_agent else None,
        "may_deposit": rib_entities(request.user).exists(),
    }
    return render(request, "portal/rib/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_rib(request: PortalRequest) -> HttpResponse:
    """« Ajouter un RIB »: first the PDF."""
    if request.method == "POST":
        try:
            rib = receive_rib(request.user, request.FILES.get("file"))
        except RuleBroken as error:
            return render(request, "portal/rib/new.html", {"problem": str(error), "max_bytes": MAX_BYTES}, status=422)
        return redirect("rib", rib.pk)
    require_some_rib_right(request.user)
    return render(request, "portal/rib/new.html", {"max_bytes": MAX_BYTES})


@require_safe
def rib_page(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a RIB: to complete, or as it was deposited."""
    return _page(request, view_rib(request.user, pk))


@require_POST
def check(request: PortalRequest, pk: int) -> HttpResponse:
    """Say at once what stands in the way of what is typed."""
    form = AccountForm(request.POST, list(rib_entities(request.user)))
    form.is_valid()
    values = form.cleaned_data
    findings = check_rib(request.user, pk, values.get("iban", ""), values.get("bic", ""), form.sirets)
    return render(request, "portal/rib/_findings.html", {"findings": _with_reasons(findings, form)})


@require_POST
def submit(request: PortalRequest, pk: int) -> HttpResponse:
    """VALIDER."""
    view = view_rib(request.user, pk)
    form = AccountForm(request.POST, view.entities)
    if not form.is_valid():
        return _page(request, view, form, status=422)
    try:
        if (password := request.POST.get("password")) and not confirm(request, password):
            raise IdentityUnconfirmed("Ce mot de passe n'est pas le vôtre : saisissez-le à nouveau.")
        values = form.cleaned_data
        submit_rib(
            request.user,
            pk,
            iban=values["iban"],
            bic=values["bic"],
            sirets=form.sirets,
            dispositifs=form.chosen_dispositifs,
            comment=values["comment"],
            overrides=form.overrides,
            confirmed_at=confirmed_at(request),
        )
    except RuleBroken as error:
        return _page(request, view, form, str(error), status=422)
    messages.success(request, "Votre RIB est transmis : AKTO va l'examiner avant de l'utiliser.")
    return redirect("rib", pk)


@require_POST
def cancel(request: PortalRequest, pk: int) -> HttpResponse:
    """ANNULER."""
    try:
        cancel_rib(request.user, pk)
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect("rib", pk)
    messages.success(request, "Le dépôt de ce RIB est annulé.")
    return redirect("ribs")


@require_safe
def file(request: PortalRequest, pk: int) -> FileResponse:
    """Download the PDF."""
    return as_attachment(*rib_file(request.user, pk))


@require_safe
def picture(request: PortalRequest, pk: int) -> FileResponse:
    """Show the first page, as an image of the portal's own making."""
    return FileResponse(rib_picture(request.user, pk).open("rb"), content_type="image/jpeg")


@require_safe
def review(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a RIB to the agent who decides."""
    require_agent(request.user)
    return _review(request, pk)


@require_POST
def approve(request: PortalRequest, pk: int) -> HttpResponse:
    """Approve it."""
    try:
        rib = approve_rib(request.user, pk)
    except RuleBroken as error:
        return _review(request, pk, problem=str(error), status=422)
    messages.success(request, f"Le {rib} est approuvé.")
    return redirect("ribs")


@require_POST
def reject(request: PortalRequest, pk: int) -> HttpResponse:
    """Reject it, with the reason."""
    require_agent(request.user)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _review(request, pk, form, status=422)
    try:
        rib = reject_rib(request.user, pk, form.cleaned_data["reason"])
    except RuleBroken as error:
        return _review(request, pk, form, str(error), status=422)
    messages.success(request, f"Le {rib} est rejeté : son dépositaire en reçoit le motif.")
    return redirect("ribs")


def _page(
    request: PortalRequest,
    view: RibView,
    form: AccountForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    rib = view.rib
    context: dict[str, object] = {"view": view, "problem": problem}
    if view.is_mine and rib.state == RibState.A_COMPLETER:
        if form is None:
            only = [view.entities[0].siret] if len(view.entities) == 1 else []
            form = AccountForm(None, view.entities, {"iban": rib.printed_iban, "bic": rib.bic, "entities": only})
        sirets = form.sirets if form.is_bound else form.initial["entities"]
        findings = check_rib(request.user, rib.pk, form["iban"].value() or "", form["bic"].value() or "", sirets)
        context |= {
            "form": form,
            "findings": _with_reasons(findings, form),
            "needs_password": confirmed_at(request) is None,
        }
    return render(request, "portal/rib/rib.html", context, status=status)


def _with_reasons(findings: Sequence[Finding], form: AccountForm) -> list[tuple[Finding, str, bool]]:
    """Each finding with the reason typed so far, and whether it asks for one: once for all findings of a code."""
    reasons = form.overrides if form.is_bound else {}
    asked = {finding.code: finding for finding in reversed(findings) if finding.level == Level.WARNS}
    return [(one, reasons.get(one.code, ""), asked.get(one.code) is one) for one in findings]


def _review(
    request: PortalRequest, pk: int, form: RefusalForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"view": view_rib(request.user, pk), "form": form or RefusalForm(), "problem": problem}
    return render(request, "portal/rib/review.html", context, status=status)
