"""What happens at the lock: opening, handing over, locking, and the list of agents."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from aparte.assist.contacts.agents import Agent, Door, Keeper, Secret, TryLaterError
from aparte.core.errors import AparteError
from aparte.ui.lock.dialogs import AddAgentDialog, AgentsDialog, ChangeCodeDialog
from aparte.ui.lock.view import LockView
from aparte.ui.messages import Notices
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Theme

# Calls the first once what is typed is on the disk, the second when the disk refuses.
KeepFirst = Callable[[Callable[[], None], Callable[[], None]], None]


def nothing_to_keep(then: Callable[[], None], _: Callable[[], None]) -> None:
    """For a lock without open contacts."""
    then()


class LockActions(QObject):
    """Joins the screen to the keeper; `tasks` runs on the store's serial lane.

    `keep_first` writes what is being typed before another agent is let in; whoever asks for the
    lock has written it already. `open_contacts` says how many wait. Neither lock nor hand-over
    loses a word: where the disk refuses to write them, the workstation stays as it is and says so.

    Attributes: `door`, as last read.
    Signals: `unlocked(Agent)`; `locked`; `doorRead(Door)`.
    """

    unlocked = Signal(object)
    locked = Signal()
    doorRead = Signal(object)

    def __init__(
        self,
        view: LockView,
        keeper: Keeper,
        *,
        tasks: Tasks,
        notices: Notices,
        theme: Theme,
        keep_first: KeepFirst = nothing_to_keep,
        open_contacts: Callable[[], int] = lambda: 0,
    ) -> None:
        super().__init__(view)
        self._view, self._keeper, self._tasks, self._notices = view, keeper, tasks, notices
        self._theme, self._keep_first, self._open_contacts = theme, keep_first, open_contacts
        self._news_told = ""
        self._locking = False
        self.door = Door()
        view.codeGiven.connect(self._unlock)
        view.beginWanted.connect(self._begin)

    def start(self) -> None:
        """Open where no question is needed, else show the lock."""

        def stands(door: Door) -> None:
            self._take(door)
            if door.unlocked and door.current is not None:
                self._enter(door.current)

        self._tasks.run(self._keeper.start, stands, self._tell)

    def lock(self) -> None:
        """Close the contacts, which are kept and hidden; a second call does nothing."""
        if self._locking or not self.door.unlocked:
            return
        self._locking = True

        def close() -> Door:
            self._keeper.lock()
            return self._keeper.door()

        self._tasks.run(close, self._closed, self._still_open)

    def switch(self) -> None:
        """Show who else may work here; nothing is closed until another code is right."""
        self._view.show_door(self.door, self._open_contacts())
        self._view.enter()

    def show_agents(self, parent: QWidget) -> None:
        """The list of agents, to change it."""
        dialog = AgentsDialog(parent, self._theme, self.door)
        self.doorRead.connect(dialog.show_door)
        dialog.addAsked.connect(lambda: self.show_add(dialog))
        dialog.codeAsked.connect(lambda: self.show_change(dialog))
        dialog.renameWanted.connect(
            lambda ref, name: self._change(lambda: self._keeper.rename(ref, name), dialog.show_problem)
        )
        dialog.removeWanted.connect(lambda ref: self._change(lambda: self._keeper.remove(ref), dialog.show_problem))
        _show(dialog)

    def show_add(self, parent: QWidget) -> None:
        """One more agent."""
        dialog = AddAgentDialog(parent, self._theme, self.door.to_add)
        dialog.addWanted.connect(
            lambda name, code: self._change(
                lambda: self._keeper.add(name, code), dialog.form.show_problem, dialog.accept
            )
        )
        _show(dialog)

    def show_change(self, parent: QWidget) -> None:
        """Another code for the agent at work."""
        if self.door.current is None:
            return
        chosen = self.door.to_add if self.door.to_add is not Secret.NOTHING else Secret.PIN
        dialog = ChangeCodeDialog(parent, self._theme, self.door.current, chosen)

        def changed() -> None:
            dialog.accept()
            self._notices.info(self.tr("Code changé."))

        dialog.changeWanted.connect(
            lambda old, new: self._change(lambda: self._keeper.change_secret(old, new), dialog.show_problem, changed)
        )
        _show(dialog)

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._view.restyle(theme)

    def _begin(self, name: str, code: str) -> None:
        def failed(error: Exception) -> None:
            sentence = _sentence(error)
            if self._view.form is not None:
                self._view.form.show_problem(sentence)

        self._open(lambda: self._keeper.begin(name, code), failed)

    def _unlock(self, agent: Agent, code: str) -> None:
        self._keep_first(lambda: self._open(lambda: self._keeper.unlock(agent.ref, code), self._refused), self._unkept)

    def _unkept(self) -> None:
        """The first agent's words are safe in the window alone: nobody takes it over."""
        self._view.secret.show_wrong(
            self.tr("Le disque refuse d'écrire les échanges ouverts : le poste ne peut pas changer de mains.")
        )

    def _open(self, opening: Callable[[], Agent], failed: Callable[[Exception], None]) -> None:
        def work() -> tuple[Agent, Door]:
            agent = opening()
            return agent, self._keeper.door()

        self._tasks.run(work, self._opened, failed)

    def _opened(self, answer: tuple[Agent, Door]) -> None:
        agent, self.door = answer
        self._view.secret.clear()
        self.doorRead.emit(self.door)
        self._enter(agent)

    def _enter(self, agent: Agent) -> None:
        if self.door.news and self.door.news != self._news_told:
            self._news_told = self.door.news
            self._notices.warn(self.door.news)
        self.unlocked.emit(agent)

    def _refused(self, error: Exception) -> None:
        sentence = _sentence(error)
        if isinstance(error, TryLaterError):
            self._view.secret.show_wait(error.wait_s)
        else:
            self._view.secret.show_wrong(sentence)

    def _closed(self, door: Door) -> None:
        self._locking = False
        self._take(door)
        if door.current is not None and len(door.agents) > 1:
            self._view.ask_for(door.current.ref)
        self.locked.emit()

    def _still_open(self, error: Exception) -> None:
        self._locking = False
        self._tell(error)

    def _take(self, door: Door) -> None:
        self.door = door
        self._view.show_door(door, self._open_contacts())
        self.doorRead.emit(door)

    def _change(
        self, do: Callable[[], object], refused: Callable[[str], None], done: Callable[[], object] = lambda: None
    ) -> None:
        """Change the list of agents, then read it again."""

        def work() -> Door:
            do()
            return self._keeper.door()

        def changed(door: Door) -> None:
            self.door = door
            self.doorRead.emit(door)
            done()

        self._tasks.run(work, changed, lambda error: refused(_sentence(error)))

    def _tell(self, error: Exception) -> None:
        _sentence(error)
        if isinstance(error, AparteError):
            self._notices.problem(error)


def _sentence(error: Exception) -> str:
    """What a foreseen failure says; any other is raised."""
    if not isinstance(error, AparteError):
        raise error
    return str(error)


def _show(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
