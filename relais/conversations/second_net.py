"""Dangers the screen did not see: recognised by Rasa, or picked among the meanings offered."""

from relais.conversations.doubt import question_of
from relais.replies import Say
from relais.safety import Alert, Danger
from relais.understanding import Understood

UNDERSTOOD, CHOSEN = "understood", "chosen"  # what such an alert was recognised by
DANGERS = {danger.value for danger in Danger}
LOW_CONFIDENCE = 0.5
# How likely the dangers are together for one to be doubted. Measured on messages nothing was tuned
# on: four in five cries are heard by the lists or so, and 1 ordinary message in 125 is asked about.
DOUBTED = 0.2


def danger_heard(payload: str | None, understood: Understood | None) -> Alert | None:
    """The danger that a choice names, or that Rasa recognised in what was written."""
    chosen = (payload or "").removeprefix("/").partition("{")[0]
    if chosen in DANGERS:
        return _alert(chosen, CHOSEN)
    if understood is None:
        return None
    dangers = [(name, share) for name, share in understood.ranking if name in DANGERS]
    likely = sum(share for _, share in dangers)
    if likely >= DOUBTED:
        return _alert(dangers[0][0], UNDERSTOOD, likely, is_doubt=likely < LOW_CONFIDENCE)
    # Of two questions in one message only the first is the intent: the other is in what is said.
    said = (str(one.get("say")).removeprefix("safety.") for one in understood.says)
    danger = next((one for one in said if one in DANGERS), None)
    return _alert(danger, UNDERSTOOD) if danger else None


def with_safety_reply(alert: Alert, says: list[Say]) -> list[Say]:
    """What is said, with the safety reply in front unless it is there; also where all is silent.

    In doubt it is the question with the number.
    """
    if any(say.key == alert.reply_key for say in says):
        return says
    if alert.is_doubt:
        return [question_of(alert), *says]
    return [Say(alert.reply_key), *says]


def _alert(
    danger: str, matched: str, probability: float | None = None, is_doubt: bool = False
) -> Alert:
    return Alert(Danger(danger), f"safety.{danger}", matched, is_doubt, probability)
