"""The record of what the staff looked at and did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relais.staff.models import AuditEntry, StaffMember

PAGE_SIZE = 50


@dataclass(frozen=True)
class AuditLine:
    """One entry and the name of who did it."""

    entry: AuditEntry
    name: str | None


@dataclass(frozen=True)
class AuditPage:
    """A page of the record, the latest first."""

    lines: Sequence[AuditLine]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def audit(
    session: Session,
    staff_id: str | None,
    action: str,
    object_type: str | None,
    object_id: str | None,
    now: datetime,
) -> None:
    """Record that a member did something to an object, in the transaction that does it."""
    session.add(
        AuditEntry(
            at=now,
            staff_id=staff_id,
            action=action,
            object_type=object_type,
            object_id=object_id,
        )
    )


def list_audit(session: Session, page: int = 1) -> AuditPage:
    """One page of PAGE_SIZE entries."""
    total = session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    rows = session.execute(
        select(AuditEntry, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == AuditEntry.staff_id)
        .order_by(AuditEntry.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return AuditPage([AuditLine(entry, name) for entry, name in rows], total, page)
