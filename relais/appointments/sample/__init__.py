"""The sample rhythm of sessions that a new installation starts with."""
