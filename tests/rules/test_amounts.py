from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.rules.amounts import (
    ADMISSIBLE_RATES,
    CENT,
    adds_up,
    blends,
    in_contract_form,
    in_french,
    parse_amount,
    rate_of,
    rounding_slack,
)

PRINTED = {
    "1152.00": (
        "1 152,00 €",
        "1\u00a0152,00\u00a0€",
        "1\u202f152,00 €",
        "1\u2009152,00€",
        "1.152,00",
        "1,152.00",
        "1'152.00",
        "1’152,00",
        "1152.00EUR",
        "1152,00 euros",
        "1152,00 Euro",
        "EUR 1 152",
        "€1152",
        "€ 1,152.00",
        "1 152 €",
        "1 152",
        "1.152",
        "1152",
        "1152,0",
        "1 152.00",
        "+1 152,00 €",
        "1 152 ,00",
        "1 152, 00 €",
        "1152,000",
        "1 152,0000",
        "  1 152,00  ",
        "1\u200b152,00",
    ),
    "-1152.00": (
        "-1 152,00",
        "- 1 152,00 €",
        "−1 152,00",
        "–1 152,00",
        "-€1152",
        "€ -1 152,00",
        "1 152,00-",
        "1 152,00 €-",
        "1 152,00- €",
        "(1 152,00)",
        "(1 152,00 €)",
        "(1 152,00) €",
    ),
    "1152.50": ("1 152,5", "1152.5 €"),
    "0.00": ("0", "0,00 €", "-0,00", "0.00"),
    "12000.00": ("12.000", "12 000", "12.000,00"),
    "1234567.89": ("1 234 567,89", "1.234.567,89", "1,234,567.89", "1'234'567.89", "1234567,89"),
    "1152000.00": ("1,152,000", "1 152 000"),
}

NOT_AMOUNTS = (
    "",
    "€",
    "-",
    "20 %",
    "20%",
    "14h00",
    "9h",
    "03/03/2025",
    "3.3.25",
    "03.03.2025",
    "2025-03-03",
    "06 12 34 56 78",
    "0612345678",
    "04.91.00.00.00",
    "1 15,00",
    "1 1520,00",
    "1.152.00",
    "1,152,00",
    "1.15 200",
    "1.152 000",
    "1,152",
    "12,000",
    "0,333",
    "12,345",
    ",50",
    "12,",
    "12, 5",
    "1 152,00 EUR HT",
    "EUR 12 EUR",
    "--12",
    "(12",
    "12)",
    "(-12)",
    "-12-",
    "732 829 320",
    "73282932000074",
    "007",
    "1,1,1",
    "12/05",
    "2310AF000021",
    "1 152,00 $",
    "١٢",
    "1e5",
    "NaN",
    "Infinity",
)


@pytest.mark.parametrize(("value", "printed"), [(value, printed) for value in PRINTED for printed in PRINTED[value]])
def test_amounts_as_printed(value: str, printed: str) -> None:
    assert str(parse_amount(printed)) == value


@pytest.mark.parametrize("printed", NOT_AMOUNTS)
def test_what_is_no_amount_is_refused(printed: str) -> None:
    assert parse_amount(printed) is None


def _amounts(most: str = "99999999.99") -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=0, max_value=Decimal(most), places=2)


@given(
    amount=_amounts(),
    separators=st.sampled_from(
        [(" ", ","), ("\u00a0", ","), ("\u202f", ","), (".", ","), (",", "."), ("'", "."), ("", ","), ("", ".")]
    ),
    shell=st.sampled_from(["{}", "{} €", "{}€", "{} EUR", "EUR {}", "€{}"]),
    negative=st.sampled_from([None, "-{}", "- {}", "{}-", "({})", "\u2212{}"]),
)
def test_every_format_is_read_back(
    amount: Decimal, separators: tuple[str, str], shell: str, negative: str | None
) -> None:
    group, mark = separators
    printed = f"{amount:,.2f}".replace(",", "_").replace(".", mark).replace("_", group)
    signed = negative.format(printed) if negative else printed
    assert parse_amount(shell.format(signed)) == (-amount if negative else amount)


@given(amount=_amounts())
def test_our_own_printing_is_read_back(amount: Decimal) -> None:
    assert parse_amount(in_french(amount)) == amount
    assert parse_amount(in_french(-amount)) == -amount
    assert parse_amount(in_contract_form(-amount)) == amount


@given(text=st.text(max_size=30) | st.text(alphabet="0123456789 .,'-()€EUR%h/", max_size=20))
def test_any_text_is_an_amount_to_the_cent_or_none(text: str) -> None:
    amount = parse_amount(text)
    if amount is not None:
        assert amount == amount.quantize(CENT)
        assert str(amount).partition(".")[2].isdigit()
        assert any(char.isdigit() for char in text)


@given(ht=_amounts("99999.99"), rate=st.sampled_from(ADMISSIBLE_RATES))
def test_a_rounded_vat_amount_has_its_rate_and_adds_up(ht: Decimal, rate: Decimal) -> None:
    tva = (ht * rate / 100).quantize(CENT)
    found = rate_of(ht, tva)
    assert found is not None
    assert abs(ht * found / 100 - tva) <= abs(ht * rate / 100 - tva)
    assert rate_of(-ht, -tva) == found
    assert adds_up(ht, tva, ht + tva)
    assert not adds_up(ht, tva, ht + tva + 2 * CENT)


@given(bases=st.lists(_amounts("9999.99"), min_size=1, max_size=30), rate=st.sampled_from(ADMISSIBLE_RATES))
def test_vat_rounded_line_by_line_stays_within_the_slack(bases: list[Decimal], rate: Decimal) -> None:
    ht = sum(bases, Decimal(0))
    tva = sum(((base * rate / 100).quantize(CENT) for base in bases), Decimal(0))
    assert rate_of(ht, tva, lines=len(bases)) is not None


@given(
    bases=st.lists(_amounts("9999.99"), min_size=2, max_size=2),
    rates=st.lists(st.sampled_from(ADMISSIBLE_RATES), min_size=2, max_size=2, unique=True),
)
def test_two_rates_blend(bases: list[Decimal], rates: list[Decimal]) -> None:
    tva = sum(((base * rate / 100).quantize(CENT) for base, rate in zip(bases, rates, strict=True)), Decimal(0))
    assert blends(sum(bases, Decimal(0)), tva, tuple(rates), lines=2)


def test_a_rate_that_no_one_may_charge_is_unknown() -> None:
    assert rate_of(Decimal("1000.00"), Decimal("150.00")) is None
    assert rate_of(Decimal("1000.00"), Decimal("-200.00")) is None


def test_the_slack_is_no_blank_cheque() -> None:
    assert rounding_slack(1) == CENT
    assert not adds_up(Decimal("960.00"), Decimal("192.00"), Decimal("1152.10"), lines=10)
    assert rate_of(Decimal("960.00"), Decimal("191.90"), lines=10) is None
    assert not blends(Decimal("1000.00"), Decimal("201.00"), (Decimal("5.5"), Decimal("20")))
    assert not blends(Decimal("1000.00"), Decimal("100.00"), ())
