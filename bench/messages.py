"""Messages to measure with: three languages, rights, places and small talk, seldom the same."""

import itertools
import random

_OPENINGS = {
    "fr": ["", "bonjour ", "slt ", "svp ", "bjr ", "excusez moi "],
    "en": ["", "hello ", "pls ", "hi ", "good morning "],
    "ar": ["", "سلام ", "من فضلك ", "مرحبا "],
}
_QUESTIONS = {
    "fr": [
        "c est quoi la c2s",
        "comment demander l ame",
        "quels papiers pour le dossier ame",
        "j ai perdu ma carte vitale",
        "ma css se termine en mars je fais quoi",
        "ou trouver un dentiste a draguignan",
        "ou voir un psychologue a salernes",
        "je voudrais un rdv avec le dentiste",
        "je n ai pas de papiers est ce que je peux me soigner",
        "je veux parler a quelqu un",
    ],
    "en": [
        "what is the c2s",
        "how do i ask for ame",
        "i lost my carte vitale",
        "where can i find a dentist in draguignan",
        "can i see a doctor without papers",
        "which documents for the ame",
        "i want an appointment with the nurse",
    ],
    "ar": [
        "ما هي C2S",
        "كيف اطلب AME",
        "ضاعت البطاقة carte vitale",
        "وين نلقى طبيب اسنان في Draguignan",
        "ماعنديش اوراق نقدر نداوي",
        "بغيت موعد مع الطبيب",
    ],
}
_ENDINGS = ["", " merci", " svp", " ?", " je suis a {}", " {}"]
_TOWNS = ["draguignan", "salernes", "lorgues", "aups", "fayence", "le muy", "les arcs", "trans"]


def messages(count: int, seed: int = 1) -> list[str]:
    """`count` messages, the same for the same seed; a repeated one is as rare as they allow."""
    chance = random.Random(seed)
    every = [
        opening + question + ending.format(town)
        for language, questions in _QUESTIONS.items()
        for question, opening, ending, town in itertools.product(
            questions, _OPENINGS[language], _ENDINGS, _TOWNS
        )
    ]
    distinct = sorted(set(every))
    chance.shuffle(distinct)
    return list(itertools.islice(itertools.cycle(distinct), count))
