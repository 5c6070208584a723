import pytest
from sqlalchemy import select

from relais import conversations
from relais.conversations import DangerAlert, Message, reference_of
from relais.messaging import enqueue
from relais.safety import Alert, Danger
from relais.staff import Role
from tests.factories.conversations import receive_text
from tests.factories.dangers import doubt, doubting
from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.conftest import LogIn
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.talks import (
    DANGER,
    LIST,
    NUMBER,
    actions,
    address,
    state_of,
    talk,
)

ALERTS = "/console/alerts"
ON_CALL = "+33639980099"


def _alerts(house: RelaisForTests) -> list[DangerAlert]:
    with house.relais.database.reading() as session:
        return list(session.scalars(select(DangerAlert).order_by(DangerAlert.id)))


def _deed(house: RelaisForTests, talked: str, deed: str, which: int = -1) -> str:
    return f"{address(talked)}/alerts/{_alerts(house)[which].id}/{deed}"


@pytest.fixture
def threatened(house: RelaisForTests) -> str:
    """A conversation with a danger in it."""
    return talk(house, NUMBER, DANGER)


def test_what_matched_is_told_in_words(
    house: RelaisForTests, mediator: ConsoleClient, threatened: str
) -> None:
    [alert] = _alerts(house)
    line = next(one for one in house.relais.screen.describe() if one.id == alert.matched)

    words = mediator.open(address(threatened))

    assert "Danger : Violence" in words
    assert f"« {line.examples[0]} »" in words
    assert "liste : français" in words
    assert alert.matched not in words


@pytest.mark.parametrize(
    ("matched", "probability", "words"),
    [
        ("classifier", 0.87, "par le modèle statistique, sans signe des listes (87 %)"),
        ("understood", 0.62, "compris ainsi par l'assistant, sans signe des listes (62 %)"),
        ("chosen", None, "choisi par la personne parmi des réponses proposées"),
        ("said_yes", None, "la personne a répondu oui à la question posée"),
        ("violence.gone_from_the_lists", None, "violence.gone_from_the_lists"),
    ],
)
def test_so_is_every_other_way_to_recognise_one(
    house: RelaisForTests,
    mediator: ConsoleClient,
    threatened: str,
    matched: str,
    probability: float | None,
    words: str,
) -> None:
    with house.relais.database.transaction() as session:
        alert = session.scalars(select(DangerAlert)).one()
        alert.matched, alert.probability = matched, probability

    shown = mediator.open(address(threatened)).replace("\u202f", " ").replace("\xa0", " ")

    assert words in shown


def test_a_doubt_is_shown_as_one_less_loud_than_a_danger(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    house = doubting(house, {"depuis hier": doubt(Danger.EMERGENCY, 0.44)})
    talked = talk(house, NUMBER, "depuis hier")

    words = mediator.open(LIST)
    assert "Danger possible, à vérifier" in words
    assert "line-danger" not in mediator.response.text
    words = mediator.open(address(talked))
    assert "Danger possible : Urgence vitale" in words
    assert "pas encore de réponse" in words
    assert "flag-danger" not in mediator.response.text

    receive_text(house, NUMBER, "non")
    conversations.answer(house.relais, talked)
    assert "la personne a répondu non" in mediator.open(address(talked))


def test_it_is_noted_who_saw_it_first_and_who_dealt_with_it(
    house: RelaisForTests, mediator: ConsoleClient, log_in: LogIn, threatened: str
) -> None:
    mediator.open(address(threatened))
    mediator.submit("/console/logout")
    boris = log_in(Role.MEDIATOR, name="Boris")
    boris.open(address(threatened))
    boris.submit(address(threatened) + "/settle")

    [alert] = _alerts(house)
    assert alert.seen_by_id != alert.handled_by_id is not None
    words = boris.open(address(threatened))
    assert "Vu Amina," in words
    assert "Traité Boris," in words


def test_one_marked_wrong_counts_as_a_danger_no_more(
    house: RelaisForTests, mediator: ConsoleClient, threatened: str
) -> None:
    mediator.open(address(threatened))
    words = mediator.submit(_deed(house, threatened, "wrong"))

    assert "L'alerte est marquée comme fausse" in words
    assert "Fausse alerte : Violence" in words
    conversation = state_of(house, threatened)
    assert (conversation.danger, conversation.danger_at) == (None, None)
    assert (conversation.needs_person_at, conversation.needs_person_reason) == (None, None)
    with house.relais.database.reading() as session:
        assert set(session.scalars(select(Message.danger))) == {None}
    [alert] = _alerts(house)
    assert alert.wrong_at is not None
    assert alert.wrong_by_id is not None
    assert "mark_alert_wrong" in actions(house)


def test_another_danger_beside_it_stays(
    house: RelaisForTests, mediator: ConsoleClient, threatened: str
) -> None:
    talk(house, NUMBER, "je veux mourir")
    mediator.open(address(threatened))

    mediator.submit(_deed(house, threatened, "wrong"))

    assert state_of(house, threatened).danger == "violence"
    assert state_of(house, threatened).needs_person_reason == "danger"


def test_a_mark_can_be_taken_back(
    house: RelaisForTests, mediator: ConsoleClient, threatened: str
) -> None:
    mediator.open(address(threatened))
    mediator.submit(_deed(house, threatened, "wrong"))
    mediator.submit(_deed(house, threatened, "right"))

    assert state_of(house, threatened).danger == "violence"
    assert _alerts(house)[0].wrong_at is None
    assert "unmark_alert" in actions(house)


def test_wrong_ones_are_listed_with_the_redacted_text_for_the_lists_to_learn(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, f"{DANGER} appelez le 06 39 98 12 34")
    assert "appelez le [numéro]" in mediator.open(ALERTS)
    assert "Aucune alerte ici." in mediator.open(f"{ALERTS}?show=wrong")

    mediator.open(address(talked))
    mediator.submit(_deed(house, talked, "wrong"))

    words = mediator.open(f"{ALERTS}?show=wrong")
    assert "appelez le [numéro]" in words
    assert "Marqué comme faux Amina," in words
    assert "Aucune alerte ici." in mediator.open(ALERTS)
    assert "appelez le [numéro]" in mediator.open(f"{ALERTS}?show=all")


def test_who_may_not_answer_may_not_mark_and_sees_no_button(
    house: RelaisForTests, reviewer: ConsoleClient, threatened: str
) -> None:
    assert "Ce n'était pas un danger" not in reviewer.open(address(threatened))

    assert reviewer.send(_deed(house, threatened, "wrong")).status_code == 403
    assert _alerts(house)[0].wrong_at is None


def test_an_alert_is_marked_only_in_its_own_conversation(
    house: RelaisForTests, mediator: ConsoleClient, threatened: str
) -> None:
    other = talk(house, "+33639980077", "bonjour")
    mediator.open(address(other))

    words = mediator.submit(f"{address(other)}/alerts/{_alerts(house)[0].id}/wrong")

    assert mediator.response.status_code == 404
    assert "Cette alerte n'existe pas, ou elle a été effacée." in words
    assert state_of(house, threatened).danger == "violence"


def test_the_reference_of_the_text_on_call_leads_to_the_conversation(
    house: RelaisForTests, mediator: ConsoleClient, threatened: str
) -> None:
    talk(house, "+33639980077", "bonjour")
    mediator.open(LIST)
    words = mediator.submit(LIST, search=reference_of(threatened))

    assert "1 conversation avec ces choix" in words
    assert f"Référence {reference_of(threatened)}" in mediator.open(address(threatened))


def test_the_fate_of_the_text_on_call_is_told(
    house: RelaisForTests, mediator: ConsoleClient, threatened: str
) -> None:
    relais = house.relais
    with relais.database.transaction() as session:
        enqueue(
            session,
            relais.vault,
            message_id=session.scalars(select(DangerAlert.message_id)).one(),
            person_id=None,
            to=ON_CALL,
            body="Relais",
            now=relais.clock.now(),
        )

    words = mediator.open(address(threatened))

    assert "SMS à la personne d'astreinte : en attente d'envoi" in words


def test_staff_can_note_that_others_read_the_telephone(
    house: RelaisForTests, mediator: ConsoleClient, threatened: str
) -> None:
    mediator.open(address(threatened))

    words = mediator.submit(address(threatened) + "/discretion", wanted="true")
    assert "Les messages à cette personne seront discrets." in words
    assert "d'autres lisent son téléphone" in words
    words = mediator.submit(address(threatened) + "/discretion", wanted="false")
    assert "d'autres lisent son téléphone" not in words
    assert actions(house).count("set_discretion") == 2


def test_a_sure_alert_of_a_model_is_a_danger(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    sure = Alert(Danger.VIOLENCE, "safety.violence", "classifier", probability=0.96)
    house = doubting(house, {"toujours pareil le soir": sure})
    talked = talk(house, NUMBER, "toujours pareil le soir")

    assert "Danger : Violence" in mediator.open(address(talked))
    assert state_of(house, talked).danger == "violence"
