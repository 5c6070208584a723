"""The main job, from the signed webhook to the text that Twilio takes: no fake inside.

On SQLite alone, and on PostgreSQL with Redis where these are given.
"""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import POSTGRES, fresh_address
from tests.e2e.service import Service, running_service, wait_for

REDIS = os.environ.get("RELAIS_TEST_REDIS_URL")
PAIRS = ["sqlite"] + (["postgresql and redis"] if POSTGRES and REDIS else [])


@pytest.fixture(scope="module", params=PAIRS)
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    data = tmp_path_factory.mktemp("service")
    if request.param == "sqlite":
        with running_service(data) as running:
            yield running
        return
    assert REDIS is not None
    for address in fresh_address("postgresql", data):
        with running_service(data, RELAIS_DATABASE_URL=address, RELAIS_QUEUE_URL=REDIS) as running:
            yield running


def test_every_part_is_well(service: Service) -> None:
    status, health = service.health()

    assert status == 200
    assert health["parts"] == dict.fromkeys(["web", "database", "jobs", "actions", "rasa"], True)


@pytest.mark.parametrize(
    ("sender", "question", "answer"),
    [
        ("+33639980011", "c'est quoi la C2S ?", "C2S"),
        ("+33639980012", "how do I apply for AME please", "AME"),
        ("+33639980013", "كيف أطلب المساعدة الطبية AME", "AME"),
    ],
)
def test_a_question_about_rights_is_answered_in_its_language(
    service: Service, sender: str, question: str, answer: str
) -> None:
    text = service.ask(sender, question)

    assert answer in text
    is_arabic = bool(re.search("[\u0600-\u06ff]", question))
    assert bool(re.search("[\u0600-\u06ff]", text)) == is_arabic
    assert text != service.ask("+33639980014", "bonjour")


def test_a_dentist_is_found_with_name_address_and_number(service: Service) -> None:
    text = service.ask("+33639980015", "où trouver un dentiste à Draguignan")

    assert "Promo-Soins" in text
    assert "57" in text
    assert "04 94 50 64 70" in text


def test_an_appointment_is_booked_checked_and_cancelled(service: Service) -> None:
    sender = "+33639980016"
    offered = service.ask(sender, "je voudrais un rdv avec l'assistante sociale")
    assert re.search(r"^1 ", offered, re.MULTILINE), offered
    confirm = service.ask(sender, "1")
    booked = service.ask(sender, "oui")
    mine = service.ask(sender, "c'est quand mon rdv ?")
    service.ask(sender, "je veux annuler mon rendez-vous")
    cancelled = service.ask(sender, "oui")
    none = service.ask(sender, "c'est quand mon rdv ?")

    day = re.search(r"\d{1,2} (?:décembre|novembre|janvier)", confirm)
    assert day, confirm
    assert day.group() in booked
    assert day.group() in mine
    assert "annul" in cancelled.lower()
    assert day.group() not in none


def test_a_danger_is_answered_first_with_the_number(service: Service) -> None:
    assert "15" in service.ask("+33639980017", "mon père respire plus")[:60]
    assert "3114" in service.ask("+33639980018", "i want to kill myself")[:60]
    assert "17" in service.ask("+33639980019", "راجلي يضربني")[:60]


def test_asking_for_a_person_is_heard(service: Service) -> None:
    assert service.ask("+33639980020", "je veux parler à quelqu'un")


def test_stop_is_confirmed_and_then_nothing_is_said_but_danger(service: Service) -> None:
    sender = "+33639980021"
    service.ask(sender, "STOP")
    service.post(sender, "c'est quoi la C2S ?")
    assert "15" in service.ask(sender, "je fais un infarctus")
    assert len(service.texts_to(sender)) == 2


def test_the_same_text_a_hundred_times_is_answered_once(service: Service) -> None:
    import concurrent.futures

    sender, sid = "+33639980022", "SM" + "f" * 32
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: service.post(sender, "bonjour", sid), range(100)))

    assert {status for status, _ in answers} == {200}
    assert wait_for(lambda: service.texts_to(sender))
    service.ask("+33639980023", "bonjour")  # whatever came after has had its turn
    assert len(service.texts_to(sender)) == 1


def test_no_number_and_no_message_is_ever_logged(service: Service) -> None:
    service.ask("+33639980024", "bonjour, une phrase bien particulière")
    logs = [service.data / "serve.log", service.data / "rasa.log"]
    log = "".join(path.read_text(errors="replace") for path in logs)

    assert "particulière" not in log
    assert not re.search(r"33639980\d{3}", log)


def test_nothing_identifying_is_kept_by_rasa(service: Service) -> None:
    service.ask("+33639980025", "rappelez moi au 06 39 98 00 25")
    kept = b"".join(path.read_bytes() for path in service.data.glob("trackers.db*"))

    assert b"639980025" not in kept
    assert b"06 39 98 00 25" not in kept


def test_it_stops_cleanly_and_leaves_no_process(tmp_path: Path) -> None:
    with running_service(tmp_path) as running:
        children = running.children()
        assert set(children) == {"rasa", "actions", "jobs", "web"}
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(30) == 0

    assert not [pid for pid in children.values() if Path(f"/proc/{pid}").exists()]


def test_a_dead_part_stops_the_rest_with_a_clear_line(tmp_path: Path) -> None:
    with running_service(tmp_path) as running:
        os.kill(running.children()["actions"], signal.SIGKILL)
        assert running.process.wait(30) == 1

    assert "actions stopped" in (tmp_path / "serve.log").read_text()


def test_two_questions_in_one_message_are_both_answered(service: Service) -> None:
    text = service.ask(
        "+33639980026", "I lost my vitale card and where is a dentist in Draguignan?"
    )

    assert "Vitale" in text
    assert "Promo-Soins" in text.partition("Vitale")[2]

    text = service.ask("+33639980027", "how do I renew AME? cancel my appointment please")
    assert "AME" in text
    assert text.index("appointment") < text.index("AME")


def test_a_short_question_goes_on_from_the_answer_before(service: Service) -> None:
    sender = "+33639980028"
    service.ask(sender, "c'est quoi l'AME ?")

    papers = service.ask(sender, "et quels papiers ?")
    assert "photo" in papers
    assert "PUMa" not in papers
    assert "enfant" in service.ask(sender, "et pour ma fille ?").lower()


def test_the_hours_asked_are_those_of_the_place_just_shown(service: Service) -> None:
    sender = "+33639980029"
    shown = service.ask(sender, "un laboratoire d'analyses à Draguignan")

    assert shown.splitlines()[0] in service.ask(sender, "ça ouvre à quelle heure ?")
