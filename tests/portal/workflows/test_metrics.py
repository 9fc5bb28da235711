"""Readings are counted, and the figures are what Prometheus expects."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from akto_invoice import Extraction, extract_invoice
from akto_invoice.errors import DamagedPdf, ReadingTimeout
from akto_invoice.extract.model import Fields, FieldValue, PageKind, PageSource, PageSummary, Source
from akto_invoice.portal.models import RibState, Worker
from akto_invoice.portal.workflows.deposit.reading import read
from akto_invoice.portal.workflows.extract import extract_upload
from akto_invoice.portal.workflows.metrics import exposition
from akto_invoice.portal.workflows.notify import send_message
from akto_invoice.portal.workflows.rib.read import read_rib
from akto_invoice.portal.workflows.tally import count_reading, rung_of, source_of
from tests.portal.world import World, make_rib

SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_invoice(SAMPLES / "facture-texte.pdf")


def metrics() -> dict[str, Metric]:
    return {one.name: one for one in text_string_to_metric_families(exposition().decode())}


def values(name: str, *labels: str) -> dict[tuple[str, ...], float]:
    """The samples of this name, by the values of their labels."""
    samples = (one for metric in metrics().values() for one in metric.samples if one.name == name)
    return {tuple(one.labels[label] for label in labels): one.value for one in samples}


def summary(source: PageSource) -> PageSummary:
    return PageSummary(1, PageKind.TEXT, source)


@pytest.mark.parametrize(
    ("sources", "in_xml", "named"),
    [
        ([PageSource.TEXT], False, "text"),
        ([PageSource.OCR, PageSource.NONE], False, "ocr"),
        ([PageSource.TEXT, PageSource.OCR, PageSource.TEXT], False, "ocr+text"),
        ([PageSource.TEXT], True, "text+xml"),
        ([PageSource.OCR, PageSource.TEXT], True, "ocr+text+xml"),
        ([PageSource.NONE], True, "xml"),
        ([PageSource.NONE], False, "none"),
    ],
)
def test_the_source_names_all_that_was_read(
    extraction: Extraction, sources: list[PageSource], named: str, *, in_xml: bool
) -> None:
    value = FieldValue("1", 1.0, True, Source.XML if in_xml else Source.TEXT)
    read_so = replace(extraction, pages=tuple(map(summary, sources)), fields=Fields(total_ht=value))
    assert source_of(read_so) == named


def test_the_rung_is_the_dearest_that_left_a_trace(extraction: Extraction) -> None:
    plain = FieldValue("1", 1.0, True, Source.OCR)
    looked = replace(plain, proofs=("adds-up", "second-engine"))
    scanned = replace(extraction, pages=(summary(PageSource.OCR),))
    assert rung_of(extraction) == "text"
    assert rung_of(replace(scanned, fields=Fields(total_ht=plain))) == "ocr"
    assert rung_of(replace(scanned, fields=Fields(total_ht=looked))) == "second-engine"
    assert rung_of(replace(scanned, fields=Fields(dossiers=(plain, looked)))) == "second-engine"


def test_readings_are_counted_by_source_and_outcome(db: None, extraction: Extraction) -> None:
    for outcome, seconds in ((extraction, 0.25), (extraction, 0.5), (DamagedPdf(), 0.1), (ReadingTimeout(), 180.0)):
        count_reading(outcome, seconds)
    assert values("akto_readings_total", "source", "outcome") == {
        ("text", "ok"): 2,
        ("none", "damaged"): 1,
        ("none", "timeout"): 1,
    }
    assert values("akto_reading_seconds_count", "rung") == {("text",): 2, ("none",): 2}
    assert values("akto_reading_seconds_sum", "rung") == {("text",): 0.75, ("none",): 180.1}


def test_whoever_reads_a_file_counts_it(db: None) -> None:
    sound, broken = (SAMPLES / "facture-texte.pdf").read_bytes(), b"%PDF-1.7 and nothing else"
    read(sound)
    extract_upload(SimpleUploadedFile("Facture.pdf", sound))
    for refuse in (lambda: read(broken), lambda: extract_upload(SimpleUploadedFile("Facture.pdf", broken))):
        with pytest.raises(DamagedPdf):
            refuse()
    assert values("akto_readings_total", "source", "outcome") == {("text", "ok"): 2, ("none", "damaged"): 2}


def test_a_rib_that_is_read_is_counted(world: World) -> None:
    rib = make_rib(world.owner, world.training, state=RibState.LECTURE)
    rib.file.save("rib.pdf", ContentFile(b"%PDF-1.7 and nothing else"))
    read_rib.enqueue(rib.pk)
    assert values("akto_readings_total", "source", "outcome") == {("none", "damaged"): 1}


def make_task(status: TaskResultStatus, age: timedelta = timedelta()) -> None:
    task = DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": ["olivia.martin@alize.example"], "kwargs": {}},
        task_path=send_message.module_path,
        backend_name="default",
        run_after=get_date_max(),
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - age)


def test_the_queue_is_told_by_its_depth_and_its_age(db: None) -> None:
    assert values("akto_oldest_task_seconds") == {(): 0}
    make_task(TaskResultStatus.READY, timedelta(minutes=3))
    make_task(TaskResultStatus.READY, timedelta(seconds=3))
    make_task(TaskResultStatus.FAILED, timedelta(hours=3))
    make_task(TaskResultStatus.SUCCESSFUL, timedelta(hours=3))
    assert values("akto_tasks", "task", "state") == {("send_message", "ready"): 2, ("send_message", "failed"): 1}
    assert 180 <= values("akto_oldest_task_seconds")[()] < 240
    assert b"olivia" not in exposition()


def test_workers_and_the_room_left_are_told(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "not" / "yet"
    Worker.objects.create(name="alive", seen_at=timezone.now())
    Worker.objects.create(name="dead", seen_at=timezone.now() - timedelta(hours=1))
    assert values("akto_workers") == {(): 1}
    assert values("akto_storage_free_bytes")[()] > 0
    assert values("process_resident_memory_bytes")[()] > 0
