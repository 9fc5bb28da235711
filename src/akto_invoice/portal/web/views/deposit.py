"""« 1. Dépôt »: choose the entity, drop files, say what they are, send them to be analysed.

``upload.js`` sends one file at a time and gets the file's entry, or the refusal in words; without JavaScript a form
sends all of them and comes back to the page.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from akto_invoice.portal.errors import RuleBroken
from akto_invoice.portal.models import Deposit, DepositState
from akto_invoice.portal.web.requests import PortalRequest
from akto_invoice.portal.workflows.deposit.access import depositing_entity, visible_deposit
from akto_invoice.portal.workflows.deposit.attach import NATURES, attach_piece, remove_piece
from akto_invoice.portal.workflows.deposit.cancel import cancel_deposit
from akto_invoice.portal.workflows.deposit.mark import mark_deposit
from akto_invoice.portal.workflows.deposit.overview import drafts, remaining, remaining_by_entity
from akto_invoice.portal.workflows.deposit.reading import MAX_PAGES
from akto_invoice.portal.workflows.deposit.receive import receive_invoice, replace_file
from akto_invoice.portal.workflows.deposit.send import send_deposits
from akto_invoice.portal.workflows.uploads import MAX_BYTES


@require_safe
def choose_entity(request: PortalRequest) -> HttpResponse:
    """List the entities to deposit for, each with what waits to be validated."""
    return render(request, "portal/deposit/entities.html", {"entities": remaining_by_entity(request.user)})


@require_safe
def drop(request: PortalRequest, siret: str) -> HttpResponse:
    """Show the drop zone and the user's drafts."""
    context = _drafts(request, siret) | {"remaining": remaining(request.user, siret)}
    return render(request, "portal/deposit/drop.html", context)


@require_POST
def add_files(request: PortalRequest, siret: str) -> HttpResponse:
    """Receive invoices, each for itself."""

    def receive(upload: Any) -> Deposit:
        return receive_invoice(request.user, siret, upload)

    received, refusals = _each(request, receive)
    if not _takes_parts(request):
        return redirect("deposit", siret)
    if refusals:
        return _in_words(refusals[0], 422)
    context = _drafts(request, siret) | {"deposit": received[0]}
    return render(request, "portal/deposit/_received.html", context)


@require_POST
def send(request: PortalRequest, siret: str) -> HttpResponse:
    """« ENVOYER LES DOCUMENTS »."""
    if send_deposits(request.user, siret):
        return redirect("deposit-validation", siret)
    messages.error(request, "Aucune facture n'attend d'être envoyée : déposez d'abord un fichier.")
    return redirect("deposit", siret)


@require_POST
def mark(request: PortalRequest, pk: int) -> HttpResponse:
    """Tick or untick the two boxes."""
    boxes = {name: name in request.POST for name in ("is_avoir", "is_first_instalment")}
    return _act(request, pk, lambda: mark_deposit(request.user, pk, **boxes))


@require_POST
def add_pieces(request: PortalRequest, pk: int) -> HttpResponse:
    """Attach pièces justificatives, each for itself."""
    deposit = visible_deposit(request.user, pk)

    def attach(upload: Any) -> object:
        return attach_piece(request.user, pk, request.POST.get("nature", ""), upload)

    attached, refusals = _each(request, attach)
    if not _takes_parts(request):
        return _back(deposit)
    if refusals:
        return _in_words(refusals[0], 422)
    context = _drafts(request, deposit.entity.siret) | {"deposit": deposit, "piece": attached[0]}
    return render(request, "portal/deposit/_attached.html", context)


@require_POST
def drop_piece(request: PortalRequest, pk: int, piece: int) -> HttpResponse:
    """Take a piece away."""
    return _act(request, pk, lambda: remove_piece(request.user, pk, piece))


@require_POST
def replace(request: PortalRequest, pk: int) -> HttpResponse:
    """Put another file in place of one that could not be read."""
    deposit = visible_deposit(request.user, pk)
    try:
        replace_file(request.user, pk, request.FILES.get("file"))
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Le fichier est remplacé : sa lecture recommence.")
    return _back(deposit)


@require_POST
def cancel(request: PortalRequest, pk: int) -> HttpResponse:
    """Cancel a deposit."""
    return _act(request, pk, lambda: cancel_deposit(request.user, pk))


def _each(request: PortalRequest, take: Callable[[Any], Any]) -> tuple[list[Any], list[RuleBroken]]:
    """Take every file of the form; a page that is shown again tells of each that was refused."""
    taken, refusals = [], []
    uploads: list[Any] = request.FILES.getlist("file")
    for upload in uploads or [None]:
        try:
            taken.append(take(upload))
        except RuleBroken as error:
            refusals.append(error)
            if not _takes_parts(request):
                messages.error(request, f"{upload.name} : {error}" if upload else str(error))
    return taken, refusals


def _act(request: PortalRequest, pk: int, change: Callable[[], object]) -> HttpResponse:
    """Make a small change; the drop zone's page gets the counter anew, any other comes back as a whole."""
    deposit = visible_deposit(request.user, pk)
    try:
        change()
    except RuleBroken as error:
        if _takes_parts(request):
            return _in_words(error, 409)
        messages.error(request, str(error))
    if _takes_parts(request):
        return render(request, "portal/deposit/_send.html", _drafts(request, deposit.entity.siret) | {"oob": True})
    return _back(deposit)


def _takes_parts(request: PortalRequest) -> bool:
    """Tell whether the drop zone's page asks by JavaScript; the open invoice's takes what it needs of a whole page."""
    return bool(request.htmx) and request.htmx.target != "champs"


def _in_words(error: RuleBroken, status: int) -> HttpResponse:
    return HttpResponse(str(error), status=status, content_type="text/plain; charset=utf-8")


def _back(deposit: Deposit) -> HttpResponse:
    """To the page on which the deposit was when the form was sent."""
    if deposit.state == DepositState.BROUILLON:
        return redirect(f"{reverse('deposit', args=[deposit.entity.siret])}#depot-{deposit.pk}")
    return redirect("deposit-review", deposit.pk)


def _drafts(request: PortalRequest, siret: str) -> dict[str, Any]:
    found = list(drafts(request.user, siret))
    return {
        "entity": depositing_entity(request.user, siret),
        "drafts": found,
        "files": len(found) + sum(len(deposit.pieces.all()) for deposit in found),
        "natures": [(nature.value, nature.label) for nature in NATURES],
        "max_bytes": MAX_BYTES,
        "max_pages": MAX_PAGES,
    }
