"""A short question after an answer is asked about what was answered."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from relais.conversations import answer, answer_as_staff, hand_back
from relais.conversations.follow_up import PAYLOADS
from relais.understanding import FollowUp
from tests.factories.conversations import AMINA, receive_text
from tests.factories.staff import make_member
from tests.fakes.relais import RelaisForTests

ROOT = Path(__file__).resolve().parents[4]


def write(running: RelaisForTests, body: str, *says: str) -> str:
    """Write, and be answered with these reply keys; what Rasa was asked."""
    if says:
        running.rasa.says[body] = [{"say": key} for key in says]
    received = receive_text(running, AMINA, body)
    answer(running.relais, received.conversation_id)
    return running.rasa.asked[-1][1]


@pytest.mark.parametrize(
    ("reply", "body", "asked"),
    [
        ("rights.ame", "et quels papiers ?", "/ask_required_documents"),
        ("rights.c2s", "et pour ma fille ?", "/ask_family_cover"),
        ("rights.c2s", "and for my wife?", "/ask_family_cover"),
        ("rights.documents_ame", "how long does it take", "/ask_application_status"),
        ("care.vaccination", "where?", '/find_care{"care_type": "vaccination_centre"}'),
        ("care.vaccination", "y para mi hijo", "/ask_child_health"),
        ("care.symptoms", "шукати", "шукати"),
        ("rights.care_cost", "combien de temps", "combien de temps"),
        ("people.privacy", "where?", "where?"),
    ],
)
def test_the_topic_is_kept(running: RelaisForTests, reply: str, body: str, asked: str) -> None:
    write(running, "question", reply)

    assert write(running, body) == asked


def test_after_a_place_its_price_and_its_hours_are_asked(running: RelaisForTests) -> None:
    args = {"name": "A", "address": "B", "appointment": "C"}
    running.rasa.says["dentiste"] = [
        {"say": "care.found_without_phone", "args": args},
        {"say": "care.found_more", "args": {"count": 2}},
    ]
    write(running, "dentiste")
    assert write(running, "how much?") == "/ask_care_cost"
    running.rasa.says["/ask_care_cost"] = [{"say": "rights.care_cost"}]
    write(running, "dentiste")
    assert write(running, "ça ouvre à quelle heure ?") == "/ask_place_details"


def test_small_talk_and_doubts_in_between_change_nothing(running: RelaisForTests) -> None:
    write(running, "question", "rights.ame")
    write(running, "merci", "small_talk.thank")
    write(running, "hum", "clarify.not_understood")

    assert write(running, "et les papiers ?") == "/ask_required_documents"


def test_another_answer_in_between_changes_the_topic(running: RelaisForTests) -> None:
    write(running, "question", "rights.ame")
    write(running, "qui lit", "people.privacy")

    assert write(running, "et les papiers ?") == "et les papiers ?"


def test_without_an_answer_or_after_a_day_there_is_no_topic(
    running: RelaisForTests,
) -> None:
    assert write(running, "where?") == "where?"

    write(running, "question", "care.vaccination")
    running.relais.clock.move(timedelta(hours=25))  # type: ignore[attr-defined]

    assert write(running, "where?") == "where?"


def test_what_a_person_of_the_staff_said_ends_the_topic(running: RelaisForTests) -> None:
    write(running, "question", "rights.ame")
    [(conversation_id, _)] = running.rasa.asked
    with running.relais.database.transaction() as session:
        now = running.relais.clock.now()
        staff_id = make_member(session, now).id
        vault = running.relais.vault
        answer_as_staff(session, vault, conversation_id, staff_id, "Venez jeudi.", now)
        hand_back(session, conversation_id)

    assert write(running, "quels papiers") == "quels papiers"


def test_every_reply_and_every_payload_exist(running: RelaisForTests) -> None:
    domain = [yaml.safe_load(path.read_text()) for path in (ROOT / "domain").glob("*.yml")]
    intents = {name for part in domain for name in part.get("intents", [])}
    care_types = yaml.safe_load((ROOT / "data/gazetteers/care_type.yml").read_text())

    assert set(PAYLOADS) == set(FollowUp)
    for meanings in PAYLOADS.values():
        assert set(meanings) <= set(running.relais.texts)
        for payload in meanings.values():
            intent, _, data = payload.removeprefix("/").partition("{")
            assert intent in intents
            assert not data or json.loads("{" + data)["care_type"] in care_types
