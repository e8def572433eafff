"""Residents, a terminal and a visit, made as the staff and a resident would make them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4  # noqa: TID251 - a terminal makes its own ids

from django.test import Client

from central import clock
from central.ids import new_code
from central.registry.models import Card, CardState, Credential, Resident
from central.registry.passwords import hash_password
from central.terminals.models import EnrolmentCode
from central.terminals.use_cases.issue_code import VALID_FOR, code_digest
from rules.calendar import JAPAN
from sync.wire import BookBody, LoginAccepted, Message, Sealed
from tests.support.centre import Answer
from tests.support.terminal import HandMadeTerminal
from tests.support.terminal import clock as terminal_clock

__all__ = [
    "DAY",
    "NOW",
    "PASSWORD",
    "InProcess",
    "Visit",
    "body",
    "enrolled",
    "here",
    "issue_code",
    "register",
]

NOW = datetime(2026, 9, 10, 10, 0, tzinfo=JAPAN)
#: A Thursday on which everything is open.
DAY = date(2026, 9, 17)
PASSWORD = "himitsu1"
SECRET = hash_password(PASSWORD)


class InProcess:
    """The application, asked without a socket; an error inside is an answer, too."""

    def __init__(self) -> None:
        self._client = Client(raise_request_exception=False, headers={"host": "localhost"})

    def post(self, path: str, body: Message | bytes) -> Answer:
        data = body if isinstance(body, bytes) else body.model_dump_json().encode()
        return self._answer(self._client.post(path, data, content_type="application/json"))

    def get(self, path: str, **headers: str) -> Answer:
        return self._answer(self._client.get(path, headers=headers))

    @staticmethod
    def _answer(response) -> Answer:
        content = b"".join(response) if response.streaming else response.content
        return Answer(response.status_code, content, dict(response.headers))


def register(number: str = "90000001", card: str | None = "04AA", **changes) -> Resident:
    """A resident in good standing, but for what is said otherwise."""
    card_state = changes.pop("card_state", CardState.ACTIVE)
    resident = Resident.objects.create(
        **{
            "municipality": "ono",
            "number": number,
            "name": "見本・利用者",
            "type": "city_group",
            "born_on": date(1990, 4, 1),
            "registered_on": date(2026, 1, 5),
            "valid_until": date(2027, 1, 5),
            "mail": "mihon@example.com",
        }
        | changes
    )
    municipality = resident.municipality
    Credential.objects.create(
        municipality=municipality, resident=resident, secret=SECRET, changed_at=clock.now()
    )
    if card is not None:
        Card.objects.create(
            municipality=municipality, uid=card, resident=resident, state=card_state
        )
    return resident


def issue_code(municipality: str, venue: str, code: str) -> None:
    """A code as the staff would have made it, without a line of the journal."""
    EnrolmentCode.objects.create(
        municipality=municipality,
        venue=venue,
        digest=code_digest(code),
        expires_at=clock.now() + VALID_FOR,
    )


def enrolled(line: InProcess) -> HandMadeTerminal:
    code = new_code()
    issue_code("ono", "argo", code)
    terminal = HandMadeTerminal()
    terminal.enrol(line, code)
    return terminal


@dataclass(frozen=True, slots=True)
class Visit:
    terminal: HandMadeTerminal
    visit: UUID
    box: Sealed

    @classmethod
    def offline(
        cls, terminal: HandMadeTerminal, password: str = PASSWORD, card: str = "04AA"
    ) -> "Visit":
        visit = uuid4()
        return cls(terminal, visit, terminal.box(visit, password, card=card))

    @classmethod
    def logged_in(cls, line: InProcess, terminal: HandMadeTerminal, card: str = "04AA") -> "Visit":
        visit = cls.offline(terminal, card=card)
        visit.log_in(line).read(LoginAccepted)
        return visit

    def log_in(self, line: InProcess) -> Answer:
        return self.terminal.log_in(line, self.visit, self.box)

    def act(self, wanted, at=None, action: UUID | None = None):
        return self.terminal.act(wanted, self.visit, self.box, at or here(), action)


def here():
    """The clock of a terminal that has just heard from the centre."""
    return terminal_clock(clock.millis(clock.now()))


def body(**changes) -> BookBody:
    """One badminton court in the arena, of which there are six."""
    return BookBody(
        **{
            "facility": "argo/arena",
            "sport": "badminton",
            "courts": 1,
            "people": 4,
            "day": DAY,
            "start_minute": 18 * 60,
            "end_minute": 20 * 60,
        }
        | changes
    )
