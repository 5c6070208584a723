"""The sample directory that a new installation starts with."""
