import pytest

from relais.conversations import (
    Author,
    EmptyAnswerError,
    Message,
    TextTooLongError,
)
from relais.messaging import Delivery, DeliveryState
from relais.staff import Role
from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.conftest import LogIn
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.talks import (
    DANGER,
    LIST,
    NUMBER,
    actions,
    address,
    bodies,
    state_of,
    talk,
    web_talk,
)
from web.console.conversations import TEXT_LIMIT
from web.errors import status_of


def test_taking_over_silences_the_assistant(
    house: RelaisForTests, mediator: ConsoleClient, talked: str
) -> None:
    mediator.open(address(talked))

    words = mediator.submit(address(talked) + "/take-over")
    talk(house, NUMBER, "encore une question")

    assert "Vous avez pris la conversation en main. L'assistant se tait." in words
    assert bodies(house, talked)[-1] == "encore une question"
    assert "montré à l'équipe, l'assistant s'est tu" in mediator.open(address(talked))
    assert "take_over" in actions(house)


def test_colleagues_see_who_has_taken_over(
    mediator: ConsoleClient, log_in: LogIn, talked: str
) -> None:
    mediator.open(address(talked))
    mediator.submit(address(talked) + "/take-over")
    mediator.submit("/console/logout")

    words = log_in(Role.MEDIATOR, name="Boris").open(address(talked))

    assert "Prise en main par Amina" in words
    assert "Amina a cette conversation en main. L'assistant se tait." in words


def test_handing_back_lets_the_assistant_answer_again(
    house: RelaisForTests, mediator: ConsoleClient, talked: str
) -> None:
    mediator.open(address(talked))
    mediator.submit(address(talked) + "/take-over")

    words = mediator.submit(address(talked) + "/hand-back")
    talk(house, NUMBER, "encore une question")

    assert "L'assistant répond à nouveau dans cette conversation." in words
    assert bodies(house, talked)[-2] == "encore une question"
    assert "hand_back" in actions(house)


def test_dealt_with_leaves_the_lists_and_stays_readable(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, DANGER)
    mediator.open(address(talked))

    words = mediator.submit(address(talked) + "/settle")

    assert "La conversation est marquée comme traitée." in words
    conversation = state_of(house, talked)
    assert (conversation.danger, conversation.needs_person_at) == (None, None)
    assert "Danger : Violence" in words  # the message keeps it
    assert "Reconnu comme « " in words
    assert "Marquer comme traitée" not in words
    assert "settle" in actions(house)


def test_an_answer_is_stored_sent_and_takes_over(
    house: RelaisForTests, mediator: ConsoleClient, talked: str
) -> None:
    mediator.open(address(talked))

    words = mediator.submit(address(talked) + "/answer", text="Bonjour,\r\nje vous rappelle.")

    assert "Votre message est enregistré" in words
    assert bodies(house, talked)[-1] == "Bonjour,\nje vous rappelle."
    assert "Amina dim. 22 nov. 2026, 10:01" in words
    assert state_of(house, talked).held_by_id is not None
    with house.relais.database.reading() as session:
        delivery = session.get_one(Delivery, house.bell.deliveries[-1])
        answer = session.get_one(Message, delivery.message_id)
    assert (delivery.state, answer.author) == (DeliveryState.PENDING, Author.STAFF)
    assert "answer" in actions(house)


def test_an_answer_on_the_web_waits_in_the_discussion(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talked = web_talk(house, "bonjour")
    words = mediator.open(address(talked))
    assert "Discussion web" in words
    assert "Téléphone" not in words

    words = mediator.submit(address(talked) + "/answer", text="Bonjour !")

    assert "Votre message est enregistré ; l'assistant se tait" in words
    assert bodies(house, talked)[-1] == "Bonjour !"
    assert house.bell.deliveries == []


def test_a_broken_bell_loses_no_answer(
    house: RelaisForTests, mediator: ConsoleClient, talked: str
) -> None:
    mediator.open(address(talked))
    house.bell.broken = True

    words = mediator.submit(address(talked) + "/answer", text="Je suis là.")

    assert "Votre message est enregistré" in words
    assert bodies(house, talked)[-1] == "Je suis là."


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("   ", EmptyAnswerError, "Écrivez un message avant de l'envoyer."),
        ("x" * (TEXT_LIMIT + 1), TextTooLongError, "Ce message est trop long"),
    ],
)
def test_an_answer_that_cannot_be_sent_is_not_lost(
    house: RelaisForTests,
    mediator: ConsoleClient,
    talked: str,
    text: str,
    error: type[EmptyAnswerError | TextTooLongError],
    words: str,
) -> None:
    before = bodies(house, talked)
    mediator.open(address(talked))

    shown = mediator.submit(address(talked) + "/answer", text=text)

    assert mediator.response.status_code == status_of(error())
    assert words in shown
    assert f">{text}</textarea>" in mediator.response.text
    assert bodies(house, talked) == before
    assert state_of(house, talked).held_by_id is None
    assert "answer" not in actions(house)


def test_the_longest_answer_is_sent(
    house: RelaisForTests, mediator: ConsoleClient, talked: str
) -> None:
    mediator.open(address(talked))

    mediator.submit(address(talked) + "/answer", text="x" * TEXT_LIMIT)

    assert bodies(house, talked)[-1] == "x" * TEXT_LIMIT


def test_one_is_told_before_and_after_that_somebody_gets_no_texts_any_more(
    house: RelaisForTests, mediator: ConsoleClient, talked: str
) -> None:
    talk(house, NUMBER, "STOP")

    words = mediator.open(address(talked))
    assert "Cette personne a demandé à ne plus recevoir de SMS" in words
    words = mediator.submit(address(talked) + "/answer", text="Je suis là.")

    assert "il ne sera pas envoyé" in words
    assert "Je suis là. pas envoyé" in words
    assert bodies(house, talked)[-1] == "Je suis là."


@pytest.mark.parametrize("deed", ["take-over", "hand-back", "settle", "answer"])
def test_a_form_of_another_site_does_nothing(
    house: RelaisForTests, mediator: ConsoleClient, talked: str, deed: str
) -> None:
    response = mediator.http.post(f"{address(talked)}/{deed}", data={"text": "x", "csrf": "0" * 64})

    assert response.status_code == 403
    assert actions(house) == ["log_in"]
    assert state_of(house, talked).held_by_id is None


@pytest.mark.parametrize("deed", ["take-over", "hand-back", "settle", "answer"])
def test_a_reviewer_changes_nothing(
    house: RelaisForTests, reviewer: ConsoleClient, talked: str, deed: str
) -> None:
    words = reviewer.open(address(talked))
    assert "Prendre en main" not in words
    assert "Envoyer" not in words

    words = reviewer.submit(f"{address(talked)}/{deed}", text="x")

    assert reviewer.response.status_code == 403
    assert "Votre rôle ne permet pas de faire cela." in words
    assert state_of(house, talked).held_by_id is None


@pytest.mark.parametrize("deed", ["take-over", "hand-back", "settle", "answer"])
def test_what_is_done_to_no_conversation_is_not_recorded(
    house: RelaisForTests, mediator: ConsoleClient, deed: str
) -> None:
    mediator.open(LIST)

    mediator.submit(f"{address('0' * 32)}/{deed}", text="x")

    assert mediator.response.status_code == 404
    assert actions(house) == ["log_in"]
