"""Examples of phrase completion: what agents write in the reply and in the notes, with or without a cited text.

All of it is made of the seed base and of hand-written turns of phrase; no name of a person is in it.
"""

import random
from collections.abc import Iterator

from tools.train_model import wording
from tools.train_model.completing import prompt
from tools.train_model.corpus import PAPERS, Chapter, Corpus
from tools.train_model.examples import Example

_GREETINGS = (
    "Bonjour,", "Bonjour Madame,", "Bonjour Monsieur,", "Madame, Monsieur,", "Bonjour, merci pour votre message.",
    "Bonjour, merci de votre appel.",
)  # fmt: skip
_ABOUT = (
    "Suite à votre demande ({topic}), voici les informations utiles.",
    "Vous nous avez interrogés sur le sujet suivant : {topic}.",
    "En réponse à votre question, voici ce qu'il faut savoir.",
    "Suite à votre appel, je vous confirme les points suivants.",
    "Je reviens vers vous comme convenu.",
    "Votre demande concerne : {topic}.",
)
_CLOSINGS = (
    "Je reste à votre disposition pour tout renseignement complémentaire.",
    "N'hésitez pas à nous recontacter si vous avez d'autres questions.",
    "Le {service} vous répondra directement.",
    "Pour toute question, vous pouvez contacter le {service}.",
    "Bien cordialement,",
    "Cordialement,",
    "Bonne journée.",
    "Je vous souhaite une bonne journée.",
    "Vous pouvez aussi passer au guichet, aux heures d'ouverture.",
    "Pensez à apporter les pièces demandées le jour du rendez-vous.",
)
_NOTES = (
    "Usager renseigné : {topic}.",
    "L'usager demande des informations : {topic}.",
    "Demande de renseignements ({topic}), réponse donnée par téléphone.",
    "Question de l'usager : {ask}",
    "Appel : {topic}. Informations données, pas de suite à prévoir.",
    "Appel : {topic}. Orienté vers le {service}.",
    "Personne reçue au guichet : {topic}.",
    "Reçu au guichet ({topic}), dossier incomplet : il manque {paper}.",
    "Pièces à fournir indiquées : {paper}.",
    "Transmis au {service}, qui doit rappeler l'usager.",
    "Rappel à prévoir par le {service}.",
    "Rendez-vous proposé avec le {service}.",
    "L'usager rappellera si besoin.",
    "L'usager a déjà appelé la semaine dernière à ce sujet.",
    "L'usager n'a pas internet : démarche faite avec lui au guichet.",
    "Envoyé la liste des pièces par courriel.",
    "Dossier complet, transmis au {service} pour instruction.",
    "Demande urgente, signalée au {service}.",
    "Réclamation ({topic}), transmise au {service}.",
    "Usager mécontent du délai, expliqué la procédure.",
    "Pas de réponse dans la base, question transmise au {service}.",
    "Conseillé de reprendre contact avec le {service} avant de se déplacer.",
)
_MASCULINE = ("Service", "Pôle", "Guichet", "Centre", "Relais")


class Phrases:
    """Endless texts to go on from; the same seed gives the same ones."""

    def __init__(self, corpus: Corpus, chapters: tuple[Chapter, ...], seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self._chapters = chapters
        self._services = [name for name in corpus.services if name.startswith(_MASCULINE)]
        self._topics = [_small(alias) for code in corpus.codes for alias in (code.label, *code.aliases)]

    def __iter__(self) -> Iterator[Example]:
        while True:
            chapter = self._chance.choice(self._chapters)
            said = self._said(chapter)
            text = self._chance.choices((self._reply, self._note, self._plain), (5, 3, 2))[0](chapter, said)
            cited = said if self._chance.random() < 0.5 else ""
            if cited and self._chance.random() < 0.15:
                cited = self._said(self._chance.choice(self._chapters))
            if self._chance.random() < 0.3:
                text = text[self._chance.randrange(len(text) // 2 + 1) :].lstrip()
            begun = self._chance.randrange(len(text)) if self._chance.random() < 0.7 else 0
            yield Example(prompt((cited,) if cited else ()), text, begun)

    def _said(self, chapter: Chapter) -> str:
        """A passage of the article: statements that follow each other, or a fact."""
        if chapter.facts and self._chance.random() < 0.35:
            label, values = self._chance.choice(chapter.facts)
            return f"{label} : {' ; '.join(values[:4])}"
        _, texts = self._chance.choice(chapter.sections)
        start = self._chance.randrange(len(texts))
        return " ".join(texts[start : start + self._chance.randint(1, 3)])

    def _reply(self, chapter: Chapter, said: str) -> str:
        parts = []
        if self._chance.random() < 0.7:
            parts.append(self._chance.choice(_GREETINGS))
        if self._chance.random() < 0.5:
            parts.append(self._filled(self._chance.choice(_ABOUT), chapter))
        parts.append(wording.answer([("", said)]))
        if self._chance.random() < 0.5:
            parts.append(wording.answer([("", self._said(chapter))]))
        parts += [self._filled(one, chapter) for one in self._chance.sample(_CLOSINGS, self._chance.randint(0, 2))]
        return " ".join(parts)

    def _note(self, chapter: Chapter, said: str) -> str:
        parts = [self._filled(one, chapter) for one in self._chance.sample(_NOTES, self._chance.randint(1, 3))]
        if self._chance.random() < 0.3:
            parts.insert(1, said)
        return " ".join(parts)

    def _plain(self, chapter: Chapter, said: str) -> str:
        return f"{said} {self._said(chapter)}" if self._chance.random() < 0.5 else said

    def _filled(self, phrase: str, chapter: Chapter) -> str:
        papers = [value for label, values in chapter.facts if label == PAPERS for value in values]
        topic = self._chance.choice(
            (chapter.article.title, *chapter.article.keywords, self._chance.choice(self._topics))
        )
        return phrase.format(
            topic=_small(topic),
            service=_small(self._chance.choice(self._services)),
            paper=_small(self._chance.choice(papers)) if papers else "un justificatif",
            ask=self._chance.choice(chapter.article.questions) if chapter.article.questions else "à préciser.",
        )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
