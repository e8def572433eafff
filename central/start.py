"""Give Django its settings, once in a process, before any model is imported."""

import os
from pathlib import Path

__all__ = ["PRIVATE", "prepare"]

#: What the centre writes is for its owner alone.
PRIVATE = 0o077


def prepare(state: Path | None = None, *, serving: bool = False) -> None:
    """Make the state directory and its secrets where they are missing, and set Django up.

    Where several processes are to serve, they count together.
    """
    os.umask(PRIVATE)
    if state is not None:
        os.environ["CENTRAL_STATE"] = str(state.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "central.settings"

    import django  # noqa: PLC0415 - reads the environment that was just set
    from django.conf import settings  # noqa: PLC0415

    from central.state import counting_folder, secret_key  # noqa: PLC0415

    settings.SECRET_KEY = secret_key(settings.STATE)
    if serving:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counting_folder(settings.STATE))
    django.setup()
