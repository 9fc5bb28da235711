"""Every page of the portal."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, path, reverse_lazy
from django.views.generic import RedirectView

from akto_invoice.portal.web.views import (
    deposit,
    documents,
    instruction,
    invoices,
    pages,
    ribs,
    tokens,
    validation,
)
from akto_invoice.portal.web.views.dashboard import dashboard

_INVOICE = "factures/<int:pk>/"
_ENTITY = "factures/deposer/<slug:siret>/"
_DEPOSIT = "factures/depots/<int:pk>/"
_INSTRUCTION = "instruction/<int:pk>/"
_RIB = "ribs/<int:pk>/"
_RIB_REVIEW = f"{_RIB}examen/"

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
    path(f"{_INVOICE}accuse/", documents.receipt, name="receipt"),
    path("factures/deposer/", deposit.choose_entity, name="deposit-entities"),
    path(_ENTITY, deposit.drop, name="deposit"),
    path(f"{_ENTITY}fichiers/", deposit.add_files, name="deposit-files"),
    path(f"{_ENTITY}envoi/", deposit.send, name="deposit-send"),
    path(f"{_ENTITY}validation/", validation.waiting, name="deposit-validation"),
    path(_DEPOSIT, validation.review, name="deposit-review"),
    path(f"{_DEPOSIT}options/", deposit.mark, name="deposit-mark"),
    path(f"{_DEPOSIT}pieces/", deposit.add_pieces, name="deposit-pieces"),
    path(f"{_DEPOSIT}pieces/<int:piece>/retrait/", deposit.drop_piece, name="deposit-piece-remove"),
    path(f"{_DEPOSIT}fichier/", validation.deposited_file, name="deposit-file"),
    path(f"{_DEPOSIT}remplacement/", deposit.replace, name="deposit-replace"),
    path(f"{_DEPOSIT}annulation/", deposit.cancel, name="deposit-cancel"),
    path(f"{_DEPOSIT}valeurs/", validation.save, name="deposit-values"),
    path(f"{_DEPOSIT}dossiers/", validation.dossiers, name="deposit-dossiers"),
    path(f"{_DEPOSIT}validation/", validation.validate, name="deposit-validate"),
    path(f"{_DEPOSIT}pages/<int:number>/", validation.page_picture, name="deposit-page"),
    path("dossiers/<str:number>/", pages.dossier_page, name="dossier"),
    path("entites/<str:siret>/", pages.entity_page, name="entity"),
    path("instruction/", instruction.work, name="worklist"),
    path(_INSTRUCTION, instruction.instruct, name="instruct"),
    path(f"{_INSTRUCTION}statut/", instruction.set_status, name="set-status"),
    path(f"{_INSTRUCTION}paiement/", instruction.pay, name="pay"),
    path(f"{_INSTRUCTION}pieces/<int:version>/", instruction.judge, name="judge"),
    path(f"{_INSTRUCTION}courrier/", instruction.write_letter, name="write-letter"),
    path("ribs/", ribs.rib_list, name="ribs"),
    path("ribs/deposer/", ribs.add_rib, name="add-rib"),
    path(_RIB, ribs.rib_page, name="rib"),
    path(f"{_RIB}controles/", ribs.check, name="check-rib"),
    path(f"{_RIB}valider/", ribs.submit, name="submit-rib"),
    path(f"{_RIB}annuler/", ribs.cancel, name="cancel-rib"),
    path(f"{_RIB}document/", ribs.file, name="rib-file"),
    path(f"{_RIB}image/", ribs.picture, name="rib-picture"),
    path(_RIB_REVIEW, ribs.review, name="review-rib"),
    path(f"{_RIB_REVIEW}approuver/", ribs.approve, name="approve-rib"),
    path(f"{_RIB_REVIEW}rejeter/", ribs.reject, name="reject-rib"),
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
