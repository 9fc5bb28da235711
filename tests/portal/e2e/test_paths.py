"""The main paths as people walk them: mouse, keyboard, phone, and without JavaScript."""

import re

from playwright.sync_api import expect

from tests.portal.e2e.conftest import PHONE, Opener, Portal
from tests.portal.world import PDF

SIGNED = {"name": "Certificat signé.pdf", "mimeType": "application/pdf", "buffer": PDF}


def test_the_quick_search_finds_as_one_types(open_page: Opener) -> None:
    page = open_page("owner", "/factures/")
    page.evaluate("window.kept = true")
    page.get_by_role("textbox", name="Recherche rapide").or_(page.get_by_role("searchbox")).fill("fc 2109")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("FC21095780002")
    expect(page).to_have_url(re.compile(r"\?q=fc(\+|%20)2109"))
    assert page.evaluate("window.kept"), "the page was loaded again"
    page.get_by_role("link", name="Voir la facture FC21095780002").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Facture n° FC21095780002 (En cours d'instruction)")


def test_filters_combine_and_the_way_back_works(open_page: Opener) -> None:
    page = open_page("owner", "/factures/")
    page.get_by_text("Recherche avancée").click()
    page.get_by_role("checkbox", name="Payée").check()
    expect(page.get_by_role("list", name="Filtres actifs")).to_contain_text("Payée")
    expect(page.locator("tbody .badge:not(.payee)")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/factures/\?statut=payee$"))
    page.get_by_label("Période d'émission : choix").select_option("Année précédente")
    expect(page.get_by_role("list", name="Filtres actifs")).to_contain_text("Émises du 01/01/")
    page.get_by_role("link", name="Retirer le filtre Payée").click()
    expect(page.get_by_role("list", name="Filtres actifs")).not_to_contain_text("Payée")
    page.go_back()
    expect(page.get_by_role("list", name="Filtres actifs")).to_contain_text("Payée")
    expect(page.get_by_role("checkbox", name="Payée")).to_be_checked()


def test_everything_is_read_without_javascript(open_page: Opener) -> None:
    page = open_page("owner", "/factures/", javascript=False)
    page.get_by_role("searchbox").fill("2310AF000021")
    page.get_by_role("button", name="Rechercher").click()
    page.get_by_role("link", name="Montant TTC").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Montant TTC")
    page.get_by_role("link", name="Suivante").click()
    expect(page.locator(".pages [aria-current]")).to_contain_text("2")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Voir le dossier 2310AF000021").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dossier n° 2310AF000021 (Engagé)")


def test_the_keyboard_is_enough(open_page: Opener) -> None:
    page = open_page("owner", "/factures/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Déposer une facture")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Déposer un RIB")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("fc2109")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.wait_for_load_state("networkidle")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "FC21095780002":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("FC21095780002")


def test_on_a_phone_rows_are_cards(open_page: Opener) -> None:
    page = open_page("owner", "/factures/?q=fc2109", PHONE)
    card = page.locator("tbody tr")
    box = card.bounding_box()
    assert box
    assert box["width"] <= PHONE[0]
    for text in ("FC21095780002", "En cours d'instruction", "Campus Alizé", "30/09/2025", "25/11/2025"):
        expect(card.get_by_text(text)).to_be_in_viewport()
    card.get_by_role("link", name="FC21095780002").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("FC21095780002")


def test_a_file_and_an_export_are_downloaded(portal: Portal, open_page: Opener) -> None:
    page = open_page("owner", portal.paths["invoice"])
    with page.expect_download() as file:
        page.get_by_role("link", name="Télécharger « Certificat de réalisation »").click()
    assert file.value.suggested_filename == "Certificat de réalisation.pdf"
    page.goto("/factures/?q=fc2109")
    for kind, name in (("CSV", ".csv"), ("Excel", ".xlsx")):
        with page.expect_download() as file:
            page.get_by_role("link", name=kind).click()
        assert file.value.suggested_filename.endswith(name)


def test_an_invoice_from_a_refused_piece_to_its_payment(portal: Portal, open_page: Opener) -> None:
    agent, owner = open_page("agent", portal.paths["flow_instruct"]), open_page("owner", portal.paths["flow"])

    def decide(label: str, reason: str = "") -> None:
        agent.get_by_label("Décision").select_option(label=label)
        if reason:
            agent.get_by_label("Motif :").select_option(label=reason)
        agent.get_by_role("button", name="Enregistrer la décision").click()

    decide("Prendre en instruction → En cours d'instruction")
    agent.get_by_label("Motif pour").fill("Signature absente")
    agent.get_by_role("button", name="Non conforme").click()
    expect(agent.locator(".pieces")).to_contain_text("NON CONFORME")
    decide("Demander une régularisation → À régulariser")
    expect(agent.get_by_text("Choisissez un motif")).to_be_visible()
    decide("Demander une régularisation → À régulariser", "Pièce justificative absente ou non conforme")
    expect(agent.get_by_role("heading", level=1)).to_contain_text("À régulariser")

    owner.reload()
    expect(owner.locator(".pieces")).to_contain_text("Signature absente")
    owner.get_by_text("Déposer une nouvelle version").click()
    owner.get_by_label("Document PDF").first.set_input_files(SIGNED)  # type: ignore[arg-type]
    owner.get_by_role("button", name="Déposer").first.click()
    expect(owner.get_by_role("status").first).to_contain_text("version 2 est déposée")

    agent.reload()
    decide("Reprendre l'instruction → En cours d'instruction")
    agent.get_by_role("button", name="Conforme", exact=True).click()
    decide("Valider → Validée")
    decide("Mettre en paiement → En cours de paiement")
    expect(agent.locator("main")).to_contain_text("FR14 2004 1010 0505 0001 3M02 606")
    agent.get_by_role("button", name="Enregistrer le paiement").click()
    expect(agent.get_by_role("status").first).to_contain_text("Le paiement est enregistré.")

    owner.reload()
    expect(owner.get_by_role("heading", name="Informations bancaires")).to_be_visible()
    expect(owner.locator("main")).to_contain_text("FR14 2004 1010 0505 0001 3M02 606")
    expect(owner.get_by_text("Déposer une nouvelle version")).to_have_count(0)
    expect(owner.locator(".timeline")).to_contain_text("Facture payée par virement")
