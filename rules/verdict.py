"""What the rules answer: every reason at once, or what follows when the thing is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["Reason", "Verdict"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that refuses.

    ``rule`` is an id of docs/rules.md. ``allowed_from`` is the first instant at which this reason
    goes away, ``allowed_until`` the first at which it would appear (half open); None: no other
    instant changes it.
    """

    code: str
    rule: str
    params: Mapping[str, object] = field(default_factory=dict)
    allowed_from: datetime | None = None
    allowed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``reasons`` sorted by rule id; where there are none, ``outcome`` says what follows."""

    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()
    outcome: Mapping[str, object] | None = None

    @property
    def allowed(self) -> bool:
        return not self.reasons
