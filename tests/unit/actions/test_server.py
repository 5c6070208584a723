"""What Rasa calls: the actions of its domain, over HTTP, saying nothing of what people wrote."""

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import pytest
import yaml
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette

from actions.server import build_actions, create_app, warm_up
from tests.fakes.relais import RelaisForTests
from tests.unit.actions.talk import ACTION_OF, Talk

SECRET = "je m'appelle Amina et j'habite rue des Lilas"


class Client:
    """Calls the application as Rasa does."""

    def __init__(self, app: Starlette) -> None:
        self._transport = ASGITransport(app)

    def get(self, path: str) -> Response:
        return asyncio.run(self._request("GET", path))

    def post(self, path: str, json: object = None, content: bytes | None = None) -> Response:
        return asyncio.run(self._request("POST", path, json=json, content=content))

    async def _request(self, method: str, path: str, **more: Any) -> Response:
        async with AsyncClient(transport=self._transport, base_url="http://actions") as client:
            return await client.request(method, path, **more)


@pytest.fixture
def client(running: RelaisForTests) -> Client:
    return Client(create_app(running.relais))


def call(action: str, conversation_id: str, text: str = "oui", **more: Any) -> dict[str, Any]:
    """A call as Rasa makes it, without the domain."""
    return {
        "next_action": action,
        "sender_id": conversation_id,
        "tracker": {
            "sender_id": conversation_id,
            "slots": {},
            "latest_message": {"text": text, "intent": {"name": "affirm"}, "entities": []},
            "events": [],
        },
        "version": "3.6.21",
        **more,
    }


def domain_actions() -> set[str]:
    files = Path("domain").glob("*.yml")
    contents = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in files)
    return {action for content in contents for action in content.get("actions", [])}


def test_every_action_of_the_domain_is_there_and_no_other(running: RelaisForTests) -> None:
    assert {action.name() for action in build_actions(running.relais)} == domain_actions()


def test_the_rules_lead_where_these_tests_think() -> None:
    steps = {
        step["intent"]: following["action"]
        for file in Path("data/rules").glob("*.yml")
        for rule in yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]
        for step, following in zip(rule["steps"], rule["steps"][1:], strict=False)
        if "intent" in step and following.get("action", "").startswith("action_")
    }

    assert {**steps, "book_appointment": "action_book_appointment"} == ACTION_OF


def test_an_action_answers_in_the_shape_that_rasa_reads(client: Client, talk: Talk) -> None:
    answer = client.post("/webhook", json=call("action_affirm", talk.conversation_id))

    assert answer.status_code == 200
    [response] = answer.json()["responses"]
    assert response["custom"] == {"say": "small_talk.affirm_alone", "args": {}, "choices": []}
    assert response["text"] is None
    assert answer.json()["events"] == []


def test_a_domain_sent_along_is_accepted(client: Client, talk: Talk) -> None:
    body = call("action_affirm", talk.conversation_id, domain={"actions": []})

    assert client.post("/webhook", json=body).status_code == 200


def test_an_unknown_action_is_refused(client: Client) -> None:
    answer = client.post("/webhook", json=call("action_unknown", "nobody"))

    assert answer.status_code == 404
    assert answer.json()["action_name"] == "action_unknown"


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"not json"])
def test_what_is_no_call_is_refused(client: Client, body: bytes) -> None:
    assert client.post("/webhook", content=body).status_code == 400


def test_a_failure_still_answers_the_person_and_logs_nothing_they_wrote(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/webhook", json=call("action_affirm", "erased", text=SECRET))

    assert answer.status_code == 200
    assert [one["custom"]["say"] for one in answer.json()["responses"]] == [
        "appointments.error_try_person"
    ]
    assert "conversation_not_found" in caplog.text
    assert "Amina" not in caplog.text


def test_a_database_that_does_not_answer_puts_the_turn_off(
    client: Client, running: RelaisForTests, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> None:
        raise OperationalError("SELECT 1", None, Exception("database is locked"))

    monkeypatch.setattr(running.relais.database, "transaction", locked)

    answer = client.post("/webhook", json=call("action_affirm", talk.conversation_id))

    assert answer.status_code == 503


def test_health_tells_that_the_actions_are_there(client: Client) -> None:
    assert client.get("/health").json() == {"status": "ok", "actions": len(ACTION_OF) - 4}


def test_warming_up_needs_no_database(running: RelaisForTests) -> None:
    warm_up(running.relais)


def test_every_reply_the_actions_name_has_a_text() -> None:
    texts = {
        key
        for file in Path("relais/replies/texts").glob("*.yml")
        for key in yaml.safe_load(file.read_text(encoding="utf-8"))
    }
    topics = {key.split(".")[0] for key in texts}
    named = {
        word
        for file in Path("actions").glob("*.py")
        for word in file.read_text(encoding="utf-8").split('"')
        if word.count(".") == 1 and word.split(".")[0] in topics and "{" not in word
    }

    assert len(named) > 40
    assert named <= texts


def test_every_payload_the_actions_offer_is_an_intent_of_the_domain(talk: Talk) -> None:
    intents = {
        name
        for file in Path("domain").glob("*.yml")
        for name in yaml.safe_load(file.read_text(encoding="utf-8")).get("intents", [])
    }
    offered = set()
    for text, intent, entities in (
        ("dentiste", "find_care", {"care_type": "dentist"}),
        ("rdv", "book_appointment", {"care_type": "social_worker"}),
        ("langue", "change_language", {}),
        ("stop", "stop_messages", {}),
        ("effacer", "delete_my_data", {}),
        ("?", "none_of_these", {}),
    ):
        talk.says(text, intent, **entities)
        offered |= {payload.removeprefix("/").split("{")[0] for payload in talk.payloads}

    assert offered
    assert offered <= intents
    assert all(json.loads("{" + p.split("{", 1)[1]) for p in talk.payloads if "{" in p)
