import pytest

from relais.messaging import Keyword, read_keyword


@pytest.mark.parametrize(
    "text",
    [
        *(
            "STOP",
            "stop",
            " Stop. ",
            "STOP!!",
            "« stop »",
            "\u200fSTOP\u200f",
            "Stop 🙏",
            "ＳＴＯＰ",
        ),
        *("STOPALL", "stop all", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "opt-out", "STOP SMS"),
        *("ARRET", "Arrêt", "arre\u0302t", "ARRETER", "arrête", "DESABONNER", "Désabonner"),
        *("قف", "قِف", "توقف", "ايقاف", "إيقاف", "إيقــاف", "أوقف", "إيقا\u200cف", "الغاء الاشتراك"),
    ],
)
def test_a_lone_word_that_means_stop_is_stop(text: str) -> None:
    assert read_keyword(text) is Keyword.STOP


@pytest.mark.parametrize("text", ["START", "unstop", "Reprendre", "ابدأ", "ابدا", "إبدأ"])
def test_a_lone_word_that_means_start_is_start(text: str) -> None:
    assert read_keyword(text) is Keyword.START


@pytest.mark.parametrize("text", ["HELP", "Help?", "INFO", "aide", "Aide !", "مساعدة", "مساعده"])
def test_a_lone_word_that_means_help_is_help(text: str) -> None:
    assert read_keyword(text) is Keyword.HELP


@pytest.mark.parametrize(
    "text",
    [
        *("CANCEL my appointment", "cancel it please", "Stop please", "please stop"),
        *("stop rappels", "stop les rappels", "STOP REMINDERS", "non stop", "stop 2"),
        *("annuler", "Annule", "annuler mon rendez-vous", "إلغاء", "إلغاء الموعد"),
        *("je veux arrêter de fumer", "arrêt de travail", "help me", "aidez-moi", "info ame"),
        *("أريد مساعدة", "لا تتوقف"),
    ],
)
def test_a_keyword_among_other_words_is_a_request_to_be_understood(text: str) -> None:
    assert read_keyword(text) is None


@pytest.mark.parametrize("text", ["oui", "yes", "YES", "نعم", "ok", "non", "no", "لا", "1"])
def test_answers_are_no_keywords(text: str) -> None:
    assert read_keyword(text) is None


@pytest.mark.parametrize("text", ["", " ", "...", "🙏", "\ufeff"])
def test_a_message_without_words_is_no_keyword(text: str) -> None:
    assert read_keyword(text) is None
