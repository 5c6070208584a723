"""Codes in the words of the staff."""

from babel import Locale

from relais.replies import Texts, UnknownReplyError
from web.console.thread import DIRECT, NOT_SENT
from web.console.wording import Gettext


class Labels:
    """The words for one language."""

    def __init__(self, gettext: Gettext, language: str, texts: Texts) -> None:
        self._ = gettext
        self._language, self._texts = language, texts

    def intent(self, code: str) -> str:
        """What a message was understood as."""
        if code == "nlu_fallback":
            return self._("Non compris")
        try:
            return self._texts.text(f"intent.{code}", self._language)
        except UnknownReplyError:
            return code

    def language(self, code: str | None) -> str:
        """A language by its name; empty when it is not known."""
        names = Locale.parse(self._language).languages
        return names.get(code, code) if code else ""

    def danger(self, code: str) -> str:
        """What kind of danger a message told of."""
        return {
            "emergency": self._("Urgence vitale"),
            "violence": self._("Violence"),
            "suicidal_thoughts": self._("Idées suicidaires"),
        }.get(code, code)

    def needs_person(self, code: str | None) -> str:
        """Why a conversation waits for somebody."""
        return {
            "danger": self._("un danger a été reconnu"),
            "doubt": self._("un danger est possible"),
            "not_understood": self._("l'assistant n'a pas pu répondre"),
            "not_rendered": self._("une réponse n'a pas pu être écrite"),
            "too_many": self._("trop de messages en un jour"),
            "opted_out": self._("a écrit après avoir demandé l'arrêt des SMS"),
            "asked": self._("demande à parler à quelqu'un"),
            "erasure_asked": self._("demande l'effacement de ses données"),
            "reminder_help": self._("a besoin d'aide après un rappel"),
            "held": self._("a écrit depuis la dernière réponse de l'équipe"),
        }.get(code or "", self._("attend une personne"))

    def channel(self, code: str) -> str:
        """How a conversation is held."""
        return {"sms": self._("SMS"), "web": self._("Discussion web")}.get(code, code)

    def role(self, code: str) -> str:
        """What a member of the staff is trusted with."""
        return {
            "mediator": self._("Médiation"),
            "reviewer": self._("Relecture"),
            "admin": self._("Administration"),
        }.get(code, code)

    def delivery(self, code: str) -> str:
        """Where a text is on its way."""
        return {
            "pending": self._("en attente d'envoi"),
            "sending": self._("envoi en cours"),
            "sent": self._("envoyé"),
            "delivered": self._("reçu par le téléphone"),
            "undelivered": self._("non remis"),
            "failed": self._("échec de l'envoi"),
            "cancelled": self._("annulé, pas envoyé"),
            DIRECT: self._("donné dans la réponse immédiate"),
            NOT_SENT: self._("pas envoyé"),
        }.get(code, code)

    def reason(self, code: str) -> str:
        """Why a text did not arrive, or why no text can."""
        return {
            "landline": self._("c'est un téléphone fixe"),
            "invalid_number": self._("ce numéro n'est pas valable"),
            "unknown_number": self._("ce numéro n'existe pas"),
            "opted_out": self._("la personne a demandé l'arrêt des SMS"),
            "unreachable": self._("téléphone éteint ou hors réseau"),
            "region_not_allowed": self._("l'envoi vers ce pays n'est pas ouvert"),
            "blocked": self._("bloqué par le téléphone ou l'opérateur"),
            "filtered": self._("filtré par l'opérateur"),
            "too_long": self._("message trop long"),
            "expired": self._("trop tard pour être envoyé"),
            "withdrawn": self._("retiré avant l'envoi"),
            "unreadable": self._("la copie à envoyer ne peut plus être lue"),
        }.get(code, self._("raison inconnue de l'opérateur"))

    def action(self, code: str) -> str:
        """What a member of the staff did."""
        return {
            "log_in": self._("s'est connecté"),
            "read_conversation": self._("a lu une conversation"),
            "take_over": self._("a pris une conversation en main"),
            "answer": self._("a répondu dans une conversation"),
            "hand_back": self._("a rendu une conversation à l'assistant"),
            "settle": self._("a marqué une conversation comme traitée"),
            "mark_alert_wrong": self._("a marqué une alerte comme fausse"),
            "unmark_alert": self._("a rétabli une alerte"),
            "set_discretion": self._("a changé la discrétion des messages"),
            "erase_person": self._("a effacé une personne"),
            "list_people": self._("a ouvert la liste des personnes"),
            "search_people": self._("a cherché une personne"),
            "read_person": self._("a ouvert la fiche d'une personne"),
            "add_person": self._("a ajouté une personne"),
            "import_people": self._("a importé un fichier de personnes"),
            "record_right": self._("a noté un droit"),
            "withdraw_consent": self._("a retiré l'accord d'une personne aux rappels"),
            "list_reminders": self._("a ouvert la liste des rappels"),
            "hold_reminder": self._("a retenu un rappel"),
            "release_reminder": self._("a prévu à nouveau un rappel"),
            "cancel_reminder": self._("a annulé un rappel"),
        }.get(code, code)

    def error(self, code: str, status: int) -> str:
        """What went wrong, and what to do about it."""
        by_code = {
            "conversation_not_found": self._(
                "Cette conversation n'existe pas, ou elle a été effacée."
            ),
            "alert_not_found": self._("Cette alerte n'existe pas, ou elle a été effacée."),
            "person_not_found": self._("Cette personne n'existe pas, ou elle a été effacée."),
            "reminder_not_found": self._("Ce rappel n'existe pas, ou il a été effacé."),
            "reminder_state": self._("Ce rappel a changé entre-temps. Rechargez la liste."),
            "empty_answer": self._("Écrivez un message avant de l'envoyer."),
            "text_too_long": self._("Ce message est trop long : 1600 caractères au plus."),
            "wrong_credentials": self._("L'identifiant ou le mot de passe n'est pas le bon."),
            "too_many_attempts": self._(
                "Trop d'essais. Attendez un quart d'heure, puis recommencez."
            ),
        }
        by_code["form_expired"] = self._(
            "Cette page était ouverte depuis trop longtemps. Rechargez-la, puis recommencez."
        )
        by_status = {
            403: self._("Votre rôle ne permet pas de faire cela."),
            404: self._("Cette page n'existe pas."),
        }
        return (
            by_code.get(code)
            or by_status.get(status)
            or self._("Cela n'a pas marché. Recommencez.")
        )

    def note(self, code: str) -> str | None:
        """What has just been done, for the page shown after it."""
        return {
            "sent": self._(
                "Votre message est enregistré ; l'assistant se tait dans cette conversation."
            ),
            "not_sent": self._(
                "Votre message est enregistré, mais il ne sera pas envoyé : voir plus bas."
            ),
            "taken_over": self._("Vous avez pris la conversation en main. L'assistant se tait."),
            "handed_back": self._("L'assistant répond à nouveau dans cette conversation."),
            "settled": self._("La conversation est marquée comme traitée."),
            "alert_wrong": self._(
                "L'alerte est marquée comme fausse ; elle servira à corriger les listes."
            ),
            "alert_right": self._("L'alerte est rétablie."),
            "discreet": self._("Les messages à cette personne seront discrets."),
            "not_discreet": self._("Les messages à cette personne ne sont plus discrets."),
            "erased": self._(
                "La personne et tout ce qu'elle a écrit sont effacés ; l'assistant l'oublie aussi."
            ),
            "logged_out": self._("Vous êtes déconnecté."),
        }.get(code)
