"""« 2. Validation »: the table, the open invoice, its corrections and VALIDER."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from akto_invoice.portal.models import AuditEvent, Deposit, DepositState, Invoice
from tests.portal.deposits import make_deposit, read_field, reading_of
from tests.portal.web.test_deposit import HTMX, url
from tests.portal.web.test_lists import page
from tests.portal.world import World, make_dossier, make_invoice, upload

FIELDS = HTMX | {"HX-Target": "champs"}
"""As the forms of the open invoice are sent."""


@pytest.fixture
def owner(world: World, client: Client) -> Client:
    client.force_login(world.owner)
    return client


def post(owner: Client, name: str, deposit: Deposit, status: int, **data: str) -> str:
    """What the page says after a form was sent by htmx."""
    response = owner.post(url(name, deposit.pk), {"revision": str(deposit.revision)} | data, headers=FIELDS)
    assert response.status_code == status
    deposit.refresh_from_db()
    return response.content.decode().replace("&#x27;", "'")


def waiting(world: World) -> str:
    return url("validation", world.training.siret)


def field(html: str, name: str) -> str:
    """One field of the open invoice."""
    return re.search(rf'<div class="field[^>]*data-field="{name}".*?\n</div>', html, re.DOTALL)[0]  # type: ignore[index]


def test_the_page_says_that_nothing_is_sent_without_it(world: World, owner: Client) -> None:
    make_deposit(world)
    html = page(owner, waiting(world))
    assert "Sans cette validation, aucune facture ne sera transmise à AKTO." in html
    assert "restantes à valider : <strong>1</strong>" in html


def test_nothing_waits(world: World, owner: Client) -> None:
    assert "Aucune facture à valider." in page(owner, waiting(world))


def test_thirty_at_a_time_with_the_total(world: World, owner: Client) -> None:
    for _ in range(32):
        make_deposit(world, DepositState.EN_ANALYSE)
    html = page(owner, waiting(world))
    assert "30 premières factures sont affichées en même temps pour validation : 1 à 30 sur 32" in html
    assert html.count('<tr id="ligne-') == 30
    assert page(owner, f"{waiting(world)}?page=2").count('<tr id="ligne-') == 2
    html = page(owner, url("review", Deposit.objects.earliest("pk").pk))
    assert f'href="{waiting(world)}?page=2" rel="next"' in html


def test_the_first_that_can_be_validated_is_open(world: World, owner: Client) -> None:
    make_deposit(world, DepositState.EN_ANALYSE)
    first, second = make_deposit(world), make_deposit(world)
    assert f'id="detail-{first.pk}"' in page(owner, waiting(world))
    html = page(owner, url("review", second.pk))
    assert f'id="detail-{second.pk}"' in html
    assert html.count('class="detail"') == 1


def test_an_invoice_of_another_page_opens_too(world: World, owner: Client) -> None:
    deposits = [make_deposit(world, DepositState.EN_ANALYSE) for _ in range(31)]
    assert f'id="detail-{deposits[-1].pk}"' in page(owner, url("review", deposits[-1].pk))


def test_what_is_analysed_is_followed(world: World, owner: Client) -> None:
    running = make_deposit(world, DepositState.EN_ANALYSE)
    html = page(owner, waiting(world))
    assert "1 facture en cours d'analyse." in html
    assert 'hx-target="#validation"' in html  # nothing is open: the first that is ready opens
    opened = make_deposit(world)
    html = page(owner, waiting(world))
    poll = re.search(r'hx-get="([^"]+)" hx-trigger="every 2s" hx-target="#suivi"', html)
    assert poll
    assert f'hx-select-oob="#restantes,#recentes,#ligne-{running.pk}"' in html
    seen = AuditEvent.objects.count()
    rows = page(owner, poll[1].replace("&amp;", "&"))
    assert f'id="ligne-{running.pk}"' in rows
    assert f'id="detail-{opened.pk}"' not in rows
    assert AuditEvent.objects.count() == seen  # nobody looks at the invoice: only rows are asked for
    html = page(owner, url("review", running.pk))
    assert "Lecture en cours…" in html
    assert AuditEvent.objects.count() == seen
    assert f"#ligne-{running.pk},#detail-{running.pk}" in html
    Deposit.objects.filter(pk=running.pk).update(state=DepositState.ANNULE)
    assert "every 2s" not in page(owner, waiting(world))


def test_each_value_says_how_sure_it_is(world: World, owner: Client) -> None:
    reading = reading_of(world, issue_date="")
    reading["fields"]["total_ht"] = read_field("1000.00", accepted=False, confidence=0.95)
    reading["fields"]["total_ttc"] = read_field("1200.00", accepted=False, confidence=0.4)
    deposit = make_deposit(world, reading=reading, issued_on=None, number="FAC2025-03")
    html = page(owner, url("review", deposit.pk))
    for name, trust, words in (
        ("siret", "sure", "sûr"),
        ("total_ht", "check", "à vérifier"),
        ("total_ttc", "unsure", "peu sûr"),
        ("issued_on", "absent", "non trouvé : à saisir"),
        ("number", "typed", "corrigé par vous, lu « FAC2025-02 »"),
    ):
        shown = field(html, name)
        assert f'class="field {trust}' in shown
        assert words in shown
    assert 'value="1\N{NARROW NO-BREAK SPACE}000,00"' in field(html, "total_ht")
    assert 'aria-invalid="true"' in field(html, "issued_on")
    assert 'aria-describedby="confiance-issued_on constat-1"' in field(html, "issued_on")
    assert 'id="boite-issued_on"' not in html


def test_boxes_stand_where_values_were_read(world: World, owner: Client) -> None:
    html = page(owner, url("review", make_deposit(world).pk))
    assert 'viewBox="0 0 595.0 842.0"' in html
    assert '<rect x="8.0" y="18.0" width="54.0" height="14.0" rx="2"/>' in html
    assert f'id="boite-dossier-{world.dossier.key}" href="#champ-dossier-{world.dossier.key}"' in html
    assert '[["AKTO", 10, 20, 60, 30]]' in html


def test_the_page_asked_for_is_shown(world: World, owner: Client) -> None:
    deposit = make_deposit(world, page_count=2)
    deposit.pages.create(number=2, width=842, height=595, image="x.jpg", words=[["</script><b>", 1, 2, 3, 4]])
    for wanted, number in (("2", 2), ("1", 1), ("7", 1), ("", 1), ("²", 1)):
        html = owner.get(f"{url('review', deposit.pk)}?apercu={wanted}").content.decode()
        assert re.search(r'id="apercu"[^>]* data-page="(\d)"', html)[1] == str(number)  # type: ignore[index]
        assert "</script><b>" not in html


def test_a_correction_is_kept_and_controlled_at_once(world: World, owner: Client) -> None:
    deposit = make_deposit(world)
    html = post(owner, "values", deposit, 200, total_ttc="900,00")
    assert (str(deposit.total_ttc), deposit.revision) == ("900.00", 1)
    assert "CALCUL_ERR" in html
    assert "Contrôles : 1 point à corriger" in html
    assert 'name="revision" value="1"' in html
    html = post(owner, "values", deposit, 200, total_ttc="1 200,00 €", issued_on="3 mars 2026")
    assert "Contrôles : tout est en ordre" in html
    assert 'value="03/03/2026"' in field(html, "issued_on")


def test_without_javascript_a_correction_leads_back_to_the_page(world: World, owner: Client) -> None:
    deposit = make_deposit(world)
    response = owner.post(url("values", deposit.pk), {"revision": "0", "number": "FAC-7"})
    assert response["Location"] == url("review", deposit.pk)
    deposit.refresh_from_db()
    assert deposit.number == "FAC-7"


def test_a_wrong_value_stays_in_its_field_with_the_reason(world: World, owner: Client) -> None:
    deposit = make_deposit(world)
    html = post(owner, "values", deposit, 422, number="FAC-9", total_ht="beaucoup")
    assert (deposit.number, deposit.revision) == ("FAC2025-02", 0)
    assert 'value="beaucoup"' in field(html, "total_ht")
    assert "« beaucoup » n'est pas un montant" in field(html, "total_ht")
    assert 'value="FAC-9"' in field(html, "number")


def test_what_was_read_wrong_keeps_nothing_else_from_being_corrected(world: World, owner: Client) -> None:
    deposit = make_deposit(world, siret="52481845700028")
    html = post(owner, "values", deposit, 200, siret="524 818 457 00028", number="FAC-9")
    assert (deposit.number, deposit.siret) == ("FAC-9", "52481845700028")
    assert "SIRET_ERR" in html
    assert "chiffre" in field(post(owner, "values", deposit, 422, siret="524 818 457 00027"), "siret")


@pytest.mark.parametrize("revision", ["0", "", "-1", "²", "99999999999999999999"])
def test_what_another_tab_has_changed_is_not_overwritten(revision: str, world: World, owner: Client) -> None:
    deposit = make_deposit(world)
    post(owner, "values", deposit, 200, number="FAC-1")
    html = post(owner, "values", deposit, 422, number="FAC-2", revision=revision)
    assert deposit.number == "FAC-1"
    assert "a changé entre-temps" in html
    assert 'value="FAC-1"' in field(html, "number")
    assert "Vous aviez saisi « FAC-2 »." in field(html, "number")
    assert "Vous aviez saisi" not in field(html, "siret")


def test_dossiers_are_found_added_and_removed(world: World, owner: Client) -> None:
    deposit = make_deposit(world)
    other = make_dossier("2401AF000777", employer=world.interim, provider=world.training)
    elsewhere = make_dossier("2402AF000888", employer=world.elsewhere, provider=world.elsewhere)
    found = page(owner, f"{url('dossiers', deposit.pk)}?add=bac")
    assert other.number in found
    assert world.dossier.number not in found  # it is there already
    assert elsewhere.number not in found
    assert "Aucun dossier engagé" in page(owner, f"{url('dossiers', deposit.pk)}?add=introuvable")
    assert page(owner, f"{url('dossiers', deposit.pk)}?add=%00").strip() == ""
    html = post(owner, "values", deposit, 200, add="2401 af 000777")
    assert deposit.dossiers == [world.dossier.key, other.key]
    assert html.count('<input type="text" form="valeurs" id="montant-') == 2
    post(owner, "values", deposit, 200, **{f"montant-{other.key}": "400", f"montant-{world.dossier.key}": "600"})
    assert deposit.amounts == {other.key: "400.00", world.dossier.key: "600.00"}
    post(owner, "values", deposit, 200, remove=world.dossier.key)
    assert deposit.dossiers == [other.key]
    assert "dossier" in post(owner, "values", deposit, 422, add="n'importe quoi").partition('id="erreur-dossiers"')[2]


def test_validating_keeps_what_was_typed_last_and_leads_on(world: World, owner: Client) -> None:
    deposit = make_deposit(world)
    response = owner.post(url("validate", deposit.pk), {"revision": "0", "number": "FAC-8"}, headers=HTMX)
    assert response["HX-Redirect"] == waiting(world)
    invoice = Invoice.objects.get(reference="FAC-8")
    html = page(owner, waiting(world))
    assert "La facture FAC-8 est validée et part à AKTO." in html
    assert f'href="{reverse("receipt", args=[invoice.pk])}"' in html
    assert reverse("receipt", args=[invoice.pk]) in page(owner, reverse("invoice", args=[invoice.pk]))
    assert owner.get(url("review", deposit.pk))["Location"] == reverse("invoice", args=[invoice.pk])


def test_what_blocks_is_not_transmitted(world: World, owner: Client) -> None:
    deposit = make_deposit(world, number="")
    html = post(owner, "validate", deposit, 422, number="")
    assert deposit.state == DepositState.A_VALIDER
    assert "La facture n'est pas validée" in html
    assert "NUMERO_ABS" in html


def test_a_warning_is_gone_over_with_a_reason(world: World, owner: Client) -> None:
    deposit = make_deposit(world)
    deposit.pieces.all().delete()
    post(owner, "values", deposit, 200, number="FAC-5")
    html = post(owner, "validate", deposit, 422)
    assert 'name="motif-JUSTIF_ABS_CERTIFICAT"' in html
    html = post(owner, "values", deposit, 422, number="x" * 40, **{"motif-JUSTIF_ABS_CERTIFICAT": "Joint par courrier"})
    assert 'value="Joint par courrier"' in html
    post(owner, "validate", deposit, 200, **{"motif-JUSTIF_ABS_CERTIFICAT": "Joint\0 par courrier"})
    assert deposit.overrides == {"JUSTIF_ABS_CERTIFICAT": "Joint par courrier"}
    assert deposit.state == DepositState.TRANSMIS


def test_a_double_click_or_a_second_tab_transmits_once(world: World, owner: Client) -> None:
    deposit = make_deposit(world)
    post(owner, "validate", deposit, 200)
    again = owner.post(url("validate", deposit.pk), {"revision": "0"}, follow=True)
    assert again.redirect_chain[-1][0] == reverse("invoice", args=[deposit.invoice_id])
    assert "on ne peut plus" in again.content.decode()
    assert Invoice.objects.filter(reference="FAC2025-02").count() == 1


def test_boxes_and_pieces_change_beside_the_page_too(world: World, owner: Client) -> None:
    deposit = make_deposit(world)
    assert owner.post(url("mark", deposit.pk), {"is_avoir": "on"}, headers=FIELDS)["Location"] == url(
        "review", deposit.pk
    )
    assert "AVOIR_COCHE" in page(owner, url("review", deposit.pk))
    response = owner.post(url("pieces", deposit.pk), {"nature": "rib", "file": upload()}, headers=FIELDS)
    assert response["Location"] == url("review", deposit.pk)
    response = owner.post(
        url("pieces", deposit.pk), {"nature": "rib", "file": upload(b"JFIF")}, headers=FIELDS, follow=True
    )
    assert "n&#x27;est pas un PDF" in response.content.decode()
    assert deposit.pieces.count() == 2


@pytest.mark.parametrize(
    ("state", "leads_to"),
    [
        (DepositState.BROUILLON, "deposit"),
        (DepositState.VALIDE, "deposit-validation"),
        (DepositState.ANNULE, "deposit-validation"),
    ],
)
def test_a_deposit_that_is_not_there_leads_to_where_it_is(
    state: DepositState, leads_to: str, world: World, owner: Client
) -> None:
    deposit = make_deposit(world, state)
    assert owner.get(url("review", deposit.pk))["Location"] == reverse(leads_to, args=[world.training.siret])


def test_pictures_and_files_are_for_those_who_deposit(world: World, owner: Client) -> None:
    deposit = make_deposit(world)
    picture = owner.get(url("page", deposit.pk, 1))
    assert (picture["Content-Type"], picture.getvalue()) == ("image/jpeg", b"picture")
    assert owner.get(url("page", deposit.pk, 2)).status_code == 404
    file = owner.get(url("file", deposit.pk))
    assert file["Content-Disposition"] == 'attachment; filename="Facture.pdf"'
    assert file.getvalue().startswith(b"%PDF")


def test_an_invoice_that_was_not_deposited_here_has_no_receipt(world: World, owner: Client) -> None:
    invoice = make_invoice(world.training)
    assert owner.get(reverse("receipt", args=[invoice.pk])).status_code == 404
    assert "Accusé de dépôt" not in page(owner, reverse("invoice", args=[invoice.pk]))
