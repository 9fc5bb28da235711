"""Every page at both widths: nothing that axe finds, nothing wider than the screen, nothing blocked."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.portal.e2e.conftest import PHONE, WIDE, Opener, Portal

PAGES = {
    "sign-in": (None, "/connexion/"),
    "dashboard": ("owner", "/"),
    "dashboard of an agent": ("agent", "/"),
    "list": ("owner", "/factures/"),
    "list, filtered": ("owner", "/factures/?q=FAC&statut=recue&statut=payee&emission=annee-precedente&page=2"),
    "list, nothing found": ("owner", "/factures/?q=introuvable"),
    "list, wrong filter": ("owner", "/factures/?reception_du=2026-02-01&reception_au=2026-01-01"),
    "invoice": ("owner", "invoice"),
    "invoice, read only": ("colleague", "invoice"),
    "paid invoice": ("owner", "paid"),
    "proforma": ("owner", "proforma"),
    "dossier": ("owner", "dossier"),
    "entity": ("owner", "entity"),
    "entities to deposit for": ("owner", "/factures/deposer/"),
    "no entity to deposit for": ("colleague", "/factures/deposer/"),
    "drop zone": ("owner", "deposit"),
    "validation": ("owner", "validation"),
    "open invoice": ("owner", "deposit_open"),
    "waiting invoice": ("owner", "deposit_waiting"),
    "unreadable invoice": ("owner", "deposit_unreadable"),
    "nothing to validate": ("outsider", "nothing_to_validate"),
    "worklist": ("agent", "/instruction/"),
    "instruction": ("agent", "instruct"),
    "instruction, payment": ("agent", "pay"),
    "RIBs": ("owner", "/ribs/"),
    "RIBs of an agent": ("agent", "/ribs/"),
    "new RIB": ("owner", "/ribs/deposer/"),
    "RIB": ("owner", "rib"),
    "RIB to complete": ("owner", "rib_draft"),
    "RIB to review": ("agent", "rib_review"),
    "password": ("owner", "/mot-de-passe/"),
    "password changed": ("owner", "/mot-de-passe/change/"),
    "tokens": ("owner", "/jetons/"),
    "API": ("owner", "/api/v1/docs"),
    "API, signed out": (None, "/api/v1/docs"),
    "refused": ("owner", "/instruction/"),
    "missing": ("owner", "/nulle-part/"),
}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits(name: str, size: tuple[int, int], portal: Portal, open_page: Opener) -> None:
    person, path = PAGES[name]
    page = open_page(person, portal.paths.get(path, path), size)
    for summary in page.locator("summary").all():
        summary.click()  # what is folded counts too
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.title().endswith("Mon Espace AKTO")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/administration/",
        "/administration/portal/user/",
        "/administration/portal/user/add/",
        "/administration/portal/entity/",
    ],
)
def test_the_administration_works_under_the_policy(path: str, open_page: Opener) -> None:
    page = open_page("staff", path)
    assert page.locator("#site-name, #header").first.is_visible()
