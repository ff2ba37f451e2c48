"""What happens on the journal's screen: every call to the disk, and what comes of it."""

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from aparte.assist.letters import Letter
from aparte.core.clock import Clock
from aparte.core.contact import Contact
from aparte.core.errors import AparteError
from aparte.core.records import Correction, JournalPage, Receipt, Reminder, Version
from aparte.ui.emptystate import State
from aparte.ui.journal.correcting import CorrectDialog
from aparte.ui.journal.erasing import EraseDialog
from aparte.ui.journal.parts import ExportKind, JournalSources
from aparte.ui.journal.sheet import Reading
from aparte.ui.journal.slip import SlipDialog
from aparte.ui.journal.tickets import TicketActions
from aparte.ui.journal.view import JournalView, Tab
from aparte.ui.journal.wording import CodeBook
from aparte.ui.journal.work import Work, sentence
from aparte.ui.messages import Notices
from aparte.ui.screen.newest import Newest
from aparte.ui.screen.saving import Chooser, choose_file
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Theme

_PAGE = 60
_Listed = tuple[JournalPage, CodeBook, str]
_Read = tuple[Contact, tuple[Version, ...]]


class JournalActions(QObject):
    """Joins the screen to the journal; `tasks` runs on the store's serial lane.

    Signals: `changed`, when a record was: what waits to be sent may be another number.
    """

    changed = Signal()

    def __init__(
        self,
        view: JournalView,
        sources: JournalSources,
        *,
        tasks: Tasks,
        notices: Notices,
        clock: Clock,
        theme: Theme,
        choose: Chooser = choose_file,
    ) -> None:
        super().__init__(view)
        self._view, self._sources, self._journal, self._clock = view, sources, sources.journal, clock
        self._work = Work(view, tasks, notices, theme, choose)
        self._work.changed.connect(self.changed)
        self._tickets = TicketActions(view, sources.gaps, self._work, clock)
        self._pages, self._contacts = Newest(tasks), Newest(tasks)
        self._book, self._retention = CodeBook(()), ""
        self._selected = ""
        self._connect()

    def refresh(self) -> None:
        """Read everything again; what was selected stays so."""
        if self._work.locked:
            return
        self._view.set_today(self._clock.today())
        self._selected = self._view.table.selected_id() or self._selected
        self._list()
        self._remind()
        self._tickets.refresh()

    def refresh_reminders(self) -> None:
        """What is due changed on another workstation: nothing else on screen moves."""
        if not self._work.locked:
            self._remind()

    def show_waiting(self) -> None:
        """List what the server has not acknowledged."""
        self._view.tabs.choose(Tab.CONTACTS.value)
        self._view.filters.show_waiting_only()

    def show_contact(self, contact_id: str) -> None:
        """Read one contact, whether the list shows it or not."""
        self._view.tabs.choose(Tab.CONTACTS.value)
        self._view.table.select(contact_id)
        self._read(contact_id)
        self._view.show_reading(reading=True)

    def lock(self, *, locked: bool) -> None:
        """Hide the records and forget them, or read them again."""
        self._work.locked = locked
        self._view.show_locked(locked)
        if not locked:
            self.refresh()
            return
        for dialog in self._view.findChildren(QDialog):
            dialog.reject()
        self._pages.forget()
        self._contacts.forget()
        self._view.table.model.show(JournalPage((), 0), self._book)
        self._view.reminders.show_all(())
        self._view.gaps.show_all(())

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._work.theme = theme
        self._view.restyle(theme)

    def _connect(self) -> None:
        view = self._view
        view.filters.changed.connect(self._list)
        view.table.model.moreWanted.connect(self._more)
        view.table.picked.connect(self._read)
        view.table.opened.connect(lambda: self._view.show_reading(reading=True))
        view.details.correctWanted.connect(self._correct)
        view.details.eraseWanted.connect(self._erase)
        view.details.slipWanted.connect(self._slip)
        view.details.exportWanted.connect(self._export)
        view.details.doneWanted.connect(lambda: self._done(self._on_screen().id))
        view.reminders.doneWanted.connect(self._done)
        view.reminders.takeWanted.connect(self._take)
        view.reminders.contactWanted.connect(self.show_contact)

    def _list(self) -> None:
        wanted, sources = self._view.filters.wanted(), self._sources
        if not self._view.table.model.contacts:
            self._view.table.show_state(State("clock", self.tr("Lecture du journal…")))

        def work() -> _Listed:
            page = sources.journal.page(wanted, limit=_PAGE)
            return page, CodeBook(sources.codes()), sources.journal.retention()

        self._pages.ask(work, self._show_page, self._no_page)

    def _show_page(self, answer: _Listed) -> None:
        page, book, self._retention = answer
        if book.codes != self._book.codes:
            self._book = book
            self._view.filters.offer_codes(book)
        table = self._view.table
        table.model.show(page, book)
        table.show_state(None if page.contacts else self._nothing())
        if not page.contacts:
            self._selected = ""
            self._view.details.show_none()
            return
        table.select(self._selected)
        if not table.selected_id():
            table.select_first()

    def _no_page(self, error: Exception) -> None:
        title = self.tr("Le journal ne peut pas être lu")
        self._view.table.show_state(State("triangle-alert", title, (sentence(error),)))

    def _nothing(self) -> State:
        if self._view.filters.filtering:
            return State(
                "search", self.tr("Aucun échange ne correspond"), (self.tr("« Tout montrer » les rend tous."),)
            )
        help_text = self.tr("Un échange enregistré (Ctrl+Entrée) s'affiche ici.")
        return State("notebook-text", self.tr("Le journal est vide"), (help_text,))

    def _more(self, after: str) -> None:
        wanted, model = self._view.filters.wanted(), self._view.table.model

        def failed(error: Exception) -> None:
            model.give_up()
            self._work.tell(error)

        self._pages.ask(lambda: self._journal.page(wanted, after, _PAGE), model.add, failed)

    def _read(self, contact_id: str) -> None:
        self._selected = contact_id
        self._contacts.ask(
            lambda: self._journal.contact(contact_id),
            self._show_contact,
            lambda error: self._view.details.show_problem(sentence(error)),
        )

    def _show_contact(self, answer: _Read) -> None:
        contact, versions = answer
        self._view.details.show_contact(Reading(contact, versions, self._book, self._sources.services, self._retention))

    def _correct(self) -> None:
        contact = self._on_screen()
        dialog = CorrectDialog(self._view, self._work.theme, contact, self._book, self._clock.today())
        dialog.corrected.connect(lambda correction: self._keep_correction(contact.id, correction))
        self._work.show(dialog)

    def _keep_correction(self, contact_id: str, correction: Correction) -> None:
        def kept(receipt: Receipt) -> None:
            self._work.say(self.tr("{reference} corrigé.").format(reference=receipt.reference))
            self._read_again(contact_id)

        self._work.change(lambda: self._journal.correct(contact_id, correction), kept)

    def _read_again(self, contact_id: str) -> None:
        def shown(answer: _Read) -> None:
            self._view.table.model.put(answer[0])
            on_screen = self._view.details.contact
            if on_screen is not None and on_screen.id == contact_id:
                self._show_contact(answer)

        self._work.read(lambda: self._journal.contact(contact_id), shown, lambda _: self._list())

    def _erase(self) -> None:
        contact = self._on_screen()
        dialog = EraseDialog(self._view, self._work.theme, contact)
        dialog.confirmed.connect(lambda: self._erase_now(contact))
        self._work.show(dialog)

    def _erase_now(self, contact: Contact) -> None:
        def erased(_: None) -> None:
            self._work.say(self.tr("{reference} effacé.").format(reference=contact.reference))
            self._selected = ""
            self._view.details.show_none()
            self._view.show_reading(reading=False)
            self._view.table.model.drop(contact.id)
            self._remind()
            if following := self._view.table.selected_id():
                self._read(following)
            else:
                self._list()

        self._work.change(lambda: self._journal.erase(contact.id), erased)

    def _slip(self) -> None:
        contact = self._on_screen()

        def made(letter: Letter) -> None:
            dialog = SlipDialog(self._view, self._work.theme, contact.reference, letter)
            dialog.copied.connect(lambda: self._work.say(self.tr("Réponse copiée.")))
            dialog.saveWanted.connect(lambda: self._save_slip(contact.reference, letter))
            dialog.mailWanted.connect(lambda: self._mail_slip(letter))
            dialog.mailFileWanted.connect(lambda: self._save_mail(contact.reference, letter))
            self._work.show(dialog)

        self._work.read(lambda: self._sources.slip(contact.id), made, self._warn)

    def _save_slip(self, reference: str, letter: Letter) -> None:
        self._work.save(f"{reference}-reponse.txt", self.tr("Texte (*.txt)"), letter.text.encode)

    def _mail_slip(self, letter: Letter) -> None:
        QDesktopServices.openUrl(QUrl(self._sources.mail.mailto(letter)))

    def _save_mail(self, reference: str, letter: Letter) -> None:
        form = self.tr("Courriel (*.eml)")
        self._work.save(f"{reference}-reponse.eml", form, lambda: self._sources.mail.eml(letter))

    def _export(self, kind: ExportKind) -> None:
        contact, export = self._on_screen(), self._sources.export
        form = self.tr("JSON (*.json)") if kind is ExportKind.JSON else self.tr("Texte (*.txt)")
        self._work.save(f"{contact.reference}.{kind.value}", form, lambda: export(contact.id, kind))

    def _remind(self) -> None:
        def shown(reminders: tuple[Reminder, ...]) -> None:
            self._view.reminders.show_all(reminders)
            self._view.tabs.show_count(Tab.REMINDERS.value, len(reminders))

        self._work.read(self._journal.reminders, shown, self._view.reminders.show_problem)

    def _done(self, contact_id: str) -> None:
        def done(_: None) -> None:
            self._work.say(self.tr("Rappel fait : le nom et le numéro sont effacés."))
            self._remind()
            self._read_again(contact_id)

        self._work.change(lambda: self._journal.call_back_done(contact_id), done)

    def _take(self, contact_id: str) -> None:
        def taken(_: None) -> None:
            self._work.say(self.tr("L'équipe voit que vous vous en chargez."))
            self._remind()

        self._work.change(lambda: self._journal.take_call_back(contact_id), taken)

    def _on_screen(self) -> Contact:
        contact = self._view.details.contact
        if contact is None:
            raise LookupError("no contact is on screen")
        return contact

    def _warn(self, text: str) -> None:
        self._work.tell(AparteError(text))
