"""Figures for Prometheus: read from the database when asked for, so that they are those of all processes together."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Count, Min, Sum
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from akto_invoice.portal.background import living_workers
from akto_invoice.portal.models import ReadingTally

_UNDONE: Final = (TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED)


def exposition() -> bytes:
    """Return all metrics in Prometheus' text format, with those of the process that answers (``process_...``)."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Portal())
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Portal(Collector):
    """The portal as Prometheus asks for it."""

    def collect(self) -> Iterator[Metric]:
        """Yield every family anew."""
        yield _readings()
        yield _seconds()
        yield _tasks()
        yield _age()
        workers = living_workers().count()
        yield GaugeMetricFamily("akto_workers", "Workers of the background that live.", workers)
        free = shutil.disk_usage(_existing(Path(settings.MEDIA_ROOT))).free
        yield GaugeMetricFamily("akto_storage_free_bytes", "Room left where documents are kept.", free)


def _readings() -> Metric:
    family = CounterMetricFamily("akto_readings", "Files read, by source and outcome.", labels=("source", "outcome"))
    rows = ReadingTally.objects.values_list("source", "outcome").annotate(Sum("count")).order_by("source", "outcome")
    for source, outcome, count in rows:
        family.add_metric((source, outcome), count)
    return family


def _seconds() -> Metric:
    family = SummaryMetricFamily("akto_reading_seconds", "Time to read a file, by the last rung.", labels=("rung",))
    for rung, count, seconds in (
        ReadingTally.objects.values_list("rung").annotate(Sum("count"), Sum("seconds")).order_by("rung")
    ):
        family.add_metric((rung,), count_value=count, sum_value=seconds)
    return family


def _tasks() -> Metric:
    family = GaugeMetricFamily("akto_tasks", "Tasks that are not done, by task and state.", labels=("task", "state"))
    rows = DBTaskResult.objects.filter(status__in=_UNDONE).values_list("task_path", "status").order_by()
    for path, status, count in sorted(rows.annotate(Count("pk"))):
        family.add_metric((path.rsplit(".", 1)[-1], status.lower()), count)
    return family


def _age() -> Metric:
    oldest = DBTaskResult.objects.ready().aggregate(Min("enqueued_at"))["enqueued_at__min"]
    age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    return GaugeMetricFamily("akto_oldest_task_seconds", "How long the task that waits longest has waited.", age)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it: nothing may have been filed yet."""
    return next(one for one in (folder, *folder.parents) if one.exists())
