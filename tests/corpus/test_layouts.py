import pymupdf
import pytest

from corpus.generator.build import layouts, make_one, seed_of
from corpus.generator.layout import Layout
from corpus.generator.scenario import make_scenario
from tests.corpus.printed import missing, unstated

DEVELOPMENT = layouts("development")
PLAIN = [layout for layout in DEVELOPMENT if layout.source == "text"]
BY_MAKER = {layout.maker: layout for layout in PLAIN}


def test_there_are_enough_of_each() -> None:
    assert len({layout.template for layout in DEVELOPMENT}) == len(DEVELOPMENT)
    assert len(PLAIN) >= 18
    assert {"reportlab", "fpdf2", "story"} <= {layout.maker for layout in PLAIN}
    assert sum(len(layout.wishes) for layout in PLAIN) >= 110


@pytest.mark.parametrize("layout", PLAIN, ids=lambda layout: layout.template)
def test_truth_is_what_the_pages_say(layout: Layout) -> None:
    made = make_one("development", layout, 0)
    scenario = make_scenario(seed_of("development", layout.template, 0), **layout.wishes[0])
    apart = {"siret"} if {"siren_and_nic", "siren_and_nic_apart"} & set(made.row.traps) else set()
    assert set(missing(made.row.truth, made.pdf)) <= apart
    others = {"nda"} if "provider_beside" in made.row.traps else set()
    assert set(unstated(scenario, made.row.truth, made.pdf)) <= others


@pytest.mark.parametrize("layout", BY_MAKER.values(), ids=BY_MAKER.keys())
def test_same_bytes_every_time(layout: Layout) -> None:
    assert make_one("development", layout, 0).pdf == make_one("development", layout, 0).pdf


def test_the_lying_font_shows_other_digits_than_it_says() -> None:
    layout = next(layout for layout in DEVELOPMENT if layout.template == "lying_unicode")
    made = make_one("development", layout, 0)
    assert missing(made.row.truth, made.pdf) != []


def test_the_disagreeing_xml_has_another_total_than_the_page() -> None:
    layout = next(layout for layout in DEVELOPMENT if layout.template == "facturx_disagrees")
    made = make_one("development", layout, 0)
    with pymupdf.open(stream=made.pdf) as document:
        xml = document.embfile_get(0).decode()
    assert made.row.truth.total_ttc
    assert f">{made.row.truth.total_ttc}<" not in xml
    assert made.row.truth.invoice_number in xml
