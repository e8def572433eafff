"""By a manager an action that failed inside is carried out."""

from central.terminals.kept_form import RunForm
from central.terminals.models import Action

__all__ = ["Act"]


class Act(RunForm):
    table = Action
