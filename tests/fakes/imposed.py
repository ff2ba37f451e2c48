"""A policy that imposes everything it can."""

from aparte.settings import CATALOGUE, Policy, Source, SourceKind
from aparte.settings.policy_source import Layer

_TEXTS = {
    "sync_server": "https://aparte.ville.example",
    "sync_proxy": "http://proxy.ville.example:3128",
    "sync_authorities": "/etc/ssl/certs/ville.pem",
    "enrolment_file": "/var/lib/aparte/code.txt",
    "update_source": "https://maj.ville.example/aparte",
    "model": "Mistral de la ville",
}
_PLACES = {SourceKind.FILE: "/etc/aparte/policy.toml", SourceKind.GROUP: "HKLM\\Software\\Policies\\Aparte"}


def imposing_all(kind: SourceKind, locked_by: str = "", **values: object) -> Policy:
    """Each option at its default, texts with an invented one; `values` instead where given."""
    every = {option.key: _TEXTS.get(option.key, option.default) for option in CATALOGUE if option.is_imposable}
    return Policy.merged([Layer(Source(kind, _PLACES.get(kind, ""), locked_by), every | values)])
