"""The tables about RIBs."""

from collections.abc import Iterator

from akto_invoice.extract.rib_fields import FIELDS
from benchmarks.ribs import Ribs, Tally
from benchmarks.tables import table

TARGETS = {"text": 0.99, "scans": 0.97}
_SPLITS = ("evaluation", "development")


def report(measured: Ribs) -> str:
    """All tables, the evaluation split first."""
    return "\n".join(
        (
            "Exact answers in %; bold: below the target (text 99, all scans together 97).\n",
            table(("split", "files of", "files", *FIELDS), _answers(measured)),
            "Values accepted, in %, and those among them that are wrong or that a contradiction forbids (target 0).\n",
            table(("split", "files of", *FIELDS, "wrong"), _accepted(measured)),
            "Contradictions put there on purpose: the check that must fail, in how many files it does, and in how many "
            "something that it forbids is accepted. The row without a check: files without contradiction, and false "
            "alarms among them.\n",
            table(("split", "files of", "check", "files", "failed", "accepted"), _flaws(measured)),
            "Confidence as stated, and how often values of it are right.\n",
            table(("split", "files of", "confidence", "values", "right"), _trust(measured)),
        )
    )


def _answers(measured: Ribs) -> Iterator[list[str]]:
    for split, group, tallies in _by_group(measured):
        cells = [_marked(one) for one in tallies]
        yield [split, group, str(tallies[0].files), *cells]


def _accepted(measured: Ribs) -> Iterator[list[str]]:
    for split, group, tallies in _by_group(measured):
        wrong, accepted = sum(one.accepted_wrong for one in tallies), sum(one.accepted for one in tallies)
        yield [split, group, *(_percent(one.accepted, one.files) for one in tallies), f"{wrong} of {accepted}"]


def _flaws(measured: Ribs) -> Iterator[list[str]]:
    for split in _SPLITS:
        for one in measured.flaws:
            if one.split == split and one.group in TARGETS:
                yield [split, one.group, one.flaw or "none", str(one.files), str(one.seen), str(one.accepted)]


def _trust(measured: Ribs) -> Iterator[list[str]]:
    for split in _SPLITS:
        for one in measured.trust:
            if one.split == split and one.group in TARGETS:
                right = _percent(one.right, one.values)
                yield [split, one.group, f"{100 * one.confidence:g} %", str(one.values), f"{right} %"]


def _by_group(measured: Ribs) -> Iterator[tuple[str, str, list[Tally]]]:
    for split in _SPLITS:
        groups = dict.fromkeys(one.group for one in measured.tallies if one.split == split)
        for group in sorted(groups, key=lambda name: (name not in TARGETS, name != "text", name)):
            yield split, group, [one for one in measured.tallies if (one.split, one.group) == (split, group)]


def _marked(one: Tally) -> str:
    share = _percent(one.right, one.files)
    return f"**{share}**" if one.right < TARGETS.get(one.group, 0.0) * one.files else share


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"
