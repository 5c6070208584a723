"""Care is searched for where the person is, without inventing what is near."""

from sqlalchemy.orm import Session

from relais.directory import search
from tests.factories.directory import make_place


def test_only_places_that_offer_the_care_are_found(session: Session) -> None:
    dentist = make_place(session, "dentist", "nurse")
    make_place(session, "nurse")

    found = search(session, "dentist", None, limit=10)

    assert [service.place.id for service in found.services] == [dentist.id]
    assert found.total == 1


def test_places_of_the_town_come_first(session: Session) -> None:
    make_place(session, "nurse", id="a", town="Lorgues", free=True, without_cover=True)
    make_place(session, "nurse", id="b", town="Salernes")

    found = search(session, "nurse", "Salernes", limit=10)

    assert [service.place.id for service in found.services] == ["b", "a"]
    assert found.in_town == 1


def test_within_a_town_people_without_cover_come_first_then_what_is_free(session: Session) -> None:
    make_place(session, "nurse", id="paid", name="A", town="Lorgues")
    make_place(session, "nurse", id="free", name="B", town="Lorgues", free=True)
    make_place(session, "nurse", id="open", name="C", town="Lorgues", without_cover=True)

    found = search(session, "nurse", "Lorgues", limit=10)

    assert [service.place.id for service in found.services] == ["open", "free", "paid"]


def test_without_a_town_those_of_the_association_s_town_come_first(session: Session) -> None:
    make_place(session, id="home", town="Draguignan", home=True)
    make_place(session, "nurse", id="far", name="A", town="Marseille", without_cover=True)
    make_place(session, "nurse", id="here", name="Z", town="Draguignan")

    found = search(session, "nurse", None, limit=10)

    assert [service.place.id for service in found.services] == ["here", "far"]


def test_nothing_in_the_town_is_told_apart_from_nothing_at_all(session: Session) -> None:
    make_place(session, "nurse", town="Draguignan")

    found = search(session, "nurse", "Aups", limit=10)

    assert (found.total, found.in_town) == (1, 0)


def test_a_search_is_read_page_by_page(session: Session) -> None:
    for name in ("A", "B", "C"):
        make_place(session, "nurse", id=name, name=name)

    pages = [search(session, "nurse", None, limit=2, offset=offset) for offset in (0, 2, 4)]

    assert [[service.place.id for service in page.services] for page in pages] == [
        ["A", "B"],
        ["C"],
        [],
    ]
    assert {page.total for page in pages} == {3}
