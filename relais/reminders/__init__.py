"""Room: reminders."""
