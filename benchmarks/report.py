"""The results as Markdown: a short table for the README and a page with everything."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.accuracy import ALL, Failure, Scoreboard, Tally
from benchmarks.answers import FIELDS, MAIN_FIELDS
from benchmarks.documents import SOURCES
from benchmarks.speed import Speed
from benchmarks.speed_report import speed_tables
from benchmarks.tables import table
from benchmarks.targets import EXACT, UNSEEN, is_exact_enough, percent, tally_of, verdicts

START, END = "<!-- results -->", "<!-- /results -->"
SPLITS = ("evaluation", "development")
CURVE = "images/risk-coverage.svg"
_MET = {True: "met", False: "**not met**", None: "-"}

_INTRODUCTION = """\
# Results

Made by `make bench`; do not edit. The documents are made by `corpus/generator`: no real supplier's invoice is among
them. Layouts of the *evaluation* split were not looked at while rules were written, so its numbers are the ones to
believe; of the *development* split, failures are listed one by one in `benchmarks/results/accuracy.json`.

An answer is right when it equals the truth character for character; dossiers are right when the set is. An answer
counts where a value is on the document or one was read, so that silence about absent fields earns nothing. A file
whose reading fails has all its answers wrong. On papers that are no invoice, every accepted value is wrong.
"""
_EXACT = """\
Exact answers on layouts not seen while rules were written, for what the portal's deposit form asks. The sources are
those of [the corpus](%scorpus/README.md); `worn`, ill-used paper under an office scanner, has a target of our own: that
of clean paper at 300 dpi.
"""
_CURVE = f"""\
If all values of some confidence or more were accepted: how many that would be, of those on the documents (coverage),
and how many of them would be wrong (risk). The dots are what is accepted: for that each field has a threshold of its
own, and doubts count too.

![Risk against coverage, for text and scans]({CURVE})
"""


class NoMarkers(Exception):
    """The README has no place for the results; the message says how to make one."""


def page(scoreboard: Scoreboard | None, speed: Speed | None) -> str:
    """Render everything."""
    parts = [_INTRODUCTION, "## Targets\n", *_exact_answers(scoreboard, "../"), _targets(scoreboard, speed)]
    if scoreboard:
        parts += accuracy(scoreboard)
    if speed:
        parts += ["## Speed and memory\n", speed_tables(speed)]
    return "\n".join(parts)


def accuracy(scoreboard: Scoreboard) -> Iterator[str]:
    """Render the counts of each split there is."""
    for split in SPLITS:
        if not _sources(scoreboard, split):
            continue
        yield f"## {split.capitalize()} split\n\nIn % but for documents and wrong values.\n"
        yield _by_source(scoreboard, split)
        yield "### Every field\n\nIn %; bold: below the target of the source's main fields.\n"
        yield _every_field(scoreboard, split)
        yield "### Trust\n\nAccepted values, of those on the documents; then accepted and wrong, of all accepted.\n"
        yield _trust(scoreboard, split)
        if split == UNSEEN:
            yield _CURVE
        yield "Confidence against correctness:\n"
        yield _reliability(scoreboard, split)
        yield "### What the documents are\n"
        yield _groups(scoreboard, split)


def failures(scoreboard: Scoreboard) -> str:
    """Render the wrong answers of the development split, one a line."""
    return "".join(f"{one.document}  {_failure(one)}\n" for one in scoreboard.failures)


def _failure(one: Failure) -> str:
    if one.error:
        return one.error
    accepted = ", ACCEPTED" if one.accepted else ""
    return f"{one.field}: {one.value} instead of {one.truth}{accepted}"


def summary(scoreboard: Scoreboard | None, speed: Speed | None) -> str:
    """Render the README's part: the main fields on unseen layouts, and the other targets."""
    return "\n".join((*_exact_answers(scoreboard, ""), _targets(scoreboard, speed)))


def write_between_markers(path: Path, text: str) -> None:
    """Replace what stands between the markers. Raises NoMarkers."""
    before, start, rest = path.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise NoMarkers(f"{path} has no lines {START} and {END}: add them where the results shall stand")
    path.write_text(f"{before}{START}\n\n{text}\n{END}{after}", encoding="utf-8")


def _targets(scoreboard: Scoreboard | None, speed: Speed | None) -> str:
    rows = ((one.what, one.target, one.measured, _MET[one.met]) for one in verdicts(scoreboard, speed))
    return table(("what", "target", "measured", ""), rows)


def _exact_answers(scoreboard: Scoreboard | None, to_root: str) -> Iterator[str]:
    """Hold each main field of each source against its target."""
    counted = scoreboard or Scoreboard((), (), (), (), ())
    documents = {one.source: one.documents for one in counted.documents if one.split == UNSEEN}
    rows = []
    for source, target in EXACT.items():
        tallies = [tally_of(counted.tallies, UNSEEN, "source", source, name) for name in MAIN_FIELDS]
        cells = [_against_target(one) for one in tallies]
        rows.append((source, str(documents.get(source, "-")), f"{100 * target:g} %", *cells))
    yield _EXACT % to_root
    yield table(("source", "documents", "target", *MAIN_FIELDS), rows)


def _against_target(one: Tally | None) -> str:
    met = is_exact_enough(one) if one else None
    return f"{_exact(one)} {_MET[met]}" if met is not None else "not measured"


def _by_source(scoreboard: Scoreboard, split: str) -> str:
    names = (*MAIN_FIELDS, ALL)
    header = ("source", "documents", *MAIN_FIELDS, "all fields", "main fields right", "all right", "accepted", "wrong")
    rows = []
    for one in scoreboard.documents:
        if one.split == split:
            tallies = [tally_of(scoreboard.tallies, split, "source", one.source, name) for name in names]
            failed = f" ({one.errors} failed)" if one.errors else ""
            complete = _number(one.main_right, one.documents), _number(one.all_right, one.documents)
            accepted, wrong = _trusted(tallies[-1])
            cells = (*map(_exact_number, tallies), *complete, accepted.removesuffix(" %"), wrong)
            rows.append((one.source, f"{one.documents}{failed}", *cells))
    return table(header, sorted(rows, key=lambda row: _rank(row[0])))


def _every_field(scoreboard: Scoreboard, split: str) -> str:
    sources = _sources(scoreboard, split)
    rows = []
    for name in FIELDS:
        tallies = [tally_of(scoreboard.tallies, split, "source", source, name) for source in sources]
        rows.append((name, *(_marked(one) if one else "-" for one in tallies)))
    return table(("field", *sources), rows)


def _marked(one: Tally) -> str:
    return f"**{_exact_number(one)}**" if is_exact_enough(one) is False else _exact_number(one)


def _trust(scoreboard: Scoreboard, split: str) -> str:
    groups = [("source", "text"), ("source", "scans"), (ALL, ALL)]
    header = ("field", *(f"{group}, {what}" for _, group in groups for what in ("accepted", "wrong")))
    rows = []
    for name in (*(field for field in FIELDS if field != "document_type"), ALL):
        tallies = [tally_of(scoreboard.tallies, split, by, group, name) for by, group in groups]
        rows.append((name, *(cell for one in tallies for cell in _trusted(one))))
    return table(header, rows)


def _reliability(scoreboard: Scoreboard, split: str) -> str:
    rows = [
        (
            one.group,
            f"{one.low:g} to {one.high:g}",
            str(one.values),
            f"{one.mean_confidence:.4f}",
            f"{one.right / one.values:.4f}",
        )
        for one in scoreboard.reliability
        if one.split == split
    ]
    return table(("source", "confidence", "values", "mean confidence", "share right"), rows)


def _groups(scoreboard: Scoreboard, split: str) -> str:
    """Give the main fields by everything but the source; of templates and traps, development only."""
    keys = dict.fromkeys((one.by, one.group) for one in scoreboard.tallies if one.split == split)
    rows = []
    for by, group in keys:
        if by not in (ALL, "source"):
            tallies = [tally_of(scoreboard.tallies, split, by, group, name) for name in (*MAIN_FIELDS, ALL)]
            rows.append((by, group, *map(_exact, tallies), *_trusted(tallies[-1])))
    return table(("by", "", *MAIN_FIELDS, "all fields", "accepted", "accepted and wrong"), rows)


def _sources(scoreboard: Scoreboard, split: str) -> list[str]:
    return sorted({one.source for one in scoreboard.documents if one.split == split}, key=_rank)


def _rank(source: str) -> int:
    return SOURCES.index(source) if source in SOURCES else len(SOURCES)


def _exact(one: Tally | None) -> str:
    return percent(one.right, one.answers) if one else "-"


def _exact_number(one: Tally | None) -> str:
    return _exact(one).removesuffix(" %")


def _number(part: int, whole: int) -> str:
    return percent(part, whole).removesuffix(" %")


def _trusted(one: Tally | None) -> tuple[str, str]:
    if one is None:
        return "-", "-"
    return percent(one.accepted, one.present), f"{one.accepted_wrong} of {one.accepted_all}"
