"""Errors of the replies room."""

from relais.errors import RelaisError


class ReplyError(RelaisError):
    """Base of this room's errors."""

    code = "reply"


class TextsMalformedError(ReplyError):
    """A file of French texts cannot be read. The detail names the file and the key."""

    code = "reply_texts_malformed"


class CatalogueMalformedError(ReplyError):
    """A translation catalogue cannot be read. The detail names the file and the line."""

    code = "reply_catalogue_malformed"


class RenderError(ReplyError):
    """A reply cannot be said. A caller that gets one says `system.unavailable` instead."""

    code = "reply_render"


class UnknownReplyError(RenderError):
    """No reply has this key."""

    code = "reply_unknown"


class ReplyArgumentError(RenderError):
    """An argument is missing or has a wrong shape. The detail names it, never its value."""

    code = "reply_argument"


class SayMalformedError(ReplyError):
    """What Rasa asks to say has not the agreed shape."""

    code = "reply_say_malformed"
