"""Errors of the replies room."""

from relais.errors import RelaisError


class ReplyError(RelaisError):
    """Base of this room's errors. A caller that gets one says `system.unavailable` instead."""

    code = "reply"


class TextsMalformedError(ReplyError):
    """A file of French texts cannot be read. The detail names the file and the key."""

    code = "reply_texts_malformed"


class CatalogueMalformedError(ReplyError):
    """A translation catalogue cannot be read. The detail names the file and the line."""

    code = "reply_catalogue_malformed"


class UnknownReplyError(ReplyError):
    """No reply has this key."""

    code = "reply_unknown"


class ReplyArgumentError(ReplyError):
    """An argument is missing or has a wrong shape. The detail names it, never its value."""

    code = "reply_argument"


class SayMalformedError(ReplyError):
    """What Rasa asks to say has not the agreed shape."""

    code = "reply_say_malformed"
