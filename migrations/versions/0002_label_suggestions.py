"""label suggestions

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-22 04:40:00.000000
"""

import sqlalchemy as sa
from alembic import op
import relais.db


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "label_suggestions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("intent", sa.String(length=64), nullable=False),
        sa.Column("guessed", sa.JSON(), nullable=False),
        sa.Column("created_at", relais.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "accepted", "refused",
                name="suggestionstate", native_enum=False, length=16,
            ),
            nullable=False,
        ),
        sa.Column("decided_at", relais.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["staff_members.id"],
            name=op.f("fk_label_suggestions_decided_by_id_staff_members"),
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_label_suggestions_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_suggestions")),
        sa.UniqueConstraint("message_id", name=op.f("uq_label_suggestions_message_id")),
    )
    with op.batch_alter_table("label_suggestions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_label_suggestions_state"), ["state"], unique=False)


def downgrade() -> None:
    op.drop_table("label_suggestions")
