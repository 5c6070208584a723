"""Sending one text, at most once as far as anybody can tell.

Twilio's send cannot be repeated safely. So the row says `sending`, committed, before the call is
made; whatever happens then, a row found in `sending` is looked up at the provider before its text
may go again.
"""

import logging
from datetime import datetime, timedelta

from relais.clock import Clock
from relais.db import Database
from relais.messaging.errors import OutcomeUnknown, Refused, SenderError, TryLater
from relais.messaging.lease import Claim, Step, claim_delivery, is_known, note_step
from relais.messaging.models import DeliveryState
from relais.messaging.outcome import Outcome
from relais.messaging.reasons import Reason
from relais.messaging.sender import SmsSender
from relais.vault import Vault, VaultError

log = logging.getLogger(__name__)

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
# A text the provider took may be missing from its lists for a moment.
LOOK_AFTER = timedelta(seconds=10)
MAX_ATTEMPTS = 40
GIVE_UP_AFTER = timedelta(hours=24)

EXPIRED = Step(DeliveryState.FAILED, reason=Reason.EXPIRED)


def deliver(
    database: Database, vault: Vault, sender: SmsSender, clock: Clock, delivery_id: str
) -> Outcome | None:
    """Send a text if it is due and nobody else is at it; None when there was nothing to do.

    Opens its own transactions, one before the call and one after it: none is open during it.
    Raises nothing that a sender raises: a retry is noted on the row.
    """
    with database.transaction() as session:
        claim = claim_delivery(session, delivery_id, clock.now())
    if claim is None:
        return None
    step = _attempt(database, vault, sender, claim, clock.now())
    if step.state is not DeliveryState.SENT:
        log.warning("delivery %s: %s %s", delivery_id, step.state, step.reason or "")
    with database.transaction() as session:
        return note_step(session, claim, step, clock.now())


def _attempt(
    database: Database, vault: Vault, sender: SmsSender, claim: Claim, now: datetime
) -> Step:
    try:
        to, body = vault.decrypt(claim.to_sealed or b""), vault.decrypt(claim.body_sealed or b"")
    except VaultError:
        return Step(DeliveryState.FAILED, reason=Reason.UNREADABLE)
    is_late = claim.attempt > MAX_ATTEMPTS or now - claim.wanted_since > GIVE_UP_AFTER
    if claim.was_sending:
        try:
            candidates = sender.find(to, body, claim.wanted_since)
        except SenderError as error:
            return EXPIRED if is_late else _look_again(claim, error)
        for provider_id in candidates:
            if not _is_anothers(database, provider_id):
                return Step(DeliveryState.SENT, provider_id=provider_id)
    return EXPIRED if is_late else _send(sender, claim, to, body)


def _send(sender: SmsSender, claim: Claim, to: str, body: str) -> Step:
    try:
        provider_id = sender.send(to, body, reference=claim.delivery_id)
    except Refused as refusal:
        return Step(DeliveryState.FAILED, reason=refusal.reason, error_code=refusal.error_code)
    except TryLater as error:
        return Step(DeliveryState.PENDING, wait=_wait(claim, error))
    except OutcomeUnknown as error:
        return _look_again(claim, error)
    return Step(DeliveryState.SENT, provider_id=provider_id)


def _look_again(claim: Claim, error: SenderError) -> Step:
    return Step(DeliveryState.SENDING, wait=max(LOOK_AFTER, _wait(claim, error)))


def _wait(claim: Claim, error: SenderError) -> timedelta:
    """Twice as long after each attempt, up to a limit; longer when the provider asks for it."""
    doublings = min(claim.attempt - 1, MAX_ATTEMPTS)
    wait = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
    asked = error.retry_after if isinstance(error, TryLater) else None
    return max(wait, asked or timedelta())


def _is_anothers(database: Database, provider_id: str) -> bool:
    """The same words may have been sent to the same person twice, and rightly so."""
    with database.reading() as session:
        return is_known(session, provider_id)
