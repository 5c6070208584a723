from datetime import timedelta

from sqlalchemy.orm import Session

from relais.staff import audit, list_audit
from relais.staff.audit import PAGE_SIZE
from tests.conftest import FixedClock
from tests.factories.staff import make_member


def test_who_did_what_to_which_object_and_when(session: Session, clock: FixedClock) -> None:
    member = make_member(session, clock.now(), name="Amina")

    audit(session, member.id, "take_over", "conversation", "c1", clock.now())

    line = list_audit(session).lines[0]
    entry = line.entry
    assert line.name == "Amina"
    assert (entry.action, entry.object_type, entry.object_id, entry.at) == (
        "take_over",
        "conversation",
        "c1",
        clock.now(),
    )


def test_the_latest_comes_first_page_by_page(session: Session, clock: FixedClock) -> None:
    for number in range(PAGE_SIZE + 1):
        audit(session, None, f"act {number}", None, None, clock.now())
        clock.move(timedelta(seconds=1))

    first, second = list_audit(session), list_audit(session, page=2)

    assert first.lines[0].entry.action == f"act {PAGE_SIZE}"
    assert [line.entry.action for line in second.lines] == ["act 0"]
    assert (first.total, first.pages) == (PAGE_SIZE + 1, 2)


def test_what_nobody_did_has_no_name(session: Session, clock: FixedClock) -> None:
    audit(session, None, "retention", None, None, clock.now())

    assert list_audit(session).lines[0].name is None


def test_an_empty_record_is_one_empty_page(session: Session) -> None:
    page = list_audit(session)

    assert (list(page.lines), page.pages) == ([], 1)
