"""danger alerts, a discreet wording, texts to the association itself

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-22 15:10:00.000000
"""

import sqlalchemy as sa
from alembic import op
import relais.db


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = relais.db.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "danger_alerts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("danger", sa.String(length=32), nullable=False),
        sa.Column("matched", sa.String(length=64), nullable=False),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("is_doubt", sa.Boolean(), nullable=False),
        sa.Column("doubt_answer", sa.String(length=8), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("on_call_at", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("seen_by_id", sa.String(length=32), nullable=True),
        sa.Column("handled_at", MOMENT, nullable=True),
        sa.Column("handled_by_id", sa.String(length=32), nullable=True),
        sa.Column("wrong_at", MOMENT, nullable=True),
        sa.Column("wrong_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_danger_alerts_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_danger_alerts_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["staff_members.id"], name=op.f(f"fk_danger_alerts_{column}_staff_members")
            )
            for column in ("seen_by_id", "handled_by_id", "wrong_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_danger_alerts")),
        sa.UniqueConstraint("message_id", name=op.f("uq_danger_alerts_message_id")),
    )
    with op.batch_alter_table("danger_alerts", schema=None) as batch_op:
        for column in ("conversation_id", "wrong_at"):
            batch_op.create_index(
                batch_op.f(f"ix_danger_alerts_{column}"), [column], unique=False
            )
    # No batch here: SQLite would make the table of people anew, and take along what hangs on them.
    op.add_column(
        "people", sa.Column("discreet", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.alter_column("person_id", existing_type=sa.String(length=32), nullable=True)
    _carry_over()


def _carry_over() -> None:
    """The dangers recognised before there were alerts."""
    op.execute(
        """
        INSERT INTO danger_alerts (message_id, conversation_id, danger, matched, is_doubt, at)
        SELECT id, conversation_id, danger, COALESCE(danger_matched, 'chosen'), false, created_at
        FROM messages WHERE danger IS NOT NULL
        """
    )
    op.execute(
        """
        UPDATE danger_alerts SET handled_at = at
        WHERE conversation_id IN (SELECT id FROM conversations WHERE danger IS NULL)
        """
    )


def downgrade() -> None:
    op.execute("DELETE FROM deliveries WHERE person_id IS NULL")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.alter_column("person_id", existing_type=sa.String(length=32), nullable=False)
    op.execute("ALTER TABLE people DROP COLUMN discreet")
    op.drop_table("danger_alerts")
