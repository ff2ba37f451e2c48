"""The templates of Windows' group policy editor: what can be set, and its words in each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from aparte.settings import Option
from aparte.settings.kinds import Choices, Switch, Text, Whole
from aparte.settings.policy_registry import KEY, LOCKED_BY
from tools.policy_templates.texts import CHOICES, GROUPS, TEXTS, group, imposable, label

SPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
REVISION = "1.0"
_HEAD = {"revision": REVISION, "schemaVersion": "1.0", "xmlns": SPACE}
_SUPPORTED, _ROOT = "SUPPORTED_Aparte", "Aparte"


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the templates, and the sentences that are about no setting."""

    folder: str
    name: str
    about: str
    supported: str
    who: str
    who_effect: str
    usual: str
    disabled: str

    @property
    def is_french(self) -> bool:
        """Whether the options' own words serve."""
        return self.folder == "fr-FR"


FRENCH = Language(
    "fr-FR",
    "Aparté",
    "Réglages d'Aparté, l'assistant hors ligne de l'accueil des mairies.",
    "Aparté 0.1 ou plus récent",
    "Qui impose ces réglages",
    "Le nom que voient les agents à côté d'un réglage verrouillé, par exemple « la DSI ». Sans lui : « la "
    "collectivité ».",
    "Valeur d'origine : {value}.",
    "Désactivée comme non configurée, cette stratégie n'impose rien.",
)
ENGLISH = Language(
    "en-US",
    "Aparté",
    "Settings of Aparté, the offline assistant of town-hall reception desks.",
    "Aparté 0.1 or later",
    "Who imposes these settings",
    'The name that agents see beside a locked setting, in French, for example "la DSI". Without it: "la collectivité".',
    "Default: {value}.",
    "Disabled or not configured, this policy imposes nothing.",
)
LANGUAGES = (FRENCH, ENGLISH)


def admx() -> str:
    """The definitions."""
    top = ET.Element("policyDefinitions", _HEAD)
    spaces = ET.SubElement(top, "policyNamespaces")
    ET.SubElement(spaces, "target", prefix="aparte", namespace="Aparte.Policies.Aparte")
    ET.SubElement(top, "resources", minRequiredRevision=REVISION)
    supported = ET.SubElement(ET.SubElement(top, "supportedOn"), "definitions")
    ET.SubElement(supported, "definition", name=_SUPPORTED, displayName=f"$(string.{_SUPPORTED})")
    categories = ET.SubElement(top, "categories")
    ET.SubElement(categories, "category", name=_ROOT, displayName=f"$(string.{_ROOT})")
    for name in _groups():
        one = ET.SubElement(categories, "category", name=_category(name), displayName=f"$(string.{_category(name)})")
        ET.SubElement(one, "parentCategory", ref=_ROOT)
    policies = ET.SubElement(top, "policies")
    _text_policy(policies, LOCKED_BY, _ROOT, 200)
    for option in imposable():
        _policy(policies, option)
    return _written(top)


def adml(language: Language) -> str:
    """The words, in one language."""
    top = ET.Element("policyDefinitionResources", _HEAD)
    ET.SubElement(top, "displayName").text = language.name
    ET.SubElement(top, "description").text = language.about
    resources = ET.SubElement(top, "resources")
    strings = ET.SubElement(resources, "stringTable")
    for name, words in _strings(language):
        ET.SubElement(strings, "string", id=name).text = words
    presentations = ET.SubElement(resources, "presentationTable")
    _field(presentations, LOCKED_BY, language.who)
    for option in imposable():
        _presentation(presentations, option, language)
    return _written(top)


def _policy(policies: ET.Element, option: Option[Any]) -> None:
    category = _category(group(option))
    match option.kind:
        case Switch():
            one = _head(policies, option.key, category, valueName=option.key)
            for state, value in (("enabledValue", "1"), ("disabledValue", "0")):
                ET.SubElement(ET.SubElement(one, state), "decimal", value=value)
        case Whole(lowest=lowest, highest=highest) if lowest >= 0:
            elements = _elements(policies, option.key, category)
            bounds = {"minValue": str(lowest), "maxValue": str(highest), "required": "true"}
            ET.SubElement(elements, "decimal", {"id": option.key, "valueName": option.key, **bounds})
        case Choices(choices=choices):
            listed = ET.SubElement(
                _elements(policies, option.key, category), "enum", id=option.key, valueName=option.key, required="true"
            )
            for choice in choices:
                item = ET.SubElement(listed, "item", displayName=f"$(string.{_choice(option, choice.value)})")
                ET.SubElement(ET.SubElement(item, "value"), "string").text = choice.value
        case Text(longest=longest):
            _text_policy(policies, option.key, category, longest)
        case Whole():
            # The editor has no negative numbers; the registry's reader takes a text.
            _text_policy(policies, option.key, category, 10)
        case _:
            raise TypeError(option.key)


def _head(policies: ET.Element, name: str, category: str, **more: str) -> ET.Element:
    one = ET.SubElement(
        policies,
        "policy",
        {
            "name": name,
            "class": "Both",
            "displayName": f"$(string.{name})",
            "explainText": f"$(string.{name}_explain)",
            "key": KEY,
            **more,
        },
    )
    ET.SubElement(one, "parentCategory", ref=category)
    ET.SubElement(one, "supportedOn", ref=_SUPPORTED)
    return one


def _elements(policies: ET.Element, name: str, category: str) -> ET.Element:
    return ET.SubElement(_head(policies, name, category, presentation=f"$(presentation.{name})"), "elements")


def _text_policy(policies: ET.Element, name: str, category: str, longest: int) -> None:
    elements = _elements(policies, name, category)
    ET.SubElement(elements, "text", id=name, valueName=name, maxLength=str(longest), expandable="true")


def _strings(language: Language) -> Iterator[tuple[str, str]]:
    yield _SUPPORTED, language.supported
    yield _ROOT, language.name
    for name in _groups():
        yield _category(name), name if language.is_french else GROUPS[name]
    yield LOCKED_BY, language.who
    yield f"{LOCKED_BY}_explain", language.who_effect
    for option in imposable():
        yield option.key, words(option, language)
        yield f"{option.key}_explain", _explained(option, language)
        if isinstance(option.kind, Choices):
            for choice in option.kind.choices:
                yield _choice(option, choice.value), choice.label if language.is_french else CHOICES[choice.label]


def words(option: Option[Any], language: Language) -> str:
    """An option's label."""
    return label(option) if language.is_french else TEXTS[option.key].english


def _explained(option: Option[Any], language: Language) -> str:
    said = TEXTS[option.key]
    effect = said.effect if language.is_french else said.english_effect
    usual = language.usual.format(value=_value(option, language))
    ends = [usual] if isinstance(option.kind, Switch) else [usual, language.disabled]
    return "\n\n".join([effect, *ends])


def _value(option: Option[Any], language: Language) -> str:
    match option.default:
        case bool():
            on, off = ("activé", "désactivé") if language.is_french else ("enabled", "disabled")
            return on if option.default else off
        case "":
            return "vide" if language.is_french else "empty"
        case _:
            return str(option.default)


def _presentation(presentations: ET.Element, option: Option[Any], language: Language) -> None:
    said = words(option, language)
    match option.kind:
        case Switch():
            return
        case Whole(lowest=lowest, step=step) if lowest >= 0:
            one = ET.SubElement(presentations, "presentation", id=option.key)
            box = ET.SubElement(
                one, "decimalTextBox", refId=option.key, defaultValue=str(option.default), spinStep=str(step)
            )
            box.text = said
        case Choices(choices=choices):
            usual = next(rank for rank, choice in enumerate(choices) if choice.value == option.default)
            one = ET.SubElement(presentations, "presentation", id=option.key)
            ET.SubElement(one, "dropdownList", refId=option.key, noSort="true", defaultItem=str(usual)).text = said
        case _:
            _field(presentations, option.key, said)


def _field(presentations: ET.Element, name: str, said: str) -> None:
    box = ET.SubElement(ET.SubElement(presentations, "presentation", id=name), "textBox", refId=name)
    ET.SubElement(box, "label").text = said


def _groups() -> tuple[str, ...]:
    return tuple(dict.fromkeys(group(option) for option in imposable()))


def _category(name: str) -> str:
    return "Aparte_" + GROUPS[name].replace("'", "").title().replace(" ", "")


def _choice(option: Option[Any], value: str) -> str:
    return f"{option.key}_{value}"


def _written(top: ET.Element) -> str:
    ET.indent(top)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(top, encoding="unicode")}\n'
