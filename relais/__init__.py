"""Relais: the text-message and chat assistant of a health-mediation association."""
