"""Every page of the portal."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, path, reverse_lazy
from django.views.generic import RedirectView

from akto_invoice.portal.web.views import documents, instruction, invoices, pages, tokens
from akto_invoice.portal.web.views.dashboard import dashboard

_INVOICE = "factures/<int:pk>/"
_INSTRUCTION = "instruction/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", dashboard, name="dashboard"),
    path("factures/", invoices.invoice_list, name="invoices"),
    path("factures/export.csv", invoices.invoice_csv, name="invoices-csv"),
    path("factures/export.xlsx", invoices.invoice_xlsx, name="invoices-xlsx"),
    path(_INVOICE, invoices.invoice_detail, name="invoice"),
    path(f"{_INVOICE}pieces/", documents.add_piece, name="add-piece"),
    path(f"{_INVOICE}pieces/<int:piece>/", documents.add_version, name="add-version"),
    path(f"{_INVOICE}documents/<int:version>/", documents.version_file, name="version-file"),
    path(f"{_INVOICE}courriers/<int:letter>/", documents.letter_file, name="letter-file"),
    path("dossiers/<str:number>/", pages.dossier_page, name="dossier"),
    path("entites/<str:siret>/", pages.entity_page, name="entity"),
    path("instruction/", instruction.work, name="worklist"),
    path(_INSTRUCTION, instruction.instruct, name="instruct"),
    path(f"{_INSTRUCTION}statut/", instruction.set_status, name="set-status"),
    path(f"{_INSTRUCTION}paiement/", instruction.pay, name="pay"),
    path(f"{_INSTRUCTION}pieces/<int:version>/", instruction.judge, name="judge"),
    path(f"{_INSTRUCTION}courrier/", instruction.write_letter, name="write-letter"),
    path("jetons/", tokens.tokens, name="tokens"),
    path("jetons/<int:pk>/", tokens.revoke, name="revoke-token"),
    path("connexion/", auth.LoginView.as_view(template_name="portal/login.html"), name="login"),
    path("deconnexion/", auth.LogoutView.as_view(), name="logout"),
    path(
        "mot-de-passe/",
        auth.PasswordChangeView.as_view(
            template_name="portal/password.html", success_url=reverse_lazy("password-changed")
        ),
        name="password",
    ),
    path(
        "mot-de-passe/change/",
        auth.PasswordChangeDoneView.as_view(template_name="portal/password_changed.html"),
        name="password-changed",
    ),
    # Staff sign in like everybody, where wrong passwords are counted.
    path("administration/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    path("administration/", admin.site.urls),
]
