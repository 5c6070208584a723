"""What people meant is kept as they chose it, until the staff have decided."""

import pytest
from sqlalchemy.orm import Session

from relais.conversations import Message
from relais.db import Database
from relais.replies import Texts
from relais.understanding import (
    LabelSuggestion,
    SuggestionNotFoundError,
    SuggestionState,
    accept_suggestion,
    refuse_suggestion,
    suggest_label,
    waiting_suggestions,
)
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.factories.conversations import AMINA, receive_text
from tests.factories.staff import make_member
from tests.fakes.relais import RelaisForTests, build_relais


@pytest.fixture
def running(database: Database, clock: FixedClock, keys: Keys, texts: Texts) -> RelaisForTests:
    return build_relais(database, clock, keys, texts)


@pytest.fixture
def message_id(running: RelaisForTests) -> int:
    return receive_text(running, AMINA, "la feuille pour le docteur").message_id


def suggest(session: Session, message_id: int, clock: FixedClock, intent: str) -> LabelSuggestion:
    message = session.get_one(Message, message_id)
    return suggest_label(
        session,
        message_id=message_id,
        redacted=message.redacted,
        language="fr",
        intent=intent,
        guessed=[{"name": "ask_ame", "confidence": 0.2}],
        now=clock.now(),
    )


def test_a_suggestion_waits_with_all_that_is_needed_to_decide(
    running: RelaisForTests, message_id: int, clock: FixedClock
) -> None:
    with running.relais.database.transaction() as session:
        suggest(session, message_id, clock, "ask_health_card")

    with running.relais.database.reading() as session:
        [kept] = waiting_suggestions(session)
    assert (kept.text, kept.language) == ("la feuille pour le docteur", "fr")
    assert (kept.intent, kept.state) == ("ask_health_card", SuggestionState.WAITING)
    assert kept.guessed == [{"name": "ask_ame", "confidence": 0.2}]
    assert (kept.created_at, kept.decided_at) == (clock.now(), None)


def test_the_last_choice_counts_until_the_staff_have_decided(
    running: RelaisForTests, message_id: int, clock: FixedClock
) -> None:
    with running.relais.database.transaction() as session:
        staff_id = make_member(session, clock.now()).id
        suggest(session, message_id, clock, "ask_ame")
        kept = suggest(session, message_id, clock, "ask_health_card")
        assert kept.intent == "ask_health_card"

        accept_suggestion(session, kept.id, staff_id, clock.now())
        assert suggest(session, message_id, clock, "ask_c2s").intent == "ask_health_card"


@pytest.mark.parametrize(
    ("decide", "state"),
    [
        (accept_suggestion, SuggestionState.ACCEPTED),
        (refuse_suggestion, SuggestionState.REFUSED),
    ],
)
def test_what_is_decided_no_longer_waits_and_says_who_decided(
    running: RelaisForTests, message_id: int, clock: FixedClock, decide, state: SuggestionState
) -> None:
    with running.relais.database.transaction() as session:
        staff_id = make_member(session, clock.now()).id
        kept = suggest(session, message_id, clock, "ask_ame")
        decide(session, kept.id, staff_id, clock.now())

    with running.relais.database.reading() as session:
        assert list(waiting_suggestions(session)) == []
        decided = session.get_one(LabelSuggestion, kept.id)
    assert (decided.state, decided.decided_by_id, decided.decided_at) == (
        state,
        staff_id,
        clock.now(),
    )


def test_deciding_on_what_is_gone_is_an_error_with_a_code(running: RelaisForTests) -> None:
    with (
        running.relais.database.transaction() as session,
        pytest.raises(SuggestionNotFoundError) as raised,
    ):
        accept_suggestion(session, 12, "nobody", running.relais.clock.now())

    assert raised.value.code == "suggestion_not_found"
