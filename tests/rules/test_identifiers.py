"""Properties that every identifier's four verbs share, over numbers made by other libraries."""

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import siren as stdnum_siren

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules import bic, dossier, iban, nda, siren, siret, vat_number
from tests.rules import strategies as made

# Numbers printed in public registers or in the documentation of python-stdnum and schwifty.
KNOWN = {
    siren: [
        "732829320",
        "356000000",
        "853000982",
        "552100554",
        "542051180",
        "552032534",
        "444608442",
        "303265045",
        "652014051",
        "404833048",
    ],
    siret: ["73282932000074", "35600000000048", "35600000049837", "85300098200241", "52481845700029"],
    vat_number: [
        "FR40303265045",
        "FR23334175221",
        "FRK7399859412",
        "FR4Z123456782",
        "FR77853000982",
        "FR83404833048",
        "FR37000005990",
    ],
    nda: ["11751234575", "84691234569", "93131234513", "04973220497", "94202076120"],
    iban: [
        "FR1420041010050500013M02606",
        "FR7630006000011234567890189",
        "FR7630004000031234567890143",
        "MC5811222000010123456789030",
        "BE68539007547034",
        "DE89370400440532013000",
        "LU280019400644750000",
        "GB29NWBK60161331926819",
        "CH9300762011623852957",
        "ES9121000418450200051332",
        "PT50000201231234567890154",
        "NL91ABNA0417164300",
        "IT60X0542811101000000123456",
    ],
    bic: [
        "AGRIFRPP882",
        "BNPAFRPP",
        "BNPAFRPPXXX",
        "CEPAFRPP142",
        "AGRIMQMX",
        "AGRIRERX",
        "SOGEFRPP",
        "PSSTFRPPPAR",
        "CMCIFR2A",
        "DEUTDEFF",
        "BOUSFRPPXXX",
    ],
    dossier: [
        "2310AF000021",
        "2512TT00042",
        "2512TT000508",
        "20PH444241CAL",
        "2512PRFF000073",
        "2512PRFA000067",
        "2401AP12345",
    ],
}
MODULES = tuple(KNOWN)


def _valid(module: ModuleType) -> st.SearchStrategy[str]:
    letters, alphanumerics = made.letters, made.alphanumerics
    branches = st.just("") | alphanumerics(3)
    by_module = {
        siren: made.sirens(),
        siret: made.sirets(),
        vat_number: made.sirens().map(lambda number: "FR" + stdnum_siren.to_tva(number)),
        nda: made.digits(11).filter(lambda number: len(set(number)) > 1),
        iban: made.french_ibans(),
        bic: st.builds(
            "{}{}{}{}".format, letters(4), st.sampled_from(("FR", "MC", "DE", "MQ")), alphanumerics(2), branches
        ),
        dossier: made.dossiers(),
    }
    return by_module[module]


@pytest.mark.parametrize(("module", "number"), [(module, number) for module in KNOWN for number in KNOWN[module]])
def test_known_numbers_are_valid(module: ModuleType, number: str) -> None:
    assert module.is_valid(number)
    assert module.validate(module.format(number)) == number


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
@given(data=st.data())
def test_made_numbers_are_valid(module: ModuleType, data: st.DataObject) -> None:
    number = data.draw(_valid(module))
    assert module.is_valid(number)
    assert module.validate(number) == number


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
@given(data=st.data())
def test_printing_changes_nothing(module: ModuleType, data: st.DataObject) -> None:
    number = data.draw(_valid(module))
    separator = data.draw(st.sampled_from((" ", "\u00a0", "\u202f", "\u2009", ".", "-", "\n", "\u200b")))
    every = data.draw(st.integers(min_value=1, max_value=5))
    printed = separator.join(number[start : start + every] for start in range(0, len(number), every))
    assert module.compact(printed) == number
    assert module.is_valid(printed)
    assert module.compact(module.format(printed)) == number


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
@given(text=st.text(max_size=40))
def test_any_text_is_valid_or_a_typed_error(module: ModuleType, text: str) -> None:
    if module.is_valid(text):
        assert module.validate(text) == module.compact(text)
        assert module.compact(text).isascii()
    else:
        with pytest.raises(InvalidNumber, match=": "):
            module.validate(text)


@pytest.mark.parametrize("module", [siren, siret])
@given(data=st.data())
def test_one_wrong_digit_is_always_seen(module: ModuleType, data: st.DataObject) -> None:
    number = data.draw(_valid(module).filter(lambda number: not number.startswith("356000000")))
    place = data.draw(st.integers(min_value=0, max_value=len(number) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    misread = number[:place] + wrong + number[place + 1 :]
    assert module.is_valid(misread) is misread.startswith("356000000")


@given(number=made.sirets())
def test_a_siret_holds_its_siren(number: str) -> None:
    assert siren.is_valid(siret.siren_of(siret.format(number)))


@given(nic=made.digits(5))
def test_la_poste_has_its_own_rule(nic: str) -> None:
    number = "356000000" + nic
    assert siret.is_valid(number) is (sum(map(int, number)) % 5 == 0 or luhn.is_valid(number))


@pytest.mark.parametrize(
    "number", ["000000000", "00000000000000", "7328293200007", "732829320000744", "52481845700092x"]
)
def test_placeholders_and_wrong_lengths_are_refused(number: str) -> None:
    assert not siren.is_valid(number)
    assert not siret.is_valid(number)


def test_digits_of_other_scripts_are_no_digits() -> None:
    assert not siret.is_valid("٧٣٢٨٢٩٣٢٠٠٠٠٧٤")


@given(number=made.sirens())
def test_the_usual_vat_number_is_the_one_of_stdnum(number: str) -> None:
    assert vat_number.from_siren(number) == "FR" + stdnum_siren.to_tva(number)
    assert vat_number.siren_of(vat_number.from_siren(number)) == (None if number.startswith("000") else number)


def test_a_foreign_vat_number_is_not_french() -> None:
    assert not vat_number.is_french("BE0403019261")
    assert vat_number.siren_of("BE0403019261") is None


@given(number=made.french_ibans(), data=st.data())
def test_a_wrong_rib_key_is_seen_even_under_right_check_digits(number: str, data: st.DataObject) -> None:
    from stdnum import iban as stdnum_iban

    key = data.draw(st.integers(min_value=0, max_value=99).filter(lambda key: key != int(number[-2:])))
    forged = f"{number[:-2]}{key:02d}"
    forged = forged[:2] + stdnum_iban.calc_check_digits(forged) + forged[4:]
    assert stdnum_iban.is_valid(forged)
    assert not iban.is_valid(forged)


def test_the_message_about_an_iban_does_not_repeat_it() -> None:
    with pytest.raises(InvalidNumber) as refusal:
        iban.validate("FR1520041010050500013M02606")
    assert "0041010" not in str(refusal.value)


def test_an_unknown_bank_has_no_registered_bic() -> None:
    assert iban.registered_bics("FR7699999999991234567890143") == ()
    assert iban.registered_bics("XX00") == ()


@pytest.mark.parametrize("module", MODULES)
def test_invalid_numbers_get_a_french_sentence(module: ModuleType) -> None:
    with pytest.raises(InvalidNumber) as refusal:
        module.validate("4")
    assert refusal.value.code == "invalid_number"
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("module", "number"),
    [
        (siren, "732829321"),
        (siret, "73282932000079"),
        (vat_number, "FR45732829320"),
        (iban, "FR1520041010050500013M02606"),
    ],
)
def test_a_wrong_key_is_named_as_such(module: ModuleType, number: str) -> None:
    assert not module.is_valid(number)
    with pytest.raises(InvalidNumber, match="clé"):
        module.validate(number)
