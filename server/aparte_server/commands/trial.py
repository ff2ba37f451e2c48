"""`aparte-server serve --trial`: something to try with, where nothing was set up yet."""

from aparte.core.console import finish, say
from aparte_server.store.store import ServerStore

NAME, SIRET = "Ville d'essai", "00000000000000"


def welcome(store: ServerStore, address: str) -> None:
    """Add a town when there is none, and say what to do next."""
    towns = store.organisations.all()
    if not towns:
        towns = (store.organisations.add(NAME, SIRET),)
        say(f"Organisation d'essai créée : {NAME}, SIRET {SIRET}.")
    say(f"Le serveur répond sur {address} ; Ctrl+C l'arrête. Pour raccorder un poste, dans un autre terminal :")
    say(f'  aparte-server device invite --org {towns[0].siret} --label "accueil 1"')
    say(f"  aparte sync enrol CODE --server {address}        (sur le poste, avec le code obtenu)")
    finish()
