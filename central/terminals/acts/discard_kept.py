"""By a manager nothing comes of an envelope in quarantine."""

from central.terminals.kept_form import DiscardForm
from central.terminals.models import Fork

__all__ = ["Act"]


class Act(DiscardForm):
    table = Fork
