"""Spaces that one engine saw and the other did not: PP-OCR reads characters better, Tesseract the gaps between them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from akto_invoice.extract.ocr.engines import OcrWord


def spaced_like(words: Sequence[OcrWord], others: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """Cut ``words`` where ``others``, another reading of the same line, have a space between the same two characters.

    >>> read = [OcrWord("N°OF:11932791093", (0, 0, 160, 20), 0.96)]
    >>> other = [OcrWord("N°", (0, 0, 20, 20), 0.8), OcrWord("0F", (25, 0, 45, 20), 0.7)]
    >>> [word.text for word in spaced_like(read, [*other, OcrWord(":11932791093", (50, 0, 160, 20), 0.7)])]
    ['N°', 'OF', ':11932791093']
    """
    text, other = "".join(word.text for word in words), "".join(word.text for word in others)
    gaps = set(accumulate(len(word.text) for word in others[:-1]))
    place = {
        first + step: start + step
        for _, first, last, start, end in SequenceMatcher(None, other, text, autojunk=False).get_opcodes()
        if last - first == end - start
        for step in range(last - first)
    }
    cuts = {place[gap] for gap in gaps if gap in place and place.get(gap - 1) == place[gap] - 1}
    return tuple(_cut(words, cuts))


def _cut(words: Sequence[OcrWord], cuts: set[int]) -> Iterator[OcrWord]:
    offset = 0
    for word in words:
        length = len(word.text)
        edges = [0, *sorted(cut - offset for cut in cuts if offset < cut < offset + length), length]
        x0, y0, x1, y1 = word.box
        for start, end in pairwise(edges):
            left, right = (round(x0 + (x1 - x0) * edge / length) for edge in (start, end))
            yield OcrWord(word.text[start:end], (left, y0, right, y1), word.confidence)
        offset += length
