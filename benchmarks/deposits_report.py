"""The deposit under load as a page."""

from benchmarks.deposits import DepositLoad

_HEAD = """# Many deposits at once

`python -m benchmarks deposits` lets users drop invoices, attach a certificat to each, send them, and validate each as
soon as it is proposed, by the workflows that pages and API call; one file in ten is a scan. Workers are processes of
their own on the same database. Once half of the files are read, one worker is killed in the middle of a task, and
another starts; what the dead one was doing is taken up half a minute later. `DATABASE_URL` chooses the database;
`--deposits`, `--users` and `--workers` are for smaller runs."""


def page(one: DepositLoad) -> str:
    """Return ``docs/load.md``."""
    rate = one.deposits / one.seconds * 60
    rows = (
        ("from the first file dropped to the last invoice in the portal", f"{one.seconds:.0f} s ({rate:.0f} a minute)"),
        ("a file and its piece received, its kind known: p50, p95", f"{one.drop_p50:.2f} s, {one.drop_p95:.2f} s"),
        ("from sending to the values proposed: p50, p95", f"{one.proposal_p50:.0f} s, {one.proposal_p95:.0f} s"),
        ("from sending to the invoice in the portal: p95, the last", f"{one.end_p95:.0f} s, {one.end_max:.0f} s"),
        ("invoices made", str(one.invoices)),
        ("lost", str(one.lost)),
        ("doubled", str(one.doubled)),
        ("tasks of the killed worker, done by another", str(one.resumed)),
    )
    about = (
        f"{one.deposits} invoices ({one.scans} scans) by {one.users} users at once, {one.workers} workers. "
        f"{one.database}; {one.machine}, {one.load}; the users' uploads and the workers share the cores."
    )
    table = ["| | |", "| --- | ---: |", *(f"| {name} | {value} |" for name, value in rows)]
    return "\n".join([_HEAD, "", about, "", *table]) + "\n"
