"""The project's own reader, as it comes."""

from pathlib import Path

from benchmarks.peers.catalogue import Read
from benchmarks.readings import Reading, reading_of


def load() -> Read:
    """Read by the library."""
    from akto_invoice import extract_invoice
    from akto_invoice.extract.serialize import to_dict

    def read(path: Path) -> Reading:
        return reading_of(to_dict(path.name, extract_invoice(path)))

    return read
