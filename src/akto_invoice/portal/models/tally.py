"""How many files were read, and how long that took: figures of all processes together, which outlive them."""

from django.db import models


class ReadingTally(models.Model):
    """Readings that came from the same ``source``, climbed to the same ``rung`` and had the same ``outcome``.

    ``workflows.tally`` says what these may be. Nothing here tells one file from another.
    """

    source = models.CharField(max_length=20)
    rung = models.CharField(max_length=20)
    outcome = models.CharField(max_length=30)
    count = models.PositiveBigIntegerField(default=0)
    seconds = models.FloatField(default=0.0)

    class Meta:
        verbose_name = "décompte de lectures"
        verbose_name_plural = "décomptes de lectures"
        constraints = (models.UniqueConstraint(fields=("source", "rung", "outcome"), name="tally_once"),)

    def __str__(self) -> str:
        return f"{self.source}, {self.rung}, {self.outcome} : {self.count}"
