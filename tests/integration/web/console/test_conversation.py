import pytest
from sqlalchemy import select

from relais import conversations
from relais.conversations import (
    Author,
    Conversation,
    EmptyAnswerError,
    Message,
    Person,
    TextTooLongError,
)
from relais.messaging import Delivery, DeliveryState
from relais.staff import AuditEntry, Role
from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.conftest import LogIn
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.talks import DANGER, talk, web_talk
from web.console.conversations import TEXT_LIMIT
from web.errors import status_of

LIST = "/console/conversations"
NUMBER = "+33639980001"
SHOWN_NUMBER = "+33 6 39 98 00 01"


def address(conversation_id: str) -> str:
    return f"{LIST}/{conversation_id}"


def state_of(house: RelaisForTests, conversation_id: str) -> Conversation:
    with house.relais.database.reading() as session:
        return conversations.get_conversation(session, conversation_id)


def actions(house: RelaisForTests) -> list[str]:
    with house.relais.database.reading() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def bodies(house: RelaisForTests, conversation_id: str) -> list[str]:
    relais = house.relais
    with relais.database.reading() as session:
        read = conversations.read_conversation(session, relais.vault, conversation_id)
        return [line.body for line in read.messages]


@pytest.fixture
def talked(house: RelaisForTests) -> str:
    return talk(house, NUMBER, "comment demander la C2S ?", intent="ask_c2s", confidence=0.62)


def test_every_message_tells_who_when_and_what_was_understood(
    mediator: ConsoleClient, talked: str
) -> None:
    words = mediator.open(address(talked))

    assert (
        "La personne dim. 22 nov. 2026, 10:00 comment demander la C2S ? "
        "Compris : Comprendre la C2S (62 %)"
    ) in words
    assert "L'assistant dim. 22 nov. 2026, 10:00" in words
    assert "en attente d'envoi" in words
    assert "Heure de Paris." in words


def test_the_number_is_shown_here_and_not_in_the_address(
    mediator: ConsoleClient, talked: str
) -> None:
    assert SHOWN_NUMBER in mediator.open(address(talked))
    assert "639980001" not in str(mediator.response.url)


def test_a_reviewer_sees_neither_numbers_nor_the_full_wording(
    house: RelaisForTests, reviewer: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, "rappelez moi au 06 39 98 00 02")

    words = reviewer.open(address(talked))

    assert "rappelez moi au [numéro]" in words
    for number in (SHOWN_NUMBER, "639980001", "06 39 98 00 02"):
        assert number not in reviewer.response.text


def test_a_mediator_sees_what_was_really_written(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, "rappelez moi au 06 39 98 00 02")

    assert "rappelez moi au 06 39 98 00 02" in mediator.open(address(talked))


def test_a_danger_tells_its_kind_and_the_sign(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, DANGER)

    words = mediator.open(address(talked))

    assert "Danger : Violence" in words
    assert "Signe reconnu : violence." in words


def test_every_opening_is_recorded(
    house: RelaisForTests, reviewer: ConsoleClient, talked: str
) -> None:
    for _ in range(2):
        reviewer.open(address(talked))

    assert actions(house) == ["log_in", "read_conversation", "read_conversation"]


def test_a_conversation_that_is_not_there_is_told_in_words(mediator: ConsoleClient) -> None:
    words = mediator.open(address("0" * 32))

    assert mediator.response.status_code == 404
    assert "Cette conversation n'existe pas, ou elle a été effacée." in words


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
    assert "Signe reconnu : violence." in words  # the message keeps it
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


def test_one_is_told_that_a_number_takes_no_texts(
    house: RelaisForTests, mediator: ConsoleClient, talked: str
) -> None:
    with house.relais.database.transaction() as session:
        person = session.get_one(Person, state_of(house, talked).person_id)
        person.unreachable = "landline"

    words = mediator.open(address(talked))

    assert "Les SMS n'arrivent pas chez cette personne : c'est un téléphone fixe." in words


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        (DeliveryState.DELIVERED, None, "reçu par le téléphone"),
        (DeliveryState.FAILED, "unknown_number", "échec de l'envoi : ce numéro n'existe pas"),
        (DeliveryState.UNDELIVERED, "unreachable", "non remis : téléphone éteint ou hors réseau"),
        (DeliveryState.CANCELLED, "withdrawn", "annulé, pas envoyé : retiré avant l'envoi"),
    ],
)
def test_the_fate_of_a_text_is_told(
    house: RelaisForTests,
    mediator: ConsoleClient,
    talked: str,
    state: DeliveryState,
    reason: str | None,
    words: str,
) -> None:
    with house.relais.database.transaction() as session:
        delivery = session.scalars(select(Delivery)).one()
        delivery.state, delivery.reason = state, reason

    assert words in mediator.open(address(talked))


def test_a_safety_reply_given_in_the_webhooks_answer_counts_as_given(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, DANGER)
    with house.relais.database.transaction() as session:
        delivery = session.scalars(select(Delivery)).one()
        delivery.state, delivery.reason = DeliveryState.CANCELLED, "withdrawn"

    words = mediator.open(address(talked))

    assert "donné dans la réponse immédiate" in words
    assert "pas envoyé" not in words


def test_what_people_write_is_shown_and_not_run(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, "<img src=x onerror=alert(1)>")

    mediator.open(address(talked))

    assert "<img" not in mediator.response.text
    assert "&lt;img src=x" in mediator.response.text


def test_news_are_counted_without_being_told_nor_recorded(
    house: RelaisForTests, mediator: ConsoleClient, talked: str
) -> None:
    before = len(actions(house))

    first = mediator.http.get(address(talked) + "/news?after=0")
    later = mediator.http.get(address(talked) + "/news?after=99999999")

    assert (first.json(), later.json()) == ({"count": 2}, {"count": 0})
    assert len(actions(house)) == before


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
