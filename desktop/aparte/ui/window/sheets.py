"""The sheets of the exchange: hand over, slip, gap, late entry, changed answer."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from aparte.assist.drafting.draft import Draft
from aparte.assist.escalation import WRITTEN
from aparte.assist.letters import Letter
from aparte.core.article import Service, ServiceLevel
from aparte.core.clock import Clock
from aparte.core.errors import StorageError
from aparte.core.records import GapKind, GapTicket
from aparte.settings import Settings, options
from aparte.ui.completing.actions import Completions, cited_texts
from aparte.ui.contact.sheets.edit import EditSheet
from aparte.ui.contact.sheets.gap import GapSheet
from aparte.ui.contact.sheets.late import LateSheet
from aparte.ui.contact.sheets.letter import LetterSheet, TransferSheet
from aparte.ui.contact.tools import ContactTools
from aparte.ui.contact.witness import Witness
from aparte.ui.messages import Notices
from aparte.ui.reader.page import Opened
from aparte.ui.tasks import Tasks
from aparte.ui.window.contacting import Contacting
from aparte.ui.window.parts import WindowParts


class Sheets(QObject):
    """Opens each sheet with what it needs, and does what the agent decided in it."""

    def __init__(
        self,
        window: WindowParts,
        contacting: Contacting,
        *,
        witness: Witness,
        tasks: Tasks,
        clock: Clock,
        notices: Notices,
        settings: Settings,
        completions: Completions,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._completions = completions
        self._contacting = contacting
        self._witness = witness
        self._tasks = tasks
        self._clock = clock
        self._notices = notices
        panel = window.contact
        panel.transferRequested.connect(self.transfer)
        panel.redirectRequested.connect(self.redirect)
        panel.slipRequested.connect(self.slip)
        panel.lateRequested.connect(self.set_moment)
        window.reader.reportRequested.connect(self.report_article)
        window.reader.editRequested.connect(self.edit_answer)
        window.reader.refuseRequested.connect(self.refuse_article)

    def transfer(self) -> None:
        """Hand the demand over to a second-level service, with its context."""
        tools = self._tools()
        if tools is None:
            return
        services = tuple(one for one in tools.services() if one.level is not ServiceLevel.FIRST)
        if not services:
            self._notices.warn(self.tr("L'annuaire ne connaît aucun service à qui transférer."))
            return
        self._choose_service(services, tools)

    def redirect(self) -> None:
        """Send the demand to an administration outside the town, with its context."""
        tools = self._tools()
        if tools is None:
            return
        services = tuple(one for one in tools.services() if one.level is ServiceLevel.EXTERNAL)
        if not services:
            self._notices.warn(self.tr("L'annuaire ne connaît aucune administration hors de la ville."))
            return
        self._choose_service(services, tools, self.tr("Orienter hors de la ville"))

    def _choose_service(self, services: tuple[Service, ...], tools: ContactTools, title: str = "") -> None:
        contact = self._contacting.contact
        opened = self._window.reader.opened
        wanted = opened.article.contact if opened is not None else ""
        sheet = TransferSheet(
            self._window,
            self._window.appearance.theme,
            services=services,
            prepare=partial(tools.writing.transfer, contact),
            writing=tools.writing,
            wanted=wanted,
            title=title,
            call_back=contact.call_back,
        )
        sheet.handed.connect(self._hand_over)
        sheet.keepRequested.connect(self._keep_mail)
        sheet.come_up()

    def slip(self) -> None:
        """What the citizen takes home."""
        tools = self._tools()
        if tools is None:
            return
        letter = tools.writing.slip(self._contacting.contact)
        self._show_letter(self.tr("Réponse à remettre à l'usager"), letter, tools)

    def set_moment(self) -> None:
        """Say when a contact written down afterwards took place."""
        happened_at = self._contacting.contact.happened_at
        sheet = LateSheet(self._window, self._window.appearance.theme, self._clock.now(), happened_at)
        sheet.chosen.connect(self._contacting.happened)
        sheet.come_up()

    def file_gap(self) -> None:
        """The base does not answer: the wording is reread, then filed."""
        window, tools = self._window, self._contacting.tools
        words, answer = window.conversation.field.toPlainText(), window.suggestions.answer
        if tools is None or not words.strip():
            window.answers.file_gap(words, answer)
            return
        items = answer.items[:3] if answer is not None else ()
        nearest = tuple(item.article_id for item in items)
        theme = items[0].theme if items else ""
        sheet = GapSheet(window, window.appearance.theme, words, tools.mask)
        sheet.filed.connect(lambda kind, text: self._file(tools, kind, text, nearest, theme))
        sheet.come_up()

    def report_article(self) -> None:
        """The article on screen is wrong, or old."""
        opened, tools = self._window.reader.opened, self._tools()
        if opened is None or tools is None:
            return
        article = opened.article
        sheet = GapSheet(self._window, self._window.appearance.theme, "", tools.mask, article.title)
        sheet.filed.connect(lambda kind, text: self._file(tools, kind, text, (article.id,), article.theme))
        sheet.come_up()

    def edit_answer(self) -> None:
        """Change the answer before it is copied."""
        opened = self._window.reader.opened
        text = self._window.answers.text_of(opened)
        if opened is None or not text:
            return
        sheet = self._edit(text, opened)
        sheet.copied.connect(lambda words: self._window.answers.copy_edited(opened, words))
        sheet.come_up()

    def edit_draft(self, opened: Opened, draft: Draft) -> None:
        """Change what the model wrote before it is copied."""
        text = draft.text(with_source=self._settings.get(options.COPY_WITH_SOURCE))
        sheet = self._edit(text, opened, self.tr("Modifier le brouillon écrit par IA avant de le copier"))
        sheet.copied.connect(lambda words: self._window.answers.copy_edited_draft(opened, draft, words))
        sheet.come_up()

    def refuse_article(self) -> None:
        """The article on screen does not fit this exchange."""
        opened = self._window.reader.opened
        if opened is not None:
            self._witness.refuse(opened.article.id)
            self._notices.info(self.tr("Noté : cette fiche ne convient pas à cet échange."))

    def _edit(self, text: str, opened: Opened, title: str = "") -> EditSheet:
        sheet = EditSheet(self._window, self._window.appearance.theme, text.replace("\r\n", "\n"), title)
        self._completions.watch(sheet.field, lambda: cited_texts(opened))
        return sheet

    def _show_letter(self, title: str, letter: Letter, tools: ContactTools) -> None:
        sheet = LetterSheet(self._window, self._window.appearance.theme, title, letter, tools.writing)
        sheet.keepRequested.connect(self._keep_mail)
        sheet.come_up()

    def _tools(self) -> ContactTools | None:
        if self._contacting.tools is None:
            self._notices.warn(self.tr("Les échanges ne peuvent pas être enregistrés pour le moment."))
        return self._contacting.tools

    def _hand_over(self, service: Service) -> None:
        self._contacting.handed_over(service)
        prepared = self.tr("Transfert préparé : enregistrez l'échange pour le compter.")
        if service.level is ServiceLevel.EXTERNAL and self._contacting.contact.channel in WRITTEN:
            words = self.tr("Prévenir l'usager")
            self._window.strip.offer(prepared, action=words, do=lambda: self._tell_citizen(service))
        else:
            self._notices.info(prepared)

    def _tell_citizen(self, service: Service) -> None:
        """A written request was forwarded: its author is told to whom."""
        tools = self._tools()
        if tools is not None:
            letter = tools.writing.forwarding(self._contacting.contact, service)
            self._show_letter(self.tr("Lettre de transmission à l'usager"), letter, tools)

    def _file(self, tools: ContactTools, kind: GapKind, text: str, articles: tuple[str, ...], theme: str) -> None:
        """File, then mark as reread: the agent has just read the wording."""
        gaps, contact_id = tools.gaps, self._contacting.contact.id

        def file() -> GapTicket:
            return gaps.reread(gaps.file(kind, text, articles, theme, contact_id).id, text)

        tools.store.run(file, self._tell_gap, self._window.answers.tell)

    def _tell_gap(self, ticket: GapTicket) -> None:
        self._notices.info(self.tr("Manque signalé, référence {reference}.").format(reference=ticket.reference))

    def _keep_mail(self, path: str, mail: bytes) -> None:
        def told(_: object) -> None:
            self._notices.info(self.tr("Courriel enregistré."))

        self._tasks.run(_writing(Path(path), mail), told, self._window.answers.tell)


def _writing(path: Path, mail: bytes) -> Callable[[], int]:
    def write() -> int:
        try:
            return path.write_bytes(mail)
        except OSError as error:
            raise StorageError("Le courriel n'a pas pu être écrit : choisissez un autre dossier.") from error

    return write
