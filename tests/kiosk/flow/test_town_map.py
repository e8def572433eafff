"""地図: venues on a plain map, nearest first, with what is free today, to their rooms."""

from dataclasses import replace

from kiosk.flow import show
from kiosk.messages import BackPressed, FacilityChosen, PageOpened, SportChosen, VenueOpened
from kiosk.screens.map.view import Place, View
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from sync.snapshot import Snapshot
from sync.wire import RoomNotice
from tests.kiosk.flow.journey import NOW, begin, do, ono, walk
from tests.kiosk.flow.towns import at, town


def on_map(visit: Visit) -> dict[str, Place]:
    """The places of the map page, by venue, in their order."""
    view = show(do(visit, PageOpened("map"))).view
    assert isinstance(view, View)
    return {place.event.venue: place for place in view.places}


def test_map__begins_where_the_terminal_stands_and_goes_on_to_the_nearest() -> None:
    places = on_map(begin())
    positions = ono().positions
    assert positions is not None
    assert next(iter(places)) == "argo"
    far = [positions.between("argo", venue) for venue in places]
    assert far == sorted(far)
    assert set(places) == set(ono().venues)
    assert [place.sign for place in places.values()] == ["ここ", *"123456"]
    assert [venue for venue, place in places.items() if place.here] == ["argo"]


def test_map__counts_from_one_where_the_terminal_is_not_on_it() -> None:
    places = on_map(at("kumamoto", venue="school/elementary_a"))
    assert [place.sign for place in places.values()][:2] == ["1", "2"]
    assert not any(place.here for place in places.values())


def test_map__stands_within_its_frame() -> None:
    for name in ("ono", "ogaki", "kumamoto", "kumatori"):
        for place in on_map(at(name)).values():
            assert 0 <= place.across <= 1
            assert 0 <= place.down <= 1


def test_map__says_in_a_word_what_is_free_today() -> None:
    places = on_map(begin())
    assert (places["argo"].mark, places["argo"].word) == (Mark.FREE, "空き")
    assert (places["areo"].mark, places["areo"].word) == (Mark.OUTSIDE, "受付期間外")


def test_map__calls_a_place_full_only_where_every_room_is() -> None:
    every = {
        (room.id, NOW.date()): frozenset(
            (minute, cell) for minute in range(0, 1440, 15) for cell in range(room.floor.cells)
        )
        for room in ono().rooms.values()
        if room.venue == "oike"
    }
    full = on_map(begin(snapshot=Snapshot(as_of=NOW, taken=every)))
    assert (full["oike"].mark, full["oike"].word) == (Mark.FULL, "満")
    del every["oike/tennis", NOW.date()]
    left = on_map(begin(snapshot=Snapshot(as_of=NOW, taken=every)))
    assert left["oike"].mark is Mark.FREE


def test_map__shows_few_hours_as_few() -> None:
    room = ono().rooms["sakaki/baseball"]
    taken = frozenset(
        (minute, cell) for minute in range(0, 19 * 60, 15) for cell in range(room.floor.cells)
    )
    told = Snapshot(as_of=NOW, taken={(room.id, NOW.date()): taken})
    place = on_map(begin(snapshot=told))["sakaki"]
    assert (place.mark, place.word) == (Mark.FEW, "残りわずか")


def test_map__does_not_offer_what_a_notice_closes() -> None:
    rain = RoomNotice(
        facility="sakaki/baseball",
        day=NOW.date(),
        start_minute=0,
        end_minute=1440,
        reason="weather",
    )
    told = Snapshot(as_of=NOW, closures=(rain,))
    assert on_map(begin(snapshot=told))["sakaki"].mark is Mark.FULL


def test_map__says_that_nothing_is_known_before_the_first_news() -> None:
    place = on_map(begin(snapshot=Snapshot()))["argo"]
    assert (place.mark, place.word) == (Mark.NONE, "きょうの空きは、まだわかりません")


def test_map__leads_through_the_rooms_to_the_month() -> None:
    visit = walk(
        begin(),
        (PageOpened("map"), "map"),
        (VenueOpened("argo"), "map.rooms"),
        (FacilityChosen("argo/arena"), "look.sport"),
        (SportChosen("badminton"), "look.when"),
        (BackPressed(), "look.sport"),
        (BackPressed(), "map.rooms"),
        (FacilityChosen("argo/table_tennis"), "look.when"),
    )
    assert visit.wish.facility == "argo/table_tennis"


def test_map__asks_for_no_room_where_there_is_one() -> None:
    walk(begin(), (PageOpened("map"), "map"), (VenueOpened("sakaki"), "look.sport"))
    walk(at("kumamoto"), (PageOpened("map"), "map"), (VenueOpened("paid/kumamotojo"), "look.when"))


def test_map__tells_of_places_that_nobody_books_here() -> None:
    """KM-06, OG-S5"""
    visit = walk(
        at("kumamoto"),
        (PageOpened("map"), "map"),
        (VenueOpened("paid/aquadome"), "look.elsewhere"),
    )
    assert "券売機" in show(visit).view.rows[0].detail
    assert on_map(at("kumamoto"))["paid/aquadome"].word == "ここでは予約しません"
    walk(
        at("ogaki"),
        (PageOpened("map"), "map"),
        (VenueOpened("sports/archery"), "look.elsewhere"),
    )


def test_map__stays_where_a_touch_means_no_venue() -> None:
    walk(begin(), (PageOpened("map"), "map"), (VenueOpened("nowhere"), "map"))


def test_map__says_that_it_is_a_sketch() -> None:
    view = show(do(begin(), PageOpened("map"))).view
    assert "概略図" in view.note
    assert "10:21" in view.note


def test_map__is_offered_only_where_the_town_has_positions() -> None:
    def offered(visit: Visit) -> bool:
        return any(press.event == PageOpened("map") for press in show(visit).view.more)

    assert offered(begin())
    assert not offered(begin(municipality=replace(ono(), positions=None)))
    assert town("osaka").positions is None, "another town's map is none of its own"
