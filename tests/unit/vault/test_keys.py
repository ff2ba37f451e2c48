"""The key's keepers: the system's keyring, and a PIN or a passphrase."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring

from aparte.store.keys import (
    KEY_BYTES,
    KeyringLockedError,
    KeyringUnavailableError,
    MissingSecretError,
    ScryptCost,
    SystemKeyring,
    WeakSecretError,
    WrappedKey,
    WrongSecretError,
    check_passphrase,
    check_pin,
    new_key,
)
from tests.fakes.keyring import LOCKED, ForgetfulBackend, MemoryBackend

CHEAP = ScryptCost(n=2, r=1, p=1)
TRUSTED = frozenset({"tests.fakes.keyring"})


@pytest.mark.parametrize("backend", [FailKeyring, NullKeyring, MemoryBackend, ChainerBackend])
def test_a_keyring_that_keeps_no_secret_is_refused(backend: Callable[[], KeyringBackend]) -> None:
    keyring = SystemKeyring(backend())
    assert not keyring.usable()
    with pytest.raises(KeyringUnavailableError, match="phrase de passe"):
        keyring.write("name", new_key())


def test_the_systems_keyring_gives_back_what_it_keeps() -> None:
    keyring, key = SystemKeyring(MemoryBackend(), TRUSTED), new_key()
    assert keyring.usable()
    keyring.write("name", key)
    assert keyring.read("name") == key
    keyring.erase("name")
    keyring.erase("name")
    with pytest.raises(MissingSecretError, match="aparte store recover"):
        keyring.read("name")


@pytest.mark.parametrize("failure", [LOCKED, RuntimeError("dbus"), OSError("gone")], ids=["locked", "bus", "os"])
def test_a_keyring_that_does_not_answer_is_a_sentence(failure: Exception) -> None:
    backend = MemoryBackend()
    backend.failure = failure
    with pytest.raises(KeyringLockedError, match="rouvrez votre session"):
        SystemKeyring(backend, TRUSTED).read("name")


def test_a_keyring_that_forgets_at_once_is_found_out() -> None:
    with pytest.raises(KeyringUnavailableError):
        SystemKeyring(ForgetfulBackend(), TRUSTED).write("name", new_key())


def test_rubbish_in_the_keyring_is_a_sentence() -> None:
    backend = MemoryBackend()
    backend.passwords["aparte", "name"] = "é!"
    with pytest.raises(MissingSecretError):
        SystemKeyring(backend, TRUSTED).read("name")


@given(secret=st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES), pin=st.text(min_size=1, max_size=40), other=st.text())
def test_a_wrapped_key_opens_with_its_own_passphrase_alone(secret: bytes, pin: str, other: str) -> None:
    wrapped = WrappedKey.wrap(secret, pin, "slot", b"", CHEAP)
    again = WrappedKey.read(json.loads(json.dumps(wrapped.document())))
    assert again.unwrap(pin, "slot", b"") == secret
    if other != pin and other.isascii():
        with pytest.raises(WrongSecretError):
            again.unwrap(other, "slot", b"")


def test_a_wrapped_key_opens_on_its_own_machine_and_in_its_own_slot() -> None:
    device = new_key()
    wrapped = WrappedKey.wrap(new_key(), "482913", "slot", device, CHEAP)
    for purpose, machine in (("other", device), ("slot", new_key()), ("slot", b"")):
        with pytest.raises(WrongSecretError):
            wrapped.unwrap("482913", purpose, machine)


def test_the_two_spellings_of_an_accent_are_one_passphrase() -> None:
    wrapped = WrappedKey.wrap(b"k" * 32, "été à la mairie", "slot", b"", CHEAP)
    assert wrapped.unwrap("e\u0301te\u0301 a\u0300 la mairie", "slot", b"") == b"k" * 32


@pytest.mark.parametrize("pin", ["12345", "111111", "123456", "987654", "121212", "", "48 \n 91"])
def test_the_pins_that_a_thief_tries_first_are_refused(pin: str) -> None:
    with pytest.raises(WeakSecretError):
        check_pin(pin)


def test_pins_and_passphrases_that_pass() -> None:
    check_pin("482913")
    check_passphrase("tortue bleue volcan")


@pytest.mark.parametrize("passphrase", ["court", "aaaaaaaaaaaaaaa", "            "])
def test_a_weak_passphrase_is_refused(passphrase: str) -> None:
    with pytest.raises(WeakSecretError, match="12 caractères"):
        check_passphrase(passphrase)


@pytest.mark.parametrize("cost", [(3, 8, 1), (1 << 30, 8, 1), (1024, 0, 1), (1024, 8, 99)])
def test_a_file_cannot_ask_for_an_endless_derivation(cost: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="scrypt"):
        ScryptCost(*cost)
