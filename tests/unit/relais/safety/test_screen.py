import random
import re
import unicodedata

import pytest

from relais.safety import Alert, Danger, Screen

Messages = dict[str, list[tuple[str, str]]]
NO_DANGER = "none"


def told(alert: Alert | None) -> tuple[object, ...] | None:
    """All of an alert but how likely it is, which every other word of the message changes."""
    return (alert.danger, alert.matched, alert.reply_key, alert.is_doubt) if alert else None


def heard_as(alert: Alert | None) -> str:
    return alert.danger.value if alert else NO_DANGER


def wrongly_heard(screen: Screen, lines: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    answers = ((label, heard_as(screen.screen(text)), text) for label, text in lines)
    return [answer for answer in answers if answer[0] != answer[1]]


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("kind", ["cries", "later_cries"])
def test_every_cry_is_heard_as_what_it_is(
    screen: Screen, messages: Messages, kind: str, language: str
) -> None:
    assert wrongly_heard(screen, messages[f"{kind}_{language}"]) == []


@pytest.mark.parametrize("kind", ["ordinary", "later_ordinary"])
def test_ordinary_messages_raise_no_alarm(screen: Screen, messages: Messages, kind: str) -> None:
    assert wrongly_heard(screen, messages[kind]) == []


def test_there_are_enough_messages_for_the_figures_to_mean_something(messages: Messages) -> None:
    for language in ("fr", "en", "ar"):
        assert len(messages[f"cries_{language}"]) >= 60
        assert {label for label, _ in messages[f"cries_{language}"]} == set(Danger)
    assert len(messages["ordinary"]) >= 150


def test_an_alert_names_the_line_and_never_the_words(screen: Screen) -> None:
    alert = screen.screen("mon père respire plus")

    assert alert is not None
    assert told(alert) == told(
        Alert(Danger.EMERGENCY, "safety.emergency", "emergency.fr_cannot_breathe")
    )
    assert alert.probability is not None
    assert alert.probability > 0.9


@pytest.mark.parametrize(
    ("text", "reply_key"),
    [
        ("mon mari me frappe", "safety.violence"),
        ("mon mari frappe mon fils", "safety.violence_child"),
        ("my husband beats me", "safety.violence"),
        ("my dad hits me", "safety.violence_child"),
        ("زوجي يضربني", "safety.violence"),
        ("زوجي يضرب أولادي", "safety.violence_child"),
    ],
)
def test_violence_against_a_child_has_its_own_reply(
    screen: Screen, text: str, reply_key: str
) -> None:
    alert = screen.screen(text)

    assert alert is not None
    assert alert.reply_key == reply_key


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("je veux mourir j'ai avalé deux boîtes de somnifères", Danger.EMERGENCY),
        ("je veux mourir je vais avaler toute la boîte", Danger.SUICIDAL_THOUGHTS),
        ("i took 40 pills i want to die", Danger.EMERGENCY),
        ("i want to swallow all my pills", Danger.SUICIDAL_THOUGHTS),
        ("بغيت نموت شربت الدوا كامل", Danger.EMERGENCY),
        ("il m'a frappée et ma fille ne respire plus", Danger.EMERGENCY),
        ("il va me tuer, j'ai peur de mourir", Danger.VIOLENCE),
        ("au secours il me frappe", Danger.VIOLENCE),
    ],
)
def test_what_was_done_comes_before_what_is_thought_and_the_gravest_comes_first(
    screen: Screen, text: str, danger: Danger
) -> None:
    assert heard_as(screen.screen(text)) == danger


@pytest.mark.parametrize(
    ("harmless", "danger"),
    [
        ("je suis mort de rire", "mon mari me frappe"),
        ("my phone died", "i want to kill myself"),
        ("je meurs de faim", "je veux mourir"),
        ("il y a 3 ans j'ai eu un infarctus", "mon père ne respire plus"),
        ("نموت بالجوع", "زوجي يضربني"),
        ("killing time", "he will kill me"),
    ],
)
def test_a_harmless_expression_hides_no_danger_beside_it(
    screen: Screen, harmless: str, danger: str
) -> None:
    expected = told(screen.screen(danger))

    assert expected is not None
    assert screen.screen(harmless) is None
    assert told(screen.screen(f"{harmless}. {danger}")) == expected
    assert told(screen.screen(f"{danger}, {harmless}")) == expected


def test_a_harmless_expression_does_not_reach_across_the_end_of_a_sentence(
    screen: Screen,
) -> None:
    assert screen.screen("mon père a fait un AVC il y a 2 ans") is None
    assert heard_as(screen.screen("mon père fait un AVC. il y a 2 ans que je suis ici")) == (
        Danger.EMERGENCY
    )


def test_a_harmless_expression_gives_way_to_what_makes_it_danger(screen: Screen) -> None:
    assert screen.screen("je saigne du nez parfois") is None
    assert heard_as(screen.screen("je saigne du nez et ça s'arrête pas")) == Danger.EMERGENCY


def without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(c for c in parts if unicodedata.category(c) != "Mn")


def with_invisible_characters(text: str) -> str:
    return "\u200b".join(text.replace(" ", " \u200f")) + "\ufeff"


def in_wide_letters(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def with_cyrillic_letters(text: str) -> str:
    return text.translate(str.maketrans("aeopcxAEOPCX", "аеорсхАЕОРСХ"))


def drawn_out(text: str) -> str:
    """The last letter of each word four times, where it is not twice there already."""
    return re.sub(r"(?<![\w'])([^\W\d_]*)([^\W\d_])(?<!\2\2)(?![\w'])", r"\1\2\2\2\2", text)


def with_vowel_signs(text: str) -> str:
    return "".join(c + "\u064e" if "\u0621" <= c <= "\u064a" else c for c in text)


@pytest.mark.parametrize(
    "disguise",
    [
        str.upper,
        without_accents,
        with_invisible_characters,
        in_wide_letters,
        with_cyrillic_letters,
        drawn_out,
        with_vowel_signs,
    ],
)
def test_how_a_message_is_typed_does_not_change_the_answer(
    screen: Screen, messages: Messages, disguise: object
) -> None:
    assert callable(disguise)
    texts = [text for lines in messages.values() for _, text in lines]
    changed = [
        (text, heard_as(screen.screen(text)), heard_as(screen.screen(disguise(text))))
        for text in texts
        if told(screen.screen(text)) != told(screen.screen(disguise(text)))
    ]
    assert changed == []


def test_no_text_makes_the_screen_fail(screen: Screen, messages: Messages) -> None:
    dice = random.Random(20261122)
    pieces = [text for lines in messages.values() for _, text in lines]
    letters = [chr(n) for n in range(1, 0x3000)] + ["\ud800", "\U0001f6a8", "\U0001d51e", "ﷺ", "²"]
    for _ in range(400):
        odd = "".join(dice.choices(letters, k=dice.randrange(60)))
        torn = (
            "".join(dice.sample(dice.choice(pieces), k=5))
            + dice.choice(pieces)[: dice.randrange(80)]
        )
        for text in (odd, torn, odd + torn, torn * 20):
            answer = screen.screen(text)
            assert answer is None or answer.danger in Danger
            assert screen.screen(text) == answer


@pytest.mark.parametrize("text", ["", " ", "\n", "!!!", "👍", "0", "'", "a" * 5000, "je " * 3000])
def test_a_text_with_nothing_to_read_is_silent(screen: Screen, text: str) -> None:
    assert screen.screen(text) is None
