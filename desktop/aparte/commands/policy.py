"""`aparte doctor --policy`: what is in force here and where it comes from; needs no display and no base."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict

from aparte.assist.policy_report import InForce, PolicyReport, Value, report
from aparte.commands.output import json_text
from aparte.core.console import say
from aparte.settings import Policy, Source, SourceKind
from aparte.settings.places import Places

_WHERE = {
    SourceKind.FILE: "fichier de politique",
    SourceKind.GROUP: "stratégie de groupe",
    SourceKind.GROUP_OF_USER: "stratégie de groupe de l'utilisateur",
    SourceKind.PROFILE: "profil de configuration",
    SourceKind.AGENT: "réglage de l'agent",
    SourceKind.DEFAULT: "valeur d'origine",
}


def doctor_policy(options: Namespace, found: Places) -> int:
    """Every setting with its value, its default and its origin; 1 when something can't be followed."""
    made = report(found.settings, Policy.read(found.policy))
    if options.json:
        say(json_text(asdict(made)))
    else:
        for line in _lines(made):
            say(line)
    return 1 if made.problems else 0


def _lines(made: PolicyReport) -> Iterator[str]:
    if made.sources:
        yield "Politique lue dans, du plus fort au plus faible :"
        yield from (f"  {_place(source)}" for source in made.sources)
    else:
        yield "Aucune politique n'est posée sur ce poste."
    yield ""
    for setting in made.settings:
        yield from _setting(setting)
    if made.problems:
        yield "\nÀ corriger :"
        yield from (f"  {problem}" for problem in made.problems)


def _setting(setting: InForce) -> Iterator[str]:
    locked = " [verrouillé]" if setting.locked else ""
    yield f"{setting.key:<22}{_words(setting.value)}{locked}"
    said = setting.label if setting.label != setting.key else ""
    usual = "" if setting.value == setting.default else f"d'origine : {_words(setting.default)}"
    held = "valeur prudente, la politique ne dit rien de lisible" if setting.held else ""
    yield "    " + " · ".join(part for part in (said, _place(setting.source), usual, held) if part)
    for source in setting.beaten:
        yield f"    sans effet : {_place(source)}"


def _place(source: Source) -> str:
    who = f" ({source.who})" if source.who else ""
    return " ".join(part for part in (_WHERE[source.kind], source.place) if part) + who


def _words(value: Value) -> str:
    match value:
        case bool():
            return "oui" if value else "non"
        case str():
            return value or "(vide)"
        case int():
            return str(value)
        case _:
            return ", ".join(str(part) for part in value) or "(vide)"
