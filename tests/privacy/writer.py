"""Notes made by a seeded writer: known turns of phrase around invented numbers of every kind."""

import random
from collections.abc import Callable, Iterator
from itertools import pairwise

from aparte.privacy.kinds import Kind
from tests.privacy.cases import Case, case

_NAMES = (
    "Aubertin Belkacem Chauvet Delorme Esposito Fofana Guillou Hernandez Imbert Jolivet Keller Lacroix Mbaye".split()
)
_STREETS = (
    "rue des Tanneurs", "avenue de la Gare", "impasse du Lavoir", "boulevard Voltaire", "chemin des Vignes",
    "allée Simone-Veil", "rue Jean Macé", "quai de la Vielle", "rue du Puits", "place de la Liberté",
    "rue de l'Hôpital",
)  # fmt: skip
_LEADS = (
    "rappeler au {} demain",
    "{} : ne répond pas",
    "noté {}, à vérifier",
    "l'usager donne {}.",
    "voir {} (urgent)",
)
_PLAIN = (
    "RDV le {d:02d}/{m:02d}/2027 à {h} h 15 pour un passeport",
    "cerfa {n5}*0{one} à remplir, {one} exemplaires",
    "dossier n° 2026-{n5} reçu le {d:02d}/{m:02d}",
    "coût {n3} €, délai {one} semaines, quotient {n3}",
    "article L{n3}-{one} du code, loi n° 2019-{n3}",
    "inscription de {one} enfants, cantine {d} jours par mois",
    "appartement de {d} m2 au {one}e étage, loyer {n3} euros",
    "ligne {d}, départ {h} h {d:02d}, {one} arrêts",
    "facture {n5}{n5} du {d:02d}/{m:02d}/2026 contestée",
    "madame demande {one} actes, monsieur attend depuis {d} jours",
    "permis PC 021 999 26 A0{n3} et DP 021 999 26 000{one}0",
    "{one} places de stationnement, {d} bacs et {n3} litres",
)


def written_by_machine(count: int, seed: int = 20261126) -> Iterator[Case]:
    """`count` notes, every other one without personal data."""
    draw = random.Random(seed)
    kinds = list(_WRITERS)
    for number in range(count):
        if number % 2:
            yield case(_plain(draw))
        else:
            kind = kinds[number // 2 % len(kinds)]
            yield case(draw.choice(_LEADS).format("{" + f"{kind}|{_WRITERS[kind](draw)}" + "}"))


def _plain(draw: random.Random) -> str:
    return draw.choice(_PLAIN).format(
        d=draw.randint(1, 28), m=draw.randint(1, 12), h=draw.randint(8, 18), one=draw.randint(2, 9),
        n3=draw.randint(100, 999), n5=draw.randint(10000, 99999),
    )  # fmt: skip


def _digits(draw: random.Random, count: int) -> str:
    return "".join(draw.choice("0123456789") for _ in range(count))


def _phone(draw: random.Random) -> str:
    head = draw.choice(["063998", "035301", "026191", "019900", "046571", "053649", "069200", "059010"])
    number = head + _digits(draw, 4)
    pairs = [number[at : at + 2] for at in range(0, 10, 2)]
    way = draw.randrange(6)
    if way == 0:
        return number
    if way == 1:
        return f"+33 {pairs[0][1]} " + " ".join(pairs[1:])
    if way == 2:
        return f"+33 (0){pairs[0][1]} " + " ".join(pairs[1:])
    return draw.choice([" ", ".", "-", "\u00a0"]).join(pairs)


def _nir(draw: random.Random) -> str:
    department = draw.choice(["21", "75", "2A", "2B", "13", "59", "99"])
    body = f"{draw.choice('12')}{_digits(draw, 2)}{draw.randint(1, 12):02d}{department}{_digits(draw, 6)}"
    less = 1_000_000 if "A" in body else 2_000_000 if "B" in body else 0
    key = 97 - (int(body.replace("A", "0").replace("B", "0")) - less) % 97
    cuts = [0, 1, 3, 5, 7, 10, 13]
    parts = [body[a:b] for a, b in pairwise(cuts)] + [f"{key:02d}"]
    return draw.choice([" ", "", " ", "."]).join(parts[: draw.choice([6, 7, 7])])


def _iban(draw: random.Random) -> str:
    country, size = draw.choice([("FR", 23), ("DE", 18), ("BE", 12), ("ES", 20), ("PT", 21)])
    account = _digits(draw, size)
    key = 98 - int(account + "".join(str(int(sign, 36)) for sign in country) + "00") % 97
    whole = f"{country}{key:02d}{account}"
    return draw.choice([whole, " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))])


def _card(draw: random.Random) -> str:
    body = draw.choice(["4970", "5131", "4"]) + _digits(draw, 14)
    body = body[:15]
    last = next(sign for sign in "0123456789" if _agrees(body + sign))
    whole = body + last
    return draw.choice([whole, " ".join(whole[at : at + 4] for at in range(0, 16, 4))])


def _agrees(digits: str) -> bool:
    doubled = [int(sign) * (2 if place % 2 else 1) for place, sign in enumerate(reversed(digits))]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _plate(draw: random.Random) -> str:
    letters = "BCFGHJKLNPQRSTVWXYZ"
    two = ["".join(draw.choice(letters) for _ in range(2)) for _ in range(2)]
    return draw.choice(["-", "-", ""]).join([two[0], f"{draw.randint(1, 999):03d}", two[1]])


def _address(draw: random.Random) -> str:
    number = f"{draw.randint(1, 180)}{draw.choice(['', '', ' bis', ' ter'])}"
    return f"{number} {draw.choice(_STREETS)}{draw.choice(['', '', ', 21999 Aubremont'])}"


def _email(draw: random.Random) -> str:
    name = draw.choice(_NAMES).lower()
    initial = draw.choice("abcdehlmnps")
    return draw.choice(
        [f"{initial}.{name}@laposte.example", f"{name}{draw.randint(1, 99)}@orange.example",
         f"{initial} point {name} arobase free point fr"]
    )  # fmt: skip


_WRITERS: dict[Kind, Callable[[random.Random], str]] = {
    Kind.PHONE: _phone,
    Kind.NIR: _nir,
    Kind.IBAN: _iban,
    Kind.CARD: _card,
    Kind.PLATE: _plate,
    Kind.ADDRESS: _address,
    Kind.EMAIL: _email,
}
