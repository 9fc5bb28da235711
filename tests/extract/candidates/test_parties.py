import pytest

from akto_invoice.extract.candidates.parties import parties
from tests.extract.pages import page

SIRET = "73282932000074"
AKTO = "SIRET 853 000 982 00241"
ISSUER = "Forma Plus SAS au capital de 10 000 € - RCS Paris - SIRET 732 829 320 00074 - APE 8559A"
OTHER = "552 100 554 00013"  # a valid SIRET of somebody else


def siret(*lines: str) -> str | None:
    found = parties([(page(*lines), True)])
    best = next(iter(found[0].ranked("siret")), None) if found and found[0].score > 0 else None
    return best.value if best else None


@pytest.mark.parametrize(
    "lines",
    [
        ("SIRET 732 829 320 00074",), ("N° SIRET : 73282932000074",), ("Siret 732.829.320.00074",),
        ("SIRET 732829320 00074",), ("SIRET : 732 829 320 - 00074",), ("SIREN 732 829 320 NIC 00074",),
        ("S.I.R.E.T. 732 829 320 000 74",), ("SIRET | 732 829 320 00074",), ("SIRET 7 3 2 8 2 9 3 2 0 0 0 0 7 4",),
        ("RCS Paris 732 829 320 00074",), ("SIRET : 732 829 320", "00074"), ("SIRET", "732 829 320", "00074"),
        ("SIREN : 732 829 320", "NIC : 00074"), ("SIRET 732_829_320_00074".replace("_", "\N{NO-BREAK SPACE}"),),
        ("Siret 732 829 320 00074 - APE 8559A - 01 23 45 67 89",),
    ],
)  # fmt: skip
def test_a_siret_however_it_is_printed(lines: tuple[str, ...]) -> None:
    assert siret(*lines) == SIRET


def test_a_postcode_under_a_siren_ends_no_siret() -> None:
    assert siret("SIREN : 732 829 320", "00074 PARIS") is None


@pytest.mark.parametrize(
    "others",
    [
        ("AKTO", AKTO),
        ("Facturé à :", "Hostellerie du Lac", f"SIRET {OTHER}"),
        (f"Entreprise bénéficiaire : Hostellerie du Lac - SIRET {OTHER}",),
        ("Formation sous-traitée à Jean Martin", f"SIRET {OTHER}"),
        (f"Règlement à Factor SA, affacturage, SIRET {OTHER}",),
    ],
)
def test_the_issuer_among_others(others: tuple[str, ...]) -> None:
    lines = (*others, "", "", "", "", ISSUER)
    assert siret(*lines) == SIRET
    assert siret(ISSUER, "", "", "", "", *others) == SIRET


def test_akto_is_never_the_issuer() -> None:
    assert parties([(page("AKTO", AKTO, "TVA FR77853000982"), True)]) == []


def test_the_issuing_establishment_and_not_its_head_office() -> None:
    head_office = "Siège social : 1 rue de la Paix - SIRET 732 829 320 00082"
    assert siret("Forma Plus, agence de Lyon", "SIRET 732 829 320 00074", "", "", "", head_office) == SIRET


def test_a_labelled_siret_that_breaks_luhn_stays_but_is_not_valid() -> None:
    (party,) = parties([(page("SIRET 732 829 320 00075 - APE 8559A"), True)])
    best = next(iter(party.ranked("siret")), None)
    assert best is not None
    assert "valid" not in best.features


@pytest.mark.parametrize("town", ["44000 Nantes", "75001 Paris"])
def test_of_several_establishments_the_one_at_the_issuers_address(town: str) -> None:
    numbers = {"75001 Paris": "732 829 320 00074", "44000 Nantes": "732 829 320 00082"}
    lines = [f"{place} - SIRET {siret}" for place, siret in numbers.items()]
    assert siret(f"Forma Plus, 1 rue Pasteur, {town}", *lines) == numbers[town].replace(" ", "")
