"""What a short question after an answer is about: "where?" after vaccines is where to get them."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.conversations.models import Author, Message
from relais.understanding import FollowUp, read_follow_up

FRESH_ANSWERS = 3  # small talk and doubts are looked past, but not for longer
FRESH = timedelta(hours=24)
_LOOKED_PAST = ("small_talk.", "clarify.", "system.", "messaging.")

_COVERS = ("rights.ame", "rights.c2s", "rights.base_cover")
_DOCUMENTS = ("rights.documents_ame", "rights.documents_c2s", "rights.documents_base_cover")
_RIGHTS = (
    *_COVERS,
    *_DOCUMENTS,
    "rights.health_coverage",
    "rights.required_documents",
    "rights.renewal",
    "rights.application_status",
    "rights.family_cover",
    "rights.postal_address",
)
_PLACES = ("care.found", "care.found_without_phone", "care.found_more")
_DESCRIBED = ("care.place_details", "care.place_details_without_phone", "care.hours")
_APPOINTMENTS = ("appointments.booked", "appointments.moved", "appointments.yours")
_CARE = (*_PLACES, *_DESCRIBED, "care.symptoms", "care.child_health", "care.vaccination")

# Where to go after an answer that names no place, as a care type. For a right: to a social worker,
# who opens and renews them.
_WHERE = {
    **dict.fromkeys(set(_RIGHTS) - {"rights.postal_address"}, "social_worker"),
    "rights.health_card": "health_insurance_office",
    "rights.care_without_cover": "free_clinic",
    "rights.regular_doctor": "general_practitioner",
    "rights.health_check": "health_check_centre",
    "care.vaccination": "vaccination_centre",
    "care.screening": "sexual_health_centre",
    "care.mental_health": "psychologist",
    "care.addiction": "addiction_service",
    "care.womens_health": "midwife",
    "care.child_health": "mother_and_child_clinic",
    "care.medicines": "pharmacy",
    "care.symptoms": "general_practitioner",
    "care.hygiene": "hygiene",
}
# For each question, what it means after which reply.
PAYLOADS: dict[FollowUp, dict[str, str]] = {
    FollowUp.WHERE: {
        **{key: f'/find_care{{"care_type": "{care}"}}' for key, care in _WHERE.items()},
        **dict.fromkeys((*_PLACES, *_DESCRIBED), "/ask_place_details"),
        **dict.fromkeys(_APPOINTMENTS, "/check_appointment"),
    },
    FollowUp.WHEN: {
        **dict.fromkeys((*_PLACES, *_DESCRIBED), "/ask_place_details"),
        **dict.fromkeys(_APPOINTMENTS, "/check_appointment"),
    },
    FollowUp.HOW_MUCH: {
        **dict.fromkeys((*_CARE, *_APPOINTMENTS), "/ask_care_cost"),
        **dict.fromkeys(("rights.ame", "rights.documents_ame"), "/ask_care_cost"),
        **dict.fromkeys(("rights.c2s", "rights.documents_c2s"), "/ask_c2s"),
        **dict.fromkeys(("rights.base_cover", "rights.regular_doctor"), "/ask_care_cost"),
    },
    FollowUp.PAPERS: {
        **dict.fromkeys(set(_RIGHTS) - set(_DOCUMENTS), "/ask_required_documents"),
        "rights.care_cost": "/ask_required_documents",
        "rights.care_without_cover": "/ask_required_documents",
    },
    FollowUp.HOW_LONG: dict.fromkeys(
        set(_RIGHTS) - {"rights.postal_address"}, "/ask_application_status"
    ),
    FollowUp.FOR_CHILD: {
        **dict.fromkeys(_RIGHTS, "/ask_family_cover"),
        **dict.fromkeys(("rights.care_cost", "rights.care_without_cover"), "/ask_family_cover"),
        **dict.fromkeys(set(_CARE) - {"care.child_health"}, "/ask_child_health"),
    },
    FollowUp.FOR_PARTNER: dict.fromkeys(
        (*_RIGHTS, "rights.care_cost", "rights.care_without_cover"), "/ask_family_cover"
    ),
}


def follow_up_payload(
    session: Session, conversation_id: str, body: str, now: datetime
) -> str | None:
    """What Rasa is asked when the body only goes on from the last answer; None when it does not."""
    asked = read_follow_up(body)
    if asked is None:
        return None
    reply_key = _talked_about(session, conversation_id, now)
    return PAYLOADS[asked].get(reply_key) if reply_key else None


def _talked_about(session: Session, conversation_id: str, now: datetime) -> str | None:
    """The reply key of the last answer with a topic; what a person of the staff said ends it."""
    said = session.execute(
        select(Message.author, Message.reply_keys)
        .where(
            Message.conversation_id == conversation_id,
            Message.author != Author.PERSON,
            Message.created_at > now - FRESH,
        )
        .order_by(Message.id.desc())
        .limit(FRESH_ANSWERS)
    )
    for author, reply_keys in said:
        if author != Author.ASSISTANT:
            return None
        for key in reversed(reply_keys):
            if not key.startswith(_LOOKED_PAST):
                return str(key)
    return None
