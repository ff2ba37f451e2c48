"""One open contact as the window knows it: what is kept, and what was on screen for it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from aparte.core.article import Document
from aparte.core.contact import Channel, CodeGuess, Demand, OpenContact
from aparte.ui.contact.uses import Uses
from aparte.ui.reader.page import Opened


class Stopwatch:
    """Seconds in front of the agent; stands still while another contact is on screen."""

    def __init__(self, seconds: float = 0.0, now: Callable[[], float] = monotonic) -> None:
        self._kept = seconds
        self._now = now
        self._since: float | None = None

    @property
    def seconds(self) -> float:
        """So far."""
        running = self._now() - self._since if self._since is not None else 0.0
        return self._kept + running

    def run(self) -> None:
        """Count from now on."""
        if self._since is None:
            self._since = self._now()

    def pause(self) -> None:
        """Stand still."""
        self._kept, self._since = self.seconds, None


@dataclass
class OnScreen:
    """What a contact had on screen: it goes and comes with it and is not recorded.

    `cursor` is the place in the text, `share` the place in the article.
    """

    opened: Opened | None = None
    share: float = 0.0
    ticked: dict[str, set[Document]] = field(default_factory=dict)
    originals: list[str] = field(default_factory=list)
    cursor: int = 0


class OpenTab:
    """A contact under way.

    Attributes: `contact`, whose id is empty until the store has it; `uses`; `watch`; `screen`;
    `at`, the demand being worked on; `guesses`, the codes offered; `leaning`, the code that the agent
    had gone to without taking it when the contact was saved; `started`, once there is something to
    keep; `asked`, while the store is making it; `saving`, until the receipt comes; `gone`, once it
    is recorded or given up.
    """

    def __init__(self, contact: OpenContact, demand_id: str, watch: Stopwatch) -> None:
        self.contact = contact if contact.demands else replace(contact, demands=(Demand(demand_id),))
        self.uses = Uses(contact.uses)
        self.watch = watch
        self.screen = OnScreen(cursor=len(contact.said))
        self.at = 0
        self.guesses: tuple[CodeGuess, ...] = ()
        self.leaning = ""
        self.started = bool(contact.id)
        self.asked = False
        self.saving = False
        self.gone = False

    @property
    def channel(self) -> Channel:
        """How the citizen reached the town."""
        return self.contact.channel

    @property
    def demand(self) -> Demand:
        """The demand being worked on."""
        return self.contact.demands[self.at]

    @property
    def offered(self) -> tuple[CodeGuess, ...]:
        """The guesses that no other demand of this contact has taken."""
        others = {demand.code for at, demand in enumerate(self.contact.demands) if at != self.at}
        return tuple(guess for guess in self.guesses if guess.code not in others)

    def change(self, **changes: Any) -> None:  # noqa: ANN401 - the fields have their own types
        """Take what was typed or chosen."""
        self.contact = replace(self.contact, **changes)

    def change_demand(self, **changes: Any) -> None:  # noqa: ANN401 - the fields have their own types
        """Change the demand being worked on."""
        demand = replace(self.demand, **changes)
        before, after = self.contact.demands[: self.at], self.contact.demands[self.at + 1 :]
        self.change(demands=(*before, demand, *after))

    def snapshot(self) -> OpenContact:
        """The contact as it stands, fit to be kept."""
        return replace(self.contact, uses=self.uses.all(), handled_s=int(self.watch.seconds))

    def has_content(self) -> bool:
        """Whether leaving it would lose something."""
        contact = self.contact
        chosen = any(demand.code for demand in contact.demands) or len(contact.demands) > 1
        typed = bool(contact.said.strip() or contact.notes.strip())
        return typed or chosen or self.uses.by_agent() or contact.call_back is not None
