"""Pages set by Typst from a template and a table of facts."""

import json
from collections.abc import Mapping
from functools import cache

import typst
from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from corpus.generator.development import fonts

_PACKAGES = {"Lato": "font_lato", "Source Sans Pro": "font_source_sans_pro", "Roboto": "font_roboto"}
_NINE_IN_JANUARY_2025 = 1735808400
_OPENING = '#let d = json(bytes(sys.inputs.facts))\n#set document(date: none)\n#set text(lang: "fr")\n'

Facts = Mapping[str, object]


def typeset(template: str, family: str, facts: Facts) -> bytes:
    """Set ``template``, which finds the facts in ``d``; the same facts always give the same bytes."""
    return typst.compile(
        (_OPENING + template).encode(),
        format="pdf",
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
        font_paths=_fonts(family),
        timestamp=_NINE_IN_JANUARY_2025,
    )


@cache
def _fonts(family: str) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[fonts.path(_PACKAGES[family], "")])


@cache
def _face() -> TTFont:
    return TTFont(fonts.path("font_lato", "Lato-Black.ttf"))


def word_mark(text: str, fill: str) -> str:
    """Draw words as an SVG of outlines, the way a logo comes: a reader sees them, no text layer holds them."""
    face = _face()
    glyphs, names = face.getGlyphSet(), face.getBestCmap()
    paths, x = [], 0
    for letter in text:
        name = names[ord(letter)]
        pen = SVGPathPen(glyphs)
        glyphs[name].draw(pen)
        paths.append(f'<path transform="translate({x} 1600) scale(1 -1)" d="{pen.getCommands()}"/>')
        x += glyphs[name].width
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {x} 2100" fill="{fill}">{"".join(paths)}</svg>'
