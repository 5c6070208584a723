"""Towns are recognised however people spell them, and nothing else is taken for one."""

import pytest

from relais.directory import names_only_a_town, recognise_town


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("où trouver un dentiste à Draguignan", "Draguignan"),
        ("dentiste le muy", "Le Muy"),
        ("y a un docteur au Muy ?", "Le Muy"),
        ("je cherche une sage femme aux arcs", "Les Arcs"),
        ("kiné Les Arcs", "Les Arcs"),
        ("pas loin de trans en provence", "Trans-en-Provence"),
        ("médecin st raphael", "Saint-Raphaël"),
        ("DRAGUIGNAN", "Draguignan"),
        ("orl draguigan", "Draguignan"),
        ("je suis a Vilecroze", "Villecroze"),
        ("trans en provance svp", "Trans-en-Provence"),
        ("pediatre saint-maximin", "Saint-Maximin-la-Sainte-Baume"),
        ("doctor near Salernes", "Salernes"),
        ("hospital in nice", "Nice"),
        ("Nice", "Nice"),
        ("طبيب أسنان في دراغينيان", "Draguignan"),
        ("فين نلقا طبيب فدراقينيان", "Draguignan"),
        ("صيدلية قريبة من لورغ", "Lorgues"),
        ("tbib f Fayence", "Fayence"),
        ("طبيب بتولون", "Toulon"),
        ("busco un médico en Tolón", "Toulon"),
        ("vou a Marselha amanhã", "Marseille"),
        ("caut un doctor la Nice", "Nice"),
        ("ищу врача в Драгиньяне", "Draguignan"),
        ("как доехать до Тулона", "Toulon"),
        ("живём рядом с Фрежюсом", "Fréjus"),
        ("аптека в Ницце", "Nice"),
        ("до Сен-Рафаэля", "Saint-Raphaël"),
        ("врач в ле мюи", "Le Muy"),
        ("живу у Відобані", "Vidauban"),
        ("лікар у Салерні", "Salernes"),
        ("з Тулона до лікарні", "Toulon"),
        ("Tulon'da doktor arıyorum", "Toulon"),
        ("Draguignan'dan geliyorum", "Draguignan"),
        ("brinyolde eczane", "Brignoles"),
        ("دندانپزشک در دراگینیان", "Draguignan"),
        ("تو تولون زندگی میکنم", "Toulon"),
        ("دکتر در نیس", "Nice"),
        ("vrach v drahinyani", "Draguignan"),
        ("ya zhivu v tulone", "Toulon"),
    ],
)
def test_a_town_is_recognised_in_a_message(text: str, town: str) -> None:
    assert recognise_town(text) == town


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("в Котиньяке", "Cotignac"),
        ("живу в Рокбароне", "Rocbaron"),
        ("у Каркерані", "Carqueiranne"),
        ("в Раматюэле", "Ramatuelle"),
        ("في كاركيران", "Carqueiranne"),
        ("في انتركاستو", "Entrecasteaux"),
    ],
)
def test_a_town_nobody_listed_is_recognised_by_its_sound(text: str, town: str) -> None:
    assert recognise_town(text) == town


@pytest.mark.parametrize(
    "text",
    [
        "je cherche un dentiste",
        "nice to meet you",
        "thank you that is very nice",
        "pharmacie de garde ce soir",
        "j'ai mal au bras",
        "interprète langue des signes",
        "ça passe comment",
        "longue maladie",
        "mon salaire est trop bas",
        "have a nice day",
        "estoy muy cansado",
        "me robaron la cartera",
        "en castellano por favor",
        "dragi prieteni",
        "dupa 65 de ani ce vaccinuri",
        "ma femme est sur la sienne",
        "нужна ли она мне",
        "у меня болит живот и голова",
        "грим для театра",
        "маю компютер вдома",
        "دکتر نیس",
        "موعدي في أيار",
        "داير اتكلم مع زول",
        "بيعرفو عني شي",
        "",
        "؟؟؟",
    ],
)
def test_what_is_not_a_town_is_not_taken_for_one(text: str) -> None:
    assert recognise_town(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("et à Lorgues ?", "Draguignan", "at Salernes please", "في لورغ"),
        *("а в Тулоне?", "в Салерні", "en Salernes", "Toulon'da", "در تولون"),
    ],
)
def test_a_message_may_say_a_town_and_nothing_else(text: str) -> None:
    assert names_only_a_town(text)


@pytest.mark.parametrize("text", ["un endocrinologue à Lorgues", "bonjour", "docteur"])
def test_a_message_that_says_more_than_a_town_is_told_apart(text: str) -> None:
    assert not names_only_a_town(text)
