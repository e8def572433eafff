"""What a group's list of members comes to: as it is told, kept and asked about (構成員名簿)."""

import json
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rules import facts

__all__ = ["RosterBody", "roster_facts"]

Count = Annotated[int, Field(ge=0, le=9_999)]
Word = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]


class RosterBody(BaseModel):
    """Counts of members, and who leads them; names and addresses stay on the paper."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    members: Count
    local: Count
    phones: Count
    leader_age: Annotated[int, Field(ge=0, le=120)]
    leader_school: Word = "none"
    elementary_or_older: bool = True
    main_sport: Word | None = None
    base_in_city: bool = True

    @property
    def facts(self) -> facts.Roster:
        return facts.Roster(**self.model_dump())


def roster_facts(kept: object) -> facts.Roster | None:
    """From the column, which is text where the row was read without its model."""
    known = json.loads(kept) if isinstance(kept, str) else kept
    return None if known is None else RosterBody.model_validate(known).facts
