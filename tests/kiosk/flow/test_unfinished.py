"""Going on another time: kept under the code of a slip, given back by it, papers shown again."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from kiosk.flow import keeping, show, step
from kiosk.flow.keeping import Resumed
from kiosk.flow.register_views import papers
from kiosk.flow.registering import Draft
from kiosk.flow.roster import Counted
from kiosk.messages import (
    BackPressed,
    KeepAnswered,
    KeepUnfinished,
    LineChanged,
    NextPressed,
    PageOpened,
    PrintTicket,
    ResumeAnswered,
    ResumeUnfinished,
    StopPressed,
    Submit,
    TermsAgreed,
)
from kiosk.messages.registration import (
    CountTyped,
    CountWanted,
    FormCodeTyped,
    KeepConfirmed,
    RegistrationConfirmed,
    RenewalConfirmed,
    SlipWanted,
)
from kiosk.visit import Visit
from sync.form_lock import GivenBack, KeptUnder, new_code, spelt
from sync.wire import (
    FormRefused,
    RegisterBody,
    RenewBody,
    UnfinishedCounts,
    UnfinishedRegistration,
    UnfinishedRenewal,
)
from tests.kiosk.flow.journey import NOW, VISIT, do, last_effect, take, walk
from tests.kiosk.flow.test_register import STARTED, TYPED, kumamoto, ogaki, ogaki_group, typed
from tests.kiosk.flow.test_renewal import seen
from tests.kiosk.flow.towns import at

CODE = new_code("a word")
LAST = NOW.date() + timedelta(days=14)
KEPT = KeepAnswered(VISIT, KeptUnder(CODE, LAST))
DIGEST = "d" * 64
#: A telephone number that was typed, a birthday that was not.
HALF = {"name": "オノ タロウ", "phone": "0584-00-0000"}


def begun() -> Visit:
    """Half of an application in Kumamoto."""
    return typed(kumamoto(), **HALF)


def offered(visit: Visit | None = None) -> Visit:
    return walk(visit or begun(), (PageOpened("keep.offer"), "keep.offer"))


def kept() -> Visit:
    visit = walk(offered(), (KeepConfirmed(), "keep.wait", KeepUnfinished))
    return walk(visit, (KEPT, "keep.done", PrintTicket))


def asked(visit: Visit | None = None) -> Visit:
    """At the keys, in a visit of another day."""
    visit = walk(visit or at("kumamoto"), *STARTED)
    return walk(visit, (PageOpened("resume.code"), "resume.code"))


def looked(visit: Visit | None = None) -> Visit:
    return walk(visit or asked(), (FormCodeTyped(CODE), "resume.wait", ResumeUnfinished))


def form_of(visit: Visit) -> UnfinishedRegistration:
    """What of a visit is kept."""
    _, effect = last_effect(offered(visit), KeepConfirmed())
    assert isinstance(effect, KeepUnfinished)
    assert isinstance(effect.form, UnfinishedRegistration)
    return effect.form


def given(form: UnfinishedRegistration | UnfinishedRenewal) -> ResumeAnswered:
    return ResumeAnswered(VISIT, GivenBack(DIGEST, form))


def said(visit: Visit) -> str:
    return "\n".join(show(visit).view.paragraphs)


# Leaving it -----------------------------------------------------------------------------------


def test_keep__is_asked_for_with_what_it_means() -> None:
    """AG-13: what is kept, until when, and that papers are not."""
    visit = offered()
    t = visit.speech
    assert t.say("keep.papers") in said(visit)
    assert t.say("keep.until", day=t.day(LAST)) in said(visit)
    assert walk(visit, (BackPressed(), "register.data")).of(Draft).name == HALF["name"]


def test_keep__sends_what_was_typed_so_far() -> None:
    """AG-13: no file, no password; and nothing older is replaced."""
    _, effect = last_effect(offered(), KeepConfirmed())
    form = UnfinishedRegistration.model_validate({"type": "individual"} | HALF)
    assert effect == KeepUnfinished(VISIT, "kumamoto", form, None)


def test_keep__prints_the_code_large_and_forgets_the_form() -> None:
    """AG-13: the slip names nobody, and nothing personal is left in the visit."""
    visit, effect = last_effect(do(offered(), KeepConfirmed()), KEPT)
    assert isinstance(effect, PrintTicket)
    assert effect.paper.number == spelt(CODE) == show(visit).view.number
    day = visit.speech.day(LAST)
    assert any(day in note for note in effect.paper.notes)
    assert any(day in line for line in show(visit).view.lines)
    for left in (repr(visit.kept), repr(effect.paper)):
        assert HALF["name"] not in left
        assert HALF["phone"] not in left
    assert CODE not in repr(visit.kept)
    assert CODE not in effect.paper.qr


def test_keep__the_slip_can_be_printed_again() -> None:
    first = kept()
    visit, effect = last_effect(first, SlipWanted())
    assert isinstance(effect, PrintTicket)
    assert effect.paper.number == spelt(CODE)
    assert visit.page == "keep.done"


def test_keep__there_is_no_way_back_from_it() -> None:
    visit = kept()
    assert (visit.trail, show(visit).frame.back) == ((), None)
    assert show(visit).frame.next is not None
    assert step(visit, StopPressed())[0] is None


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (None, "line"),
        (FormRefused(code="full", centre_ms=0), "full"),
        (FormRefused(code="not_here", centre_ms=0), "other"),
        (FormRefused(code="unknown", centre_ms=0), "other"),
    ],
)
def test_keep__where_it_fails_nothing_is_lost(answer: FormRefused | None, text: str) -> None:
    """AG-13: said as it is, and it can be tried again."""
    visit = walk(do(offered(), KeepConfirmed()), (KeepAnswered(VISIT, answer), "keep.offer"))
    assert visit.speech.say(f"keep.trouble.{text}") in said(visit)
    assert visit.of(Draft).phone == HALF["phone"]
    walk(visit, (KeepConfirmed(), "keep.wait", KeepUnfinished))


def test_keep__not_with_the_line_cut_and_says_so() -> None:
    visit = do(offered(), LineChanged(up=False))
    assert visit.speech.say("keep.no_line") in said(visit)
    assert show(visit).view.go is None
    assert take(visit, KeepConfirmed())[1] == ()
    assert show(do(visit, LineChanged(up=True))).view.go is not None


def test_keep__nobody_leaves_while_it_is_on_its_way() -> None:
    visit = do(offered(), KeepConfirmed())
    walk(visit, (StopPressed(), "keep.wait"), (BackPressed(), "keep.wait"))


def test_keep__an_answer_of_another_visit_is_not_taken() -> None:
    visit = do(offered(), KeepConfirmed())
    other = KeepAnswered(UUID(int=5), KeptUnder(CODE, LAST))
    assert step(visit, other) == (visit, ())


def test_keep__is_not_offered_where_none_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    visit = begun()
    monkeypatch.setattr(keeping, "_settings", lambda _: None)
    assert show(visit).view.also == ()
    assert take(do(visit, PageOpened("keep.offer")), KeepConfirmed())[1] == ()
    answers = show(walk(at("kumamoto"), *STARTED)).view.answers
    assert PageOpened("resume.code") not in [answer.event for answer in answers]


# Going on with it -----------------------------------------------------------------------------


def test_resume__puts_everything_back_where_it_was() -> None:
    """AG-13: the fields, the classes, the terms that were read, the numbers of a group."""
    before = ogaki_group()
    before = before.keep(replace(before.of(Draft), sport="badminton"))
    visit = walk(looked(asked(at("ogaki"))), (given(form_of(before)), "resume.done"))
    assert visit.of(Draft) == replace(before.of(Draft), asked="", wrong=False)
    assert visit.of(Counted) == replace(before.of(Counted), asked="members")
    visit = walk(visit, (PageOpened("register.data"), "register.data"))
    assert show(visit).view.go.enabled


def test_resume__says_which_papers_are_to_be_shown_again() -> None:
    """AG-13: attachments are asked for anew, each by its name."""
    visit = walk(looked(asked(at("ogaki"))), (given(form_of(ogaki_group())), "resume.done"))
    wanted = papers(visit)
    assert len(wanted) > 1
    assert all(paper in said(visit) for paper in wanted)


def test_resume__goes_on_where_the_terms_were_not_read() -> None:
    before = walk(ogaki("group", "sports", "suitopia"), (NextPressed(), "register.terms"))
    before = do(before, TermsAgreed(), TermsAgreed())
    form = form_of(before)
    changed = form.agreed[0].model_copy(update={"version": "0" * 64})
    form = form.model_copy(update={"agreed": (changed, form.agreed[1])})
    visit = walk(looked(asked(at("ogaki"))), (given(form), "resume.done"))
    assert visit.speech.say("resume.terms") in said(visit)
    assert show(visit).view.go.event == PageOpened("register.terms")
    walk(visit, (PageOpened("register.terms"), "register.terms"), (TermsAgreed(), "register.data"))


def test_resume__before_anything_was_chosen_goes_to_the_classes() -> None:
    form = UnfinishedRegistration(type="group")
    visit = walk(looked(asked(at("ogaki"))), (given(form), "resume.done"))
    assert show(visit).view.go.event == PageOpened("register.classes")


def test_resume__what_cannot_be_any_more_is_left_empty() -> None:
    form = UnfinishedRegistration(
        type="individual",
        classes=("gone",),
        agreed=({"facility_class": "gone", "version": "0" * 64},),  # type: ignore[arg-type]
        name="オノ タロウ",
        born="18000101",
        phone="12",
        representative="オノ ハナコ",
        school="gone",
        sport="gone",
    )
    draft = walk(looked(), (given(form), "resume.done")).of(Draft)
    assert (draft.school, draft.sport) == ("none", "")
    assert (draft.name, draft.born, draft.phone) == ("オノ タロウ", "", "")
    assert (draft.classes, draft.read, draft.representative) == ((), (), "")


def test_resume__a_type_that_is_not_registered_here_any_more() -> None:
    visit = walk(looked(), (given(UnfinishedRegistration(type="gone")), "resume.code"))
    assert show(visit).view.error == visit.speech.say("resume.wrong.gone")


def test_resume__a_mistyped_code_is_not_even_asked_for() -> None:
    for digits in ("", "1", CODE[:-1] + str((int(CODE[-1]) + 1) % 10), "a" * 16):
        visit = walk(asked(), (FormCodeTyped(digits), "resume.code"))
        assert show(visit).view.error == visit.speech.say("resume.wrong.digits")


def test_resume__with_the_line_cut_says_so() -> None:
    visit = walk(do(asked(), LineChanged(up=False)), (FormCodeTyped(CODE), "resume.code"))
    assert show(visit).view.error == visit.speech.say("resume.wrong.line")


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (None, "line"),
        (FormRefused(code="unknown", centre_ms=0), "unknown"),
        (FormRefused(code="throttled", centre_ms=0), "throttled"),
    ],
)
def test_resume__where_it_fails_it_says_why(answer: FormRefused | None, text: str) -> None:
    visit = walk(looked(), (ResumeAnswered(VISIT, answer), "resume.code"))
    assert show(visit).view.error == visit.speech.say(f"resume.wrong.{text}")
    looked(visit)


def test_resume__the_code_is_nowhere_in_the_visit() -> None:
    assert CODE not in repr(looked())


def test_register__that_was_resumed_says_which_form_it_ends() -> None:
    """AG-13: the centre need not keep it any longer."""
    complete = typed(kumamoto(), **TYPED, number="tennis1")
    visit = walk(looked(), (given(form_of(complete)), "resume.done"))
    visit = do(visit, PageOpened("register.data"), PageOpened("register.check"))
    _, effect = last_effect(visit, RegistrationConfirmed())
    assert isinstance(effect, Submit)
    assert effect.draft.body == RegisterBody(kept=DIGEST)


def test_keep__anew_replaces_the_one_that_was_resumed() -> None:
    """AG-13: of one form there is one slip that is good."""
    visit = walk(looked(), (given(form_of(begun())), "resume.done"))
    visit = do(visit, PageOpened("register.data"))
    visit, effect = last_effect(offered(visit), KeepConfirmed())
    assert isinstance(effect, KeepUnfinished)
    assert effect.replaces == DIGEST
    assert do(visit, KEPT).of(Resumed) == Resumed()


# A renewal ------------------------------------------------------------------------------------


def members() -> Visit:
    """At the numbers of a group, one of which is entered."""
    visit = walk(seen(type="city_group"), (PageOpened("renewal.members"), "renewal.members"))
    return do(visit, CountWanted("members"), CountTyped("12"))


def test_renewal__is_kept_with_its_numbers() -> None:
    """AG-13."""
    _, effect = last_effect(offered(members()), KeepConfirmed())
    form = UnfinishedRenewal(counts=UnfinishedCounts(members=12))
    assert effect == KeepUnfinished(VISIT, "ono", form, None)


def test_renewal__is_gone_on_with_and_says_which_form_it_ends() -> None:
    """AG-13: the list of members itself is shown again."""
    counts = UnfinishedCounts(
        members=12, local=8, phones=3, leader_age=40, elementary_or_older=True, base_in_city=True
    )
    visit = walk(members(), (PageOpened("resume.code"), "resume.code"))
    visit, effect = last_effect(visit, FormCodeTyped(CODE))
    assert effect == ResumeUnfinished(VISIT, "ono", "renew", CODE)
    visit = walk(visit, (given(UnfinishedRenewal(counts=counts)), "resume.done"))
    assert visit.speech.say("renewal.roster.names") in said(visit)
    visit = walk(visit, (PageOpened("renewal.members"), "renewal.members"))
    assert show(visit).view.go.enabled
    _, sent = last_effect(do(visit, PageOpened("renewal.apply")), RenewalConfirmed())
    assert isinstance(sent, Submit)
    assert sent.draft.body == RenewBody(kept=DIGEST)
