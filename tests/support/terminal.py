"""What a terminal says to the centre, made by hand: keys, seals, signatures and the chain."""

from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID, uuid4  # noqa: TID251 - a terminal makes its own ids

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from central.clock import millis, now
from central.ids import new_id
from sync.seal import action_info, form_info, login_info, seal
from sync.wire import (
    ACTIONS_PATH,
    CHAIN_START,
    ENROL_PATH,
    LOGIN_PATH,
    STATE_PATH,
    TOKEN_PATH,
    ActionBody,
    Actions,
    ActionsAnswer,
    ActionVerdict,
    Clock,
    Credential,
    Enrol,
    Enrolled,
    Envelope,
    Login,
    Message,
    Personal,
    Sealed,
    SealingKey,
    Signed,
    TerminalState,
    Token,
    TokenWanted,
    canonical,
    chain_hash,
    decode_bytes,
    encode_bytes,
)
from tests.support.centre import Answer

__all__ = ["HandMadeTerminal", "Line", "clock"]


class Line(Protocol):
    """A way to the centre: ``support.centre.Http``, or the application in this process."""

    def post(self, path: str, body: Message | bytes) -> Answer: ...

    def get(self, path: str, **headers: str) -> Answer: ...


def clock(centre_ms: int | None = None, *, trusted: bool = True) -> Clock:
    """A clock whose boot time has not moved since the centre told its time."""
    told = None if centre_ms is None else 1_000
    return Clock(
        boot_id=uuid4(),
        boot_ms=1_000,
        wall_ms=centre_ms or 0,
        trusted=trusted,
        centre_ms=centre_ms,
        centre_boot_ms=told,
    )


@dataclass
class HandMadeTerminal:
    """Enough of a terminal for the tests of the centre; every part can be made wrong."""

    name: str = "nobody"
    municipality: str = "ono"
    sealing: SealingKey | None = None
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    session: UUID = field(default_factory=uuid4)
    seq: int = 1
    prev: str = CHAIN_START

    @property
    def public_key(self) -> str:
        return encode_bytes(self.key.public_key().public_bytes_raw())

    def enrol(self, line: Line, code: str) -> Enrolled:
        enrolled = line.post(ENROL_PATH, Enrol(code=code, public_key=self.public_key)).read(
            Enrolled
        )
        self.name, self.sealing = enrolled.terminal, enrolled.sealing_keys[0]
        return enrolled

    def sign(self, message: Message) -> Signed:
        return self.sign_text(canonical(message))

    def sign_text(self, text: str) -> Signed:
        return Signed(text=text, signature=encode_bytes(self.key.sign(text.encode())))

    def box(
        self, visit: UUID, password: str, card: str | None = None, number: str | None = None
    ) -> Sealed:
        """The login box of a visit."""
        credential = Credential(card=card, number=number, password=password)
        return self._sealed(login_info(self.name, str(visit)), canonical(credential))

    def form(self, visit: UUID, verb: str, typed: Message) -> Sealed:
        """The box of what was typed for an action."""
        return self._sealed(form_info(self.name, str(visit), verb), canonical(typed))

    def log_in(self, line: Line, visit: UUID, box: Sealed) -> Answer:
        login = Login(
            terminal=self.name,
            visit=visit,
            municipality=self.municipality,
            credential=box,
            wall_ms=millis(now()),
        )
        return line.post(LOGIN_PATH, self.sign(login))

    def token(self, line: Line, *serves: str) -> str:
        wanted = TokenWanted(
            terminal=self.name, nonce=uuid4().hex, wall_ms=millis(now()), serves=serves
        )
        return line.post(TOKEN_PATH, self.sign(wanted)).read(Token).token

    def report(self, line: Line, **changes: object) -> Answer:
        """How the terminal is, if nothing else is said: all is well."""
        assert self.sealing is not None, "not enrolled"
        at_ms = millis(now())
        told = {
            "terminal": self.name,
            "nonce": uuid4().hex,
            "wall_ms": at_ms,
            "clock_ms": at_ms,
            "version": "0.1.0",
            "paper": "ready",
            "reader": "ready",
            "intake": None,
            "unsent": 0,
            "oldest_ms": None,
            "kid": self.sealing.kid,
        }
        return line.post(STATE_PATH, self.sign(TerminalState.model_validate(told | changes)))

    def bearer(self, line: Line, *serves: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(line, *serves)}"}

    def envelope(
        self,
        body: ActionBody,
        visit: UUID,
        box: Sealed | None,
        at: Clock | None = None,
        action: UUID | None = None,
        *,
        form: Sealed | None = None,
    ) -> Envelope:
        action = action or new_id()
        info = action_info(self.name, self.seq, str(action), body.verb)
        return Envelope(
            terminal=self.name,
            session=self.session,
            seq=self.seq,
            prev=self.prev,
            action=action,
            visit=visit,
            municipality=self.municipality,
            body=body,
            sealed=self._sealed(info, canonical(Personal(login=box, form=form))),
            clock=at or clock(),
        )

    def act(
        self,
        body: ActionBody,
        visit: UUID,
        box: Sealed | None,
        at: Clock | None = None,
        action: UUID | None = None,
        *,
        form: Sealed | None = None,
    ) -> Signed:
        """The next action, signed; the chain moves on."""
        signed = self.sign(self.envelope(body, visit, box, at, action, form=form))
        self.seq += 1
        self.prev = chain_hash(signed)
        return signed

    def send(
        self, line: Line, *actions: Signed, unsent: int = 0, watching: UUID | None = None
    ) -> ActionsAnswer:
        return self.post(line, *actions, unsent=unsent, watching=watching).read(ActionsAnswer)

    def post(
        self, line: Line, *actions: Signed, unsent: int = 0, watching: UUID | None = None
    ) -> Answer:
        """``watching``: the visit that stands at the terminal."""
        batch = Actions(terminal=self.name, actions=actions, unsent=unsent, watching=watching)
        return line.post(ACTIONS_PATH, batch)

    def verdict(self, line: Line, action: Signed, watching: UUID | None = None) -> ActionVerdict:
        return self.send(line, action, watching=watching).verdicts[0]

    def _sealed(self, info: bytes, text: str) -> Sealed:
        assert self.sealing is not None, "not enrolled"
        key = X25519PublicKey.from_public_bytes(decode_bytes(self.sealing.public_key))
        return Sealed(kid=self.sealing.kid, box=encode_bytes(seal(key, info, text.encode())))
