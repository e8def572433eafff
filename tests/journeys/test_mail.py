"""Mail notices on the whole chain, to the mail server; and why not while the line is cut."""

from kiosk.messages import BackPressed, NextPressed, PageOpened
from kiosk.messages.registration import MailTried, MailWishesSent, MailWishTurned
from kiosk.screens.result.view import Tone
from tests.journeys.stand import Stand
from tests.journeys.walker import Walker

ADDRESS = ("m", "i", "h", "o", "n", "@", "e", "x", "a", "m", "p", "l", "e", ".com")


def wishes(walker: Walker) -> None:
    """An address by its keys, what to be told of, and a mail to try it (KT-18 to KT-21)."""
    who = walker.sample("メール未登録")
    walker.touch(PageOpened("mail.wishes"))
    walker.log_in(who)
    walker.until("the wishes", lambda: walker.page in {"mail.wishes", "account.states"})
    if walker.page == "account.states":
        walker.picture("account", "Without an address nothing can be booked here (ON-40).")
        walker.touch(NextPressed())
    walker.at("mail.wishes")
    walker.touch(PageOpened("mail.address"))
    walker.at("mail.address")
    walker.picture("keys", "Keys for an address, whole endings by one touch.")
    walker.type_text(*ADDRESS)
    walker.at("mail.wishes")
    walker.touch(MailWishTurned("bookings"))
    walker.picture("wishes", "What is wished for, before it is sent.")
    walker.touch(MailWishesSent())
    walker.result(Tone.CONFIRMED, "wished")
    walker.ticket("wished")
    walker.touch(PageOpened("mail.wishes"))
    walker.at("mail.wishes")
    walker.touch(MailTried())
    walker.result(Tone.CONFIRMED, "tried", printed=False)
    walker.home()


def without_line(walker: Walker) -> None:
    """With the line cut nothing is wished for, for it could undo a newer wish; later it can."""
    walker.touch(PageOpened("mail.wishes"))
    walker.log_in(walker.sample("メール未登録"))
    walker.at("mail.wishes")
    walker.until("the wishes", lambda: walker.shown.view.fields)
    walker.cut_line()
    walker.touch(MailWishTurned("debits"))
    walker.touch(MailWishesSent())
    walker.at("stopped")
    walker.reads(walker.say("stopped.line"))
    walker.picture("offline", "Why not now, and that nothing has changed.")
    walker.touch(BackPressed())
    walker.at("mail.wishes")
    assert is_wished(walker, "debits"), "what was chosen is still there"
    walker.mend_line()
    walker.touch(MailWishesSent())
    walker.result(Tone.CONFIRMED, "wished-later")
    walker.in_centre(walker.ticket("wished-later"), "wish_mail")
    assert walker.centre("SELECT bookings, debits FROM notices_mailwish") == [(1, 1)]
    walker.home()


def is_wished(walker: Walker, wish: str) -> bool:
    fields = walker.shown.view.fields
    return any(one.on for one in fields if one.change == MailWishTurned(wish))


def mail(walker: Walker) -> None:
    wishes(walker)
    without_line(walker)


def test_mail__is_wished_for_tried_and_arrives(stand: Stand) -> None:
    """KT-18 to KT-21.

    What earlier walks left undecided is mailed to whoever left it, in the same turn of the worker.
    """
    address = "".join(ADDRESS)
    stand.walk(mail, "ono", typed=(address,))
    stand.work()
    assert [message["To"] for message in stand.mails.taken].count(address) == 1
