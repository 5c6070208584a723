"""Which language a conversation is held in: kept once known, changed only on good grounds."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.conversations.models import Author, Channel, Conversation, Message
from relais.conversations.people import remember_language
from relais.replies import Choice, Say, is_spoken
from relais.understanding import identify_language

LOOKED_BACK = 8  # messages, of anybody: an older change of mind says nothing of today
GREETING_WORDS = 2
HALF_UNDERSTOOD = "system.language_half_understood"
SAYS_THE_SAME = {"small_talk.language_not_spoken", "small_talk.language_changed"}
_PERSON = Choice("choice.talk_to_person", payload="/talk_to_person")


def notice_language(
    session: Session, conversation: Conversation, message: Message, body: str
) -> None:
    """Note the language of a message of a person, and speak it when that is what they want.

    The first clear one is spoken from then on. Another needs a second clear message; "ok", a number
    or the name of a place is never clear. What a browser says of its owner, or a mere greeting, is
    only a guess, which the first message of a few words may correct.
    """
    guess = identify_language(body, conversation.language)
    message.language = guess.code
    if guess.code is None or not guess.is_sure or guess.code == conversation.language:
        return
    before = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.id < message.id)
        .order_by(Message.id.desc())
        .limit(LOOKED_BACK)
    ).all()
    is_only_guessed = conversation.language is None or _is_guessed(conversation, before)
    if is_only_guessed or _was_written(conversation, before, guess.code):
        remember_language(session, conversation, guess.code)


def _is_guessed(conversation: Conversation, before: Sequence[Message]) -> bool:
    """Whether nothing but a browser or a greeting or two has told the language spoken now."""
    if not before:
        return conversation.channel is Channel.WEB
    is_begun_by_person = before[-1].author == Author.PERSON and len(before) < LOOKED_BACK
    said = [message.redacted for message in before if message.author == Author.PERSON]
    return is_begun_by_person and all(len(text.split()) <= GREETING_WORDS for text in said)


def _was_written(conversation: Conversation, before: Sequence[Message], language: str) -> bool:
    """Whether the person wrote in this language before, since the present one is spoken."""
    for message in before:
        if message.author != Author.PERSON and message.language != conversation.language:
            return False
        if message.author == Author.PERSON and message.language == language:
            return True
    return False


def with_language_told(
    session: Session, conversation: Conversation, says: Sequence[Say]
) -> list[Say]:
    """What is said; the first time to somebody whose language is not spoken, also that.

    A person of the staff is offered with it, after the choices there are.
    """
    language = conversation.language
    if not says or language is None or is_spoken(language) or _was_told(session, conversation):
        return list(says)
    if any(say.key in SAYS_THE_SAME for say in says):
        return list(says)
    *first, last = says
    if all(choice.payload != _PERSON.payload for say in says for choice in say.choices):
        last = replace(last, choices=(*last.choices, _PERSON))
    return [Say(HALF_UNDERSTOOD), *first, last]


def _was_told(session: Session, conversation: Conversation) -> bool:
    said = session.scalars(
        select(Message.reply_keys).where(
            Message.conversation_id == conversation.id, Message.author == Author.ASSISTANT
        )
    )
    return any(HALF_UNDERSTOOD in keys for keys in said)
