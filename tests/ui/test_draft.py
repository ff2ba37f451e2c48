"""The draft under what answers: asked for at a pause, streamed, cited, and given by the agent alone."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from aparte.assist.drafting.draft import DraftOutcome, DraftSentence, Refused, Unavailable, Why
from aparte.assist.reply.reply import Citation
from aparte.core.contact import Act, AnswerUse, Refusal
from aparte.core.lanes import SerialLane
from aparte.core.model import ModelStanding
from aparte.settings import options
from aparte.ui.draft.state import Stage
from aparte.ui.draft.text import DraftText
from aparte.ui.draft.view import DraftPanel
from aparte.ui.reader.facts import Facts
from aparte.ui.reader.prose import Prose
from aparte.ui.tasks import Tasks
from tests.fakes.drafting import DRAFT, LARGE, MINOR, REPLY, SENTENCES, FakeDrafting
from tests.ui.windows import LOST, open_screen

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Drafted:
    """A window whose model is in the test's hands."""

    def __init__(self, bot: QtBot, size: tuple[int, int] = (1280, 800), scale: int = 100) -> None:
        self.screen = open_screen(bot, size, scale)
        self.screen.desk.replies[REPLY.article_id] = REPLY
        self.model = FakeDrafting()
        self.lane = Tasks(SerialLane("drafts"))
        self.window = self.screen.window

    def attach(self) -> None:
        self.window.attach_drafting(self.model, self.lane)

    def open(self) -> None:
        """Type the question and open its article, as the agent does."""
        self.screen.say(LOST)
        answer = self.window.suggestions.answer
        assert answer is not None
        self.window.suggestions.list.opened.emit(answer.items[0])
        self.screen.wait_article(REPLY.article_id)

    def wait(self, stage: Stage) -> None:
        self.screen.bot.waitUntil(lambda: self.window.drafts.shown.stage is stage, timeout=4000)

    def wait_asked(self, times: int) -> None:
        """The model was asked so many times."""
        self.screen.bot.waitUntil(lambda: len(self.model.requests) == times, timeout=4000)

    def ready(self) -> None:
        """A whole draft is on screen."""
        self.open()
        self.wait_asked(1)
        self.model.say(*SENTENCES)
        self.model.end(DRAFT)
        self.wait(Stage.READY)

    @property
    def panel(self) -> DraftPanel:
        panels = self.window.reader.findChildren(DraftPanel)
        assert panels
        return panels[-1]

    @property
    def words(self) -> str:
        text = self.panel.findChild(DraftText)
        assert text is not None
        return text.toPlainText().replace("\u00a0", " ")

    @property
    def stage(self) -> Stage:
        return self.window.drafts.shown.stage

    def button(self, name: str) -> QPushButton:
        found = self.panel.findChild(QPushButton, name)
        assert found is not None
        return found

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = CONTROL | SHIFT) -> None:
        self.screen.bot.keyClick(self.window.focusWidget() or self.window, key, held)

    def uses(self, act: Act) -> list[AnswerUse]:
        return [use for use in self.window.contacts.current.uses.all() if use.act is act and use.by_machine]

    def close(self) -> None:
        self.screen.close()
        self.lane.close()


@pytest.fixture
def drafted(qtbot: QtBot) -> Iterator[Drafted]:
    opened = Drafted(qtbot)
    opened.attach()
    yield opened
    opened.close()


def test_a_draft_is_asked_for_once_the_agent_pauses_and_comes_sentence_by_sentence(drafted: Drafted) -> None:
    drafted.open()
    drafted.wait_asked(1)
    request = drafted.model.requests[0]
    assert (request.question, request.reply) == (LOST, REPLY)
    drafted.model.say(SENTENCES[0])
    drafted.screen.bot.waitUntil(lambda: "Votre fille vient" in drafted.words, timeout=3000)
    assert "25 €" not in drafted.words
    assert not drafted.button("draftCopy").isEnabled()
    drafted.model.say(*SENTENCES[1:])
    drafted.model.end(DRAFT)
    drafted.wait(Stage.READY)
    assert drafted.words == (
        "Votre fille vient au guichet avec un parent, qui présente sa propre pièce d'identité. [1] "
        "La carte perdue est refaite pour 25 €, en timbre fiscal. [2] "
        "Comptez 3 à 5 semaines après le dépôt du dossier. [2]"
    )
    assert drafted.button("draftCopy").isEnabled()


def test_who_wrote_is_said_in_words_with_the_model_s_name(drafted: Drafted) -> None:
    drafted.ready()
    said = [label.text() for label in drafted.panel.findChildren(QLabel) if label.isVisible()]
    assert "Brouillon écrit par IA" in said
    assert "aparte-demo, modèle de démonstration" in said


def test_a_model_that_is_no_demonstration_is_named_alone(qtbot: QtBot) -> None:
    drafted = Drafted(qtbot)
    drafted.model.model = LARGE
    drafted.attach()
    drafted.ready()
    assert "modèle CroissantLLM Chat 1.3B" in [label.text() for label in drafted.panel.findChildren(QLabel)]
    drafted.close()


def test_a_model_that_is_there_after_the_article_drafts_for_it(qtbot: QtBot) -> None:
    drafted = Drafted(qtbot)
    drafted.open()
    drafted.attach()
    drafted.wait_asked(1)
    assert drafted.panel.isVisible()
    drafted.close()


def test_nothing_under_the_draft_moves_while_it_comes(drafted: Drafted) -> None:
    drafted.open()
    drafted.wait(Stage.WRITING)
    facts = drafted.window.reader.findChild(Facts)
    assert facts is not None
    before = facts.mapTo(drafted.window, QPoint(0, 0)).y()
    drafted.model.say(*SENTENCES)
    drafted.model.end(DRAFT)
    drafted.wait(Stage.READY)
    drafted.screen.bot.wait(50)
    assert facts.mapTo(drafted.window, QPoint(0, 0)).y() == before


def test_typing_on_gives_the_draft_up_at_once_and_asks_again_at_the_next_pause(drafted: Drafted) -> None:
    drafted.open()
    drafted.wait_asked(1)
    drafted.model.say(SENTENCES[0])
    drafted.screen.bot.waitUntil(lambda: "Votre fille" in drafted.words, timeout=3000)
    drafted.window.to_conversation()
    drafted.screen.type("e")
    assert drafted.model.cancelled == 1
    assert "Votre fille" not in drafted.words
    drafted.wait_asked(2)
    assert drafted.model.requests[1].question == LOST + "e"
    drafted.model.end(DRAFT)
    drafted.wait(Stage.READY)


def test_a_draft_is_never_asked_for_while_the_agent_types(drafted: Drafted) -> None:
    drafted.open()
    drafted.window.to_conversation()
    for letter in "et combien cela coûte ":
        drafted.screen.type(letter)
        drafted.screen.bot.wait(40)
    assert drafted.model.requests == []
    drafted.wait_asked(1)
    drafted.model.end(DRAFT)
    drafted.wait(Stage.READY)


def test_what_comes_from_a_draft_given_up_is_dropped(drafted: Drafted) -> None:
    drafted.open()
    drafted.wait_asked(1)
    drafted.window.drafts.drop()
    drafted.model.say(SENTENCES[0])
    drafted.screen.bot.wait(80)
    assert drafted.window.drafts.shown.sentences == ()
    assert not drafted.panel.isVisible()


def test_another_contact_leaves_no_draft(drafted: Drafted) -> None:
    drafted.ready()
    drafted.window.start_next()
    assert drafted.stage is Stage.OFF
    assert drafted.window.reader.opened is None


def test_another_article_gives_the_draft_up(drafted: Drafted) -> None:
    drafted.open()
    drafted.wait_asked(1)
    drafted.window.open_article("encombrants")
    drafted.screen.wait_article("encombrants")
    assert drafted.model.cancelled == 1
    assert drafted.stage is Stage.OFF


def test_locking_leaves_no_draft(drafted: Drafted) -> None:
    drafted.ready()
    drafted.window.lock_contacts()
    assert drafted.stage is Stage.OFF
    drafted.screen.bot.waitUntil(lambda: drafted.window.reader.opened is None, timeout=3000)


def test_closing_the_window_gives_the_draft_up(qtbot: QtBot) -> None:
    drafted = Drafted(qtbot)
    drafted.attach()
    drafted.open()
    drafted.wait_asked(1)
    drafted.close()
    assert drafted.model.cancelled == 1


def test_copying_the_draft_is_the_agent_s_act_with_a_machine_s_help(drafted: Drafted) -> None:
    drafted.ready()
    drafted.press(Qt.Key.Key_B)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Votre fille vient au guichet")
    assert text.endswith(REPLY.source)
    assert [(use.passage, use.section) for use in drafted.uses(Act.COPIED)] == [(text, 3)]
    assert drafted.screen.told[-1] == "Brouillon copié, avec sa source."


def test_the_main_copy_still_gives_the_reply_of_the_article(drafted: Drafted) -> None:
    drafted.ready()
    drafted.press(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text().startswith("Coût : 25 €, en timbre fiscal")
    assert drafted.uses(Act.COPIED) == []


def test_a_draft_that_was_changed_is_recorded_as_it_was_given(drafted: Drafted) -> None:
    drafted.ready()
    drafted.press(Qt.Key.Key_E)
    field = next(found for found in drafted.window.findChildren(QPlainTextEdit, "editText") if found.isVisible())
    assert field.toPlainText().startswith("Votre fille vient")
    field.setPlainText("Bonjour, venez avec elle.")
    next(b for b in drafted.window.findChildren(QPushButton, "editCopy") if b.isVisible()).click()
    assert [use.passage for use in drafted.uses(Act.EDITED)] == ["Bonjour, venez avec elle."]
    assert QGuiApplication.clipboard().text() == "Bonjour, venez avec elle."


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (Qt.Key.Key_1, Refusal.WRONG),
        (Qt.Key.Key_2, Refusal.INCOMPLETE),
        (Qt.Key.Key_QuoteDbl, Refusal.BADLY_SAID),
        (Qt.Key.Key_Apostrophe, Refusal.NOT_NEEDED),
    ],
)
def test_refusing_asks_why_in_one_key_and_leaves_the_reply(drafted: Drafted, key: Qt.Key, why: Refusal) -> None:
    drafted.ready()
    before = drafted.window.focusWidget()
    drafted.press(Qt.Key.Key_R)
    assert drafted.stage is Stage.ASKING
    drafted.press(key, Qt.KeyboardModifier.NoModifier)
    drafted.wait(Stage.REFUSED)
    assert [(use.refusal, use.passage, use.article_id) for use in drafted.uses(Act.REFUSED)] == [
        (why, "", REPLY.article_id)
    ]
    assert "la réponse de la fiche s'applique" in drafted.words
    assert drafted.window.focusWidget() is before
    drafted.press(Qt.Key.Key_B)
    assert drafted.uses(Act.COPIED) == []


def test_escape_keeps_the_draft(drafted: Drafted) -> None:
    drafted.ready()
    drafted.press(Qt.Key.Key_R)
    drafted.press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert drafted.stage is Stage.READY
    assert drafted.uses(Act.REFUSED) == []
    assert "Votre fille" in drafted.words


def test_a_refused_draft_is_not_written_again_in_this_contact(drafted: Drafted) -> None:
    drafted.ready()
    drafted.press(Qt.Key.Key_R)
    drafted.press(Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier)
    drafted.window.open_article("encombrants")
    drafted.screen.wait_article("encombrants")
    answer = drafted.window.suggestions.answer
    assert answer is not None
    drafted.window.suggestions.list.opened.emit(answer.items[0])
    drafted.screen.wait_article(REPLY.article_id)
    assert drafted.stage is Stage.OFF
    assert not drafted.panel.isVisible()


def test_a_draft_that_the_guard_refuses_is_withdrawn_and_the_reply_stays(drafted: Drafted) -> None:
    drafted.open()
    drafted.wait_asked(1)
    drafted.model.say(SENTENCES[0])
    drafted.screen.bot.waitUntil(lambda: "Votre fille" in drafted.words, timeout=3000)
    drafted.model.end(Refused((Why.NEGATION,)))
    drafted.wait(Stage.SET_ASIDE)
    assert drafted.words == "Brouillon écarté : la réponse de la fiche s'applique."
    assert drafted.screen.told == []
    drafted.press(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text().startswith("Coût : 25 €")


@pytest.mark.parametrize("outcome", [DRAFT, Refused((Why.WRONG_SENTENCE,)), Unavailable(ModelStanding.READY)])
def test_other_words_for_the_same_reply_get_a_draft_of_their_own(drafted: Drafted, outcome: DraftOutcome) -> None:
    drafted.open()
    drafted.wait_asked(1)
    drafted.model.end(outcome)
    drafted.screen.bot.waitUntil(lambda: drafted.stage is not Stage.WRITING, timeout=3000)
    drafted.window.to_conversation()
    drafted.screen.type("hier")
    drafted.wait_asked(2)
    drafted.press(Qt.Key.Key_B)
    assert drafted.uses(Act.COPIED) == []
    drafted.model.end(DRAFT)
    drafted.wait(Stage.READY)


def test_the_same_words_get_no_second_draft(drafted: Drafted) -> None:
    drafted.open()
    drafted.wait_asked(1)
    drafted.model.end(Refused((Why.NEGATION,)))
    drafted.wait(Stage.SET_ASIDE)
    drafted.window.to_conversation()
    with drafted.screen.bot.waitSignal(drafted.window.answers.renewed, timeout=3000):
        drafted.screen.type(" ")
    drafted.screen.bot.wait(400)
    assert drafted.stage is Stage.SET_ASIDE
    assert len(drafted.model.requests) == 1


def test_a_model_that_failed_twice_is_told_once(drafted: Drafted) -> None:
    for _ in range(2):
        drafted.open()
        drafted.wait(Stage.WRITING)
        drafted.model.end(Unavailable(ModelStanding.FAILED))
        drafted.wait(Stage.FAILED)
        drafted.window.start_next()
    assert [text for text in drafted.screen.told if "deux fois" in text] == [
        "Le modèle s'est arrêté deux fois : les réponses des fiches restent là, sans brouillon."
    ]


@pytest.mark.parametrize("standing", [standing for standing in ModelStanding if standing is not ModelStanding.READY])
def test_without_a_model_nothing_of_drafts_is_on_screen(qtbot: QtBot, standing: ModelStanding) -> None:
    drafted = Drafted(qtbot)
    drafted.model.state = standing
    drafted.attach()
    drafted.open()
    qtbot.wait(350)
    assert not drafted.panel.isVisible()
    assert drafted.model.requests == []
    assert drafted.screen.told == []
    drafted.close()


def test_switching_drafts_off_takes_the_draft_away_at_once(drafted: Drafted) -> None:
    drafted.open()
    drafted.wait_asked(1)
    drafted.screen.settings.set(options.DRAFTS, False)
    assert drafted.model.cancelled == 1
    assert not drafted.panel.isVisible()
    assert drafted.window.drafts.status() == "Suggestions seules : vous avez coupé les brouillons."
    drafted.screen.settings.set(options.DRAFTS, True)
    assert drafted.panel.isVisible()
    assert drafted.window.drafts.status() == "Brouillons : prêts, aparte-demo (modèle de démonstration)."
    drafted.wait_asked(2)


def test_a_citation_pressed_with_the_keyboard_shows_its_passage(drafted: Drafted) -> None:
    drafted.ready()
    text = drafted.panel.findChild(DraftText)
    assert text is not None
    text.setFocus(Qt.FocusReason.TabFocusReason)
    drafted.screen.bot.keyClick(text, Qt.Key.Key_Return)
    prose = drafted.window.reader.findChild(Prose)
    assert prose is not None
    marked = [selection.cursor.selectedText().replace("\u00a0", " ") for selection in prose.extraSelections()]
    assert marked[0] == REPLY.sentences[0].text
    assert drafted.window.reader.scroller.verticalScrollBar().value() > 0


def test_a_citation_of_the_town_s_own_words_says_so(drafted: Drafted) -> None:
    drafted.ready()
    text = drafted.panel.findChild(DraftText)
    assert text is not None
    local = Citation(REPLY.article_id, -1, "v1", local=True)
    text.show_sentences((DraftSentence("Elle est refaite ici.", (local,)), DraftSentence("Venez.", (MINOR,))))
    assert text.toPlainText().replace("\u00a0", " ") == "Elle est refaite ici. [1 Ville] Venez. [2]"


def test_a_citation_pressed_with_the_mouse_marks_the_fact_it_gives(drafted: Drafted) -> None:
    drafted.ready()
    text = drafted.panel.findChild(DraftText)
    assert text is not None
    at = text.toPlainText().rindex("[2]") + 1
    cursor = text.textCursor()
    cursor.setPosition(at)
    drafted.screen.bot.mouseClick(
        text.viewport(), Qt.MouseButton.LeftButton, pos=text.cursorRect(cursor).center() + QPoint(2, 0)
    )
    facts = drafted.window.reader.findChild(Facts)
    assert facts is not None
    marked = [label.accessibleName() for label in facts.findChildren(QLabel) if "background" in label.text()]
    assert [words.replace("\u00a0", " ") for words in marked] == ["3 à 5 semaines après le dépôt du dossier"]


def test_where_height_is_scarce_the_facts_stay_and_the_draft_is_one_press_away(qtbot: QtBot) -> None:
    drafted = Drafted(qtbot, (1093, 550))
    drafted.attach()
    drafted.ready()
    assert not drafted.panel.isVisible()
    opener = drafted.window.reader.findChild(QPushButton, "toDraft")
    assert opener is not None
    assert opener.isVisible()
    drafted.press(Qt.Key.Key_B)
    assert drafted.panel.isVisible()
    assert drafted.uses(Act.COPIED) == []
    drafted.press(Qt.Key.Key_B)
    assert len(drafted.uses(Act.COPIED)) == 1
    opener.click()
    assert not drafted.panel.isVisible()
    drafted.close()


def test_the_draft_outlives_another_look(drafted: Drafted) -> None:
    drafted.ready()
    drafted.screen.settings.set(options.APPEARANCE, "dark")
    drafted.screen.bot.waitUntil(lambda: drafted.window.reader.page is not None, timeout=3000)
    assert "Votre fille" in drafted.words
    drafted.press(Qt.Key.Key_B)
    assert len(drafted.uses(Act.COPIED)) == 1


def test_the_words_of_a_draft_leave_through_a_button_only(drafted: Drafted) -> None:
    drafted.ready()
    QGuiApplication.clipboard().setText("avant")
    text = drafted.panel.findChild(DraftText)
    assert text is not None
    text.setFocus()
    drafted.screen.bot.keyClick(text, Qt.Key.Key_A, CONTROL)
    drafted.screen.bot.keyClick(text, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "avant"


def test_suggestions_are_answered_while_the_model_writes(drafted: Drafted) -> None:
    drafted.open()
    drafted.wait(Stage.WRITING)
    drafted.model.deaf = True
    drafted.window.to_conversation()
    drafted.screen.say("et la photo ")
    assert drafted.window.suggestions.answer is not None
    assert drafted.window.suggestions.answer.number == drafted.window.question.number
    assert threading.get_ident() not in drafted.model.threads
    drafted.model.end(DRAFT)
