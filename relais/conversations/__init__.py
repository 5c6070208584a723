"""People, threads and messages: receiving, answering, taking over, erasing."""

from relais.conversations.alarm import reference_of
from relais.conversations.alerts import (
    AlertLine,
    AlertPage,
    AlertsShown,
    alerts_of,
    handle_alerts,
    list_alerts,
    mark_alert_wrong,
    see_alerts,
    unmark_alert,
)
from relais.conversations.answer import answer
from relais.conversations.discretion import set_discretion
from relais.conversations.erase import (
    end_web_conversation,
    erase_old_conversations,
    erase_person,
    forget_erased,
)
from relais.conversations.errors import (
    AlertNotFoundError,
    ConversationError,
    ConversationNotFoundError,
    EmptyAnswerError,
    TextTooLongError,
)
from relais.conversations.hold import (
    STAFF_TEXT_LIMIT,
    answer_as_staff,
    ask_for_person,
    hand_back,
    settle,
    take_over,
)
from relais.conversations.leases import waiting_conversations
from relais.conversations.listing import (
    ConversationFilter,
    ConversationLine,
    ConversationPage,
    ReadConversation,
    ReadMessage,
    languages_in_use,
    list_conversations,
    messages_after,
    read_conversation,
)
from relais.conversations.models import (
    Author,
    Channel,
    Conversation,
    DangerAlert,
    Message,
    MessageState,
    Person,
)
from relais.conversations.outcomes import note_outcome, stop_everything, stop_reminders
from relais.conversations.parts import Parts
from relais.conversations.people import (
    conversation_of,
    get_conversation,
    person_by_phone,
    remember_language,
    start_web_conversation,
    web_conversation,
)
from relais.conversations.receive import IncomingMessage, Received, receive, safety_text
from relais.conversations.redact import redact
from relais.conversations.say import Said, Speech, say

__all__ = [
    "STAFF_TEXT_LIMIT",
    "AlertLine",
    "AlertNotFoundError",
    "AlertPage",
    "AlertsShown",
    "Author",
    "Channel",
    "Conversation",
    "ConversationError",
    "ConversationFilter",
    "ConversationLine",
    "ConversationNotFoundError",
    "ConversationPage",
    "DangerAlert",
    "EmptyAnswerError",
    "IncomingMessage",
    "Message",
    "MessageState",
    "Parts",
    "Person",
    "ReadConversation",
    "ReadMessage",
    "Received",
    "Said",
    "Speech",
    "TextTooLongError",
    "alerts_of",
    "answer",
    "answer_as_staff",
    "ask_for_person",
    "conversation_of",
    "end_web_conversation",
    "erase_old_conversations",
    "erase_person",
    "forget_erased",
    "get_conversation",
    "hand_back",
    "handle_alerts",
    "languages_in_use",
    "list_alerts",
    "list_conversations",
    "mark_alert_wrong",
    "messages_after",
    "note_outcome",
    "person_by_phone",
    "read_conversation",
    "receive",
    "redact",
    "reference_of",
    "remember_language",
    "safety_text",
    "say",
    "see_alerts",
    "set_discretion",
    "settle",
    "start_web_conversation",
    "stop_everything",
    "stop_reminders",
    "take_over",
    "unmark_alert",
    "waiting_conversations",
    "web_conversation",
]
