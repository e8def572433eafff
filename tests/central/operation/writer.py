"""A process that carries out commands, one after the other, until it is ended."""

import sys
from datetime import date
from pathlib import Path


def write_for_ever(state: Path) -> None:
    from central.start import prepare

    prepare(state)
    from itertools import count

    from central import clock
    from central.booking.use_cases import book
    from central.ids import new_id
    from central.journal.commands import Context
    from central.journal.write import carry_out
    from central.policies import municipalities
    from central.registry.models import Resident
    from central.registry.passwords import hash_password
    from central.registry.use_cases import register
    from rules.facts import Channel
    from sync.wire import BookBody
    from tests.central.operation.load import wishes

    ono, secret = municipalities()["ono"], hash_password("himitsu1")
    every: list[BookBody] = [wish for index in (0, 1) for wish in wishes(index)]
    for number in count():
        newcomer = register.Body(
            channel=Channel.DESK,
            carried_over=True,
            type="city_group",
            name="見本・利用者",
            number=f"{90000000 + number}",
            born_on=date(1990, 4, 1),
            secret=secret,
        )
        carry_out(newcomer, Context(ono, clock.now(), "staff:desk", new_id()))
        resident = Resident.objects.get(number=newcomer.number)
        wanted = book.Body(
            resident=resident.id, channel=Channel.DESK, wish=every[number % len(every)]
        )
        carry_out(wanted, Context(ono, clock.now(), "staff:desk", new_id()))
        print(number, flush=True)


if __name__ == "__main__":
    write_for_ever(Path(sys.argv[1]))
