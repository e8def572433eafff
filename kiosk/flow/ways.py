"""Ways that pages of the first journey share: an event, its handler, where its words lead."""

from collections.abc import Mapping
from typing import Any

from kiosk.flow import (
    action,
    book,
    cancel,
    change,
    formally,
    look,
    tickets,
)
from kiosk.flow.journeys import goals
from kiosk.flow.page import On, on
from kiosk.messages import (
    ActionDelayed,
    ActionSettled,
    CancelChosen,
    ChangeChosen,
    DayChosen,
    FacilityChosen,
    FormalChosen,
    FormWanted,
    PeopleChosen,
    PrintWanted,
    StudentsChosen,
)

__all__ = [
    "ADVISED",
    "AFTER_LOGIN",
    "ARRIVED",
    "BECAME",
    "CANCEL",
    "CHANGES",
    "DAY",
    "INSTEAD",
    "OWN",
    "PEOPLE",
    "ROOM",
    "STUDENTS",
    "Ways",
]

Ways = Mapping[type[Any], On]

#: What the rules and the terminal say to a plan; ``who``: nobody has been asked for yet. It stands
#: before the journeys are looked for, since their pages use it.
ADVISED = {
    "who": "identify.card",
    "password": "password.change",
    "terms": "book.terms",
    "confirm": "book.confirm",
    "refused": "refused",
    "stopped": "stopped",
}
ARRIVED = {**ADVISED, "mine": "mine.list", **{page: page for page in goals()}}
AFTER_LOGIN = {**ARRIVED, "account": "account.states"}
CANCEL: Ways = {
    CancelChosen: on(cancel.cancel_chosen, sure="mine.cancel", refused="refused", stopped="stopped")
}
OWN: Ways = {
    **CANCEL,
    PrintWanted: on(tickets.print_wanted),
    ChangeChosen: on(change.change_chosen, day="look.day", refused="refused", stopped="stopped"),
    FormalChosen: on(formally.chosen, formal="mine.formal", refused="refused", stopped="stopped"),
    FormWanted: on(formally.form_wanted),
}
BECAME: Ways = {
    ActionSettled: on(action.settled, result="action.result", results="action.results"),
    ActionDelayed: on(action.delayed, result="action.result", results="action.results"),
}
PEOPLE: Ways = {
    PeopleChosen: on(
        book.people_chosen, students="book.students", equipment="book.equipment", **ADVISED
    )
}
STUDENTS: Ways = {StudentsChosen: on(book.students_chosen, equipment="book.equipment", **ADVISED)}
DAY: Ways = {
    DayChosen: on(look.day_chosen, open="look.day", refused="refused", lottery="lottery.time")
}
ROOM: Ways = {FacilityChosen: on(look.room_chosen, chosen="look.when")}
#: What can be changed again before the yes.
CHANGES = (
    "look.sport",
    "look.when",
    "look.day",
    "book.people",
    "book.courts",
    "book.equipment",
)
#: Where a reason's "instead" may lead.
INSTEAD = (
    "look.sport",
    "look.when",
    "look.day",
    "book.people",
    "book.courts",
    "identify.card",
    "book.terms",
    "mine.list",
    "password.change",
    "mail.wishes",
    "desk",
)
