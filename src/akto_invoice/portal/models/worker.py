"""Who works in the background, and when each was last known to live."""

from django.db import models


class Worker(models.Model):
    """A worker's pulse: what it was doing when it stopped beating is done again by another."""

    name = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField("vu le")

    class Meta:
        verbose_name = "processus de fond"
        verbose_name_plural = "processus de fond"

    def __str__(self) -> str:
        return self.name
