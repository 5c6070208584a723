"""Rasa custom actions: they read slots, call relais, and say reply keys."""
