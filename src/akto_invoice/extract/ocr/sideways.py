"""Writing set sideways in a margin, as some issuers print who they are: found as a stack of lone letters."""

from collections.abc import Iterator, Sequence

from akto_invoice.extract.ocr.engines import OcrLine
from akto_invoice.extract.ocr.lines import Shape

_LONE = 2.2  # height and width of a letter, or of two that touch: no more than so many times the other
_ALIKE = 0.6  # of the usual width: how far the middles of one stack may be apart
_GAP = 4.0  # widths between two of one stack
_LEAST = 8  # letters


def strips(lines: Sequence[OcrLine]) -> list[Shape]:
    """The boxes, in pixels, of stacks of letters: columns of writing that runs up or down."""
    letters = sorted((Shape(*line.box) for line in lines if _is_lone(Shape(*line.box))), key=lambda one: one.y0)
    return [_around(stack) for stack in _stacks(letters) if len(stack) >= _LEAST and _is_tall(_around(stack))]


def _is_lone(shape: Shape) -> bool:
    width = shape.x1 - shape.x0
    return width <= _LONE * shape.height and shape.height <= _LONE * 2 * width


def _stacks(letters: Sequence[Shape]) -> Iterator[list[Shape]]:
    open_ones: list[list[Shape]] = []
    for letter in letters:
        for stack in open_ones:
            last = stack[-1]
            width = max(one.x1 - one.x0 for one in stack[-3:])
            middle = (letter.x0 + letter.x1 - last.x0 - last.x1) / 2
            if abs(middle) <= _ALIKE * width and letter.y0 - last.y1 <= _GAP * width:
                stack.append(letter)
                break
        else:
            open_ones.append([letter])
    yield from open_ones


def _is_tall(shape: Shape) -> bool:
    return shape.height >= _LEAST * (shape.x1 - shape.x0)


def _around(stack: Sequence[Shape]) -> Shape:
    return Shape(
        min(one.x0 for one in stack),
        min(one.y0 for one in stack),
        max(one.x1 for one in stack),
        max(one.y1 for one in stack),
    )
