from datetime import timedelta

import pytest

from relais.conversations import Conversation
from relais.conversations.listing import PAGE_SIZE
from relais.staff import Role
from tests.conftest import FixedClock
from tests.fakes.relais import RelaisForTests
from tests.integration.web.console.conftest import LogIn
from tests.integration.web.console.console_client import ConsoleClient
from tests.integration.web.console.talks import DANGER, talk

LIST = "/console/conversations"
ONE, TWO, THREE, FOUR = (f"+3363998000{digit}" for digit in range(1, 5))


def wait_for_person(conversation: Conversation) -> None:
    conversation.needs_person_at = conversation.last_message_at
    conversation.needs_person_reason = "asked"


def test_an_empty_list_says_so(mediator: ConsoleClient) -> None:
    assert "Personne n'a encore écrit." in mediator.open(LIST)


def test_a_line_shows_the_persons_last_words_and_what_was_understood(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talk(house, ONE, "Bonjour madame")
    talk(house, ONE, "comment demander la C2S ?", intent="ask_c2s", confidence=0.953)

    words = mediator.open(LIST)

    assert "comment demander la C2S ?" in words
    assert "Compris : Comprendre la C2S (95 %)" in words
    assert "Bonjour madame" not in words
    assert "1 conversation" in words


def test_what_the_language_is_called_depends_on_who_reads(
    house: RelaisForTests, log_in: LogIn
) -> None:
    talk(house, ONE, "كيف أحصل على التأمين الصحي؟")

    assert "Arabic" in log_in(Role.MEDIATOR, language="en").open(LIST)


def test_dangers_come_first_then_who_waits_then_the_latest(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talk(house, ONE, DANGER)
    talk(house, TWO, "je veux voir quelqu'un", change=wait_for_person)
    talk(house, THREE, "bonjour trois")
    talk(house, FOUR, "bonjour quatre")

    words = mediator.open(LIST)

    places = [
        words.index(text)
        for text in (DANGER, "je veux voir quelqu'un", "bonjour quatre", "bonjour trois")
    ]
    assert places == sorted(places)


def test_dangers_and_waiting_are_marked_by_words(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talk(house, ONE, DANGER)
    talk(house, TWO, "je veux voir quelqu'un", change=wait_for_person)

    words = mediator.open(LIST)

    assert "Danger : Violence" in words
    assert "Attend une personne : demande à parler à quelqu'un" in words


def test_numbers_are_not_in_the_list_not_even_those_people_write(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talk(house, ONE, "rappelez moi au 06 39 98 00 02")

    mediator.open(LIST)

    for number in ("639980001", "39 98 00 01", "39 98 00 02", "639980002"):
        assert number not in mediator.response.text
    assert "rappelez moi au [numéro]" in mediator.words


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("danger", {DANGER}),
        ("needs_person", {DANGER, "une personne svp"}),
        ("low_confidence", {"xkcd"}),
        ("held", {"tenue"}),
    ],
)
def test_the_list_is_narrowed(
    house: RelaisForTests, mediator: ConsoleClient, show: str, expected: set[str]
) -> None:
    talk(house, ONE, DANGER)
    talk(house, TWO, "une personne svp", change=wait_for_person)
    talk(house, THREE, "xkcd", intent="nlu_fallback", confidence=0.1)
    held = talk(house, FOUR, "tenue")
    mediator.open(f"{LIST}/{held}")
    mediator.submit(f"{LIST}/{held}/take-over")

    mediator.open(LIST)
    words = mediator.submit(LIST, show=show)

    all_of_them = {DANGER, "une personne svp", "xkcd", "tenue"}
    assert {text for text in all_of_them if f" {text} " in words} == expected


def test_the_list_is_narrowed_to_a_language(house: RelaisForTests, mediator: ConsoleClient) -> None:
    talk(house, ONE, "how can I see a doctor please")
    talk(house, TWO, "je voudrais voir un médecin")

    mediator.open(LIST)
    words = mediator.submit(LIST, language="en")

    assert "how can I see a doctor please" in words
    assert "je voudrais voir un médecin" not in words


def test_words_are_searched_without_ever_being_in_an_address(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talk(house, ONE, "mon mari est Karim")
    talk(house, TWO, "autre chose")
    mediator.open(LIST)

    mediator.send(LIST, search="karim")
    assert mediator.location == LIST
    words = mediator.open(mediator.location)

    assert "mon mari est Karim" in words
    assert "autre chose" not in words
    assert "karim" not in str(mediator.response.url)


def test_a_search_that_finds_nothing_says_so(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talk(house, ONE, "bonjour")
    mediator.open(LIST)

    assert "Aucune conversation avec ces choix." in mediator.submit(LIST, search="zzz")


def test_the_choice_stays_until_everything_is_shown_again(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    first = talk(house, ONE, "premier")
    talk(house, TWO, "second")
    mediator.open(LIST)
    mediator.submit(LIST, search="premier")

    mediator.open(f"{LIST}/{first}")
    assert "second" not in mediator.open(LIST)
    assert 'value="premier"' in mediator.response.text

    words = mediator.submit(LIST, search="premier", clear="true")
    assert "premier" in words
    assert "second" in words


def test_the_choice_of_one_member_is_not_anothers(
    house: RelaisForTests, mediator: ConsoleClient, log_in: LogIn
) -> None:
    talk(house, ONE, "bonjour")
    mediator.open(LIST)
    mediator.submit(LIST, search="zzz")
    mediator.submit("/console/logout")

    assert "bonjour" in log_in(Role.MEDIATOR).open(LIST)


def test_a_long_list_has_pages(house: RelaisForTests, mediator: ConsoleClient) -> None:
    for number in range(PAGE_SIZE + 1):
        talk(house, f"+336399801{number:02d}", f"message numero {number}")

    words = mediator.open(LIST)
    assert "Page 1 sur 2" in words
    assert "message numero 0 " not in words

    words = mediator.open(f"{LIST}?page=2")
    assert "Page 2 sur 2" in words
    assert "message numero 0 " in words


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999"])
def test_a_page_that_is_none_is_an_error_in_words(mediator: ConsoleClient, page: str) -> None:
    words = mediator.open(f"{LIST}?page={page}")

    assert mediator.response.status_code == 422
    assert "Cela n'a pas marché" in words


def test_what_people_write_is_shown_and_not_run(
    house: RelaisForTests, mediator: ConsoleClient
) -> None:
    talk(house, ONE, "<script>alert(1)</script><b>gras</b>")

    mediator.open(LIST)

    assert "<script>alert" not in mediator.response.text
    assert "<b>" not in mediator.response.text
    assert "&lt;b&gt;gras" in mediator.response.text


def test_todays_messages_show_the_hour_in_paris_older_ones_the_day(
    house: RelaisForTests, mediator: ConsoleClient, clock: FixedClock
) -> None:
    talk(house, ONE, "hier")
    assert "10:00" in mediator.open(LIST)

    clock.move(timedelta(days=1))
    mediator.log_in_again()
    assert "22 nov., 10:00" in mediator.open(LIST)
