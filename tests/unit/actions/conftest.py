"""A running Relais with the sample data, and somebody who writes to it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from relais.appointments import load_sample_sessions, make_slots
from relais.conversations import Channel, conversation_of, get_conversation
from relais.db import Database
from relais.directory import load_sample
from relais.replies import Texts
from relais.rights import Cover, Right
from relais.vault import Keys
from tests.conftest import FixedClock
from tests.factories.appointments import make_person
from tests.fakes.relais import RelaisForTests, build_relais
from tests.unit.actions.talk import Talk


@pytest.fixture
def running(database: Database, clock: FixedClock, keys: Keys, texts: Texts) -> RelaisForTests:
    """A Relais with the sample directory, sample sessions and their slots."""
    running = build_relais(database, clock, keys, texts)
    with database.transaction() as session:
        load_sample(session, clock.now())
        load_sample_sessions(session, clock.now())
        make_slots(session, clock.now(), running.relais.settings.zone)
    return running


@pytest.fixture
def start(running: RelaisForTests, texts: Texts) -> Callable[[], Talk]:
    """Begins a conversation with somebody new."""

    def begin() -> Talk:
        with running.relais.database.transaction() as session:
            now = running.relais.clock.now()
            conversation = conversation_of(session, make_person(session, now), Channel.SMS, now)
            conversation_id = conversation.id
        return Talk(running, conversation_id, texts)

    return begin


@pytest.fixture
def talk(start: Callable[[], Talk]) -> Talk:
    return start()


@pytest.fixture
def known(talk: Talk) -> Talk:
    """Somebody whose rights are recorded: no interview comes first."""
    with talk.running.relais.database.transaction() as session:
        person_id = get_conversation(session, talk.conversation_id).person_id
        session.add(
            Right(
                person_id=person_id,
                cover=Cover.C2S,
                ends_on=talk.now.date() + timedelta(days=90),
                created_at=talk.now,
                updated_at=talk.now,
            )
        )
    return talk
