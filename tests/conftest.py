"""Settings for all tests."""

from hypothesis import settings

# Tests never time anything: a slow machine is no failure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
