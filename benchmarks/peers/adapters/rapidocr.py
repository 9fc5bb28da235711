"""RapidOCR whole: its own detection, turning and recognition of lines, with the models of its wheel."""

from importlib import import_module
from pathlib import Path
from typing import Any

from akto_invoice.extract.model import Box
from benchmarks.peers.catalogue import Read
from benchmarks.peers.pages import found_in, image_page, images_of
from benchmarks.readings import Reading

_ONE_THREAD = {
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def load() -> Read:
    """Read by calling it with a page, as it comes but for one thread.

    Lines are taken, not words: on a line with accents it gives each letter as a word.
    """
    engine: Any = import_module("rapidocr").RapidOCR(params=_ONE_THREAD)

    def lines(image: Any) -> list[tuple[str, Box]]:
        found = engine(image[:, :, ::-1])
        if found.txts is None:
            return []
        return [
            (text, Box(*map(float, (*corners.min(axis=0), *corners.max(axis=0)))))
            for text, corners in zip(found.txts, found.boxes, strict=True)
        ]

    def read(path: Path) -> Reading:
        return found_in(image_page(number, image, lines(image)) for number, image in enumerate(images_of(path), 1))

    return read
