"""Completion by the local model, held to the same rule: no value but those of the cited texts."""

from collections.abc import Iterable

from aparte.assist.completing.cited import cited_texts
from aparte.assist.completing.completer import Completing, CompletionRequest
from aparte.assist.completing.pieces import START, STOPS, Typed, pieces, typed
from aparte.assist.completing.values import Names, warranted
from aparte.core.model import Finish, Message, ModelError, ModelStanding, Role, Writer, Writing

SYSTEM = (
    "Tu es le clavier d'un agent d'accueil de mairie. Continue sa phrase en quelques mots, "
    "avec les seuls faits des extraits."
)
TASK = "Suite :"
_MOST_CITED = 2
_LONGEST_CITED = 300
_MOST_BEGUN = 240
_MOST_WORDS = 6


class ModelCompleter:
    """Offers what the model would write next; nothing while it can't be asked, is late or was interrupted."""

    def __init__(self, writer: Writer, names: Iterable[str] = (), *, seconds: float = 0.5, tokens: int = 12) -> None:
        """`names` are those of the services; `seconds` and `tokens` bound one offer."""
        self._writer = writer
        self._names = Names(names)
        self._seconds = seconds
        self._tokens = tokens
        self._last: tuple[tuple[str, tuple[str, ...]] | None, str] = (None, "")

    def complete(self, request: CompletionRequest) -> str:
        """The next words, as far as they hold no value of the model's own."""
        place = typed(request.before)
        if place is None or place.opening or self._writer.standing() is not ModelStanding.READY:
            return ""
        sentence = "".join(place.context).rpartition(START)[2]
        before = len(pieces(sentence))
        offered = _until_sign(pieces(sentence + self._after(request, place))[before:])
        # The model begins a word of its own: it is kept where it is the one being typed.
        if not offered or not offered[0].startswith(place.begun):
            return ""
        cited = cited_texts(request.cited)
        return place.rest(warranted(place.context, offered, cited, self._names))

    def _after(self, request: CompletionRequest, place: Typed) -> str:
        """What the model writes after the whole words typed; the same while one word is typed."""
        whole = request.before[: len(request.before) - len(place.begun)]
        asked = (whole[-_MOST_BEGUN:].lstrip(), request.cited)
        known, text = self._last
        if known != asked:
            text = self._written(*asked)
            self._last = (asked, text)
        return text

    def _written(self, begun: str, cited: tuple[str, ...]) -> str:
        writing = Writing(
            messages=(Message(Role.SYSTEM, SYSTEM), Message(Role.USER, prompt(cited))),
            max_tokens=self._tokens,
            seconds=self._seconds,
            begun=begun,
            stop=("\n",),
        )
        try:
            written = self._writer.write(writing, lambda _: None)
        except ModelError:
            return ""
        return "" if written.finish in (Finish.CANCELLED, Finish.TIME) else _whole_words(written.text, written.finish)


class FirstOf:
    """Asks one completer after another until one is sure."""

    def __init__(self, *completers: Completing) -> None:
        self._completers = completers

    def complete(self, request: CompletionRequest) -> str:
        """What the first that offers something offers."""
        return next(filter(None, (one.complete(request) for one in self._completers)), "")


def prompt(cited: tuple[str, ...]) -> str:
    """The user turn: what stands beside the text being written, two passages at most."""
    return "\n".join([TASK, *(f"[{at}] {text[:_LONGEST_CITED]}" for at, text in enumerate(cited[:_MOST_CITED], 1))])


def _whole_words(text: str, finish: Finish) -> str:
    """What was cut by the length loses its last word, which may be half of one."""
    return text if finish is Finish.END else text[: max(text.rfind(" "), 0)]


def _until_sign(offered: list[str]) -> list[str]:
    kept: list[str] = []
    for piece in offered[:_MOST_WORDS]:
        if piece.strip() in STOPS or piece == START:
            break
        kept.append(piece)
    return kept
