"""A screen that says what a test wants of some texts, and what the lists say of all others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from relais.safety import Alert, Danger, Screen
from tests.fakes.relais import RelaisForTests


@dataclass
class ScreenForTests:
    """Stands where the real one stands."""

    lists: Screen
    alerts: Mapping[str, Alert]

    def screen(self, text: str) -> Alert | None:
        return self.alerts.get(text) or self.lists.screen(text)


def doubt(danger: Danger, probability: float = 0.5) -> Alert:
    """What a classifier makes of a text that may be a danger."""
    return Alert(danger, f"safety.{danger}", "classifier", is_doubt=True, probability=probability)


def doubting(running: RelaisForTests, alerts: Mapping[str, Alert]) -> RelaisForTests:
    """The same Relais, whose screen gives these alerts for these texts."""
    screen = ScreenForTests(running.relais.screen, alerts)
    return replace(running, relais=replace(running.relais, screen=screen))
