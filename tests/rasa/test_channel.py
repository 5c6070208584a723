"""The channel of a running Rasa, with a small model of the real domain and rules."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import yaml

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token"
SECONDS_TO_START = 120
PHRASES = 12


def free_port():
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ActionServer(ThreadingHTTPServer):
    """Stands in for the action server: says which action ran, or fails."""

    def __init__(self, port):
        self.called = []
        self.fails = False
        super().__init__(("127.0.0.1", port), ActionHandler)


class ActionHandler(BaseHTTPRequestHandler):
    """Answers as rasa-sdk does."""

    def do_POST(self):
        call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.called.append(call)
        said = {"say": f"ran.{call['next_action']}", "args": {}, "choices": []}
        body = json.dumps(
            {
                "events": [{"event": "slot", "name": "pending", "value": call["next_action"]}],
                "responses": [{"custom": said}],
            }
        ).encode()
        self.send_response(500 if self.server.fails else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}" if self.server.fails else body)

    def log_message(self, *_):
        """Stay quiet."""


def write_small_data(folder):
    """The first phrases of each intent, and the pipeline without the encoders."""
    for path in sorted((ROOT / "data" / "nlu").glob("*/*.yml")):
        blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for block in blocks:
            lines = block.get("examples", "").splitlines(keepends=True)
            block["examples"] = "".join(lines[:PHRASES])
        copy = folder / "data" / "nlu" / f"{path.parent.name}-{path.name}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(
            yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True), encoding="utf-8"
        )
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    config["pipeline"] = [
        part
        for part in config["pipeline"]
        if not part["name"].endswith(("SentenceFeaturizer", "FullClassifier"))
    ]
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")


class ChannelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        cls.port, actions_port = free_port(), free_port()
        cls.tracker_path = cls.folder / "trackers.sqlite"
        cls.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "RELAIS_DATA_DIR": str(cls.folder),
            "RELAIS_RASA_TOKEN": TOKEN,
            "RELAIS_TRACKER_PATH": str(cls.tracker_path),
            "RELAIS_ACTIONS_PORT": str(actions_port),
        }
        cls.actions = ActionServer(actions_port)
        threading.Thread(target=cls.actions.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.actions.server_close)
        cls.addClassCleanup(cls.actions.shutdown)
        cls.train()
        cls.start()

    @classmethod
    def train(cls):
        write_small_data(cls.folder)
        places = ["--config", str(cls.folder / "config.yml"), "--domain", "domain"]
        places += ["--data", str(cls.folder / "data"), "data/rules"]
        places += ["--out", str(cls.folder), "--fixed-model-name", "small"]
        done = subprocess.run(
            [sys.executable, "-m", "bot.lean_rasa", "train", *places, "--skip-validation"],
            cwd=ROOT,
            env=cls.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            raise AssertionError(done.stdout.decode(errors="replace")[-3000:])

    @classmethod
    def start(cls):
        cls.log = (cls.folder / "rasa.log").open("w+b")
        cls.addClassCleanup(cls.log.close)
        places = ["--model", str(cls.folder / "small.tar.gz"), "--port", str(cls.port)]
        places += ["--credentials", "credentials.yml", "--endpoints", "endpoints.yml"]
        places += ["--interface", "127.0.0.1", "--debug"]
        cls.server = subprocess.Popen(
            [sys.executable, "-m", "bot.lean_rasa", "run", *places],
            cwd=ROOT,
            env=cls.environment,
            stdout=cls.log,
            stderr=subprocess.STDOUT,
        )
        cls.addClassCleanup(cls.stop)
        deadline = time.monotonic() + SECONDS_TO_START
        while cls.call("GET", "health")[0] != 200:
            if cls.server.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(Path(cls.log.name).read_text(errors="replace")[-3000:])
            time.sleep(0.3)

    @classmethod
    def stop(cls):
        cls.server.terminate()
        cls.server.wait(timeout=20)

    @classmethod
    def call(cls, method, route, body=None, token=TOKEN):
        data = (
            None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        )
        request = Request(
            f"http://127.0.0.1:{cls.port}/webhooks/relais/{route}", data=data, method=method
        )
        request.add_header("X-Relais-Token", token)
        try:
            with urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            with error:
                return error.code, json.load(error)
        except URLError:
            return 0, None

    def turn(self, conversation, text):
        status, answer = self.call(
            "POST",
            "turn",
            {"conversation": conversation, "text": text, "metadata": {"language": "fr"}},
        )
        self.assertEqual(status, 200, answer)
        return answer

    def says(self, conversation, text):
        return [said["say"] for said in self.turn(conversation, text)["says"]]

    def setUp(self):
        self.actions.fails = False
        self.actions.called.clear()

    def test_every_route_wants_the_token(self):
        for method, route, body in (
            ("GET", "health", None),
            ("POST", "turn", {"conversation": "a", "text": "bonjour"}),
            ("POST", "parse", {"texts": ["bonjour"]}),
            ("DELETE", "conversations/a", None),
        ):
            for token in ("", "wrong", TOKEN + "x"):
                answer = self.call(method, route, body, token)
                self.assertEqual(answer, (403, {"error": "token_wrong"}), route)

    def test_a_body_that_is_no_turn_is_refused(self):
        for body in (b"no json", [], {}, {"conversation": "a"}, {"conversation": "a", "text": " "}):
            self.assertEqual(self.call("POST", "turn", body), (400, {"error": "bad_request"}), body)

    def test_a_turn_tells_what_was_understood_and_what_to_say(self):
        answer = self.turn("told", "/ask_c2s")
        self.assertEqual(answer["intent"], "ask_c2s")
        (said,) = answer["says"]
        self.assertEqual((said["say"], said["args"]), ("rights.c2s", {}))
        self.assertIn(
            {
                "say": "choice.book_social_worker",
                "args": {},
                "payload": '/book_appointment{"care_type": "social_worker"}',
            },
            said["choices"],
        )

    def test_parsing_a_batch_keeps_the_order_and_leaves_no_conversation(self):
        texts = ["où trouver un dentiste"] + ["bonjour"] * 40 + ["طبيب أسنان"]
        status, answers = self.call("POST", "parse", {"texts": texts})
        self.assertEqual((status, len(answers)), (200, 42))
        for place in (0, 41):
            (entity,) = answers[place]["entities"]
            self.assertEqual((entity["entity"], entity["value"]), ("care_type", "dentist"))
        self.assertEqual(answers[1], answers[40])
        self.assertNotIn("says", answers[0])
        self.assertEqual(self.actions.called, [])

    def test_an_action_gets_the_message_its_language_and_the_slots(self):
        self.turn("asked", '/find_care{"care_type": "dentist"}')
        (call,) = self.actions.called
        self.assertEqual(call["sender_id"], "asked")
        self.assertEqual(call["tracker"]["slots"]["care_type"], "dentist")
        self.assertEqual(call["tracker"]["latest_message"]["metadata"]["language"], "fr")
        self.assertNotIn("domain", call)

    def test_booking_asks_for_the_care_and_goes_on_when_it_is_told(self):
        self.assertEqual(self.says("books", "/book_appointment"), ["appointments.ask_care_type"])
        self.assertEqual(self.says("books", "dentiste"), ["ran.action_book_appointment"])
        self.assertEqual(self.actions.called[-1]["tracker"]["slots"]["care_type"], "dentist")

    def test_booking_does_not_ask_for_care_that_is_told_at_once(self):
        self.assertEqual(
            self.says("knows", '/book_appointment{"care_type": "nurse"}'),
            ["ran.action_book_appointment"],
        )

    def test_another_question_during_booking_is_answered_and_ends_it(self):
        self.says("leaves", "/book_appointment")
        self.assertEqual(self.says("leaves", "/ask_c2s"), ["rights.c2s"])
        self.assertEqual(self.says("leaves", "/greet"), ["small_talk.greet"])

    def test_danger_during_booking_is_answered_as_danger(self):
        self.says("danger", "/book_appointment")
        self.assertEqual(
            self.says("danger", '/emergency{"care_type": "hospital"}'), ["safety.emergency"]
        )

    def test_a_failing_action_is_an_error_and_leaves_no_half_of_a_turn(self):
        self.says("retried", "/greet")
        self.actions.fails = True
        body = {"conversation": "retried", "text": '/find_care{"care_type": "optician"}'}
        self.assertEqual(self.call("POST", "turn", body), (502, {"error": "action_failed"}))
        self.actions.fails = False
        self.says("retried", "/affirm")
        tracker = self.actions.called[-1]["tracker"]
        self.assertIsNone(tracker["slots"]["care_type"])
        heard = [
            e["parse_data"]["intent"]["name"] for e in tracker["events"] if e["event"] == "user"
        ]
        self.assertEqual(heard, ["greet", "affirm"])

    def test_what_an_action_remembers_is_there_in_the_next_turn(self):
        self.says("remembers", "/check_appointment")
        self.says("remembers", "/affirm")
        self.assertEqual(
            self.actions.called[-1]["tracker"]["slots"]["pending"], "action_check_appointment"
        )

    def test_an_erased_conversation_starts_anew(self):
        self.says("erased", '/find_care{"care_type": "dentist"}')
        self.assertEqual(self.call("DELETE", "conversations/erased"), (200, {"erased": True}))
        self.assertEqual(self.call("DELETE", "conversations/erased"), (200, {"erased": False}))
        self.says("erased", "/affirm")
        self.assertIsNone(self.actions.called[-1]["tracker"]["slots"]["care_type"])

    def test_words_never_reach_the_log_even_with_debug(self):
        for text in (
            "motsecret un",
            "/motsecret deux {x",
            '/greet{"motsecret": ',
            '/motsecret{"a": "b"}',
        ):
            self.turn("logged", text)
        self.actions.fails = True
        self.call("POST", "turn", {"conversation": "logged", "text": "/affirm motsecret"})
        self.assertNotIn("motsecret", Path(self.log.name).read_text(errors="replace"))

    def test_a_slash_before_words_is_no_payload(self):
        self.assertNotEqual(self.turn("slash", "/unknown_intent")["confidence"], 1.0)

    def test_health_fails_when_the_conversations_cannot_be_kept(self):
        self.assertEqual(self.call("GET", "health"), (200, {"status": "ok"}))
        aside = self.tracker_path.with_suffix(".aside")
        self.tracker_path.rename(aside)
        try:
            answer = self.call("GET", "health")
        finally:
            aside.rename(self.tracker_path)
        self.assertEqual(answer, (503, {"error": "tracker_store_failed"}))


if __name__ == "__main__":
    unittest.main()
