"""受付停止: whatever begins an action says so before anyone has typed anything."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.flow import PAGES, show
from kiosk.messages import BackPressed, Event, LineChanged, PageOpened, Submit
from kiosk.messages.registration import (
    MailTried,
    MailWishesSent,
    MailWishTurned,
    RegistrationConfirmed,
    RenewalConfirmed,
)
from kiosk.visit import Visit
from sync.offline import needs_line
from tests.kiosk.flow.journey import begin, do, take
from tests.kiosk.flow.test_mail import SOME, at_mail
from tests.kiosk.flow.test_register import ogaki_group
from tests.kiosk.flow.test_renewal import seen

#: Each page at which an action begins, and a page with a button that leads there.
RECORDING = [
    (name, before)
    for name, page in PAGES.items()
    if page.records
    for before, other in PAGES.items()
    if name in other.opens and not before.startswith("action.")
]


def test_pages__that_record_are_all_that_are_typed_into() -> None:
    assert {name for name, _ in RECORDING} == {
        "mail.address",
        "password.change",
        "password.number",
        "register.type",
        "renewal.apply",
        "renewal.end",
        "renewal.members",
        "resume.code",
    }


@pytest.mark.parametrize(("page", "before"), RECORDING)
def test_intake__stopped_is_said_where_an_action_would_begin(page: str, before: str) -> None:
    visit = replace(begin(intake="disk"), page=before, trail=("home",))
    visit = do(visit, PageOpened(page))
    assert visit.page == "stopped"
    assert show(visit).frame.question == "受付停止"
    assert do(visit, BackPressed()).page == ("home" if PAGES[before].passing else before)


# Without the line -----------------------------------------------------------------------------

UNREACHED = "センターと通信できないため"
WAITING = [pair for pair in RECORDING if PAGES[pair[0]].needs_line]


def says_why(visit: Visit) -> bool:
    lines = show(visit).view.lines
    return visit.page == "stopped" and lines[0].startswith(UNREACHED)


def test_pages__that_need_the_line_are_those_where_something_is_typed_for_it() -> None:
    assert {name for name, _ in WAITING} == {
        "mail.address",
        "register.type",
        "renewal.apply",
        "renewal.members",
    }


@pytest.mark.parametrize(("page", "before"), WAITING)
def test_line__that_is_cut_is_said_before_anything_is_typed(page: str, before: str) -> None:
    visit = replace(begin(line_up=False), page=before, trail=("home",))
    visit = do(visit, PageOpened(page))
    assert says_why(visit)
    assert says_why(do(visit, LineChanged(up=True))), "what was refused stays what it was"


@pytest.mark.parametrize(
    ("ready", "yes"),
    [
        (lambda: do(ogaki_group(), PageOpened("register.check")), RegistrationConfirmed()),
        (lambda: do(seen(), PageOpened("renewal.apply")), RenewalConfirmed()),
        (lambda: do(at_mail(SOME), MailWishTurned("debits")), MailWishesSent()),
        (lambda: at_mail(SOME), MailTried()),
    ],
    ids=["register", "renew", "wish_mail", "try_mail"],
)
def test_line__that_is_cut_before_the_yes_takes_nothing_and_keeps_what_was_typed(
    ready: Callable[[], Visit], yes: Event
) -> None:
    """What the line is needed for is neither recorded nor called received."""
    before = ready()
    visit, effects = take(do(before, LineChanged(up=False)), yes)
    assert says_why(visit)
    assert (effects, visit.sents) == ((), ())
    again, effects = take(do(visit, BackPressed(), LineChanged(up=True)), yes)
    assert [type(effect) for effect in effects] == [Submit]
    assert again.page == "action.wait"
    assert needs_line(again.sents[-1].body.verb)
