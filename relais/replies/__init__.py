"""Room: replies. What the assistant says, in French, its translations, and each channel's shape."""

from relais.replies.catalogue import (
    LOCALES_FOLDER,
    Fault,
    catalogue_path,
    fault_of,
    forms_of,
    parse_catalogue,
)
from relais.replies.choices import match_choice
from relais.replies.errors import (
    CatalogueMalformedError,
    RenderError,
    ReplyArgumentError,
    ReplyError,
    SayMalformedError,
    TextsMalformedError,
    UnknownReplyError,
)
from relais.replies.languages import DEFAULT_LANGUAGE, LANGUAGES, is_spoken, nearest_spoken
from relais.replies.render import OfferedChoice, Rendered, for_sms, render
from relais.replies.say import Choice, Say
from relais.replies.source import TEXTS_FOLDER, SourceText, read_folder, read_source
from relais.replies.texts import Texts

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "LOCALES_FOLDER",
    "TEXTS_FOLDER",
    "CatalogueMalformedError",
    "Choice",
    "Fault",
    "OfferedChoice",
    "RenderError",
    "Rendered",
    "ReplyArgumentError",
    "ReplyError",
    "Say",
    "SayMalformedError",
    "SourceText",
    "Texts",
    "TextsMalformedError",
    "UnknownReplyError",
    "catalogue_path",
    "fault_of",
    "for_sms",
    "forms_of",
    "is_spoken",
    "match_choice",
    "nearest_spoken",
    "parse_catalogue",
    "read_folder",
    "read_source",
    "render",
]
