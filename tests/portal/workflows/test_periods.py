"""The five presets at the edges of months and years, and in the hours when Paris and Greenwich differ."""

from datetime import UTC, date, datetime

import pytest
from django.utils.timezone import localdate

from akto_invoice.portal.workflows.periods import Period, Preset, preset_period


@pytest.mark.parametrize(
    ("today", "preset", "first", "last"),
    [
        ("2026-01-01", Preset.LAST_30_DAYS, "2025-12-03", "2026-01-01"),
        ("2024-03-01", Preset.LAST_30_DAYS, "2024-02-01", "2024-03-01"),
        ("2026-02-28", Preset.THIS_MONTH, "2026-02-01", "2026-02-28"),
        ("2024-02-01", Preset.THIS_MONTH, "2024-02-01", "2024-02-29"),
        ("2025-12-31", Preset.THIS_MONTH, "2025-12-01", "2025-12-31"),
        ("2026-03-31", Preset.LAST_MONTH, "2026-02-01", "2026-02-28"),
        ("2024-03-31", Preset.LAST_MONTH, "2024-02-01", "2024-02-29"),
        ("2026-01-15", Preset.LAST_MONTH, "2025-12-01", "2025-12-31"),
        ("2025-12-31", Preset.THIS_YEAR, "2025-01-01", "2025-12-31"),
        ("2026-01-01", Preset.THIS_YEAR, "2026-01-01", "2026-12-31"),
        ("2026-01-01", Preset.LAST_YEAR, "2025-01-01", "2025-12-31"),
        ("2024-02-29", Preset.LAST_YEAR, "2023-01-01", "2023-12-31"),
    ],
)
def test_presets(today: str, preset: Preset, first: str, last: str) -> None:
    assert preset_period(preset, date.fromisoformat(today)) == Period(
        date.fromisoformat(first), date.fromisoformat(last)
    )


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), date(2025, 12, 31)),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_a_day_begins_in_paris(moment: datetime, day: date) -> None:
    assert localdate(moment) == day
