"""The back office: what waits, and the page on which an agent instructs one invoice.

A refused change shows the page again with what was typed and the reason; a change that was made leads back to the page.
"""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from akto_invoice.portal.errors import PaymentIncomplete, RuleBroken
from akto_invoice.portal.models import Conformity, LetterNature, PaymentMeans, Reason, Status
from akto_invoice.portal.web.forms import JudgeForm, LetterForm, PaymentForm, StatusForm
from akto_invoice.portal.web.listing import page_numbers
from akto_invoice.portal.web.requests import PortalRequest
from akto_invoice.portal.workflows.access import require_agent, visible_invoice
from akto_invoice.portal.workflows.change_status import change_status
from akto_invoice.portal.workflows.judge_piece import judge_piece
from akto_invoice.portal.workflows.record_payment import account_of, record_payment
from akto_invoice.portal.workflows.search import page_of
from akto_invoice.portal.workflows.send_letter import send_letter
from akto_invoice.portal.workflows.transitions import transitions_from
from akto_invoice.portal.workflows.view_invoice import view_invoice
from akto_invoice.portal.workflows.worklist import worklist


@require_safe
def work(request: PortalRequest) -> HttpResponse:
    """Show what waits, oldest first."""
    page = page_of(worklist(request.user), request.GET.get("page", 1))
    return render(request, "portal/worklist.html", {"page": page, "numbers": page_numbers(page)})


@require_safe
def instruct(request: PortalRequest, pk: int) -> HttpResponse:
    """Show an invoice with all that an agent may do with it."""
    require_agent(request.user)
    return _page(request, pk)


@require_POST
def set_status(request: PortalRequest, pk: int) -> HttpResponse:
    """Move the invoice to another status."""
    require_agent(request.user)
    form = StatusForm(request.POST, transitions_from(visible_invoice(request.user, pk).status))

    def change() -> str:
        values = form.cleaned_data
        reason = Reason(values["reason"]) if values["reason"] else None
        invoice = change_status(request.user, pk, Status(values["status"]), reason, values["message"])
        return f"La facture est désormais « {invoice.get_status_display()} »."

    return _apply(request, pk, form, "status_form", change)


@require_POST
def pay(request: PortalRequest, pk: int) -> HttpResponse:
    """Record the payment."""
    require_agent(request.user)
    form = PaymentForm(request.POST)

    def change() -> str:
        values = form.cleaned_data
        record_payment(request.user, pk, PaymentMeans(values["means"]), values["paid_on"])
        return "Le paiement est enregistré."

    return _apply(request, pk, form, "payment_form", change)


@require_POST
def judge(request: PortalRequest, pk: int, version: int) -> HttpResponse:
    """Mark a piece CONFORME or NON CONFORME."""
    require_agent(request.user)
    form = JudgeForm(request.POST)

    def change() -> str:
        values = form.cleaned_data
        judged = judge_piece(request.user, pk, version, Conformity(values["conformity"]), values["remark"])
        return f"{judged} : {judged.get_conformity_display()}."

    return _apply(request, pk, form, "judge_form", change)


@require_POST
def write_letter(request: PortalRequest, pk: int) -> HttpResponse:
    """Send a letter."""
    require_agent(request.user)
    form = LetterForm(request.POST)

    def change() -> str:
        values = form.cleaned_data
        letter = send_letter(request.user, pk, LetterNature(values["nature"]), values["body"])
        return f"« {letter} » est envoyé."

    return _apply(request, pk, form, "letter_form", change)


def _apply(request: PortalRequest, pk: int, form: Form, name: str, change: Callable[[], str]) -> HttpResponse:
    if form.is_valid():
        try:
            messages.success(request, change())
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            return redirect("instruct", pk)
    return _page(request, pk, status=422, **{name: form})


def _page(request: PortalRequest, pk: int, status: int = 200, **forms: Form) -> HttpResponse:
    view = view_invoice(request.user, pk)
    moves = tuple(move for move in transitions_from(view.invoice.status) if move.end != Status.PAYEE)
    context: dict[str, object] = {
        "view": view,
        "status_form": StatusForm(None, moves) if moves else None,
        "judge_form": JudgeForm(),
        "letter_form": LetterForm(),
    }
    if view.invoice.status == Status.EN_COURS_PAIEMENT:
        context["payment_form"] = PaymentForm()
        try:
            context["account"] = account_of(view.invoice)
        except PaymentIncomplete as error:
            context["no_account"] = str(error)
    return render(request, "portal/instruct.html", context | forms, status=status)
