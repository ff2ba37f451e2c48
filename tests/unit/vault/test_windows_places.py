"""Where a Windows desktop lets a database live: not where it is shared, copied, or gone tomorrow."""

from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.core.errors import StorageError
from aparte.store.places import NetworkPlaceError, UnsafePlaceError, refuse_fault
from aparte.store.windows_places import Desktop, Fault, fault, plain

PROFILE = PureWindowsPath(r"C:\Users\alice")
LOCAL = r"C:\Users\alice\AppData\Local\aparte\store"
ELSEWHERE = r"D:\Aparte\alice\store"
TEMPORARY, ROAMING, MANDATORY = 1, 2, 4


def desktop(kind: int = 0, *, deletes: bool = False) -> Desktop:
    return Desktop(
        profile=PROFILE,
        roaming=PROFILE / "AppData" / "Roaming",
        synced=(PROFILE / "OneDrive - Ville d'Aubremont",),
        remote=lambda root: root == "P:\\",
        kind=kind,
        deletes=deletes,
    )


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        (LOCAL, None),
        ("\\\\?\\" + LOCAL, None),
        (ELSEWHERE, None),
        (r"\\serveur\profils\alice\aparte", Fault.SHARE),
        (r"\\?\UNC\serveur\profils\alice", Fault.SHARE),
        (r"P:\aparte", Fault.NETWORK_DRIVE),
        (r"\\?\P:\aparte", Fault.NETWORK_DRIVE),
        (r"C:\Users\alice\AppData\Roaming\aparte", Fault.ROAMING_FOLDER),
        (r"c:\users\ALICE\appdata\roaming\aparte", Fault.ROAMING_FOLDER),
        (r"C:\Users\alice\OneDrive - Ville d'Aubremont\Documents", Fault.SYNCED_FOLDER),
        (r"C:\Users\alice\AppData\RoamingOther", None),
    ],
)
def test_the_folder_decides_in_an_ordinary_profile(folder: str, found: Fault | None) -> None:
    assert fault(folder, desktop()) is found


@pytest.mark.parametrize(
    ("kind", "deletes", "found"),
    [
        (TEMPORARY, False, Fault.TEMPORARY_PROFILE),
        (TEMPORARY | ROAMING, False, Fault.TEMPORARY_PROFILE),
        (MANDATORY, False, Fault.MANDATORY_PROFILE),
        (ROAMING, True, Fault.DELETED_PROFILE),
        (ROAMING, False, None),
        (0, True, None),
    ],
)
def test_a_profile_that_goes_with_the_session_takes_what_is_in_it(kind: int, deletes: bool, found: Fault) -> None:
    assert fault(LOCAL, desktop(kind, deletes=deletes)) is found
    assert fault(ELSEWHERE, desktop(kind, deletes=deletes)) is None


def test_two_users_of_one_host_have_a_folder_each() -> None:
    other = Desktop(profile=PureWindowsPath(r"C:\Users\benoit"), kind=TEMPORARY)
    assert fault(LOCAL, other) is None


@pytest.mark.parametrize("found", Fault)
def test_every_refusal_says_what_to_do(found: Fault) -> None:
    with pytest.raises(StorageError, match=r"--basedir|rouvrez-la") as told:
        refuse_fault(found)
    on_network = found in {Fault.SHARE, Fault.NETWORK_DRIVE}
    assert isinstance(told.value, NetworkPlaceError if on_network else UnsafePlaceError)


def test_no_fault_is_no_refusal() -> None:
    refuse_fault(None)


def test_variables_that_are_not_set_refuse_nothing() -> None:
    bare = Desktop(profile=PureWindowsPath())
    assert fault(LOCAL, bare) is None


@given(st.sampled_from("CDEP"), st.lists(st.text("abé ", min_size=1, max_size=5), max_size=4))
def test_the_prefix_of_long_paths_changes_nothing(letter: str, parts: list[str]) -> None:
    folder = f"{letter}:\\" + "\\".join(parts)
    assert fault(folder, desktop()) is fault("\\\\?\\" + folder, desktop())
    assert plain("\\\\?\\" + folder) == plain(folder)
