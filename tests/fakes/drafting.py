"""A local model in a test's hands: its sentences come, and its draft ends, when the test says so."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Queue

from aparte.assist.completing.completer import CompletionRequest
from aparte.assist.drafting.draft import Draft, DraftOutcome, DraftRequest, DraftSentence, Unavailable
from aparte.assist.reply.reply import Citation, Reply, ReplyFact, ReplySentence
from aparte.core.model import ModelEntry, ModelStanding

MODEL = ModelEntry("aparte-demo", "aparte-demo.gguf", "0" * 64, "Apache-2.0", ("fr",), 512, 120, demonstration=True)
LARGE = ModelEntry("CroissantLLM Chat 1.3B", "croissant.gguf", "1" * 64, "MIT", ("fr", "en"), 2048, 1400)

AT_A_GLANCE = Citation("cni-perdue-volee", -1, "v1")
MINOR = Citation("cni-perdue-volee", 3, "v1")
REPLY = Reply(
    "cni-perdue-volee",
    "Carte d'identité perdue ou volée",
    (
        ReplyFact("Coût", ("25 €, en timbre fiscal (ancienne carte perdue ou volée)",), AT_A_GLANCE),
        ReplyFact("Délai", ("3 à 5 semaines après le dépôt du dossier",), AT_A_GLANCE),
    ),
    (
        ReplySentence(
            "Un enfant vient avec un parent qui présente sa propre pièce d'identité.", MINOR, "Demandeur mineur"
        ),
    ),
    "",
    "Source : mairie d'Aubremont, fiche vérifiée le 12/10/2026.",
)
SENTENCES = (
    DraftSentence("Votre fille vient au guichet avec un parent, qui présente sa propre pièce d'identité.", (MINOR,)),
    DraftSentence("La carte perdue est refaite pour 25 €, en timbre fiscal.", (AT_A_GLANCE,)),
    DraftSentence("Comptez 3 à 5 semaines après le dépôt du dossier.", (AT_A_GLANCE,)),
)
DRAFT = Draft(REPLY.article_id, REPLY.title, SENTENCES, MODEL.name, MODEL.demonstration, REPLY.source)


@dataclass
class FakeDrafting:
    """Writes what `say` and `end` hand over, on whichever thread asked.

    `requests` is what was asked for; `cancelled` counts the drafts that were given up; `threads` are
    those that wrote. A `deaf` model goes on when it is told to stop.
    """

    model: ModelEntry | None = MODEL
    state: ModelStanding = ModelStanding.READY
    requests: list[DraftRequest] = field(default_factory=list)
    cancelled: int = 0
    threads: set[int] = field(default_factory=set)
    deaf: bool = False
    _coming: Queue[DraftSentence | DraftOutcome] = field(default_factory=Queue)
    _writing: threading.Event = field(default_factory=threading.Event)

    def standing(self) -> ModelStanding:
        return self.state

    def draft(self, request: DraftRequest, told: Callable[[DraftSentence], None]) -> DraftOutcome:
        self.threads.add(threading.get_ident())
        self.requests.append(request)
        self._writing.set()
        while isinstance(piece := self._coming.get(timeout=10), DraftSentence):
            told(piece)
        self._writing.clear()
        return piece

    def cancel(self) -> None:
        if self._writing.is_set() and not self.deaf:
            self.cancelled += 1
            self._coming.put(Unavailable(ModelStanding.READY, cancelled=True))

    def say(self, *sentences: DraftSentence) -> None:
        """The model has written these."""
        for sentence in sentences:
            self._coming.put(sentence)

    def end(self, outcome: DraftOutcome) -> None:
        """The model has come to an end."""
        self._coming.put(outcome)


@dataclass
class FakeCompleting:
    """Goes on from a text by the rest of the first of `phrases` that holds its last words."""

    phrases: tuple[str, ...] = ()
    requests: list[CompletionRequest] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)

    def complete(self, request: CompletionRequest) -> str:
        self.requests.append(request)
        self.threads.add(threading.get_ident())
        begun = request.before.rpartition("\n")[2].lstrip()
        found = [phrase for phrase in self.phrases if begun and phrase.startswith(begun)]
        return found[0][len(begun) :] if found else ""
