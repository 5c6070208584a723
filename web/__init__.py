"""The web: webhooks, widget, demo and console over `relais`."""
