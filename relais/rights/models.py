"""Rights with an end date, as a mediator recorded them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from relais.db import Base, OpaqueId, named, new_id


class Cover(StrEnum):
    """A health cover."""

    PUMA = "puma"
    C2S = "c2s"
    AME = "ame"


class Right(Base):
    """One cover of one person and the day it ends."""

    __tablename__ = "rights"
    __table_args__ = (UniqueConstraint("person_id", "cover"),)

    id: Mapped[str] = mapped_column(OpaqueId, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    cover: Mapped[Cover] = mapped_column(named(Cover))
    ends_on: Mapped[date] = mapped_column(index=True)
    filed_by_association: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
