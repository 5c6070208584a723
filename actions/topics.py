"""What the conversation is about: the papers after the AME are the papers for the AME."""

from actions.turn import Turn

# Said in between, they change nothing of the topic.
_SMALL_TALK = {
    *("greet", "goodbye", "thank", "affirm", "deny", "ask_help", "out_of_scope"),
    *("change_language", "nlu_fallback", "none_of_these"),
}
_OF_CHOICES = {
    "more_places": "find_care",
    "other_care": "find_care",
    "choose_slot": "book_appointment",
}
_COVERS = {"ask_ame", "ask_c2s", "ask_base_cover"}
# Questions about a cover that is not named again.
_OF_A_COVER = {
    *("ask_required_documents", "ask_renewal", "ask_application_status", "ask_family_cover"),
    *("ask_care_cost", "ask_postal_address", "ask_online_account"),
}
# The care that these answers lead to.
_CARE_OF = {
    "ask_vaccination": "vaccination_centre",
    "ask_screening": "sexual_health_centre",
    "ask_mental_health": "psychologist",
    "ask_addiction": "addiction_service",
    "ask_womens_health": "midwife",
    "ask_child_health": "mother_and_child_clinic",
    "ask_medicines": "pharmacy",
    "ask_hygiene": "hygiene",
    "ask_health_check": "health_check_centre",
    "ask_care_without_cover": "free_clinic",
    "ask_regular_doctor": "general_practitioner",
}
# What people go on to ask, one after the other.
_NEIGHBOURS = (
    {*_COVERS, *_OF_A_COVER, "ask_health_coverage", "ask_care_without_cover"},
    {"ask_care_cost", "ask_top_up_insurance", "ask_c2s", "ask_long_illness", "ask_care_refusal"},
    {"ask_health_card", "ask_online_account", "ask_application_status", "ask_base_cover"},
    {
        *("find_care", "ask_place_details", "book_appointment", "ask_transport", "ask_interpreter"),
        *("ask_care_cost", "ask_regular_doctor", "ask_outreach_visits"),
    },
    {
        *("book_appointment", "change_appointment", "cancel_appointment", "check_appointment"),
        *("ask_transport", "ask_interpreter", "ask_place_details"),
    },
    {"ask_symptoms", "ask_medicines", "find_care", "book_appointment"},
    {"ask_womens_health", "ask_child_health", "ask_family_cover", "ask_vaccination"},
    {"ask_mental_health", "ask_addiction", "find_care", "book_appointment"},
    {"ask_screening", "ask_vaccination", "ask_health_check", "find_care"},
    {"ask_privacy", "delete_my_data", "ask_bot_identity", "stop_messages"},
)


def topic(turn: Turn) -> str | None:
    """The intent last talked about in the few messages before this one, small talk left out."""
    before = (_OF_CHOICES.get(intent, intent) for intent in turn.intents_before())
    return next((intent for intent in before if intent not in _SMALL_TALK), None)


def near(topic: str | None) -> set[str]:
    """The intents that people go on to after this one, itself left out: it has been answered."""
    groups = (group for group in _NEIGHBOURS if topic in group)
    return set().union(*groups) - {str(topic)}


def care_talked_about(turn: Turn) -> str | None:
    """The care type that the last topic leads to, if it does."""
    return _CARE_OF.get(topic(turn) or "")


def cover_talked_about(turn: Turn) -> str | None:
    """The intent of the cover that the messages before were about: ask_ame, ask_c2s, …"""
    for intent in turn.intents_before():
        if intent in _COVERS:
            return intent
        if intent not in _SMALL_TALK | _OF_A_COVER:
            return None
    return None
