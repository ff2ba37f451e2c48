"""What may be said otherwise: each equivalence of grammar, beside what it must not let through."""

import pytest

from tests.unit.drafting.conftest import Guarded

TIMES = "Le cimetière est ouvert tous les jours de 8 h à 19 h en été et de 8 h à 17 h en hiver."
KEY = "La clé est remise au président contre signature."
LEND = "La ville prête un vélo pour 6 mois aux étudiants."
GRANT = "La ville verse une prime de 300 € aux commerces."
COPIES = "La déclaration est remise à la mairie en deux exemplaires."
LACKING = "Sans quotient transmis, le tarif maximum de 5,20 € s'applique."
PRICE = "La ville rembourse 25 % du prix d'un vélo électrique, dans la limite de 200 €."
SEASON = ("La carte est prête en 3 semaines.", "De mai à juillet, comptez 8 semaines.")
TWO = ("La carte est prête en 3 semaines.", "Le passeport est prêt en 8 semaines.")


@pytest.mark.parametrize(
    ("draft", "asked", "shown"),
    [
        ("Le président reçoit la clé contre signature.", "Qui a la clé ?", [KEY]),
        ("Comptez §1, ou §3 de §2.", "Combien de temps pour la carte ?", [*SEASON]),
        ("Si le quotient n'est pas transmis, le tarif maximum de §1 s'applique.", "Quel tarif ?", [LACKING]),
        ("La ville rembourse §1 du prix d'un vélo électrique, dans la limite de §2.", "Quelle prime ?", [PRICE]),
        ("Vous devez vous inscrire avant le §1.", "Quand s'inscrire ?", ["L'inscription se fait avant le 3 mai."]),
        ("Il est interdit de couper les arbres.", "Je peux couper ?", ["Il est interdit de couper les arbres."]),
        ("L'abonnement coûte §1 par mois.", "Combien par mois ?", ["L'abonnement coûte 12 € chaque mois."]),
    ],
)
def test_the_same_said_otherwise_passes(guarded: Guarded, draft: str, asked: str, shown: list[str]) -> None:
    assert not guarded(asked, *shown).judge(draft).reasons


@pytest.mark.parametrize(
    ("draft", "asked", "shown"),
    [
        ("Le président remet la clé contre signature.", "Qui a la clé ?", [KEY]),
        ("La clé est remise par le président contre signature.", "Qui a la clé ?", [KEY]),
        ("La ville prête un vélo dans §1 aux étudiants.", "Combien de temps ?", [LEND]),
        ("La ville reçoit une prime de §1 des commerces.", "Combien de prime ?", [GRANT]),
        ("Les commerces versent une prime de §1 à la ville.", "Combien de prime ?", [GRANT]),
        ("Vous payez §1.", "Combien de prime ?", [GRANT]),
        ("Vous recevez la déclaration à la §1 en §2 exemplaires.", "Où va la déclaration ?", [COPIES]),
        ("La carte est prête en §1, ou §2.", "Délai pour la carte et le passeport ?", [*TWO]),
        ("Si le quotient est transmis, le tarif maximum de §1 s'applique.", "Quel tarif ?", [LACKING]),
        ("La ville rembourse §1 du prix d'un vélo électrique.", "Quelle prime ?", [PRICE]),
        ("La §2 répond en §1.", "Quand répond la mairie ?", ["La mairie répond en 1 mois."]),
        ("Les enfants accompagnent un adulte.", "Qui accompagne ?", ["Les enfants sont accompagnés d'un adulte."]),
        ("Le cimetière est ouvert §1 de §2 en hiver.", "Jusqu'à quand cet hiver ?", [TIMES]),
    ],
)
def test_what_only_looks_the_same_is_refused(guarded: Guarded, draft: str, asked: str, shown: list[str]) -> None:
    assert guarded(asked, *shown).judge(draft).reasons


def test_hours_keep_their_season_and_share_their_days(guarded: Guarded) -> None:
    draft = "En hiver, le cimetière est ouvert §1 de §3."
    assert not guarded("Jusqu'à quelle heure ouvre le cimetière cet hiver ?", TIMES).judge(draft).reasons


def test_an_answer_about_another_school_is_refused(guarded: Guarded) -> None:
    shown = "Le collège inscrit les élèves dans son secrétariat, en juin."
    draft = "Le collège inscrit les élèves dans son secrétariat, en §1."
    assert guarded("Où inscrire mon fils à l'école élémentaire ?", shown).judge(draft).reasons
    assert not guarded("Où inscrire mon fils au collège ?", shown).judge(draft).reasons


def test_the_citizens_own_case_is_not_passed_over(guarded: Guarded) -> None:
    shown = ("Le certificat se signe au guichet.", "Si la personne est hospitalisée, un agent se déplace.")
    draft = "Le certificat se signe au guichet."
    assert guarded("Ma mère est à l'hôpital, et le certificat ?", *shown).judge(draft).reasons
