"""Send the mails that are due, outside of any command: each is taken, sent, and its outcome told.

A mail that the server took goes out once; one whose worker dies between sending and telling so
is sent again after its pause. Nothing of address or text is logged.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused
from threading import Event
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import Error

from central import clock
from central.ids import derived_id
from central.journal.commands import Body, Context
from central.journal.write import carry_out_once
from central.logs import event
from central.notices.letters import has_template, letter_of
from central.notices.models import Mail, MailState, MailWish
from central.notices.use_cases import mark_mail_failed, mark_mail_sent, take_mail
from rules.policy import Municipality

__all__ = ["MAILS_MAX", "Sent", "send_due"]

#: Of one municipality in one turn; what is left is due at the next.
MAILS_MAX = 500
_MAILS = UUID("6d616368-696b-5f6f-a164-6f5f6d61696c")
#: From here on a mail server refuses for good (RFC 5321).
_FOR_GOOD = 500

Why = Literal["later", "refused", "no_address"]


@dataclass(slots=True)
class Sent:
    """What one turn did; ``away``: the mail server or the database does not answer."""

    sent: int = 0
    failed: int = 0
    away: bool = False


def send_due(municipalities: Iterable[Municipality], stopping: Event) -> Sent:
    """One turn over everything that is due, through one connection to the mail server."""
    turn = Sent()
    due = [(town, mail) for town in municipalities for mail in _due(town)]
    if not due:
        return turn
    connection = get_connection()
    try:
        connection.open()
        for town, mail in due:
            if stopping.is_set() or turn.away:
                break
            _deliver(mail, town, connection, turn)
    except (OSError, SMTPException, Error) as error:
        turn.away = True
        event("mail_away", level=logging.WARNING, error=type(error).__name__)
    finally:
        _close(connection)
    return turn


def _due(municipality: Municipality) -> list[Mail]:
    due = Mail.objects.filter(
        municipality=municipality.id, state=MailState.QUEUED, next_at__lte=clock.now()
    )
    return list(due.select_related("resident").order_by("next_at", "id")[:MAILS_MAX])


def _deliver(mail: Mail, town: Municipality, connection: BaseEmailBackend, turn: Sent) -> None:
    taken = _carry_out(take_mail.Body(mail=mail.id, tries=mail.tries), mail, town)
    if not taken:
        return
    why = _send(mail, town, connection, turn)
    if why is None:
        turn.sent += 1
        _carry_out(mark_mail_sent.Body(mail=mail.id), mail, town)
    else:
        turn.failed += 1
        _carry_out(mark_mail_failed.Body(mail=mail.id, why=why), mail, town)
    event("mail", mail=str(mail.id), template=mail.template, outcome=why or "sent")


def _carry_out(body: Body, mail: Mail, town: Municipality) -> bool:
    """Each once for each try, whoever else is at it."""
    line = derived_id(_MAILS, f"{mail.id}|{mail.tries}|{type(body).__module__}")
    decision = carry_out_once(body, Context(town, clock.now(), "job:send_mails", line))
    return decision is not None and decision.verdict == "applied"


def _send(mail: Mail, town: Municipality, connection: BaseEmailBackend, turn: Sent) -> Why | None:
    """None where the server took it."""
    if not mail.resident.mail:
        return "no_address"
    message = _message(mail, town, connection)
    try:
        message.send()
    except SMTPRecipientsRefused as refusal:
        codes = [code for code, _ in refusal.recipients.values()]
        return "refused" if all(code >= _FOR_GOOD for code in codes) else "later"
    except (OSError, SMTPException):
        # Nobody knows what state the connection is in: the rest waits for the next turn.
        turn.away = True
        return "later"
    except ValueError:
        # Django refuses what is no address at all.
        return "refused"
    return None


def _message(mail: Mail, town: Municipality, connection: BaseEmailBackend) -> EmailMessage:
    letter = letter_of(mail.template, mail.params, _language(mail), town)
    return EmailMessage(
        letter.subject,
        letter.body,
        town.mail.address if town.mail else settings.DEFAULT_FROM_EMAIL,
        [mail.resident.mail],
        connection=connection,
        # The same at a second try, so that a mailbox can tell.
        headers={"Message-ID": f"<{mail.id}@machikado>", "Auto-Submitted": "auto-generated"},
    )


def _language(mail: Mail) -> str:
    """As wished for; Japanese where nothing is, or where the language has no such mail."""
    wish = MailWish.objects.filter(municipality=mail.municipality, resident=mail.resident).first()
    wished = wish.language if wish else "ja"
    return wished if has_template(mail.template, wished) else "ja"


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, SMTPException):
        event("mail_away", level=logging.WARNING, error="close")
