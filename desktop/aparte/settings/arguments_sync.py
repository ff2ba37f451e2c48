"""The arguments of `aparte sync`."""

from aparte.settings.arguments_contact import AddAction, add_who


def add_sync(add: AddAction) -> None:
    """Declare each action through `add(name, help)`."""
    status = add("status", "dit où en sont les envois, sans rien envoyer")
    status.add_argument("--json", action="store_true", help="écrit le résultat en JSON")
    now = add("now", "envoie ce qui attend et prend ce qui a changé, maintenant")
    enrol = add("enrol", "raccorde ce poste avec le code donné par la mairie")
    enrol.add_argument("code", metavar="CODE", help="par exemple 7K4PQ2-M8RTVW-3XYZ9A ; - pour lire l'entrée standard")
    enrol.add_argument("--server", metavar="ADRESSE", help="sinon celle des réglages ou de la collectivité")
    team = add("team", "dit si les rappels sont partagés, et le code d'équipe ; avec un code, rejoint l'équipe")
    team.add_argument("code", metavar="CODE", nargs="?", default="", help="- pour lire l'entrée standard")
    leave = add("leave", "ne lui envoie plus rien ; ce qui est enregistré reste sur ce poste")
    leave.add_argument("--yes", action="store_true", help="confirme")
    for action in (status, now, enrol, team, leave):
        add_who(action)
