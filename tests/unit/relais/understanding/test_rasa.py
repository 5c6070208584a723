"""Asking Rasa: what is sent, what comes back, and what each failure means."""

import socket
import threading

import pytest

from relais.understanding import (
    Entity,
    HttpRasaClient,
    RasaClient,
    RasaUnavailable,
    UnderstandingRefused,
    Understood,
)

TURN = {
    "intent": "find_care",
    "confidence": 0.91,
    "ranking": [
        {"name": "find_care", "confidence": 0.91},
        {"name": "book_appointment", "confidence": 0.05},
    ],
    "entities": [{"entity": "care_type", "value": "dentist", "start": 9, "end": 17}],
    "says": [
        {
            "say": "care.found",
            "args": {"name": "Promo-Soins"},
            "choices": [{"say": "choice.more", "args": {}, "payload": "/more"}],
        },
        {"say": "care.found_more", "args": {"count": 2}},
    ],
}


@pytest.fixture
def client(rasa) -> HttpRasaClient:
    return HttpRasaClient(rasa.url, "the token")


def ask(client: RasaClient, text: str = "un dentiste") -> Understood:
    return client.ask("c1", text, "fr", "sms")


def test_a_turn_sends_the_text_under_an_opaque_id_with_language_and_channel(rasa, client):
    rasa.answer = TURN
    ask(client)

    assert rasa.requests == [
        (
            "POST",
            "/webhooks/relais/turn",
            {
                "conversation": "c1",
                "text": "un dentiste",
                "metadata": {"language": "fr", "channel": "sms"},
            },
        )
    ]
    assert rasa.tokens == {"the token"}


def test_a_turn_tells_what_was_understood_and_what_to_say(rasa, client):
    rasa.answer = TURN

    assert ask(client) == Understood(
        intent="find_care",
        confidence=0.91,
        ranking=(("find_care", 0.91), ("book_appointment", 0.05)),
        entities=(Entity("care_type", "dentist", 9, 17),),
        says=(
            {
                "say": "care.found",
                "args": {"name": "Promo-Soins"},
                "choices": [{"say": "choice.more", "args": {}, "payload": "/more"}],
            },
            {"say": "care.found_more", "args": {"count": 2}, "choices": []},
        ),
    )


def test_a_message_without_an_intent_falls_back(rasa, client):
    rasa.answer = {"intent": None, "confidence": 0.0}

    assert ask(client) == Understood("nlu_fallback", 0.0)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("/cancel_appointment", "cancel_appointment"),
        (' /book{"time": "x"}', 'book{"time": "x"}'),
        ("/ / //restart", "restart"),
        ("\u00a0/stop", "stop"),
        ("et/ou", "et/ou"),
        ("//", "?"),
    ],
)
def test_what_a_person_writes_is_never_a_payload(rasa, client, text, sent):
    rasa.answer = TURN
    ask(client, text)
    rasa.answer = [TURN]
    client.parse([text])

    assert [body.get("text", body.get("texts")) for _, _, body in rasa.requests] == [sent, [sent]]


def test_the_payload_of_a_choice_is_sent_as_it_is(rasa, client):
    rasa.answer = TURN
    client.ask_payload("c1", '/find_care{"care_type": "nurse"}', "ar", "web")

    assert rasa.requests[0][2]["text"] == '/find_care{"care_type": "nurse"}'


def test_what_is_no_payload_is_not_sent_as_one(rasa, client):
    with pytest.raises(UnderstandingRefused):
        client.ask_payload("c1", "un dentiste", "fr", "sms")

    assert rasa.requests == []


def test_texts_are_parsed_together(rasa, client):
    rasa.answer = [TURN, {"intent": "greet", "confidence": 0.8}]

    assert [understood.intent for understood in client.parse(["a", "b"])] == ["find_care", "greet"]
    assert rasa.requests == [("POST", "/webhooks/relais/parse", {"texts": ["a", "b"]})]


def test_a_missing_parse_is_noticed(rasa, client):
    rasa.answer = [TURN]

    with pytest.raises(UnderstandingRefused):
        client.parse(["a", "b"])


def test_a_conversation_is_forgotten_by_its_id(rasa, client):
    client.forget("a/b?c")

    assert rasa.requests == [("DELETE", "/webhooks/relais/conversations/a%2Fb%3Fc", None)]


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_failing_rasa_is_unavailable(rasa, client, status):
    rasa.status = status

    for verb in (lambda: ask(client), lambda: client.parse(["a"]), lambda: client.forget("c1")):
        with pytest.raises(RasaUnavailable, match=str(status)):
            verb()
    assert not client.healthy()


@pytest.mark.parametrize("status", [302, 401, 404, 422])
def test_a_refusal_is_not_tried_again(rasa, client, status):
    rasa.status = status

    with pytest.raises(UnderstandingRefused, match=str(status)):
        client.forget("c1")
    assert len(rasa.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"not json",
        [],
        {"intent": "greet"},
        {"intent": 3, "confidence": 1},
        {"intent": "greet", "confidence": 1, "says": ["greet"]},
        {"intent": "greet", "confidence": 1, "says": [{"say": "a.b", "args": []}]},
        {
            "intent": "greet",
            "confidence": 1,
            "says": [{"say": "a.b", "choices": [{"say": "c.d", "payload": "greet"}]}],
        },
    ],
)
def test_an_answer_of_another_shape_is_refused_at_the_edge(rasa, client, answer):
    rasa.answer = answer

    with pytest.raises(UnderstandingRefused, match="another shape"):
        ask(client)


def test_an_error_never_repeats_what_was_said(rasa, client):
    rasa.answer = {"intent": ["secret"], "confidence": "secret"}

    with pytest.raises(UnderstandingRefused) as refusal:
        ask(client, "secret")

    assert "secret" not in refusal.value.detail


def test_nobody_listening_is_unavailable():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        client = HttpRasaClient(f"http://127.0.0.1:{unused.getsockname()[1]}", "token")

        with pytest.raises(RasaUnavailable):
            ask(client)
        assert not client.healthy()


def test_an_answer_that_does_not_come_is_unavailable(rasa):
    rasa.silence = threading.Event()
    client = HttpRasaClient(rasa.url, "token", timeout_seconds=0.05)

    with pytest.raises(RasaUnavailable, match="ReadTimeoutError"):
        ask(client)


def test_the_connection_is_kept_for_the_next_turn(rasa, client):
    rasa.answer = TURN
    ask(client)
    ask(client)
    assert client.healthy()

    assert len(rasa.requests) == 3
    assert len(rasa.connections) == 1


def test_threads_share_a_client(rasa, client):
    rasa.answer = TURN
    intents: list[str] = []
    threads = [
        threading.Thread(target=lambda: intents.append(ask(client).intent)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert intents == ["find_care"] * 8
