"""Command line: ``python -m benchmarks [accuracy|speed|steps|report|portal|deposits|rib|peers]``.

Without a command: accuracy, speed and report.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from rich.progress import track

from benchmarks import (
    curve,
    deposits,
    deposits_report,
    portal,
    portal_report,
    readings,
    report,
    results,
    ribs,
    ribs_report,
    speed,
    speed_report,
    steps,
)
from benchmarks.accuracy import Scoreboard, scoreboard
from benchmarks.answers import answers_to
from benchmarks.documents import SOURCES, CorpusMissing, Selection, select
from benchmarks.peers import measure as peers
from benchmarks.peers import report as peers_report
from corpus.generator.build import SPLITS
from corpus.generator.ribs import build as ribs_build

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "results.md"
CURVE = ROOT / "docs" / "images" / "risk-coverage.svg"
README = ROOT / "README.md"
SCRATCH = ROOT / "out" / "benchmarks"
JOBS = 2
PORTAL_PAGE = ROOT / "docs" / "scale.md"
PORTAL_INVOICES = 1_000_000
DEPOSITS_PAGE = ROOT / "docs" / "load.md"
DEPOSITS = 200
RIB_PAGE = ROOT / "docs" / "rib.md"
PEERS_PAGE = ROOT / "docs" / "peers.md"


def measure_accuracy(selection: Selection, *, cached: bool = False) -> Scoreboard:
    """Read the documents, or take what was last read of the same selection, and count."""
    documents = select(selection)
    cache = SCRATCH / f"{selection}.jsonl"
    if not cached:
        outcomes = readings.read_all(documents, cache, JOBS)
        for _ in track(outcomes, "Reading", total=len(documents), disable=not sys.stderr.isatty()):
            pass
    counted = scoreboard(answers_to((one.row for one in documents), readings.load(documents, cache)))
    results.write(_folder(selection) / "accuracy.json", counted)
    return counted


def measure_speed(selection: Selection) -> speed.Speed:
    """Time the extractor on some of the documents."""
    measured = speed.measure(select(selection))
    results.write(_folder(selection) / "speed.json", measured)
    return measured


def measure_steps(selection: Selection) -> list[steps.Run]:
    """Leave out one step of reading images at a time; ``limit`` is of documents of each kind of scan."""
    documents = select(replace(selection, limit=None, split=selection.split or "development"))
    files = steps.FILES if selection.limit is None else selection.limit
    return list(steps.measure(documents, JOBS, files))


def write_report(*, readme: bool) -> None:
    """Write the full page from the last results, and the README's part where wanted. Raises NoMarkers."""
    counted = results.read_scoreboard(RESULTS / "accuracy.json")
    measured = results.read_speed(RESULTS / "speed.json")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(report.page(counted, measured), encoding="utf-8")
    if counted:
        picture = PAGE.parent / report.CURVE
        picture.parent.mkdir(exist_ok=True)
        picture.write_text(curve.draw(counted), encoding="utf-8")
    if readme:
        report.write_between_markers(README, report.summary(counted, measured))


def measure_ribs(split: str | None, source: str | None) -> ribs.Ribs:
    """Read the RIBs, or some; write what was counted of all of them, and the tables of their page."""
    rows = [row for row in ribs_build.read() if split in (None, row.split) and source in (None, row.source)]
    if missing := [row.file for row in rows if not (ribs_build.FOLDER / row.file).is_file()]:
        raise CorpusMissing(f"Missing: {len(missing)} RIBs. Make them first: python -m corpus.generator.ribs build")
    reads = track(ribs.read_all(rows, JOBS), "Reading", total=len(rows), disable=not sys.stderr.isatty())
    measured = ribs.count(reads)
    if split is None and source is None:
        results.write(RESULTS / "rib.json", measured)
        report.write_between_markers(RIB_PAGE, ribs_report.report(measured))
    return measured


def measure_peers(split: str, limit: int) -> None:
    """Let other people's readers read the same documents; the page is of the usual sample, read by every peer."""
    compared = peers.compare(
        peers.chosen(split, limit),
        split=split,
        progress=lambda documents: iter(track(documents, "Reading", disable=not sys.stderr.isatty())),
    )
    if (split, limit, compared.absent) == (peers.SPLIT, peers.LIMIT, ()):
        results.write(RESULTS / "peers.json", compared)
        report.write_between_markers(PEERS_PAGE, peers_report.report(compared))
    print(peers_report.report(compared))


def measure_portal(invoices: int) -> None:
    """Time the portal's pages on the database of the environment, and write the page of all databases measured."""
    measured = portal.measure(portal.prepare(SCRATCH / f"portal-{invoices}", invoices))
    if measured.invoices == PORTAL_INVOICES:
        results.write(RESULTS / f"portal-{measured.database.split()[0].lower()}.json", measured)
        kept = (results.read_portal(path) for path in sorted(RESULTS.glob("portal-*.json")))
        PORTAL_PAGE.write_text(portal_report.page(list(kept)), encoding="utf-8")
    print(portal_report.page([measured]))


def measure_deposits(count: int, users: int, workers: int) -> None:
    """Deposit invoices at once on the database of the environment, and write the page when that was on PostgreSQL."""
    portal.set_up(SCRATCH / "deposits")
    measured = deposits.measure(count, users, workers)
    if measured.deposits == DEPOSITS and measured.database.startswith("PostgreSQL"):
        results.write(RESULTS / "deposits.json", measured)
        DEPOSITS_PAGE.write_text(deposits_report.page(measured), encoding="utf-8")
    print(deposits_report.page(measured))


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 1 when something that it needs is missing."""
    options = _parser().parse_args(arguments)
    try:
        match options.command:
            case "accuracy":
                counted = measure_accuracy(_selection(options), cached=options.cached)
                print(*report.accuracy(counted), report.failures(counted), sep="\n")
            case "speed":
                print(speed_report.speed_tables(measure_speed(_selection(options))))
            case "steps":
                print(steps.report(measure_steps(_selection(options))))
            case "rib":
                measured = measure_ribs(options.split, options.source)
                print(ribs_report.report(measured), *measured.failures, sep="\n")
            case "peers":
                measure_peers(options.split, options.limit)
            case "portal":
                measure_portal(options.invoices)
            case "deposits":
                measure_deposits(options.deposits, options.users, options.workers)
            case "report":
                write_report(readme=options.write_readme)
            case _:
                measure_accuracy(Selection())
                measure_speed(Selection())
                write_report(readme=True)
    except (CorpusMissing, readings.NotRead, report.NoMarkers, results.Outdated) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _folder(selection: Selection) -> Path:
    """Return where results go: those of a part of the corpus are nobody's reference."""
    return RESULTS if selection.is_everything else SCRATCH / str(selection)


def _selection(options: argparse.Namespace) -> Selection:
    return Selection(options.split, options.source, options.limit, options.folder)


def _parser() -> argparse.ArgumentParser:
    chosen = argparse.ArgumentParser(add_help=False)
    chosen.add_argument("--split", choices=SPLITS, help="only this one")
    chosen.add_argument("--source", choices=SOURCES, help="only this kind")
    chosen.add_argument("--limit", type=int, metavar="N", help="only a sample of N documents")
    chosen.add_argument("--folder", type=Path, help="documents beside their manifest.jsonl, instead of the corpus")
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    accuracy = commands.add_parser("accuracy", parents=[chosen], help="count right answers")
    accuracy.add_argument("--cached", action="store_true", help="score the last readings again")
    commands.add_parser("speed", parents=[chosen], help="time against references")
    commands.add_parser("steps", parents=[chosen], help="leave out one step of reading images at a time")
    filled = commands.add_parser("portal", help="time the portal's pages over many invoices")
    filled.add_argument("--invoices", type=int, default=PORTAL_INVOICES, metavar="N", help="fewer are not kept")
    dropped = commands.add_parser("deposits", help="deposit many invoices at once, and kill a worker midway")
    dropped.add_argument("--deposits", type=int, default=DEPOSITS, metavar="N", help="fewer are not kept")
    dropped.add_argument("--users", type=int, default=20, metavar="N")
    dropped.add_argument("--workers", type=int, default=2, metavar="N")
    rib = commands.add_parser("rib", help="count right answers of RIBs, and contradictions seen")
    rib.add_argument("--split", choices=SPLITS, help="only this one")
    rib.add_argument("--source", metavar="KIND", help="only this kind: text, screenshot, scan300...")
    others = commands.add_parser("peers", help="read the same documents with other people's readers (make peers)")
    others.add_argument("--split", choices=SPLITS, default=peers.SPLIT)
    others.add_argument(
        "--limit", type=int, default=peers.LIMIT, metavar="N", help="text documents, and half as many scans"
    )
    made = commands.add_parser("report", help="write docs/results.md from the last results")
    made.add_argument("--write-readme", action="store_true", help="and the README's table")
    return parser


if __name__ == "__main__":
    sys.exit(main())
