from datetime import timedelta

from sqlalchemy.orm import Session

from relais.messaging import DeliveryState, sent_lately, withdraw
from relais.vault import Vault
from tests.conftest import FixedClock
from tests.factories.messaging import make_conversation, make_delivery

DAY = timedelta(days=1)


def test_texts_to_a_person_are_counted_from_a_moment_on(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    theirs = make_conversation(session, clock.now())
    make_delivery(session, vault, clock.now() - 2 * DAY, conversation=theirs)
    make_delivery(session, vault, clock.now() - DAY, conversation=theirs)
    make_delivery(session, vault, clock.now(), conversation=theirs)
    make_delivery(session, vault, clock.now())

    assert sent_lately(session, theirs.person_id, clock.now() - DAY) == 2


def test_dangers_and_withdrawn_texts_do_not_count(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    theirs = make_conversation(session, clock.now())
    make_delivery(session, vault, clock.now(), conversation=theirs, urgent=True)
    withdrawn = make_delivery(session, vault, clock.now(), conversation=theirs)
    withdraw(session, withdrawn.id, clock.now())

    assert sent_lately(session, theirs.person_id, clock.now() - DAY) == 0


def test_failures_count_because_a_loop_of_failures_is_a_loop(
    session: Session, vault: Vault, clock: FixedClock
) -> None:
    theirs = make_conversation(session, clock.now())
    make_delivery(session, vault, clock.now(), conversation=theirs).state = DeliveryState.FAILED
    session.flush()

    assert sent_lately(session, theirs.person_id, clock.now() - DAY) == 1
