"""The periods by which lists are filtered, in days of Paris, both ends included.

« Les 30 derniers jours » is today and the 29 days before. « Courant » and « précédent » are whole months and years of
the calendar: the current ones end on their last day, which may lie ahead.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import models


class Preset(models.TextChoices):
    """The periods that the guide offers ready-made."""

    LAST_30_DAYS = "30-derniers-jours", "Les 30 derniers jours"
    THIS_MONTH = "mois-courant", "Le mois courant"
    LAST_MONTH = "mois-precedent", "Le mois précédent"
    THIS_YEAR = "annee-courante", "Année courante"
    LAST_YEAR = "annee-precedente", "Année précédente"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included; None where the period is open."""

    first: date | None = None
    last: date | None = None


ALWAYS: Final = Period()


def preset_period(preset: Preset, today: date) -> Period:
    """Return the days of a preset, seen from ``today``.

    >>> preset_period(Preset.LAST_MONTH, date(2026, 3, 31))
    Period(first=datetime.date(2026, 2, 1), last=datetime.date(2026, 2, 28))
    """
    match preset:
        case Preset.LAST_30_DAYS:
            return Period(today - timedelta(days=29), today)
        case Preset.THIS_MONTH:
            return _month(today)
        case Preset.LAST_MONTH:
            return _month(today.replace(day=1) - timedelta(days=1))
        case Preset.THIS_YEAR:
            return _year(today.year)
        case Preset.LAST_YEAR:
            return _year(today.year - 1)


def _month(day: date) -> Period:
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))
