"""A served portal and a real browser; skipped where no Chromium is installed.

Fixtures end with this folder: Playwright's event loop would disturb the tests that follow.
"""

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from tests.portal.world import PASSWORD

ROOT = Path(__file__).parents[3]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

expect.set_options(timeout=20_000)  # ms: a machine may have much else to do

WIDE = (1280, 860)
PHONE = (390, 844)
ADDRESSES = {
    "owner": "olivia.martin@alize.example",
    "colleague": "colin.petit@alize.example",
    "outsider": "oscar.blanc@lointaine.example",
    "agent": "agathe.noir@akto.example",
    "staff": "sam.roux@akto.example",
}


@dataclass(frozen=True, slots=True)
class Portal:
    """Where the portal is served, and the paths of its pages by name."""

    base: str
    paths: dict[str, str]


@pytest.fixture(scope="package")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.portal.e2e.server", str(port), str(tmp_path_factory.mktemp("portal"))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        paths = json.loads(server.stdout.readline() or "{}")
        try:
            assert paths, "the portal did not start: run the command by hand to see why"
            yield Portal(f"http://127.0.0.1:{port}", paths)
        finally:
            server.kill()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the package `chromium` to test pages in a browser")
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not start as root in a container; the pages are our own.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


Opener = Callable[..., Page]


@pytest.fixture(scope="package")
def states(browser: Browser, portal: Portal) -> dict[str, StorageState]:
    """The cookies of each person once signed in."""
    states = {}
    for person, address in ADDRESSES.items():
        context = browser.new_context(base_url=portal.base)
        page = context.new_page()
        page.goto("/connexion/")
        page.get_by_label("Adresse e-mail").fill(address)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_url("/")
        states[person] = context.storage_state()
        context.close()
    return states


@pytest.fixture
def open_page(browser: Browser, portal: Portal, states: dict[str, StorageState]) -> Iterator[Opener]:
    """``open_page(person, path, size, javascript=True)``; an error in a page's console fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(person: str | None, path: str, size: tuple[int, int] = WIDE, *, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=portal.base,
            locale="fr-FR",
            viewport={"width": size[0], "height": size[1]},
            storage_state=states[person] if person else None,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # A browser reports every answer of 403, 404 and 422, and every broken connection, which some tests ask for.
    assert [
        text for text in complaints if not re.search("responded with a status of 4(03|04|22)|ERR_FAILED", text)
    ] == []
