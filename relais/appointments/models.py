"""Weekly sessions of professionals, the slots they make, and who has booked which."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from relais.db import Base, OpaqueId, named, new_id


class CareSession(Base):
    """A professional's rhythm: a weekday, an hour, and a number of slots that follow each other."""

    __tablename__ = "care_sessions"

    id: Mapped[str] = mapped_column(OpaqueId, primary_key=True, default=new_id)
    place_id: Mapped[str] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"))
    care_type: Mapped[str] = mapped_column(String(40), index=True)
    weekday: Mapped[int]  # 0 is Monday
    starts: Mapped[time]  # local time
    slot_minutes: Mapped[int]
    slot_count: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    sample: Mapped[bool] = mapped_column(default=False)


class Slot(Base):
    """One bookable moment."""

    __tablename__ = "slots"
    __table_args__ = (UniqueConstraint("session_id", "starts_at"),)

    id: Mapped[str] = mapped_column(OpaqueId, primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("care_sessions.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]

    session: Mapped[CareSession] = relationship()


class AppointmentState(StrEnum):
    """Whether an appointment still stands."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


class Appointment(Base):
    """A person's booking. The database allows one standing booking a slot."""

    __tablename__ = "appointments"
    __table_args__ = (
        Index(
            "uq_appointments_slot_booked",
            "slot_id",
            unique=True,
            sqlite_where=text("state = 'booked'"),
            postgresql_where=text("state = 'booked'"),
        ),
    )

    id: Mapped[str] = mapped_column(OpaqueId, primary_key=True, default=new_id)
    slot_id: Mapped[str] = mapped_column(ForeignKey("slots.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    state: Mapped[AppointmentState] = mapped_column(named(AppointmentState))
    booked_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    slot: Mapped[Slot] = relationship()
