from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from akto_invoice.extract.model import Box
from benchmarks.documents import Located, Selection, select
from benchmarks.peers import pages
from benchmarks.peers.catalogue import PEERS, Peer
from benchmarks.peers.measure import Comparison, compare
from benchmarks.peers.report import report
from corpus.generator.samples import FOLDER
from tests.benchmarks.boards import row

FAKE = Peer("fake", "tests.benchmarks.peer_fake", "its own", "read")
AKTO = PEERS[0]


def documents(names: str, source: str = "text") -> list[Located]:
    return [Located(row(name, source=source), Path(f"{name}.pdf")) for name in names.split()]


@pytest.fixture(scope="module")
def compared() -> Comparison:
    absent = replace(FAKE, name="absent", modules=("no_such_module", "os"), programs=("no-such-program",))
    texts, scans = documents("right raises dies wrong hangs"), documents("right", "fax")
    return compare([*texts, *scans], [FAKE, absent], timeout=2)


def test_what_dies_or_hangs_is_counted_and_harms_no_other_document(compared: Comparison) -> None:
    text, scans = compared.scores
    assert (text.documents, text.exact, text.died, text.hung) == (5, 1, 2, 1)
    assert (scans.documents, scans.exact, scans.died, scans.hung) == (1, 1, 0, 0)


def test_an_answer_is_right_only_if_it_is_the_truth_as_it_is(compared: Comparison) -> None:
    text = compared.scores[0]
    assert (text.answers["total_ttc"], text.right["total_ttc"]) == (5, 1)
    assert (text.answers["siret"], text.right["siret"]) == (0, 0)


def test_only_documents_that_were_read_have_a_time() -> None:
    (score,) = compare(documents("raises"), [FAKE]).scores
    assert score.times is None
    assert "| fake | - | 0.0 % | - | - | 0 of 1 | 1 | 0 | - | - |" in report(Comparison("", "evaluation", (score,), ()))


def test_a_peer_that_is_not_installed_is_named_and_not_scored(compared: Comparison) -> None:
    assert {score.peer for score in compared.scores} == {"fake"}
    assert compared.absent == ("absent (no_such_module, no-such-program)",)
    assert "Not installed, not measured: absent (no_such_module, no-such-program)." in report(compared)


def test_the_project_s_own_reader_is_measured_like_the_others() -> None:
    (sample,) = (one for one in select(Selection(folder=FOLDER)) if one.row.id == "facture-texte")
    (score,) = compare([sample], [AKTO]).scores
    assert (score.peer, score.exact, score.died) == ("akto_invoice", 1, 0)
    assert score.times is not None
    assert score.times.p50_ms > 0


@pytest.mark.parametrize("peer", [peer for peer in PEERS if not peer.missing], ids=lambda peer: peer.name)
def test_every_peer_that_is_installed_reads(peer: Peer) -> None:
    (sample,) = (one for one in select(Selection(folder=FOLDER)) if one.row.id == "facture-texte")
    read = import_module(peer.adapter).load()(sample.path)
    if peer.name != "invoice2data":  # which has no template for it
        assert read.values["total_ttc"][0].value == sample.row.truth.total_ttc


def test_white_space_within_a_word_parts_it_and_its_box_by_letters() -> None:
    page = pages.text_page(1, 100, 100, [(" ab  c", Box(0, 0, 60, 10)), ("  ", Box(0, 0, 9, 9))])
    assert [(word.text, word.box) for word in page.words] == [("ab", Box(10, 0, 30, 10)), ("c", Box(50, 0, 60, 10))]


def test_boxes_on_an_image_become_points() -> None:
    image = next(pages.images_of(FOLDER / "facture-scannee.pdf"))
    page = pages.image_page(1, image, [("a", Box(300, 600, 600, 900))])
    assert page.words[0].box == pytest.approx(Box(72, 144, 144, 216))
    assert (page.width, page.height) == pytest.approx((595, 842), abs=1)
