"""A loaded machine is no failure: what Hypothesis tries has no deadline."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
