from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.rules.dates import parse_date

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ")  # noqa: SIM905
SHORT = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")

PRINTED = {
    date(2025, 3, 3): (
        "03/03/2025",
        "3/3/2025",
        "03/03/25",
        "3.3.25",
        "03.03.2025",
        "03-03-2025",
        "03 / 03 / 2025",
        "03 03 2025",
        "2025-03-03",
        "2025/03/03",
        "3 mars 2025",
        "3 MARS 2025",
        "03\u00a0mars\u202f2025",
        "03-mars-2025",
        "3mars2025",
        "lundi 3 mars 2025",
        "Lundi, 3 mars 2025",
        "le 3 mars 2025",
        "le 03/03/2025",
    ),
    date(2025, 8, 1): ("1er août 2025", "1ER AOUT 2025", "1 er aout 2025", "01 août 25", "1er aou\u0302t 2025"),
    date(2025, 2, 3): ("3 fevrier 2025", "3 février 2025", "3 févr. 2025", "3 fév. 2025", "03-fév-25"),
    date(2024, 2, 29): ("29/02/2024",),
    date(2024, 12, 31): ("31 déc. 2024", "31/DEC/2024", "31 décembre, 2024"),
    date(2025, 6, 26): ("vingt-six juin deux mille vingt-cinq", "le vingt six juin deux mille vingt cinq"),
    date(2031, 1, 1): ("premier janvier deux mille trente et un", "1er janvier deux-mille trente et un"),
}

NOT_DATES = (
    "",
    "2025",
    "mars 2025",
    "31/02/2025",
    "29/02/2025",
    "32/01/2025",
    "00/01/2025",
    "01/00/2025",
    "03/13/2025",
    "31 juin 2025",
    "03/03",
    "03/03-2025",
    "03/03/205",
    "03/03/20255",
    "03 03 25",
    "3 mai",
    "trente-deux mai deux mille vingt-cinq",
    "cher mai deux mille vingt-cinq",
    "trois mai deux mille patates",
    "3 maximum 2025",
    "06 12 34 56 78",
    "1 152,00",
    "14h00",
    "01/01/1025",
    "٠٣/٠٣/٢٠٢٥",
    "du 3 au 5 mars 2025",
)


@pytest.mark.parametrize(("day", "printed"), [(day, printed) for day in PRINTED for printed in PRINTED[day]])
def test_dates_as_printed(day: date, printed: str) -> None:
    assert parse_date(printed) == day


@pytest.mark.parametrize("printed", NOT_DATES)
def test_what_is_no_date_is_refused(printed: str) -> None:
    assert parse_date(printed) is None


@given(
    day=st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)), form=st.integers(min_value=0, max_value=6)
)
def test_every_format_is_read_back(day: date, form: int) -> None:
    printed = (
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day:%y}",
        f"{day:%d-%m-%y}",
        day.isoformat(),
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.day} {MONTHS[day.month - 1].upper()} {day.year}",
        f"{day:%d} {SHORT[day.month - 1]} {day.year}",
    )[form]
    assert parse_date(printed) == day


@given(text=st.text(max_size=30) | st.text(alphabet="0123456789/-. marsdéceoût", max_size=15))
def test_any_text_is_a_date_or_none(text: str) -> None:
    day = parse_date(text)
    assert day is None or f"{day.day}" in text
