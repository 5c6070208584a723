from collections.abc import Callable

import pytest

from relais.conversations import Person
from relais.reminders import Reminder, ReminderNotFoundError, ReminderState, reply_to, send_due
from relais.rights import Cover
from relais.staff import Role
from tests.factories.reminders import planned_reminder
from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.conftest import LogIn
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.records import audited
from web.errors import status_of

LIST = "/console/reminders"
UNREVIEWED = "traduction non relue"


def plan(house: RelaisForTests, days: int = 70, **more: object) -> Reminder:
    return planned_reminder(house, days, name_sealed=house.relais.vault.encrypt("Amina"), **more)


def state(house: RelaisForTests, reminder: Reminder) -> ReminderState:
    with house.relais.database.reading() as session:
        return ReminderState(session.get_one(Reminder, reminder.id).state)


def test_what_is_coming_is_shown_as_it_will_be_sent(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    plan(house)
    words = mediator.open(LIST)
    assert "Amina C2S jusqu'au 31 janv. 2027 · rappel le 2 déc. 2026 · prévu" in words
    assert "Votre C2S se termine le 31 janvier 2027." in words
    assert "1 La demande est faite 2 Je veux de l'aide 3 Stopper les rappels" in words
    assert "français coûte 2 SMS" in words
    assert UNREVIEWED not in words
    assert audited(house) == [("list_reminders", None)]


def test_a_translation_nobody_has_read_is_marked(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    plan(house, language="ar", cover=Cover.AME)
    words = mediator.open(LIST)
    assert "Promo-Soins" in words
    assert "arabe" in words
    assert UNREVIEWED in words
    assert 'dir="auto" lang="ar"' in mediator.response.text


def test_the_tabs_count_what_they_hold(house: RelaisForTests, mediator: ConsoleClient) -> None:
    plan(house, 50)
    send_due(house.relais)
    plan(house)
    words = mediator.open(LIST)
    assert "À venir (1) Envoyés, sans réponse (1) Avec une réponse (0)" in words


def test_quiet_hours_are_told(mediator: ConsoleClient) -> None:
    assert "jamais entre 20:00 et 09:00" in mediator.open(LIST)


@pytest.mark.parametrize(
    ("before", "button", "after", "told"),
    [
        ([], "hold", ReminderState.HELD, "Le rappel est retenu"),
        (["hold"], "release", ReminderState.PLANNED, "Le rappel est prévu à nouveau."),
        ([], "cancel", ReminderState.CANCELLED, "Le rappel est annulé."),
        (["cancel"], "release", ReminderState.PLANNED, "Le rappel est prévu à nouveau."),
    ],
)
def test_a_mediator_decides(
    house: RelaisForTests,
    mediator: ConsoleClient,
    before: list[str],
    button: str,
    after: ReminderState,
    told: str,
) -> None:
    reminder = plan(house)
    mediator.open(LIST)
    for earlier in before:
        mediator.submit(f"{LIST}/{reminder.id}/{earlier}")
    words = mediator.submit(f"{LIST}/{reminder.id}/{button}")
    assert told in words
    assert state(house, reminder) == after
    assert (f"{button}_reminder", reminder.id) in audited(house)


def test_only_the_buttons_that_make_sense_are_there(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    reminder = plan(house)
    words = mediator.open(LIST)
    assert ("Retenir" in words, "Prévoir à nouveau" in words) == (True, False)
    words = mediator.submit(f"{LIST}/{reminder.id}/hold")
    assert "retenu : il ne part pas" in words
    assert ("Retenir" in words, "Prévoir à nouveau" in words) == (False, True)


def test_one_stays_on_the_tab_one_was_on(house: RelaisForTests, mediator: ConsoleClient) -> None:
    reminder = plan(house)
    mediator.open(LIST)
    mediator.submit(f"{LIST}/{reminder.id}/cancel")
    mediator.open(f"{LIST}/closed")
    mediator.submit(f"{LIST}/{reminder.id}/release", show="closed")
    assert mediator.response.url.path == f"{LIST}/closed"


def test_what_has_left_meanwhile_cannot_be_held(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    reminder = plan(house, 50)
    mediator.open(LIST)
    send_due(house.relais)
    words = mediator.submit(f"{LIST}/{reminder.id}/hold")
    assert "ce rappel a entre-temps été envoyé" in words
    assert state(house, reminder) == ReminderState.SENT
    assert ("hold_reminder", reminder.id) not in audited(house)


def test_a_reminder_that_is_unknown_is_not_found(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    mediator.open(LIST)
    mediator.send(f"{LIST}/{'0' * 32}/hold")
    assert mediator.response.status_code == status_of(ReminderNotFoundError())
    assert audited(house) == [("list_reminders", None)]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("done", "réponse : la demande est faite"),
        ("help", "réponse : veut de l'aide"),
        ("stop", "réponse : plus de rappels"),
    ],
)
def test_an_answer_is_shown_with_its_conversation(
    house: RelaisForTests,
    mediator: ConsoleClient,
    answer: str,
    told: str,
    conversation_of: Callable[[Reminder], str],
) -> None:
    reminder = plan(house, 50)
    send_due(house.relais)
    conversation_id = conversation_of(reminder)
    with house.relais.database.transaction() as session:
        reply_to(session, conversation_id, answer, house.relais.clock.now())  # type: ignore[arg-type]
    words = mediator.open(f"{LIST}/answered")
    assert told in words
    assert "parti le dim. 22 nov. 2026, 10:00" in words
    assert "en attente d'envoi" in words
    assert f"/console/conversations/{conversation_id}#latest" in mediator.response.text


@pytest.fixture
def conversation_of(house: RelaisForTests) -> Callable[[Reminder], str]:
    def find(reminder: Reminder) -> str:
        with house.relais.database.reading() as session:
            return session.get_one(Person, reminder.person_id).conversations[0].id

    return find


def test_a_held_reminder_of_somebody_who_stopped_says_that_it_will_not_leave(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    reminder = plan(house)
    mediator.open(LIST)
    mediator.submit(f"{LIST}/{reminder.id}/hold")
    with house.relais.database.transaction() as session:
        person = session.get_one(Person, reminder.person_id)
        person.reminders_stopped_at = house.relais.clock.now()
    words = mediator.open(LIST)
    assert "Ce rappel ne partira pas : la personne ne veut plus de rappels." in words


@pytest.mark.parametrize("found", list(ReminderState))
def test_every_state_has_words(
    house: RelaisForTests, mediator: ConsoleClient, found: ReminderState
) -> None:
    reminder = plan(house)
    with house.relais.database.transaction() as session:
        session.get_one(Reminder, reminder.id).state = found
    pages = [mediator.open(f"{LIST}/{tab}") for tab in ("coming", "sent", "answered", "closed")]
    assert [mediator.response.status_code, sum("Amina C2S" in page for page in pages)] == [200, 1]


def test_a_tab_that_does_not_exist_is_told(mediator: ConsoleClient) -> None:
    mediator.open(f"{LIST}/nonsense")
    assert mediator.response.status_code == 422


def test_reviewers_do_not_see_reminders(reviewer: ConsoleClient) -> None:
    reviewer.open(LIST)
    assert reviewer.response.status_code == 403


def test_a_form_of_another_site_changes_nothing(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    reminder = plan(house)
    mediator.response = mediator.http.post(f"{LIST}/{reminder.id}/cancel", data={})
    assert mediator.response.status_code == 403
    assert state(house, reminder) == ReminderState.PLANNED


def test_the_list_speaks_english_too(house: RelaisForTests, log_in: LogIn) -> None:
    plan(house)
    words = log_in(Role.MEDIATOR, language="en").open(LIST)
    assert "C2S until 31 Jan 2027 · reminder on 2 Dec 2026 · planned" in words
