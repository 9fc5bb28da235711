"""Embedded invoices: XML of every profile, valid by the standards' own schemas, and XML made to break the reader."""

import facturx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akto_invoice.extract.embedded import EmbeddedInvoice, EmbeddedReading, read_embedded
from akto_invoice.extract.embedded_dialects import Standard
from akto_invoice.extract.model import Options
from akto_invoice.rules.checks import Outcome
from tests.extract.einvoices import BIC, IBAN, PROFILES, SIRET, VAT_NUMBER, XRECHNUNG, ZUGFERD_1, cii, ubl

AMOUNTS = {"total_ht": "960.00", "total_tva": "192.00", "total_ttc": "1152.00", "net_payable": "402.00"}
STATED = {
    "document_type": "invoice",
    "invoice_number": "FC 2025-0042",
    "issue_date": "2025-03-03",
    "currency": "EUR",
    "siret": SIRET,
    "siren": SIRET[:9],
    "vat_number": VAT_NUMBER,
    **AMOUNTS,
}


def read(xml: str | bytes, name: str = "factur-x.xml", options: Options = Options()) -> EmbeddedReading:
    return read_embedded([(name, xml.encode() if isinstance(xml, str) else xml)], options)


def invoice_of(xml: str | bytes) -> EmbeddedInvoice:
    reading = read(xml)
    assert reading.invoice is not None
    return reading.invoice


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_of_factur_x(profile: str) -> None:
    xml = cii(profile)
    assert facturx.xml_check_xsd(xml.encode(), flavor="factur-x", level=profile)
    invoice, check = read(xml)
    rank = list(PROFILES).index(profile)
    bank = ({"iban": IBAN} if rank else {}) | ({"bic": BIC} if rank > 2 else {})
    dossiers = ["2310AF000021", "2512PRFA000067"] + ["20PH444241CAL"] * (rank > 0) + ["2512TT000508"] * (rank > 1)
    assert invoice == EmbeddedInvoice(Standard.CII, profile, STATED | bank, tuple(dossiers))
    assert check.outcome is Outcome.PASSED


def test_xrechnung_is_a_profile_of_the_same() -> None:
    assert invoice_of(cii(guideline=XRECHNUNG)).profile == "xrechnung"


def test_an_unknown_guideline_is_no_profile() -> None:
    assert invoice_of(cii(guideline="urn:example")).profile is None


def test_zugferd_1() -> None:
    assert facturx.xml_check_xsd(ZUGFERD_1.encode(), flavor="zugferd")
    invoice = invoice_of(ZUGFERD_1)
    assert (invoice.standard, invoice.profile) == (Standard.ZUGFERD_1, "comfort")
    assert invoice.values == STATED | {"iban": IBAN, "bic": BIC}
    assert invoice.dossiers == ("2310AF000021", "2512PRFA000067", "20PH444241CAL", "2512TT000508")


@pytest.mark.parametrize(
    ("root", "type_code", "document_type"),
    [("Invoice", "380", "invoice"), ("CreditNote", "381", "credit_note"), ("CreditNote", "380", "credit_note")],
)
def test_ubl(root: str, type_code: str, document_type: str) -> None:
    xml = ubl(root, type_code)
    assert facturx.xml_check_xsd(xml.encode(), flavor=f"ubl-2.1-{root.lower()}")
    invoice = invoice_of(xml)
    assert (invoice.standard, invoice.profile) == (Standard.UBL, "en16931")
    assert invoice.values == STATED | {"iban": IBAN, "bic": BIC, "document_type": document_type}
    assert invoice.dossiers == ("2310AF000021", "2512PRFA000067", "20PH444241CAL", "2512TT000508")


@pytest.mark.parametrize(
    ("code", "document_type"),
    [
        ("380", "invoice"),
        ("381", "credit_note"),
        ("261", "credit_note"),
        ("384", "invoice"),
        ("386", "deposit_invoice"),
        ("389", "invoice"),
        ("325", "proforma"),
    ],
)
def test_type_codes(code: str, document_type: str) -> None:
    assert invoice_of(cii(type_code=code)).values["document_type"] == document_type


def test_amounts_of_a_credit_note_are_positive_and_of_an_invoice_as_signed() -> None:
    negative = cii(type_code="381").replace(">1152.00<", ">-1152.00<")
    assert invoice_of(negative).values["total_ttc"] == "1152.00"
    assert invoice_of(negative.replace(">381<", ">380<")).values["total_ttc"] == "-1152.00"


@pytest.mark.parametrize(
    ("organisation", "siret", "siren"),
    [
        (f'<ram:ID schemeID="0002">{SIRET}</ram:ID>', SIRET, SIRET[:9]),
        (f'<ram:ID schemeID="0002">{SIRET[:9]}</ram:ID>', None, SIRET[:9]),
        ('<ram:ID schemeID="0009">732 829 320 00074</ram:ID>', SIRET, SIRET[:9]),
        ('<ram:ID schemeID="0009">73282932000079</ram:ID>', "73282932000079", SIRET[:9]),
        (f"<ram:ID>{SIRET}</ram:ID>", SIRET, SIRET[:9]),
        ("<ram:ID>73282932000079</ram:ID>", None, None),
        ('<ram:ID schemeID="0088">3012345678900</ram:ID>', None, None),
    ],
)
def test_siren_and_siret_by_scheme_and_length(organisation: str, siret: str | None, siren: str | None) -> None:
    reading = read(cii().replace(f'<ram:ID schemeID="0009">{SIRET}</ram:ID>', organisation))
    assert reading.invoice is not None
    assert (reading.invoice.values.get("siret"), reading.invoice.values.get("siren")) == (siret, siren)
    assert reading.check.outcome is Outcome.PASSED


def test_the_vat_total_is_the_one_in_the_invoice_s_currency() -> None:
    both = '<ram:TaxTotalAmount currencyID="USD">207.00</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="EUR">'
    assert invoice_of(cii().replace('<ram:TaxTotalAmount currencyID="EUR">', both)).values["total_tva"] == "192.00"


@pytest.mark.parametrize(
    ("stated", "lie", "field"),
    [
        (">1152.00<", ">1 152,00<", "total_ttc"),
        (">1152.00<", ">NaN<", "total_ttc"),
        (">1152.00<", ">1152.005<", "total_ttc"),
        (">20250303<", ">20250231<", "issue_date"),
        (">EUR<", ">euros<", "currency"),
        (">380<", ">facture<", "document_type"),
        (f">{IBAN}<", ">à venir<", "iban"),
        (f">{SIRET}<", ">en cours<", "siret"),
    ],
)
def test_a_value_without_its_field_s_form_is_reported_not_repaired(stated: str, lie: str, field: str) -> None:
    reading = read(cii().replace(stated, lie))
    assert reading.invoice is not None
    assert field not in reading.invoice.values
    assert reading.invoice.values["total_ht"] == "960.00"
    assert (reading.check.id, reading.check.outcome) == ("embedded-xml-readable", Outcome.FAILED)
    assert lie.strip("<>") in reading.check.message


def test_absent_and_empty_elements_are_absent_values() -> None:
    empty = invoice_of(cii().replace(">2310AF000021<", "><").replace(">402.00<", "> <"))
    assert "net_payable" not in empty.values
    assert empty.dossiers == ("2512PRFA000067", "20PH444241CAL", "2512TT000508")


@pytest.mark.parametrize("name", ["ZUGFeRD-invoice.xml", "xrechnung.xml", "données.bin", ""])
def test_found_by_content_under_any_name(name: str) -> None:
    reading = read(cii(), name)
    assert reading.invoice is not None
    assert reading.check.outcome is Outcome.PASSED


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_other_encodings_rightly_declared(encoding: str) -> None:
    xml = cii().replace("UTF-8", encoding.removesuffix("-sig")).replace("Formation Sud", "Évolution")
    assert read_embedded([("annexe", xml.encode(encoding))]).invoice is not None


LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
BILLION_LAUGHS = f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">{LAUGHS}]><lolz>&j;</lolz>'
EXTERNAL_ENTITY = (
    cii()
    .replace("?>", '?><!DOCTYPE x [<!ENTITY passwd SYSTEM "file:///etc/passwd">]>')
    .replace("FC 2025-0042", "&passwd;")
)
EXTERNAL_DTD = cii().replace("?>", '?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')

HOSTILE = {
    "billion laughs": BILLION_LAUGHS,
    "external entity": EXTERNAL_ENTITY,
    "external DTD": EXTERNAL_DTD,
    "harmless DOCTYPE": cii().replace("?>", "?><!DOCTYPE x>"),
    "wrong encoding": cii().replace("Formation Sud", "Évolution").encode("iso-8859-1"),
    "unknown encoding": cii().replace("UTF-8", "EBCDIC-XYZ"),
    "truncated": cii()[:1500],
    "empty": "",
    "deep": "<?xml version='1.0'?>" + "<a>" * 5000 + "</a>" * 5000,
    "wrong namespace": cii().replace("CrossIndustryInvoice:100", "CrossIndustryInvoice:999"),
    "no namespace": "<?xml version='1.0'?><Invoice><ID>1</ID></Invoice>",
    "not an invoice": "<?xml version='1.0'?><Order/>",
    "not XML": "%PDF-1.7",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_or_broken_xml_is_a_finding(content: str | bytes) -> None:
    reading = read(content)
    assert reading.invoice is None
    assert (reading.check.id, reading.check.outcome) == ("embedded-xml-readable", Outcome.FAILED)
    assert "factur-x.xml" in reading.check.message
    assert "root:" not in reading.check.message


def test_a_file_over_the_limit_is_not_parsed() -> None:
    reading = read(cii(), options=Options(max_xml_bytes=1000))
    assert reading.invoice is None
    assert "taille" in reading.check.message
    assert read(cii(), options=Options(max_xml_bytes=len(cii().encode()))).invoice is not None


def test_a_file_deeper_than_the_limit_is_not_read_to_its_end() -> None:
    assert read(cii(), options=Options(max_xml_depth=20)).invoice is not None
    reading = read(b"<a>" * 101 + b" " * 100_000 + b"this is no XML: </b>", options=Options(max_xml_depth=100))
    assert reading.invoice is None
    assert "plus de 100 éléments" in reading.check.message


def test_a_broken_file_does_not_hide_a_good_one() -> None:
    invoice, check = read_embedded([("factur-x.xml", b"<broken"), ("copie.xml", cii().encode())])
    assert invoice is not None
    assert check.outcome is Outcome.FAILED


def test_two_invoices_that_differ_are_reported_and_the_usual_name_wins() -> None:
    other = cii().replace("960.00", "690.00").encode()
    invoice, check = read_embedded([("autre.xml", other), ("factur-x.xml", cii().encode())])
    assert invoice is not None
    assert invoice.values["total_ht"] == "960.00"
    assert "se contredisent" in check.message
    assert read_embedded([("a.xml", other), ("b.xml", other)]).check.outcome is Outcome.PASSED


@pytest.mark.parametrize(
    "files",
    [[], [("photo.jpg", b"\xff\xd8\xff")], [("commande.xml", b"<Order/>")], [("page.html", b"<html><br></html>")]],
)
def test_other_attachments_are_none_of_our_business(files: list[tuple[str, bytes]]) -> None:
    reading = read_embedded(files)
    assert reading.invoice is None
    assert reading.check.outcome is Outcome.NOT_CHECKED


def test_a_name_made_to_harm_is_cut_down_in_the_message() -> None:
    message = read(b"<", "\x1b[31m\n" + "x" * 500 + ".xml").check.message
    assert "\x1b" not in message
    assert len(message) < 300


@given(content=st.binary(max_size=400), name=st.sampled_from(["factur-x.xml", "x", ""]))
def test_any_bytes_end_in_a_reading(content: bytes, name: str) -> None:
    reading = read_embedded([(name, content), (name, b"<?xml version='1.0'?>" + content)])
    assert reading.invoice is None
    assert reading.check.outcome is Outcome.FAILED


SAMPLES = (cii("extended").encode(), ZUGFERD_1.encode(), ubl("Invoice", "380").encode())


@settings(max_examples=200)
@given(sample=st.sampled_from(SAMPLES), data=st.data())
def test_a_damaged_invoice_ends_in_a_reading(sample: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(min_value=0, max_value=len(sample)))
    length = data.draw(st.integers(min_value=0, max_value=40))
    damaged = sample[:start] + data.draw(st.binary(max_size=20)) + sample[start + length :]
    invoice, check = read(damaged)
    assert invoice is not None or check.outcome is Outcome.FAILED


@settings(max_examples=200)
@given(data=st.data())
def test_any_text_in_any_element_ends_in_a_reading(data: st.DataObject) -> None:
    printable = st.text(st.characters(min_codepoint=32, exclude_characters="<>&", exclude_categories=["Cs", "Cn"]))
    stated = data.draw(
        st.sampled_from([f">{value}<" for value in ("1152.00", "20250303", "EUR", "380", SIRET, IBAN, BIC, VAT_NUMBER)])
    )
    invoice, check = read(cii().replace(stated, f">{data.draw(printable)}<"))
    assert invoice is not None
    assert all(isinstance(value, str) and value for value in invoice.values.values())
    assert check.outcome in (Outcome.PASSED, Outcome.FAILED)
