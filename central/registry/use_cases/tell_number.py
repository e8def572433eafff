"""Someone forgot the number: it is told where name, birthday and address all agree.

Nothing changes; it is a command so that every such question stands in the journal.
"""

from datetime import date

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Line, Person
from central.registry.residents import is_same_text, registered_person

__all__ = ["KIND", "Body", "perform"]

KIND = "tell_number"


class Body(commands.Body):
    name: Person
    born_on: date
    address: Line


def perform(body: Body, context: Context) -> Decision:
    known = registered_person(context.municipality.id, body.name, body.born_on)
    numbers = [
        row.number for row in known if row.address and is_same_text(row.address, body.address)
    ]
    if not numbers:
        return rejected("no_match", "")
    return Decision("applied", outcome={"numbers": " ".join(numbers)})
