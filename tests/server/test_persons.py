"""The staff of a town: a name is one person's, and who was removed comes back with nothing of before."""

import unicodedata

import pytest

from aparte_server.store.devices import RefusedError
from aparte_server.store.persons import Role
from aparte_server.store.sessions import EMAIL, NotListedError
from tests.server.town import Town


@pytest.mark.parametrize(
    "spelt",
    ["bruno LEFÈVRE", "  Bruno   Lefèvre ", unicodedata.normalize("NFD", "Bruno Lefèvre"), "Bruno\u00a0Lefèvre"],
)
def test_a_name_is_one_person_however_it_is_spelt(town: Town, spelt: str) -> None:
    persons = town.store.persons
    first = persons.add(town.org_id, "Bruno Lefèvre", Role.EDITOR)
    again = persons.add(town.org_id, spelt, Role.VALIDATOR)
    assert (again.person_id, again.name, again.role) == (first.person_id, "Bruno Lefèvre", Role.VALIDATOR)
    assert persons.of(town.org_id) == (again,)
    assert persons.by_name(town.org_id, spelt) == again


def test_who_comes_back_opens_nothing_with_what_they_had_before(town: Town) -> None:
    store = town.store
    person = store.persons.add(town.org_id, "Awa", Role.VALIDATOR)
    store.sessions.allow(person, EMAIL, "awa@ville.example")
    token = store.staff.issue_to(person, person.name)
    siret = store.organisations.get(town.org_id).siret
    session = store.sessions.open(siret, "", "awa@ville.example").token
    store.persons.remove(town.org_id, "awa")
    back = store.persons.add(town.org_id, "Awa", Role.EDITOR)
    assert (back.person_id, back.role, back.removed) == (person.person_id, Role.EDITOR, False)
    with pytest.raises(RefusedError):
        store.staff.person(token, Role.READER)
    with pytest.raises(RefusedError):
        store.sessions.person(session)
    with pytest.raises(NotListedError):
        store.sessions.open(siret, "", "awa@ville.example")
    assert store.staff.person(store.staff.issue_to(back, back.name), Role.EDITOR) == back


def test_another_role_closes_nothing(town: Town) -> None:
    store = town.store
    token = store.staff.issue_to(store.persons.add(town.org_id, "Awa", Role.EDITOR), "Awa")
    raised = store.persons.add(town.org_id, "awa", Role.VALIDATOR)
    assert store.staff.person(token, Role.VALIDATOR) == raised
