"""Which document is scanned how: enough of each severity, evenly, and whatever other documents there are."""

from collections import Counter
from dataclasses import replace

import pytest

from corpus.generator import __main__, manifest, samples
from corpus.generator.build import severities
from corpus.generator.manifest import Row
from corpus.generator.scan import SEVERITIES

ANY = manifest.read(samples.FOLDER / "manifest.jsonl")[0]


def rows(split: str, templates: int, each: int) -> list[Row]:
    return [
        replace(ANY, split=split, template=f"gabarit-{number}", id=f"gabarit-{number}-{index:02d}")
        for number in range(templates)
        for index in range(each)
    ]


@pytest.mark.parametrize(("templates", "each"), [(20, 6), (30, 4), (40, 3), (24, 5), (17, 7), (12, 10)])
def test_evaluation_gets_sixty_of_each_from_120_documents(templates: int, each: int) -> None:
    counts = Counter(kind for row in rows("evaluation", templates, each) for kind in severities(row))
    assert set(counts) == set(SEVERITIES)
    assert min(counts.values()) >= 60


def test_development_gets_about_seventy_of_each_from_338() -> None:
    counts = Counter(kind for row in rows("development", 78, 4) for kind in severities(row))
    assert set(counts) == set(SEVERITIES)
    assert 55 <= min(counts.values()) <= max(counts.values()) <= 85


def test_a_template_of_evaluation_meets_every_severity() -> None:
    for template in range(20):
        met = [kind for row in rows("evaluation", template + 1, 4)[-4:] for kind in severities(row)]
        assert set(met) == set(SEVERITIES)


def test_no_document_is_scanned_twice_the_same_way() -> None:
    for row in rows("evaluation", 20, 6) + rows("development", 20, 6):
        assert len(set(severities(row))) == len(severities(row))


@pytest.mark.parametrize("split", ["development", "evaluation"])
def test_the_corpus_has_sixty_of_each_severity(split: str) -> None:
    counts = Counter(row.source for row in manifest.read(__main__.MANIFEST) if row.split == split)
    assert min(counts[severity] for severity in SEVERITIES) >= 60


def test_what_is_special_of_scans_is_in_the_corpus() -> None:
    met = {trap for row in manifest.read(__main__.MANIFEST) if row.source in SEVERITIES for trap in row.traps}
    assert {
        "skewed", "streaks", "colour", "one_bit", "dithered", "rotated_90", "rotated_180", "rotate_entry", "spread",
        "fax_standard", "fax_header", "perspective", "shadow", "wrong_size", "coloured_paper", "stamp", "pen_marks",
        "highlighter", "punch_holes", "staple", "fold", "faded",
    } <= met  # fmt: skip
