"""The power goes at a random step: what was acknowledged is there, and nothing is half-written."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aparte.store.database import examine
from aparte.store.keys import WrongSecretError
from aparte.store.vault import Vault
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.vaults import nothing, recorded, vault
from tests.reliability.power import Ended, Power
from tests.reliability.workloads import BEFORE, RECORDS, damage, opened, prepare

OLD = {f"contact-{number}" for number in range(BEFORE)}
CHANGING = [["Alice"], ["Alice", "Bruno"], ["Alice", "Brunon"]]
IN_THE_COPY = OLD - {f"contact-{BEFORE - 1}"}


class Bench:
    """A prepared store, and a fresh copy of it for every cut."""

    def __init__(self, folder: Path) -> None:
        self.power = Power.compiled(folder)
        self._folder = folder
        self._base = folder / "base"
        prepare(self._base)
        self._steps: dict[tuple[str, ...], int] = {}

    def cut(self, workload: tuple[str, ...], seed: int) -> tuple[Path, Ended]:
        """One run, cut at a step drawn from `seed`; the folder is left as the disk shows it."""
        at = random.Random(seed).randint(1, self.steps(workload))
        return self.run(workload, at=at, seed=seed)

    def steps(self, workload: tuple[str, ...]) -> int:
        """How many steps the workload has when nothing is cut."""
        if workload not in self._steps:
            self._steps[workload] = self.run(workload)[1].steps
        return self._steps[workload]

    def run(self, workload: tuple[str, ...], *, at: int = 0, seed: int = 0, keep: bool = False) -> tuple[Path, Ended]:
        folder = self._folder / "work"
        shutil.rmtree(folder, ignore_errors=True)
        if workload == ("begin",):
            folder.mkdir()
        else:
            shutil.copytree(self._base, folder)
        if workload == ("repair",):
            damage(folder)
        return folder, self.power.run(folder, workload, at=at, seed=seed, keep=keep)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("powercut"))


def lost(found: Vault, acknowledged: tuple[str, ...]) -> list[str]:
    """What was acknowledged and is not so."""
    wanted, erased, kept = set(OLD), set[str](), -1
    for line in acknowledged:
        what, name = line.split()
        if what == "recorded":
            wanted.add(name)
        elif what == "erasing":
            wanted.remove(name)  # from now on it may be there or not
        elif what == "erased":
            erased.add(name)
        else:
            kept = int(name)
    there = recorded(found)
    missing = [f"recorded {name}" for name in sorted(wanted - there)]
    missing += [f"erased {name}" for name in sorted(erased & there)]
    assert found.agent is not None
    drafts = [int(draft.notes) for draft in found.store.drafts.opened(found.agent.ref)]
    return missing + ([f"kept {kept}"] if kept > max(drafts, default=-1) else [])


def check_recording(folder: Path, ended: Ended) -> None:
    """Every acknowledged contact, draft and erasure is there; the file is sound, without a restore."""
    found = opened(folder, days=2)
    assert found.news == ""
    assert examine(found.store.database) == ()
    assert lost(found, ended.acknowledged) == []
    found.lock(nothing)


def check_whole(folder: Path, ended: Ended) -> None:
    """A copy or a change of key loses no contact; work goes on."""
    found = opened(folder, days=2)
    assert (found.news, recorded(found)) == ("", OLD)
    assert examine(found.store.database) == ()
    assert not list(folder.glob("contacts.next*"))
    assert not (folder / "replaced").exists()
    assert list(found.backups.sound(found._open().key))
    found.lock(nothing)


def check_restored(folder: Path, ended: Ended) -> None:
    """The database of before, or the whole copy: the copy once it was acknowledged."""
    found = opened(folder, days=2)
    assert found.news == ""
    assert recorded(found) in ([IN_THE_COPY] if ended.acknowledged else [OLD, IN_THE_COPY])
    assert examine(found.store.database) == ()
    if recorded(found) == IN_THE_COPY:
        assert len(list((folder / "damaged").glob("*/contacts.db"))) == 1
    found.lock(nothing)


def check_agents(folder: Path, ended: Ended) -> None:
    """Whoever was added is there, whoever was removed is not, and the first agent always opens."""
    found = opened(folder, days=2)
    assert recorded(found) == OLD
    names = [agent.name for agent in found.doors.agents]
    assert names in ([["Alice"]] if "removed" in ended.acknowledged else CHANGING)
    if "escrow" in ended.acknowledged:
        found.doors.open("", "la phrase du coffre de la mairie").wipe()
    with pytest.raises(WrongSecretError):
        found.doors.open(found.doors.agents[0].ref, "une autre phrase")
    found.lock(nothing)


def check_repaired(folder: Path, ended: Ended) -> None:
    """The copy is in service, and the damaged file is kept as it was."""
    found = opened(folder, days=2)
    assert found.news == "" or not ended.acknowledged
    assert recorded(found) == IN_THE_COPY
    assert examine(found.store.database) == ()
    damaged = [path.read_bytes() for path in (folder / "damaged").glob("*/contacts.db")]
    whole = (folder.parent / "base" / "contacts.db").read_bytes()
    assert [sum(a != b for a, b in zip(whole, one, strict=True)) for one in damaged] == [1]
    found.lock(nothing)


def check_begun(folder: Path, ended: Ended) -> None:
    """Begun, or still to begin: never in between."""
    before = vault(folder, MemoryKeeper(present=False))
    assert before.doors.begun or not ended.acknowledged
    found = opened(folder, days=2)
    assert (found.news, recorded(found)) == ("", set())
    found.lock(nothing)


CHECKS: dict[str, Callable[[Path, Ended], None]] = {
    "record": check_recording,
    "backup": check_whole,
    "restore": check_restored,
    "rekey": check_whole,
    "agents": check_agents,
    "repair": check_repaired,
    "begin": check_begun,
}
OTHERS = ("backup", "restore", "rekey", "agents", "repair", "begin")


@pytest.mark.parametrize("seed", range(10))
def test_a_power_cut_loses_nothing_that_was_acknowledged(bench: Bench, seed: int) -> None:
    folder, ended = bench.cut(("record",), seed)
    assert ended.cut
    check_recording(folder, ended)


@pytest.mark.slow
def test_two_hundred_power_cuts_lose_nothing(bench: Bench) -> None:
    for seed in range(1000, 1200):
        folder, ended = bench.cut(("record",), seed)
        assert ended.cut, seed
        check_recording(folder, ended)


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_shim_finds_the_losses_of_a_weaker_setting(bench: Bench, synchronous: str) -> None:
    """Without this the tests above would prove nothing."""
    assert sum(loses(bench, synchronous, seed) for seed in range(4)) >= 2


def loses(bench: Bench, synchronous: str, seed: int) -> bool:
    """Whether a cut loses something acknowledged, or damages the file."""
    folder, ended = bench.cut(("record", synchronous), seed)
    found = opened(folder, days=2)
    try:
        return found.news != "" or bool(examine(found.store.database)) or lost(found, ended.acknowledged) != []
    finally:
        found.lock(nothing)


@pytest.mark.parametrize("workload", OTHERS)
def test_a_power_cut_leaves_the_file_of_before_or_the_one_after(bench: Bench, workload: str) -> None:
    for seed in range(2):
        CHECKS[workload](*bench.cut((workload,), seed))


@pytest.mark.slow
@pytest.mark.parametrize("workload", OTHERS)
def test_thirty_power_cuts_leave_the_file_of_before_or_the_one_after(bench: Bench, workload: str) -> None:
    for seed in range(2000, 2030):
        CHECKS[workload](*bench.cut((workload,), seed))


@pytest.mark.parametrize("workload", OTHERS)
def test_a_kill_leaves_the_file_of_before_or_the_one_after(bench: Bench, workload: str) -> None:
    steps = bench.steps((workload,))
    for at in sorted(random.Random(workload).sample(range(1, steps + 1), 2)):
        CHECKS[workload](*bench.run((workload,), at=at, keep=True))


@pytest.mark.slow
@pytest.mark.parametrize("workload", OTHERS)
def test_a_kill_at_every_step_leaves_the_file_of_before_or_the_one_after(bench: Bench, workload: str) -> None:
    for at in range(1, bench.steps((workload,)) + 1):
        CHECKS[workload](*bench.run((workload,), at=at, keep=True))


def test_every_contact_is_there_when_nothing_is_cut(bench: Bench) -> None:
    folder, ended = bench.run(("record",))
    assert not ended.cut
    assert sum(line.startswith("recorded") for line in ended.acknowledged) == RECORDS
    check_recording(folder, ended)
