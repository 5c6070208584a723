import pytest
from sqlalchemy import select

from relais.conversations import Person, set_discretion
from relais.safety import Danger
from tests.factories.conversations import AMINA, receive_text
from tests.factories.dangers import doubt, doubting
from tests.fakes.relais import RelaisForTests
from tests.unit.relais.conversations.said import last_text, replies, write

VIOLENCE = "mon mari me frappe"
TELLING = ("violence", "femmes", "danger", "promo", "relais")


def _is_discreet(running: RelaisForTests) -> bool:
    with running.relais.database.reading() as session:
        return session.scalars(select(Person.discreet)).one()


@pytest.mark.parametrize("body", ["Discret", "mode discret", "discreet", "بسرية", "gizli"])
def test_the_word_alone_is_remembered_and_confirmed(running: RelaisForTests, body: str) -> None:
    write(running, AMINA, body)

    assert _is_discreet(running)
    assert replies(running) == [["people.discreet"]]
    assert running.rasa.asked == []


@pytest.mark.parametrize(
    "body",
    ["mon mari lit mon téléphone", "someone reads my phone, what is the C2S?", "يقرأ رسائلي"],
)
def test_that_others_read_it_is_remembered_and_the_rest_is_answered(
    running: RelaisForTests, body: str
) -> None:
    write(running, AMINA, body)

    assert _is_discreet(running)
    assert [text for _, text in running.rasa.asked] == [body]


@pytest.mark.parametrize("body", ["c'est quoi la C2S ?", "je lis vos messages", "a discreet place"])
def test_nothing_else_asks_for_it(running: RelaisForTests, body: str) -> None:
    write(running, AMINA, body)

    assert not _is_discreet(running)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (VIOLENCE, "safety.violence_discreet"),
        ("on frappe mon enfant", "safety.violence_child_discreet"),
    ],
)
def test_the_safety_reply_then_tells_nothing_to_others(
    running: RelaisForTests, body: str, key: str
) -> None:
    write(running, AMINA, "discret")
    received = receive_text(running, AMINA, body)

    assert replies(running)[-1] == [key]
    text = (received.safety_text or "").lower()
    assert "17" in text[:60]
    assert [word for word in TELLING if word in text] == []
    assert last_text(running) == received.safety_text


def test_it_counts_in_the_very_message_that_asks_for_it(running: RelaisForTests) -> None:
    received = receive_text(running, AMINA, f"{VIOLENCE} et il lit mon téléphone")

    assert "violence" not in (received.safety_text or "").lower()


def test_a_reply_decided_by_rasa_is_discreet_too(running: RelaisForTests) -> None:
    running.rasa.says["bonjour"] = [{"say": "safety.violence"}]
    write(running, AMINA, "discret")
    write(running, AMINA, "bonjour")

    assert replies(running)[-1] == ["safety.violence_discreet"]


def test_so_is_the_question_of_a_doubt(running: RelaisForTests) -> None:
    running = doubting(running, {"hier encore": doubt(Danger.VIOLENCE)})
    write(running, AMINA, "discret")
    receive_text(running, AMINA, "hier encore")

    assert replies(running)[-1] == ["safety.doubt_violence_discreet"]
    assert "danger" not in last_text(running).lower()


def test_staff_can_note_it_and_take_it_back(running: RelaisForTests) -> None:
    conversation_id = write(running, AMINA, "discret")

    with running.relais.database.transaction() as session:
        set_discretion(session, conversation_id, False)

    assert not _is_discreet(running)
