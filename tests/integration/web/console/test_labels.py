"""Every code that the staff may meet has words."""

import ast
from pathlib import Path

import pytest

from actions.people import ERASURE_ASKED, PERSON_ASKED
from relais.conversations import Channel
from relais.i18n import translations
from relais.messaging import DeliveryState, Reason
from relais.reminders.reply import NEEDS_PERSON
from relais.replies import Texts
from relais.safety import Danger
from relais.staff import Role
from web.console.labels import Labels
from web.console.reminders import VERBS
from web.console.thread import DIRECT, NOT_SENT

ROOT = Path(__file__).resolve().parents[4]
REASONS = {
    "danger",
    "doubt",
    "not_understood",
    "not_rendered",
    "too_many",
    "opted_out",
    PERSON_ASKED,
    ERASURE_ASKED,
    NEEDS_PERSON,
}


@pytest.fixture
def labels(texts: Texts) -> Labels:
    return labels_in("fr", texts)


def labels_in(language: str, texts: Texts) -> Labels:
    return Labels(translations("console", language).gettext, language, texts)


def actions_recorded() -> set[str]:
    """The codes of what the console records, read from its source: the third argument."""
    calls = [
        node
        for path in (ROOT / "web/console").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"staff.audit", "audited"}
    ]
    codes = {call.args[2].value for call in calls if isinstance(call.args[2], ast.Constant)}
    return {str(code) for code in codes} | {f"{verb}_reminder" for verb in VERBS}


def test_every_action_recorded_has_words(labels: Labels) -> None:
    actions = actions_recorded()

    assert {"log_in", "take_over", "answer", "erase_person", "import_people"} <= actions
    assert [code for code in actions if labels.action(code) == code] == []


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_reason_to_wait_for_a_person_has_words(labels: Labels, code: str) -> None:
    assert labels.needs_person(code) not in {code, labels.needs_person(None)}


def test_every_fate_of_a_text_has_words(labels: Labels) -> None:
    for state in [*DeliveryState, DIRECT, NOT_SENT]:
        assert labels.delivery(state) != state
    for reason in Reason:
        if reason is not Reason.OTHER:
            assert labels.reason(reason) != labels.reason(Reason.OTHER)


def test_every_danger_channel_and_role_has_words(labels: Labels) -> None:
    for danger in Danger:
        assert " " in labels.danger(danger) or labels.danger(danger) == "Violence"
    for channel in Channel:
        assert labels.channel(channel) != channel
    for role in Role:
        assert labels.role(role) != role


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Comprendre la C2S", "Non compris", "arabe", "Urgence vitale"]),
        ("en", ["Understand C2S", "Not understood", "Arabic", "Life-threatening emergency"]),
    ],
)
def test_words_are_those_of_the_language(texts: Texts, language: str, words: list[str]) -> None:
    labels = labels_in(language, texts)

    assert words == [
        labels.intent("ask_c2s"),
        labels.intent("nlu_fallback"),
        labels.language("ar"),
        labels.danger("emergency"),
    ]


def test_codes_of_the_past_are_shown_as_they_are(labels: Labels) -> None:
    assert labels.intent("an_intent_of_the_past") == "an_intent_of_the_past"
    assert labels.action("an_act_of_the_past") == "an_act_of_the_past"


def test_a_language_without_a_name_goes_by_its_code_and_none_by_nothing(labels: Labels) -> None:
    assert (labels.language("xx"), labels.language(None)) == ("xx", "")
