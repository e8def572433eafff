"""Other rules: at once where nobody has begun anything, else with the next visit."""

from dataclasses import replace

from kiosk.messages import PageOpened, PolicyArrived
from kiosk.visit import Visit
from tests.kiosk.flow.journey import NOW, VISIT, begin, do, elsewhere, ono


def test_rules__that_come_while_nobody_is_there_count_at_once() -> None:
    newer = replace(ono())
    visit = do(begin(), PolicyArrived(newer))
    assert visit.site.municipality is newer
    assert visit.site.coming == ()


def test_rules__that_come_during_a_visit_count_with_the_next() -> None:
    first, newer = replace(ono()), replace(ono())
    visit = do(begin(), PageOpened("look.sport"), PolicyArrived(first), PolicyArrived(newer))
    assert visit.site.municipality is ono()
    assert visit.site.coming == (newer,)
    following = Visit.begin(VISIT, visit.site, NOW)
    assert following.site.municipality is newer
    assert following.site.coming == ()


def test_rules__of_another_municipality_change_nothing_here() -> None:
    other = elsewhere("kumamoto", "").site.municipality
    visit = do(begin(), PolicyArrived(other))
    assert visit.site.municipality is ono()
