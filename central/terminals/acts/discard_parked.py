"""By a manager nothing comes of an action that failed inside."""

from central.terminals.kept_form import DiscardForm
from central.terminals.models import Action

__all__ = ["Act"]


class Act(DiscardForm):
    table = Action
