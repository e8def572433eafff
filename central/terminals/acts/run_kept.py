"""By a manager an envelope in quarantine is carried out."""

from central.terminals.kept_form import RunForm
from central.terminals.models import Fork

__all__ = ["Act"]


class Act(RunForm):
    table = Fork
