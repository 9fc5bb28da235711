"""The user's tokens: made, shown once, revoked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from akto_invoice.portal.errors import TokenRefused
from akto_invoice.portal.web.requests import PortalRequest
from akto_invoice.portal.web.token_form import TokenForm
from akto_invoice.portal.workflows.access import memberships_of
from akto_invoice.portal.workflows.tokens.make import make_token
from akto_invoice.portal.workflows.tokens.revoke import revoke_token


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: PortalRequest) -> HttpResponse:
    """List the tokens and make one. Its secret is in this answer alone: no session and no message keeps it."""
    memberships = list(memberships_of(request.user).select_related("entity").order_by("entity__name"))
    form = TokenForm(request.POST if request.method == "POST" else None, memberships)
    secret = ""
    if form.is_valid():
        try:
            _, secret = make_token(request.user, form.cleaned_data["name"], form.cleaned_data["days"], form.grants())
        except TokenRefused as error:
            form.add_error(None, str(error))
        else:
            form = TokenForm(None, memberships)
    context = {
        "form": form,
        "secret": secret,
        "tokens": request.user.tokens.prefetch_related("grants__membership__entity"),
    }
    return render(request, "portal/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: PortalRequest, pk: int) -> HttpResponse:
    """Revoke a token."""
    token = revoke_token(request.user, pk)
    messages.success(request, f"Le jeton « {token.name} » est révoqué : il n'ouvre plus rien.")
    return redirect("tokens")
