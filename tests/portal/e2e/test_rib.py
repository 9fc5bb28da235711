"""A RIB as it is deposited and reviewed: by drop, by keyboard, with a mismatch, with a file that is none."""

import re

from playwright.sync_api import Page, expect

from tests.portal.e2e.conftest import PHONE, Opener
from tests.portal.papers import rib_pdf
from tests.portal.world import IBAN, PASSWORD

OTHER = "FR7630004000031234567890143"


def drop(page: Page, pdf: bytes, name: str = "RIB Alizé.pdf") -> None:
    page.goto("/factures/")
    page.get_by_role("link", name="Déposer un RIB").click()
    page.get_by_label(re.compile("Déposez votre RIB ici")).set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": pdf}
    )


def test_from_the_drop_to_the_payment(open_page: Opener) -> None:
    owner, agent = open_page("owner", "/"), open_page("agent", "/")
    drop(owner, rib_pdf("SARL CAMPUS ALIZÉ"))
    expect(owner.get_by_label("IBAN")).to_have_value("FR14 2004 1010 0505 0001 3M02 606", timeout=60_000)
    expect(owner.get_by_label("BIC")).to_have_value("PSSTFRPPXXX")
    expect(owner.locator("figure img")).to_be_visible()

    owner.get_by_role("group", name="Dispositif").get_by_label("Tous").check()
    expect(owner.get_by_label("FPE")).to_be_checked()
    owner.get_by_label("FPE").uncheck()
    expect(owner.get_by_role("group", name="Dispositif").get_by_label("Tous")).not_to_be_checked()
    owner.get_by_role("group", name="Dispositif").get_by_label("Tous").check()
    owner.get_by_label("Intérim Garonne").check()
    expect(owner.locator("#constats")).to_contain_text("n'est pas « Intérim Garonne »")
    owner.get_by_label("Intérim Garonne").uncheck()
    owner.get_by_label("Campus Alizé").check()
    expect(owner.locator("#constats")).to_contain_text("rien ne s'oppose à l'envoi")

    owner.get_by_role("textbox", name="IBAN").fill(OTHER)
    owner.get_by_label("Commentaire").focus()
    expect(owner.locator("#constats")).to_contain_text("L'IBAN saisi n'est pas celui du PDF.")
    owner.get_by_role("button", name="VALIDER").click()
    expect(owner.get_by_role("alert").first).to_contain_text("mot de passe")
    owner.get_by_label("Votre mot de passe").fill(PASSWORD)
    owner.get_by_role("button", name="VALIDER").click()
    expect(owner.get_by_role("alert").first).to_contain_text("ne peut pas être transmis")
    owner.get_by_role("textbox", name="IBAN").fill(IBAN)
    owner.get_by_role("button", name="VALIDER").click()
    expect(owner.get_by_role("heading", level=1)).to_contain_text("À l'examen")
    title = (owner.get_by_role("heading", level=1).text_content() or "").split(" (")[0]

    agent.get_by_role("link", name="RIB", exact=True).click()
    agent.get_by_role("link", name=f"Examiner le {title}").click()
    expect(agent.locator("main")).to_contain_text("FR14 2004 1010 0505 0001 3M02 606")
    agent.get_by_role("button", name="Approuver ce RIB").click()
    expect(agent.get_by_role("status").first).to_contain_text("est approuvé")

    owner.goto("/ribs/")
    expect(owner.locator("tbody tr").first).to_contain_text("Approuvé")
    expect(owner.locator("tbody tr").first).to_contain_text("FR14 … 2606")
    owner.goto("/entites/52481845700029/")
    expect(owner.get_by_role("heading", name=re.compile("RIB en vigueur"))).to_be_visible()


def test_the_keyboard_is_enough_on_a_phone(open_page: Opener) -> None:
    page = open_page("owner", "/", PHONE)
    drop(page, rib_pdf("SARL CAMPUS ALIZÉ"))
    expect(page.get_by_role("textbox", name="IBAN")).to_be_visible(timeout=60_000)
    page.get_by_role("textbox", name="IBAN").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        label = page.evaluate(
            "document.activeElement.labels?.[0]?.textContent.trim() ?? document.activeElement.textContent"
        )
        if label in ("Tous", "Campus Alizé (Organisme de formation)"):
            name = page.evaluate("document.activeElement.name")
            if name == "dispositifs" or label != "Tous":
                page.keyboard.press("Space")
        elif label == "Votre mot de passe":
            page.keyboard.type(PASSWORD)
        elif label == "VALIDER":
            page.keyboard.press("Enter")
            break
    expect(page.get_by_role("heading", level=1)).to_contain_text("À l'examen")
    page.get_by_role("button", name="Annuler ce dépôt").click()
    expect(page.get_by_role("status").first).to_contain_text("annulé")


def test_what_is_no_rib_is_said(open_page: Opener) -> None:
    page = open_page("owner", "/")
    drop(page, b"MZ this is a program", "rib.pdf")
    expect(page.get_by_role("alert").first).to_contain_text("n'est pas un PDF")
    drop(page, b"%PDF-1.7 broken beyond repair", "casse.pdf")
    expect(page.get_by_role("link", name="Déposer un autre PDF")).to_be_visible(timeout=60_000)


def test_without_javascript_a_rib_is_deposited_too(open_page: Opener) -> None:
    page = open_page("owner", "/ribs/deposer/", javascript=False)
    page.get_by_label(re.compile("Déposez votre RIB ici")).set_input_files(
        {"name": "RIB.pdf", "mimeType": "application/pdf", "buffer": rib_pdf("SARL CAMPUS ALIZÉ")}
    )
    page.get_by_role("button", name="Lire ce RIB").click()
    for _ in range(30):
        if page.get_by_role("textbox", name="IBAN").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    page.get_by_role("group", name="Dispositif").get_by_label("Tous").check()
    page.get_by_label("Campus Alizé").check()
    if page.get_by_label("Votre mot de passe").count():  # not asked again so soon after another test gave it
        page.get_by_label("Votre mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="VALIDER").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("À l'examen")
