"""Moments at which the demo is loaded in tests."""

from datetime import date, datetime, time

from django.utils import timezone


def afternoon_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(17, 45)))
