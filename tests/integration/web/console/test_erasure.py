from sqlalchemy import func, select

from relais import conversations
from relais.conversations import Message, Person
from relais.staff import AuditEntry
from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.talks import talk

NUMBER, OTHER = "+33639980001", "+33639980002"


def address(conversation_id: str) -> str:
    return f"/console/conversations/{conversation_id}/erase"


def people_left(house: RelaisForTests) -> int:
    with house.relais.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def test_erasing_is_asked_about_first(house: RelaisForTests, admin: ConsoleClient) -> None:
    talked = talk(house, NUMBER, "bonjour")

    words = admin.open(address(talked))

    assert "Effacer cette personne ?" in words
    assert "Cela ne peut pas être annulé." in words
    assert people_left(house) == 1


def test_a_person_is_erased_here_and_in_rasa_and_nobody_else(
    house: RelaisForTests, admin: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, "bonjour")
    other = talk(house, OTHER, "salut")
    admin.open(address(talked))

    words = admin.submit(address(talked))

    assert "La personne et tout ce qu'elle a écrit sont effacés" in words
    assert house.rasa.forgotten == [talked]
    with house.relais.database.reading() as session:
        assert set(session.scalars(select(Message.conversation_id))) == {other}
    assert people_left(house) == 1
    assert "n'existe pas" in admin.open(f"/console/conversations/{talked}")


def test_while_rasa_is_down_the_person_is_erased_and_rasa_forgets_later(
    house: RelaisForTests, admin: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, "bonjour")
    admin.open(address(talked))
    house.rasa.down = True

    admin.submit(address(talked))
    assert admin.response.status_code == 200
    assert people_left(house) == 0
    assert house.rasa.forgotten == []

    house.rasa.down = False
    conversations.forget_erased(house.relais)
    assert house.rasa.forgotten == [talked]


def test_who_erased_is_recorded_without_a_trace_of_whom(
    house: RelaisForTests, admin: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, "bonjour")
    with house.relais.database.reading() as session:
        person_id = conversations.get_conversation(session, talked).person_id
    admin.open(address(talked))

    admin.submit(address(talked))

    with house.relais.database.reading() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.object_type, entry.object_id) == (
        "erase_person",
        "person",
        person_id,
    )


def test_a_mediator_does_not_erase(house: RelaisForTests, mediator: ConsoleClient) -> None:
    talked = talk(house, NUMBER, "bonjour")
    assert "Effacer" not in mediator.open(f"/console/conversations/{talked}")

    mediator.submit(address(talked))

    assert mediator.response.status_code == 403
    assert people_left(house) == 1


def test_an_erasing_form_of_another_site_does_nothing(
    house: RelaisForTests, admin: ConsoleClient
) -> None:
    talked = talk(house, NUMBER, "bonjour")

    assert admin.http.post(address(talked)).status_code == 403
    assert people_left(house) == 1
