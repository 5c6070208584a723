"""Whether the parts of a message are two questions, each worth an answer, or one story."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from relais.understanding.parts import Part, split_in_parts
from relais.understanding.rasa import FALLBACK_INTENT, RasaClient, Understood

# A part that is surer than this stands for itself. A message wrongly split is worse than one
# answered by half: measured in docs/decisions/0008-two-questions-in-one-message.md.
SURE = 0.7
DANGERS = frozenset({"emergency", "violence", "suicidal_thoughts"})
_APPOINTMENTS = frozenset(
    {"book_appointment", "change_appointment", "cancel_appointment", "check_appointment"}
)
# Their answers may ask for a yes, and one message can ask for one yes only.
_ASK_BACK = frozenset({*_APPOINTMENTS, "delete_my_data"})
_COST = {"ask_care_cost", "ask_care_without_cover", "ask_care_refusal", "ask_family_cover"}
_RIGHTS = frozenset(
    {
        *("ask_health_coverage", "ask_base_cover", "ask_c2s", "ask_ame", "ask_renewal"),
        *("ask_required_documents", "ask_application_status", "ask_health_card"),
        *("ask_regular_doctor", "ask_top_up_insurance", "ask_online_account"),
        *("ask_postal_address", "ask_long_illness", "ask_health_check", *_COST),
    }
)
_CARE = frozenset(
    {
        *("find_care", "ask_place_details", "ask_outreach_visits", "ask_medicines"),
        *("ask_vaccination", "ask_screening", "ask_addiction", "ask_womens_health"),
        *("ask_child_health", "ask_hygiene", "ask_health_check", "ask_regular_doctor"),
        *("book_appointment", *_COST),
    }
)
_COMING = frozenset({*_APPOINTMENTS, "ask_transport", "ask_interpreter", "ask_place_details"})
_PEOPLE = frozenset({"talk_to_person", "ask_privacy", "delete_my_data"})
# What people tell of one matter: in a group, two parts are two questions only when each has its
# own question mark.
GROUPS = (_RIGHTS, _CARE, _COMING, _PEOPLE)
# Told at least as often as asked, to explain the question: "mon fils a 2 ans et …". They count only
# with a question mark of their own.
_TOLD = frozenset(
    {
        *("ask_child_health", "ask_womens_health", "ask_long_illness", "ask_family_cover"),
        *("ask_care_without_cover", "ask_postal_address", "ask_base_cover"),
    }
)
# Greetings, thanks, yes and no, feelings and complaints are no questions of their own.
ASKED = frozenset().union(*GROUPS, DANGERS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a message: what it means, as far as that is known, and its words."""

    intent: str | None
    text: str


def questions_in(client: RasaClient, text: str, language: str | None) -> list[Asked]:
    """The two questions of a message, the one that cannot wait first; else the message alone.

    Rasa is asked only about a message that can be split. Raises what RasaClient.parse raises.
    """
    alone = [Asked(None, text)]
    parts = split_in_parts(text, language)
    if len(parts) < 2:
        return alone
    whole, *meant = client.parse([text, *(part.text for part in parts)])
    found = _two_questions(parts, meant)
    intents = [meant[index].intent for index in found]
    if not found or not _may_be_one_of(whole, intents):
        return alone
    texts = _with_what_belongs(client, parts, meant, found)
    asked = [Asked(intent, words) for intent, words in zip(intents, texts, strict=True)]
    return sorted(asked, key=lambda one: _rank(one.intent))


def _two_questions(parts: Sequence[Part], meant: Sequence[Understood]) -> list[int]:
    """Where the two questions are; empty when there are fewer, or more, or they are one matter."""
    first: dict[str, int] = {}
    asking: dict[str, bool] = {}
    for index, (part, understood) in enumerate(zip(parts, meant, strict=True)):
        intent = understood.intent
        counts = intent in ASKED and (part.asks or intent not in _TOLD)
        if counts and understood.confidence >= SURE:
            first.setdefault(intent, index)
            asking[intent] = asking.get(intent, False) or part.asks
    if len(first) != 2 or set(first) <= _ASK_BACK or set(first) <= DANGERS:
        return []
    is_one_matter = any(set(first) <= group for group in GROUPS)
    return [] if is_one_matter and not all(asking.values()) else list(first.values())


def _may_be_one_of(whole: Understood, intents: Sequence[str]) -> bool:
    """A message that clearly means a third thing is a story, whatever its parts look like."""
    return whole.intent in {*intents, FALLBACK_INTENT} or whole.confidence < SURE


def _with_what_belongs(
    client: RasaClient, parts: Sequence[Part], meant: Sequence[Understood], found: Sequence[int]
) -> list[str]:
    """Each question with the parts that follow it, as "mardi si possible", if it stays the same."""
    bare = [parts[index].text for index in found]
    longer = [
        " ".join(
            parts[index].text
            for index in range(start, end)
            if index == start or meant[index].confidence < SURE
        )
        for start, end in pairwise([*found, len(parts)])
    ]
    if longer == bare:
        return bare
    return [
        words if again.intent == meant[index].intent and again.confidence >= SURE else short
        for words, short, index, again in zip(
            longer, bare, found, client.parse(longer), strict=True
        )
    ]


def _rank(intent: str | None) -> int:
    """A danger, then what holds or frees a place in the diary, then the rest as it was written."""
    return 0 if intent in DANGERS else 1 if intent in _APPOINTMENTS else 2
