import pytest
from sqlalchemy import select

from relais.conversations import (
    Person,
)
from relais.messaging import Delivery, DeliveryState
from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.talks import DANGER, NUMBER, actions, address, state_of, talk

SHOWN_NUMBER = "+33 6 39 98 00 01"


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
    for private in (SHOWN_NUMBER, "639980001", "06 39 98 00 02", "/console/people"):
        assert private not in reviewer.response.text


def test_a_mediator_sees_what_was_really_written(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, "rappelez moi au 06 39 98 00 02")

    assert "rappelez moi au 06 39 98 00 02" in mediator.open(address(talked))


def test_a_mediator_gets_from_the_conversation_to_the_persons_page(
    house: RelaisForTests, mediator: ConsoleClient, talked: str
) -> None:
    mediator.open(address(talked))
    page = f"/console/people/{state_of(house, talked).person_id}"
    assert f'href="{page}"' in mediator.response.text

    assert SHOWN_NUMBER in mediator.open(page)


def test_a_danger_tells_its_kind_and_the_sign(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, DANGER)

    words = mediator.open(address(talked))

    assert "Danger : Violence" in words
    assert "Reconnu comme « " in words


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
