"""What a terminal offers with the line cut, and what it does not."""

from typing import get_args

from sync.offline import NEEDS_LINE, needs_line
from sync.wire import ActionBody, ActionVerb


def test_verbs__are_those_of_the_bodies():
    union, _ = get_args(ActionBody)
    bodies = {body.model_fields["verb"].default for body in get_args(union)}
    assert bodies == set(get_args(ActionVerb))
    assert max(map(len, bodies)) <= 16, "the centre's column"


def test_offline__whatever_a_limit_could_run_out_on():
    offered = {verb for verb in get_args(ActionVerb) if not needs_line(verb)}
    assert offered == {
        "book",
        "change",
        "cancel",
        "apply_formally",
        "enter_lottery",
        "withdraw_entry",
        "rank_entries",
        "confirm_win",
        "consent",
        "end_registration",
    }
    assert all(NEEDS_LINE.values())
