"""Whether somebody may have left: how long nothing needs to be touched, scene by scene."""

from __future__ import annotations

from kiosk.exhibit.model import Exhibit
from kiosk.visit.panels import READING_TIMES
from kiosk.visit.scenes import Attract, Painting, Prompt, Visit, Words


def may_have_left(visit: Visit, at: float, exhibit: Exhibit) -> bool:
    """Whether the visitor has done nothing for so long, at time `at`, that one must ask."""
    since = visit.panels.since if visit.panels is not None else visit.scene.since
    times = READING_TIMES if visit.panels is not None else 1
    return may_idle(visit) and at - max(visit.last_input, since) >= times * exhibit.settings.idle_seconds


def may_idle(visit: Visit) -> bool:
    """Whether a visitor who does nothing here may have left. While the machine paints, one watches."""
    if visit.panels is not None:
        return True
    match visit.scene:
        case Attract():
            return False
        case Prompt(talk=talk):
            return talk is None
        case Words(open_chip=chip):
            return chip >= 0 or not visit.painter.ready
        case Painting(paused=paused):
            return paused or not visit.painter.ready
    return True
