"""A database on a network share is refused."""

from pathlib import Path

import pytest

from aparte.store.places import NetworkPlaceError, linux_kind, refuse_unsafe
from aparte.store.windows_places import is_share

MOUNTS = [
    "/dev/sda1 / ext4 rw 0 0",
    "server:/homes /home nfs4 rw 0 0",
    "/dev/sdb1 /home/local ext4 rw 0 0",
    "//server/x /mnt/T\\040commun cifs rw 0 0",
    "me@host: /mnt/ssh fuse.sshfs rw 0 0",
    "broken",
]


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/aparte", ""),
        ("/home/alice/aparte", "nfs4"),
        ("/home/local/aparte", ""),
        ("/mnt/T commun/aparte", "cifs"),
        ("/mnt/ssh", "fuse.sshfs"),
        ("/homes", ""),
    ],
)
def test_the_mount_that_holds_the_folder_decides(folder: str, kind: str) -> None:
    assert linux_kind(Path(folder), MOUNTS) == kind


def test_the_last_of_two_mounts_on_one_place_decides() -> None:
    assert linux_kind(Path("/data/x"), ["a /data nfs rw", "b /data ext4 rw"]) == ""
    assert linux_kind(Path("/data/x"), ["b /data ext4 rw", "a /data nfs rw"]) == "nfs"


@pytest.mark.parametrize(
    ("folder", "share"),
    [
        (r"\\server\share\aparte", True),
        (r"\\?\UNC\server\share\aparte", True),
        (r"C:\Users\a", False),
        (r"\\?\C:\Users\a", False),
        (r"\\.\C:\Users", False),
    ],
)
def test_windows_shares(folder: str, share: bool) -> None:
    assert is_share(folder) is share


def test_a_local_folder_passes(tmp_path: Path) -> None:
    refuse_unsafe(tmp_path / "not made yet")


def test_the_refusal_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path} nfs rw 0 0\n", "utf-8")
    monkeypatch.setattr("aparte.store.places._MOUNTS", mounts)
    with pytest.raises(NetworkPlaceError, match=r"\(nfs\).*--basedir"):
        refuse_unsafe(tmp_path)
