import numpy as np
import pymupdf
import pytest

from corpus.generator.scanning.filed import UPRIGHT, Turn, append
from corpus.generator.scanning.pictures import Picture, Pixels

PIXELS = np.full((200, 120), 255, np.uint8)
PIXELS[10:40, 10:110] = 0
PIXELS[60:64, 10:30] = 0
ONE_BIT = Picture(PIXELS, (120, 200), None)


def shown(picture: Picture, turn: Turn, *, ccitt: bool = False) -> Pixels:
    """The page as a reader sees it, at one pixel a point, after saving and opening."""
    out = pymupdf.open()
    append(out, picture, turn, ccitt=ccitt)
    with pymupdf.open(stream=out.tobytes(garbage=3, deflate=True)) as document:
        pixels = document[0].get_pixmap(colorspace=pymupdf.csGRAY)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width)


@pytest.mark.parametrize("ccitt", [True, False])
def test_one_bit_comes_back_as_it_went(ccitt: bool) -> None:
    assert (shown(ONE_BIT, UPRIGHT, ccitt=ccitt) == PIXELS).all()


def test_ccitt_is_kept_as_such() -> None:
    out = pymupdf.open()
    append(out, ONE_BIT, UPRIGHT, ccitt=True)
    data = out.tobytes(garbage=3, deflate=True)
    with pymupdf.open(stream=data) as document:
        assert document.xref_get_key(document[0].get_images()[0][0], "Filter") == ("name", "/CCITTFaxDecode")


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_an_entry_puts_turned_pixels_right(angle: int) -> None:
    assert (shown(ONE_BIT, Turn(angle, 360 - angle)) == PIXELS).all()


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize("turn", [Turn, lambda angle: Turn(0, angle)], ids=["pixels", "entry"])
def test_turned_pages_are_turned_clockwise(turn: type[Turn], angle: int) -> None:
    assert (shown(ONE_BIT, turn(angle)) == np.rot90(PIXELS, -angle // 90)).all()


def test_traps_say_what_a_reader_sees() -> None:
    fed_sideways = Picture(PIXELS, (120, 200), None, fed=270)
    assert UPRIGHT.traps(ONE_BIT) == ()
    assert Turn(270).traps(ONE_BIT) == ("rotated_90",)
    assert Turn(180).traps(ONE_BIT) == ("rotated_180",)
    assert Turn(90, 270).traps(ONE_BIT) == ("rotate_entry",)
    assert Turn(0, 90).traps(ONE_BIT) == ("rotated_90", "rotate_entry")
    assert Turn(90).traps(fed_sideways) == ()


def test_a_picture_fills_its_page_whatever_the_shape_of_its_pixels() -> None:
    flat = Picture(PIXELS[::2], (120, 200), None)
    seen = shown(flat, UPRIGHT)
    assert seen.shape == (200, 120)
    assert (seen[12:38, 12:108] < 40).all()


def test_grey_is_kept_as_jpeg() -> None:
    out = pymupdf.open()
    append(out, Picture(PIXELS, (120, 200), "web_low"), UPRIGHT, ccitt=True)
    assert out.extract_image(out[0].get_images()[0][0])["ext"] == "jpeg"
