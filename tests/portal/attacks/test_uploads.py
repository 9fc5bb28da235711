"""Files that are not what they say, or far more than they seem, through the upload page itself."""

import zlib
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from akto_invoice.portal.models import Deposit, DepositState, PieceVersion, RibState
from tests.portal.api.programs import Program
from tests.portal.deposits import make_deposit
from tests.portal.papers import invoice_pdf
from tests.portal.world import World, make_rib

MIB = 1024**2
SCRIPT = b"<html><script>alert(document.cookie)</script>"


@pytest.fixture
def owner(world: World, client: Client) -> Client:
    client.force_login(world.owner)
    return client


def drop(client: Client, world: World, content: bytes, name: str = "facture.pdf", kind: str = "application/pdf") -> str:
    """Drop a file on the page, and return what the page says after."""
    upload = SimpleUploadedFile(name, content, content_type=kind)
    response = client.post(reverse("deposit-files", args=[world.training.siret]), {"file": upload}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03 a program",
        b"\x7fELF another",
        b"PK\x03\x04 an archive",
        SCRIPT,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file",
        b"\xff\xd8\xff\xe0 a picture",
        b"%PDF-1.7\n" + SCRIPT,
        b"%PDF-" + b"\x00" * 4096,
    ],
)
def test_what_is_no_pdf_is_refused_under_any_name_and_type(content: bytes, world: World, owner: Client) -> None:
    for name, kind in (("facture.pdf", "application/pdf"), ("facture.html", "text/html"), ("x.exe", "application/pdf")):
        assert 'class="notice error"' in drop(owner, world, content, name, kind)
    assert not Deposit.objects.exists()


def test_a_pdf_that_is_a_page_too_is_handed_out_inert(world: World, owner: Client) -> None:
    drop(owner, world, SCRIPT + b"\n" + invoice_pdf(world.training), "facture.html", "text/html")
    deposit = Deposit.objects.get()
    response = owner.get(reverse("deposit-file", args=[deposit.pk]))
    assert response.getvalue().startswith(SCRIPT)
    assert_inert(response)
    assert deposit.name == "facture.html.pdf"


@pytest.mark.parametrize(
    "name",
    [
        "../../../../etc/cron.d/portal.pdf",
        "..\\..\\windows\\system32\\x.pdf",
        "/etc/passwd",
        "C:\\x\\y.pdf",
        "....//....//x.pdf",
        ".pdf",
        "..",
        "x.pdf\x00.exe",
        "a\r\nSet-Cookie: session=1.pdf",
        'a"; filename="x.exe',
        "\u202efdp.exe",
        "%2e%2e%2fx.pdf",
        "x" * 5000 + ".pdf",
        "CON.pdf",
        "\U0001f4c4 février.pdf",
    ],
)
def test_a_name_leads_nowhere(name: str, world: World, owner: Client) -> None:
    boundary = b"a-line-of-its-own"
    body = (
        b'--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\nContent-Type: application/pdf\r\n\r\n'
        % (boundary, name.encode())
        + invoice_pdf(world.training)
        + b"\r\n--%s--\r\n" % boundary
    )
    owner.post(
        reverse("deposit-files", args=[world.training.siret]),
        body,
        content_type="multipart/form-data; boundary=a-line-of-its-own",
    )
    for deposit in Deposit.objects.all():
        path = (settings.MEDIA_ROOT / str(deposit.file.name)).resolve()
        assert path.is_relative_to(settings.MEDIA_ROOT.resolve())
        assert deposit.name.endswith(".pdf")
        assert len(deposit.name) <= 120
        assert not set(deposit.name) & set('/\\\r\n\x00"\u202e')
        response = owner.get(reverse("deposit-file", args=[deposit.pk]))
        assert response.getvalue().startswith(b"%PDF-")
        assert_inert(response)
        assert "Set-Cookie" not in response.headers


def assert_inert(response: Any) -> None:
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_every_stored_file_is_handed_out_inert(world: World, owner: Client, program: Program) -> None:
    deposit = make_deposit(world)
    rib = make_rib(world.owner, world.training, state=RibState.A_EXAMINER)
    version = PieceVersion.objects.get()
    pages = (
        reverse("version-file", args=[world.invoice.pk, version.pk]),
        reverse("letter-file", args=[world.invoice.pk, world.letter.pk]),
        reverse("deposit-file", args=[deposit.pk]),
        reverse("rib-file", args=[rib.pk]),
    )
    paths = (
        f"/invoices/{world.invoice.pk}/documents/{version.pk}",
        f"/invoices/{world.invoice.pk}/letters/{world.letter.pk}",
        f"/deposits/{deposit.pk}/file",
        f"/deposits/{deposit.pk}/pieces/{deposit.pieces.get().pk}",
        f"/ribs/{rib.pk}/file",
    )
    for response in (*map(owner.get, pages), *map(program.get, paths)):
        assert response.getvalue().startswith(b"%PDF-")
        assert_inert(response)
    picture = owner.get(reverse("deposit-page", args=[deposit.pk, 1]))
    picture.getvalue()
    assert (picture["Content-Type"], picture["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")


def pdf_of(stream: bytes, filters: str, resources: bytes = b"") -> bytes:
    """One page whose content is the stream."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
        b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(stream), filters.encode(), stream),
    ]
    body = b"%PDF-1.7\n"
    for number, one in enumerate(objects, 1):
        body += b"%d 0 obj%s endobj\n" % (number, one)
    return body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF\n"


def bombs() -> dict[str, bytes]:
    """Small files that unpack to hundreds of megabytes."""
    plain = zlib.compress(b" " * (256 * MIB), 9)
    letters = zlib.compress(b"BT /F 9 Tf (A) Tj ET\n" * (4 * MIB), 9)
    return {
        "one filter": pdf_of(plain, "/FlateDecode"),
        "a bomb in a bomb": pdf_of(zlib.compress(plain, 9), "/FlateDecode/FlateDecode"),
        "millions of letters": pdf_of(
            letters, "/FlateDecode", b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
        ),
    }


@pytest.mark.parametrize("bomb", ["one filter", "a bomb in a bomb", "millions of letters"])
def test_a_bomb_ends_in_words_and_the_portal_works_on(bomb: str, world: World, owner: Client) -> None:
    content = bombs()[bomb]
    assert len(content) < MIB
    told = drop(owner, world, content)
    if not Deposit.objects.exists():
        assert 'class="notice error"' in told
    else:
        owner.post(reverse("deposit-send", args=[world.training.siret]))
        read = Deposit.objects.get()
        assert read.state in (DepositState.ILLISIBLE, DepositState.A_VALIDER)
        assert read.error_message or read.findings
    drop(owner, world, invoice_pdf(world.training), "Bonne facture.pdf")
    assert Deposit.objects.filter(name="Bonne facture.pdf", state=DepositState.BROUILLON).exists()
