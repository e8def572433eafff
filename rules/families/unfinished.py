"""How long an unfinished form is kept (一時保存); what is attached to it never is (AG-13)."""

from typing import Annotated

from pydantic import Field

from rules.schema import Group, Section


class Kept(Section):
    """So many days after today are the last one on which it can be gone on with."""

    days: Annotated[int, Field(ge=1, le=90)]


class Settings(Group):
    """Nothing is kept where ``kept`` is not said."""

    kept: Kept | None = None
