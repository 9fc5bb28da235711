from benchmarks import rungs
from corpus.generator.samples import FOLDER


def test_only_the_rungs_that_a_document_climbs_are_timed() -> None:
    found = {one.name: one for one in rungs.measure("text", [FOLDER / "facture-texte.pdf"])}
    assert (found["text layer"].climbed, found["whole"].climbed) == (1, 1)
    assert found["first engine, pages"].climbed == 0
    assert 0 < found["text layer"].p50_ms <= found["whole"].p50_ms


def test_a_scan_climbs_to_the_second_engine_and_the_extractor_is_left_as_it_was() -> None:
    before = [getattr(owner, name) for _, owner, name in rungs.RUNGS]
    found = {one.name: one for one in rungs.measure("scan300", [FOLDER / "facture-scannee.pdf"])}
    assert found["first engine, pages"].climbed == 1
    assert found["looks at values"].climbed == 1
    assert [getattr(owner, name) for _, owner, name in rungs.RUNGS] == before
