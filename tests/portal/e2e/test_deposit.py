"""A deposit as people make it: the guide's seven slides, then the keyboard, the mouse, two tabs, a broken network."""

import re
from collections.abc import Iterator
from itertools import count

import pymupdf
import pytest
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from akto_invoice.portal.models import Entity
from tests.portal.e2e.conftest import PHONE, Opener, Portal
from tests.portal.papers import invoice_pdf
from tests.portal.world import PDF

ISSUER = Entity(name="Campus Alizé", siret="52481845700029")
SLOW = 60_000
"""Milliseconds that recognising a page may take on a busy machine."""

_numbers = count(1)


def invoice(
    number: str, name: str = "", *, dossiers: tuple[str, ...] = ("2310AF000021",), pages: int = 1
) -> FilePayload:
    """An invoice of Campus Alizé, with empty pages after it."""
    with pymupdf.open(stream=invoice_pdf(ISSUER, number, dossiers=dossiers)) as document:
        for _ in range(pages - 1):
            document.new_page()
        return pdf(name or f"{number}.pdf", document.tobytes())


def scan(number: str) -> FilePayload:
    """The same on paper, through a scanner."""
    with pymupdf.open(stream=invoice_pdf(ISSUER, number)) as document, pymupdf.open() as paper:
        picture = document[0].get_pixmap(dpi=200, colorspace=pymupdf.csGRAY).tobytes("jpg")
        page = paper.new_page()
        page.insert_image(page.rect, stream=picture)
        return pdf(f"{number}.pdf", paper.tobytes())


def pdf(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


@pytest.fixture
def number() -> str:
    """A number that no other test uses."""
    return f"E2E-{next(_numbers)}"


@pytest.fixture
def drop(portal: Portal, open_page: Opener) -> Iterator[Page]:
    """The drop zone; what a test leaves, there or to be validated, is taken away."""
    page = open_page("owner", portal.paths["drop"])
    yield page
    page.unroute_all(behavior="wait")
    page.goto(portal.paths["drop"])
    for button in page.locator(".draft > .file-line button").all():
        button.click()
    expect(page.locator(".draft")).to_have_count(0)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{portal.paths['drop']}validation/")
    while page.get_by_role("button", name="Annuler").count():
        with page.expect_navigation():
            page.get_by_role("button", name="Annuler").click()


def field(page: Page, label: str) -> Locator:
    return page.get_by_role("textbox", name=label, exact=True)


def opened(page: Page, *files: FilePayload, certificate: bool = True) -> Page:
    """Drop invoices, send them, and open the first once it is analysed."""
    page.locator("#fichiers").set_input_files(list(files))
    expect(page.locator(".draft")).to_have_count(len(files), timeout=SLOW)
    if certificate:
        page.locator("[id^=pieces-fichiers]").first.set_input_files([pdf("Certificat.pdf", PDF)])
        expect(page.locator("[id^=piece-]")).to_have_count(1)
    page.get_by_role("button", name="ENVOYER LES DOCUMENTS").click()
    name = str(files[0]["name"])
    row = page.locator("tr", has_text=name.removesuffix(".pdf"))
    expect(row.locator(".badge")).to_have_text(re.compile("À valider|point"), timeout=SLOW)
    row.get_by_role("link").first.click()
    expect(page.locator("#ouverte")).to_be_visible()
    return page


@pytest.mark.parametrize("kind", ["text", "scan"])
def test_the_guide_s_seven_slides(kind: str, number: str, open_page: Opener) -> None:
    page = open_page("owner", "/")
    page.get_by_role("link", name="Déposer une facture").click()
    expect(page.get_by_text("Veuillez sélectionner une entité pour le dépôt de factures :")).to_be_visible()
    page.get_by_role("link", name="Déposer une facture de Campus Alizé").click()

    expect(page.get_by_role("link", name="1. Dépôt")).to_have_attribute("aria-current", "step")
    send = page.get_by_role("button", name="ENVOYER LES DOCUMENTS")
    expect(send).to_be_disabled()
    page.locator("#fichiers").set_input_files([invoice(number) if kind == "text" else scan(number)])
    draft = page.locator(".draft")
    expect(draft).to_contain_text(f"{number}.pdf")
    expect(draft).to_contain_text("Taille : ")
    expect(draft.get_by_text("Attention : le fichier PDF est de type Image")).to_have_count(int(kind == "scan"))
    expect(page.locator(".loaded")).to_have_text(re.compile(r"1\s+FICHIER CHARGÉ$"))

    draft.get_by_label("premier acompte ou frais annexes").check()
    draft.locator("[id^=pieces-fichiers]").set_input_files([pdf("Certificat de réalisation.pdf", PDF)])
    expect(draft.locator("[id^=piece-]")).to_contain_text("Certificat de réalisation.pdf")
    expect(page.locator(".loaded")).to_have_text(re.compile(r"2\s+FICHIERS CHARGÉS$"))
    send.click()

    expect(page.get_by_text("Sans cette validation, aucune facture ne sera transmise à AKTO.")).to_be_visible()
    expect(page.locator("#restantes")).to_have_text("Nombre de factures restantes à valider : 1")
    expect(page.locator("#ouverte")).to_be_visible(timeout=SLOW)  # nobody reloads the page
    expect(page.locator("#suivi")).to_be_empty()
    for label, value in (
        ("Numéro de facture", number),
        ("Montant HT", "1\N{NARROW NO-BREAK SPACE}000,00"),
        ("Montant TTC", "1\N{NARROW NO-BREAK SPACE}200,00"),
        ("SIRET", "524 818 457 00029"),
    ):
        expect(field(page, label)).to_have_value(value)
    expect(page.get_by_text("1 dossier trouvé automatiquement : 2310AF000021")).to_be_visible()
    expect(page.locator("a.box")).to_have_count(6)
    expect(page.get_by_label("premier acompte ou frais annexes")).to_be_checked()
    expect(page.get_by_role("heading", name="Contrôles : tout est en ordre")).to_be_visible()

    page.get_by_role("button", name="VALIDER").click()
    expect(page.get_by_text(f"La facture {number} est validée et part à AKTO.")).to_be_visible()
    expect(page.locator("#restantes")).to_have_text("Nombre de factures restantes à valider : 0")
    page.locator("#recentes").get_by_role("link", name=number, exact=True).click(timeout=SLOW)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Facture n° {number} (Reçue)")
    with page.expect_download() as file:
        page.get_by_role("link", name="Accusé de dépôt").click()
    assert file.value.suggested_filename == f"Accusé de dépôt {number}.pdf"


def test_a_bad_file_harms_no_other(number: str, drop: Page) -> None:
    broken = invoice_pdf(ISSUER, number)[:900]
    files = [pdf("photo.pdf", b"JFIF" * 99), invoice(number), pdf("coupée.pdf", broken), pdf("vide.pdf", b"")]
    drop.locator("#fichiers").set_input_files(files)
    expect(drop.locator(".draft")).to_have_count(1)
    refused = drop.locator(".refused")
    expect(refused).to_have_count(3)
    expect(refused.filter(has_text="photo.pdf")).to_contain_text("n'est pas un PDF")
    expect(refused.filter(has_text="coupée.pdf")).to_contain_text("endommagé")
    expect(refused.filter(has_text="vide.pdf")).to_contain_text("vide")
    expect(drop.locator("#annonce")).not_to_be_empty()
    refused.first.get_by_role("button", name="Fermer").click()
    expect(refused).to_have_count(2)
    expect(drop.get_by_role("button", name="ENVOYER LES DOCUMENTS")).to_be_enabled()


def test_files_are_dropped_with_the_mouse_and_kept_by_the_server(
    number: str, drop: Page, portal: Portal, open_page: Opener
) -> None:
    content = list(invoice_pdf(ISSUER, number))
    data = drop.evaluate_handle(
        """([content, name]) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(content)], name, { type: "application/pdf" }));
            return data;
        }""",
        [content, f"{number}.pdf"],
    )
    drop.dispatch_event(".drop", "dragover", {"dataTransfer": data})
    expect(drop.locator(".drop")).to_have_class(re.compile("over"))
    drop.dispatch_event(".drop", "drop", {"dataTransfer": data})
    expect(drop.locator(".draft")).to_contain_text(f"{number}.pdf")
    drop.get_by_label("Ce document est-il un avoir ?").check()
    drop.wait_for_load_state("networkidle")
    again = open_page("owner", portal.paths["drop"])  # another browser, later
    expect(again.locator(".draft")).to_contain_text(f"{number}.pdf")
    expect(again.get_by_label("Ce document est-il un avoir ?")).to_be_checked()


def test_an_upload_that_breaks_off_is_tried_again(number: str, drop: Page) -> None:
    drop.route("**/fichiers/", lambda route: route.abort(), times=1)
    drop.locator("#fichiers").set_input_files([invoice(number)])
    failed = drop.locator(".upload")
    expect(failed).to_contain_text("Connexion interrompue : ce fichier n'a pas été reçu.")
    failed.get_by_role("button", name="Réessayer").click()
    expect(drop.locator(".draft")).to_contain_text(f"{number}.pdf")
    expect(drop.locator(".upload")).to_have_count(0)


def test_the_keyboard_alone_corrects_and_validates(number: str, drop: Page) -> None:
    page = opened(drop, invoice("LU-77", f"{number}.pdf"))
    field(page, "Numéro de facture").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(number)
    page.keyboard.press("Tab")
    expect(field(page, "Date Facture")).to_be_focused()
    expect(page.locator("tr.open")).to_contain_text(number)
    expect(page.locator("#confiance-number")).to_contain_text("corrigé par vous, lu « LU-77 »")
    field(page, "Montant TTC").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("900")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Contrôles : 1 point à corriger")).to_be_visible()
    expect(page.locator("#annonce")).to_have_text("Contrôles : 1 point à corriger")
    expect(field(page, "Montant TTC")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("1200")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="Contrôles : tout est en ordre")).to_be_visible()
    page.get_by_role("button", name="VALIDER").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"La facture {number} est validée")).to_be_visible()


def test_a_field_and_its_box_show_each_other(number: str, drop: Page) -> None:
    page = opened(drop, invoice(number, pages=2))
    field(page, "Montant TTC").click()
    expect(page.locator("a.box.current")).to_have_attribute("data-field", "total_ttc")
    page.locator("#boite-siret").click()
    expect(field(page, "SIRET")).to_be_focused()
    expect(page.locator("a.box.current")).to_have_attribute("data-field", "siret")
    page.get_by_role("link", name="Page suivante").click()
    expect(page.locator("#apercu")).to_have_attribute("data-page", "2")
    expect(page.locator("a.box")).to_have_count(0)
    field(page, "Montant HT").click()  # its box brings its page back
    expect(page.locator("#apercu")).to_have_attribute("data-page", "1")
    expect(page.locator("a.box.current")).to_have_attribute("data-field", "total_ht")
    page.get_by_role("link", name=re.compile("voir où « Numéro")).click()
    expect(page.locator("a.box.current")).to_have_attribute("data-field", "number")
    page.get_by_role("button", name="Agrandir").click()
    expect(page.get_by_role("button", name="Agrandir")).to_have_attribute("aria-pressed", "true")


def test_words_of_the_page_fill_a_field(number: str, drop: Page) -> None:
    page = opened(drop, invoice(number))

    def at(text: str) -> tuple[float, float, float, float]:
        """Where a word of the page is on the screen."""
        box = page.evaluate(
            """(text) => {
                const [, x0, y0, x1, y1] = JSON.parse(document.querySelector("#mots").textContent)
                    .find(([word]) => word === text);
                const matrix = document.querySelector("svg.sheet").getScreenCTM();
                const [a, b] = [[x0, y0], [x1, y1]].map(([x, y]) => new DOMPoint(x, y).matrixTransform(matrix));
                return [a.x, a.y, b.x, b.y];
            }""",
            text,
        )
        return tuple(box)

    def click(text: str) -> None:
        left, top, right, bottom = at(text)
        page.mouse.click((left + right) / 2, (top + bottom) / 2)

    field(page, "Montant HT").click()
    expect(page.locator("#invite")).to_contain_text("remplir « Montant HT »")
    click("200,00")  # the TVA, for once: « 200,00 € » is one amount
    expect(field(page, "Montant HT")).to_have_value("200,00")
    expect(page.locator("#confiance-total_ht")).to_contain_text("corrigé par vous")
    page.get_by_role("button", name="Rétablir « 1\N{NARROW NO-BREAK SPACE}000,00 »").click()
    expect(page.locator("#confiance-total_ht")).to_contain_text("sûr")

    field(page, "Numéro de facture").click()
    left, top, _, _ = at("Campus")
    _, _, right, bottom = at("SAS")
    page.mouse.move(left - 3, top - 3)
    page.mouse.down()
    page.mouse.move(right + 3, bottom + 3, steps=4)
    page.mouse.up()
    expect(field(page, "Numéro de facture")).to_have_value("Campus Alizé SAS")


def test_dossiers_are_looked_for_while_one_types(number: str, drop: Page) -> None:
    page = opened(drop, invoice(number, dossiers=("2401AF000777",)))
    expect(page.locator("#constats")).to_contain_text("2401AF000777")
    page.get_by_role("button", name="Retirer le dossier 2401AF000777").click()
    expect(page.locator(".chosen")).to_have_count(0)
    page.get_by_role("searchbox", name="Ajouter un dossier").press_sequentially("inès")
    page.get_by_role("button", name="2310AF000021 BAC PRO").click()
    expect(page.locator(".chosen")).to_contain_text("Engagé")
    expect(page.get_by_role("heading", name="Contrôles : tout est en ordre")).to_be_visible()


def test_a_warning_needs_a_reason(number: str, drop: Page) -> None:
    page = opened(drop, invoice(number), certificate=False)
    page.get_by_role("button", name="VALIDER").click()
    heading = page.get_by_role("heading", name="Contrôles : 1 point à confirmer")
    expect(heading).to_be_focused()
    expect(page.get_by_text("La facture n'est pas validée")).to_be_visible()
    page.get_by_label("Motif, si la facture est juste").fill("Envoyé par courrier")
    page.get_by_role("button", name="VALIDER").click()
    expect(page.get_by_text(f"La facture {number} est validée")).to_be_visible()


def test_on_a_phone_a_piece_and_a_box_answer_the_controls(number: str, drop: Page) -> None:
    drop.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page = opened(drop, invoice(number), certificate=False)
    expect(page.get_by_role("heading", name="Contrôles : 1 point à confirmer")).to_be_visible()
    page.get_by_label("Ce document est-il un avoir ?").check()
    expect(page.locator("#constats")).to_contain_text("AVOIR_COCHE")
    page.get_by_label("Ce document est-il un avoir ?").uncheck()
    expect(page.locator("#constats")).not_to_contain_text("AVOIR_COCHE")
    page.locator("#champ-pieces").set_input_files([pdf("photo.pdf", b"JFIF")])
    expect(page.get_by_role("alert")).to_contain_text("photo.pdf : Ce fichier n'est pas un PDF")
    page.wait_for_function("'htmx-internal-data' in document.querySelector('#champ-pieces')")  # the new field listens
    page.locator("#champ-pieces").set_input_files([pdf("Certificat.pdf", PDF)])
    expect(page.get_by_role("heading", name="Contrôles : tout est en ordre")).to_be_visible()
    page.get_by_role("button", name="Retirer Certificat.pdf").click()
    expect(page.get_by_role("heading", name="Contrôles : 1 point à confirmer")).to_be_visible()
    field(page, "Montant TTC").click()
    for box in (page.locator("a.box.current"), field(page, "Montant TTC")):
        expect(box).to_be_in_viewport(ratio=0.9)


def test_two_tabs_do_not_overwrite_each_other(number: str, drop: Page, open_page: Opener) -> None:
    one = opened(drop, invoice(number))
    other = open_page("owner", one.url)
    field(one, "Montant HT").fill("990")
    field(one, "Montant HT").blur()
    expect(one.locator("#confiance-total_ht")).to_contain_text("corrigé par vous")
    field(other, "Montant HT").fill("980")
    field(other, "Montant HT").blur()
    expect(other.get_by_text("Cette facture a changé entre-temps")).to_be_visible()
    expect(field(other, "Montant HT")).to_have_value("990,00")
    expect(other.get_by_text("Vous aviez saisi « 980 ».")).to_be_visible()


def test_what_is_typed_while_the_server_answers_is_kept(number: str, drop: Page) -> None:
    page = opened(drop, invoice(number))

    def late(route: Route) -> None:
        page.wait_for_timeout(600)
        route.continue_()

    page.route("**/valeurs/", late)
    field(page, "Montant HT").fill("990")
    field(page, "Numéro de facture").focus()
    page.wait_for_timeout(300)
    page.keyboard.press("End")
    page.keyboard.type("-BIS")
    expect(page.locator("#confiance-total_ht")).to_contain_text("corrigé par vous")
    expect(field(page, "Numéro de facture")).to_have_value(f"{number}-BIS")
    field(page, "Numéro de facture").blur()
    expect(page.locator("tr.open")).to_contain_text(f"{number}-BIS")


def test_a_deposit_is_cancelled_only_when_one_means_it(number: str, drop: Page) -> None:
    page = opened(drop, invoice(number))
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("#ouverte")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("tr", has_text=number)).to_have_count(0)


def test_everything_works_without_javascript(number: str, portal: Portal, open_page: Opener) -> None:
    page = open_page("owner", portal.paths["drop"], javascript=False)
    page.locator("#fichiers").set_input_files([invoice(number), pdf("photo.pdf", b"JFIF")])
    page.get_by_role("button", name="Ajouter ces fichiers").click()
    expect(page.get_by_role("alert")).to_contain_text("photo.pdf : Ce fichier n'est pas un PDF")
    page.locator("[id^=pieces-fichiers]").set_input_files([pdf("Certificat.pdf", PDF)])
    page.get_by_role("button", name="Ajouter", exact=True).click()
    page.get_by_role("button", name="ENVOYER LES DOCUMENTS").click()
    for _ in range(60):
        row = page.locator("tr", has_text=number)
        if row.get_by_text("À valider").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    row.get_by_role("link").first.click()
    field(page, "Montant TTC").fill("900")
    page.get_by_role("button", name="Enregistrer").first.click()
    expect(page.get_by_role("heading", name="Contrôles : 1 point à corriger")).to_be_visible()
    field(page, "Montant TTC").fill("1200")
    page.get_by_role("button", name="VALIDER").click()
    expect(page.get_by_text(f"La facture {number} est validée")).to_be_visible()
