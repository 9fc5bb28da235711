"""The deposits' benchmark: its files are what their users know of them, and the page says what was lost."""

from itertools import count
from pathlib import Path

import pytest

from akto_invoice.portal.models import Deposit, Dossier, Entity
from akto_invoice.portal.workflows.deposit.analyse import analyse_deposit
from akto_invoice.portal.workflows.deposit.correct import correct
from akto_invoice.portal.workflows.deposit.send import send_deposits
from benchmarks import deposits, deposits_report, results
from benchmarks.deposits import DepositLoad


@pytest.mark.django_db
@pytest.mark.parametrize("place", [1, deposits._SCANS])
def test_what_a_user_knows_of_a_file_is_what_is_read_of_it(place: int) -> None:
    [share] = deposits._shares("AB12CD", 1, 1)
    entity = Entity.objects.get(pk=share.entity.pk)
    file = deposits._file("AB12CD-0007", place, entity, count(500))
    assert Dossier.objects.filter(key=file.truth["dossiers"]).exists()
    pk = deposits._drop(share, file)
    send_deposits(share.user, entity.siret)
    analyse_deposit(pk)
    deposit = Deposit.objects.get(pk=pk)
    assert deposit.is_image is (place == deposits._SCANS)
    assert correct(share.user, pk, file.truth, revision=deposit.revision).revision <= deposit.revision + 1
    assert [one["level"] for one in Deposit.objects.get(pk=pk).findings] == []


LOAD = DepositLoad(
    database="PostgreSQL 15", machine="2 cores", load="load average 1.0", deposits=200, scans=20, users=20, workers=2,
    seconds=100.0, drop_p50=0.1, drop_p95=0.25, proposal_p50=40.4, proposal_p95=79.6, end_p95=80.0, end_max=95.0,
    invoices=199, lost=1, doubled=0, resumed=1,
)  # fmt: skip


def test_page_says_how_long_and_what_was_lost(tmp_path: Path) -> None:
    page = deposits_report.page(LOAD)
    assert "100 s (120 a minute)" in page
    assert "| from sending to the values proposed: p50, p95 | 40 s, 80 s |" in page
    assert "| lost | 1 |" in page
    results.write(tmp_path / "deposits.json", LOAD)
    assert '"doubled": 0' in (tmp_path / "deposits.json").read_text(encoding="utf-8")
