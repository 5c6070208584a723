"""Room: replies. What the assistant says, in French, its translations, and each channel's shape."""

from relais.replies.catalogue import (
    LOCALES_FOLDER,
    Fault,
    catalogue_path,
    fault_of,
    forms_of,
    parse_catalogue,
)
from relais.replies.choices import DOUBT_NO, DOUBT_YES, begins_with_yes, match_choice
from relais.replies.errors import (
    CatalogueMalformedError,
    RenderError,
    ReplyArgumentError,
    ReplyError,
    SayMalformedError,
    TextsMalformedError,
    UnknownReplyError,
)
from relais.replies.languages import (
    DEFAULT_LANGUAGE,
    FOR_OTHERS,
    LANGUAGES,
    PREPARED,
    answer_languages,
    is_spoken,
    nearest_spoken,
)
from relais.replies.render import OfferedChoice, Rendered, for_sms, render
from relais.replies.say import Choice, Say
from relais.replies.signature import UNREVIEWED, Review, review_of, sign, signature_of, unsign
from relais.replies.source import TEXTS_FOLDER, SourceText, read_folder, read_source
from relais.replies.texts import Texts

__all__ = [
    "DEFAULT_LANGUAGE",
    "DOUBT_NO",
    "DOUBT_YES",
    "FOR_OTHERS",
    "LANGUAGES",
    "LOCALES_FOLDER",
    "PREPARED",
    "TEXTS_FOLDER",
    "UNREVIEWED",
    "CatalogueMalformedError",
    "Choice",
    "Fault",
    "OfferedChoice",
    "RenderError",
    "Rendered",
    "ReplyArgumentError",
    "ReplyError",
    "Review",
    "Say",
    "SayMalformedError",
    "SourceText",
    "Texts",
    "TextsMalformedError",
    "UnknownReplyError",
    "answer_languages",
    "begins_with_yes",
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
    "review_of",
    "sign",
    "signature_of",
    "unsign",
]
