"""White space and marks that printers put inside numbers, and that change nothing to them."""

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Zero-width characters and the soft hyphen: in text layers, seen by no reader."""

SPACES = (
    " \t\n\r\x0b\x0c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
"""Every white space of Unicode that a PDF or an OCR engine may give, NBSP and narrow NBSP included."""

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"
"""Hyphens, dashes and the minus sign, which fonts and word processors exchange freely."""

_SEPARATORS = str.maketrans("", "", SPACES + INVISIBLE + HYPHENS + "._/")
_TO_PLAIN_SPACE = str.maketrans(dict.fromkeys(SPACES, " ") | dict.fromkeys(INVISIBLE, ""))


def without_separators(text: str) -> str:
    """Return ``text`` without spaces, dots, hyphens, slashes, underscores and invisible characters.

    >>> without_separators("732\N{NO-BREAK SPACE}829.320 - 00074")
    '73282932000074'
    """
    return text.translate(_SEPARATORS)


def with_plain_spaces(text: str) -> str:
    r"""Return ``text`` with every white space as ``" "``, no invisible character, and trimmed ends.

    >>> with_plain_spaces("\N{ZERO WIDTH SPACE}1\N{NARROW NO-BREAK SPACE}152,00\t€ ")
    '1 152,00 €'
    """
    # Nothing printable is among them but the plain space.
    return (text if text.isprintable() else text.translate(_TO_PLAIN_SPACE)).strip(" ")
