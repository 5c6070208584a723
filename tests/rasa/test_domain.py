"""Domain, rules and training phrases agree with each other and with the replies."""

import json
import re
import unittest
from collections import Counter
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("fr", "en", "ar", "es", "pt", "ro", "ru", "uk", "tr", "fa")
FEWEST_PHRASES = 20
MOST_CHOICES = 5
ONLY_IN_PAYLOADS = {
    "choose_slot",
    "more_places",
    "other_care",
    "none_of_these",
    "renewal_done",
    "renewal_help",
    "stop_reminders",
    "stop_everything",
}
NOT_TRAINED = ONLY_IN_PAYLOADS | {"nlu_fallback"}
PAYLOAD = re.compile(r"/([a-z0-9_]+)(\{.*\})?")


def loaded(pattern):
    """The YAML files of a pattern, by path."""
    return {
        path: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(ROOT.glob(pattern))
    }


def phrases():
    """How many training phrases each intent has in each language."""
    counted = Counter()
    for path, content in loaded("data/nlu/*/*.yml").items():
        for block in content["nlu"]:
            lines = (block.get("examples") or "").splitlines()
            key = (path.parent.name, block.get("intent"))
            counted[key] += sum(line.strip().startswith("- ") for line in lines)
    return counted


class DomainTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        domain = loaded("domain/*.yml").values()
        cls.intents = {name for part in domain for name in part.get("intents", [])}
        cls.entities = {next(iter(e)) for part in domain for e in part.get("entities", [])}
        cls.actions = {name for part in domain for name in part.get("actions", [])}
        cls.slots = {k: v for part in domain for k, v in part.get("slots", {}).items()}
        cls.responses = {
            name: variations[0]["custom"]
            for part in domain
            for name, variations in part.get("responses", {}).items()
        }
        cls.rules = [rule for part in loaded("data/rules/*.yml").values() for rule in part["rules"]]
        cls.replies = {
            key for part in loaded("relais/replies/texts/*.yml").values() for key in part
        }

    def choices(self):
        return [
            (name, choice)
            for name, said in self.responses.items()
            for choice in said.get("choices", [])
        ]

    def test_every_intent_has_a_rule_of_its_own(self):
        led = Counter(s["intent"] for rule in self.rules for s in rule["steps"] if "intent" in s)
        self.assertEqual(dict(led), dict.fromkeys(self.intents, 1))

    def test_every_intent_that_people_express_has_phrases_in_three_languages(self):
        counted = phrases()
        for intent in self.intents - NOT_TRAINED:
            for language in LANGUAGES:
                self.assertGreaterEqual(
                    counted[language, intent], FEWEST_PHRASES, f"{intent} in {language}"
                )

    def test_no_phrase_trains_an_intent_that_does_not_exist(self):
        self.assertEqual({intent for _, intent in phrases()} - self.intents, set())

    def test_every_intent_that_people_express_has_a_label_to_propose_it(self):
        labelled = {key[len("intent.") :] for key in self.replies if key.startswith("intent.")}
        self.assertEqual(self.intents - NOT_TRAINED - labelled, set())

    def test_every_response_and_label_is_a_reply_that_exists(self):
        keys = {said["say"] for said in self.responses.values()}
        keys |= {choice["say"] for _, choice in self.choices()}
        self.assertEqual(keys - self.replies, set())

    def test_rules_name_only_actions_and_responses_that_exist(self):
        named = {s["action"] for rule in self.rules for s in rule["steps"] if "action" in s}
        self.assertEqual(named - self.actions - set(self.responses) - {"booking_form"}, set())
        self.assertEqual(self.actions - named, set())

    def test_payloads_name_intents_entities_and_care_that_exist(self):
        (care,) = loaded("data/gazetteers/care_type.yml").values()
        for name, choice in self.choices():
            payload = choice["payload"].replace("{{", "{").replace("}}", "}")
            intent, data = PAYLOAD.fullmatch(payload).groups()
            self.assertIn(intent, self.intents, name)
            for entity, value in json.loads(data or "{}").items():
                self.assertIn(entity, self.entities, name)
                if entity == "care_type":
                    self.assertIn(value, care, name)

    def test_a_reply_offers_few_choices(self):
        for name, said in self.responses.items():
            self.assertLessEqual(len(said.get("choices", [])), MOST_CHOICES, name)

    def test_replies_to_danger_stand_alone(self):
        for name, said in self.responses.items():
            if name.startswith("utter_safety_"):
                self.assertNotIn("choices", said)

    def test_no_slot_calls_the_action_server_on_each_turn(self):
        for name, slot in self.slots.items():
            for mapping in slot["mappings"]:
                self.assertNotIn("action", mapping, name)
        self.assertNotIn("action_validate_slot_mappings", self.actions)

    def test_no_slot_holds_an_immigration_status(self):
        self.assertEqual(
            set(self.slots),
            {
                "care_type",
                "place",
                "pending",
                "pending_data",
                "last_topic",
                "directory_offset",
                "fallback_count",
            },
        )

    def test_danger_never_fills_the_care_looked_for(self):
        (mapping,) = self.slots["care_type"]["mappings"]
        self.assertTrue(
            {"emergency", "violence", "suicidal_thoughts"} <= set(mapping["not_intent"])
        )


class GazetteerCoverageTest(unittest.TestCase):
    def test_every_care_type_has_a_label_and_terms_in_three_languages(self):
        (care,) = loaded("data/gazetteers/care_type.yml").values()
        replies = {key for part in loaded("relais/replies/texts/*.yml").values() for key in part}
        labelled = {key[len("care_type.") :] for key in replies if key.startswith("care_type.")}
        self.assertEqual(set(care), labelled)
        for code, terms in care.items():
            self.assertLessEqual(
                {"fr", "en", "ar"}, {lang for lang in LANGUAGES if terms.get(lang)}, code
            )


if __name__ == "__main__":
    unittest.main()
