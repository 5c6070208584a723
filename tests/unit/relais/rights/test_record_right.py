from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relais.rights import Cover, Right, record_right
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.factories.rights import make_person

END = date(2027, 2, 1)


def test_a_right_is_kept(session: Session, vault: Vault, clock: FixedClock) -> None:
    person = make_person(session, vault, clock.now())
    record_right(session, person.id, Cover.AME, END, True, clock.now())
    kept = session.scalars(select(Right)).one()
    assert (kept.person_id, kept.cover, kept.ends_on) == (person.id, Cover.AME, END)
    assert kept.filed_by_association


def test_the_same_cover_again_replaces_its_end(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    person = make_person(session, vault, clock.now())
    first = record_right(session, person.id, Cover.AME, END, True, clock.now())
    begun = clock.now()
    clock.move(timedelta(days=1))
    later = date(2028, 2, 1)
    again = record_right(session, person.id, Cover.AME, later, False, clock.now())
    assert again.id == first.id
    assert (again.ends_on, again.filed_by_association) == (later, False)
    assert (again.created_at, again.updated_at) == (begun, clock.now())


def test_a_person_may_have_several_covers(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    person = make_person(session, vault, clock.now())
    for cover in (Cover.PUMA, Cover.C2S):
        record_right(session, person.id, cover, END, False, clock.now())
    assert session.scalar(select(func.count()).select_from(Right)) == 2
