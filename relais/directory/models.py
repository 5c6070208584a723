"""Places where people are treated or helped, and what each offers."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from relais.db import Base


class Place(Base):
    """A place. What is not known is null; nothing is ever guessed."""

    __tablename__ = "places"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    other_names: Mapped[list[str]] = mapped_column(default=list)  # as people call it, any script
    kind: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None]
    town: Mapped[str | None] = mapped_column(String(120), index=True)
    phone: Mapped[str | None] = mapped_column(String(20))  # E.164
    email: Mapped[str | None] = mapped_column(String(254))
    free: Mapped[bool | None]
    without_cover: Mapped[bool | None]  # whether people without health cover are received
    home: Mapped[bool] = mapped_column(default=False)  # the association itself: "you"
    interview_first: Mapped[bool] = mapped_column(default=False)  # a new person is met first
    interpreter: Mapped[bool | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    opening_hours: Mapped[str | None]  # OSM syntax
    source: Mapped[str]  # where the facts come from
    checked_on: Mapped[date]  # when they were last read there
    sample: Mapped[bool] = mapped_column(default=False)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)

    services: Mapped[list["Service"]] = relationship(
        back_populates="place", cascade="all, delete-orphan", order_by="Service.care_type"
    )


class Service(Base):
    """One kind of care at one place."""

    __tablename__ = "services"
    __table_args__ = (UniqueConstraint("place_id", "care_type"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    place_id: Mapped[str] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"))
    care_type: Mapped[str] = mapped_column(String(40), index=True)
    by_appointment: Mapped[bool | None]
    notes: Mapped[str | None]  # French, for staff
    opening_hours: Mapped[str | None]  # OSM syntax, when they differ from the place's

    place: Mapped[Place] = relationship(back_populates="services")
