from random import Random

import pytest

from corpus.generator.scanning.stamps import stamp


@pytest.mark.parametrize("seed", range(12))
def test_a_stamp_is_translucent_and_within_its_frame(seed: int) -> None:
    pressed = stamp(Random(seed), "14/03/2025", 150)
    assert 0.2 < pressed.mask.max() <= 0.7
    assert pressed.mask.min() >= 0
    edge = pressed.mask[[0, -1]].max(), pressed.mask[:, [0, -1]].max()
    assert max(edge) < 0.1
    assert 60 < pressed.mask.shape[1] < 600
