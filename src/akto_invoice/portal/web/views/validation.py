"""« 2. Validation »: the table of what waits, one invoice open beside its page, corrected and validated.

Every answer is the whole page, of which htmx takes the parts that change; a form sent without JavaScript leads back to
the page.
"""

from django.contrib import messages
from django.core.paginator import Page
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from akto_invoice.portal.errors import RuleBroken, StateRefused
from akto_invoice.portal.models import Deposit, DepositState
from akto_invoice.portal.web.downloads import as_attachment
from akto_invoice.portal.web.listing import page_numbers
from akto_invoice.portal.web.requests import PortalRequest
from akto_invoice.portal.web.review import AMOUNT, AMOUNTS, DOSSIERS, NOTHING, REASON, Attempt, Review, printed
from akto_invoice.portal.web.sheet import KINDS
from akto_invoice.portal.web.waiting import progress_of, rows_of
from akto_invoice.portal.workflows.deposit.access import depositing_entity, visible_deposit
from akto_invoice.portal.workflows.deposit.correct import correct
from akto_invoice.portal.workflows.deposit.dossiers import find_dossiers
from akto_invoice.portal.workflows.deposit.files import download_deposit, page_image
from akto_invoice.portal.workflows.deposit.overview import awaiting, recent, remaining
from akto_invoice.portal.workflows.deposit.validate import validate_deposit
from akto_invoice.portal.workflows.deposit.view import view_deposit

_TEMPLATES = {
    DepositState.EN_ANALYSE: "portal/deposit/_waiting.html",
    DepositState.ILLISIBLE: "portal/deposit/_unreadable.html",
    DepositState.A_VALIDER: "portal/deposit/_open.html",
}


@require_safe
def waiting(request: PortalRequest, siret: str) -> HttpResponse:
    """Show what waits to be validated, with the first open that a person can do something about."""
    page = awaiting(request.user, siret, request.GET.get("page", 1))
    ready = (deposit for deposit in page if deposit.state != DepositState.EN_ANALYSE)
    return _render(request, siret, page, next(ready, None))


@require_safe
def review(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what waits to be validated, with this one open; once it is an invoice, that is shown."""
    deposit = visible_deposit(request.user, pk)
    if deposit.invoice_id:
        return redirect("invoice", deposit.invoice_id)
    if deposit.state not in _TEMPLATES:
        is_draft = deposit.state == DepositState.BROUILLON
        return redirect("deposit" if is_draft else "deposit-validation", deposit.entity.siret)
    return _show(request, deposit)


@require_POST
def save(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct the values."""
    deposit = visible_deposit(request.user, pk)
    try:
        correct(request.user, pk, _changes(request, deposit), revision=_revision(request))
    except RuleBroken as error:
        return _refuse(request, deposit, error)
    if not request.htmx:
        return redirect("deposit-review", pk)
    return _show(request, visible_deposit(request.user, pk), Attempt(request.POST.dict()))


@require_POST
def validate(request: PortalRequest, pk: int) -> HttpResponse:
    """VALIDER: the values as they stand on the page, then the controls, then the transmission."""
    deposit = visible_deposit(request.user, pk)
    try:
        corrected = correct(request.user, pk, _changes(request, deposit), revision=_revision(request))
        validated = validate_deposit(
            request.user, pk, revision=corrected.revision, overrides=_with_prefix(request, REASON)
        )
    except RuleBroken as error:
        return _refuse(request, deposit, error)
    messages.success(
        request,
        f"La facture {validated.number} est validée et part à AKTO. Elle est généralement visible après quelques "
        "minutes dans la liste des factures, avec son accusé de dépôt.",
    )
    address = reverse("deposit-validation", args=[deposit.entity.siret])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@require_safe
def dossiers(request: PortalRequest, pk: int) -> HttpResponse:
    """List the engaged dossiers that what is typed may mean."""
    deposit = visible_deposit(request.user, pk)
    typed = request.GET.get("add", "").replace("\0", "").strip()
    found = find_dossiers(request.user, deposit.entity.siret, typed) if typed else []
    left = [dossier for dossier in found if dossier.key not in deposit.dossiers]
    return render(request, "portal/deposit/_found.html", {"found": left, "typed": typed})


@require_safe
def page_picture(request: PortalRequest, pk: int, number: int) -> FileResponse:
    """Send the picture of a page."""
    return FileResponse(page_image(request.user, pk, number).open("rb"), content_type="image/jpeg")


@require_safe
def deposited_file(request: PortalRequest, pk: int) -> FileResponse:
    """Download the deposited file."""
    return as_attachment(*download_deposit(request.user, pk))


def _changes(request: PortalRequest, deposit: Deposit) -> dict[str, object]:
    """What the form says that the page did not; the dossiers are changed one by one.

    A value that was read and cannot be (a SIRET with a wrong digit) keeps no other from being corrected.
    """
    typed = {name: request.POST[name] for name in KINDS if name in request.POST}
    changes: dict[str, object] = {name: text for name, text in typed.items() if text != printed(deposit, name)}
    if added := request.POST.get("add", "").strip():
        changes[DOSSIERS] = [*deposit.dossiers, added]
    if removed := request.POST.get("remove"):
        changes[DOSSIERS] = [number for number in deposit.dossiers if number != removed]
    if amounts := _with_prefix(request, AMOUNT):
        changes[AMOUNTS] = amounts
    return changes


def _with_prefix(request: PortalRequest, prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): request.POST[name].replace("\0", "")
        for name in request.POST
        if name.startswith(prefix)
    }


def _revision(request: PortalRequest) -> int:
    """The revision that the page was made of; one that is none is an old one."""
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _refuse(request: PortalRequest, deposit: Deposit, error: RuleBroken) -> HttpResponse:
    """Show the page again with what was typed and the reason, or the page that the deposit is on now."""
    deposit = visible_deposit(request.user, deposit.pk)
    if isinstance(error, StateRefused):
        messages.error(request, str(error))
        address = reverse("deposit-review", args=[deposit.pk])
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    return _show(request, deposit, Attempt(request.POST.dict(), error), status=422)


def _show(request: PortalRequest, deposit: Deposit, attempt: Attempt = NOTHING, status: int = 200) -> HttpResponse:
    siret = deposit.entity.siret
    page = awaiting(request.user, siret, request.GET.get("page", 1))
    return _render(request, siret, page, deposit, attempt, status)


def _render(
    request: PortalRequest,
    siret: str,
    page: Page[Deposit],
    opened: Deposit | None,
    attempt: Attempt = NOTHING,
    status: int = 200,
) -> HttpResponse:
    deposits = list(page)
    if opened and opened not in deposits:
        deposits.insert(0, opened)
    rows = rows_of(deposits, opened.pk if opened else None, page.number)
    address = reverse("deposit-review", args=[opened.pk]) if opened else request.path
    query = f"?page={page.number}"
    validated = recent(request.user, siret)
    context: dict[str, object] = {
        "entity": depositing_entity(request.user, siret),
        "page": page,
        "numbers": page_numbers(page),
        "rows": rows,
        "remaining": remaining(request.user, siret),
        "recent": validated,
        "progress": progress_of(rows, validated, address + query),
    }
    if opened and "suivi" not in request.GET:
        context["template"] = _TEMPLATES[DepositState(opened.state)]
        if opened.state == DepositState.A_VALIDER:
            view, wanted = view_deposit(request.user, opened.pk), request.GET.get("apercu", "")
            context["review"] = Review(view, address + query, wanted, attempt)
    return render(request, "portal/deposit/validation.html", context, status=status)
