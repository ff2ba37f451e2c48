"""The places of a Windows desktop where a database can't live, and why: shares, copied folders, passing profiles.

What Windows says is read once into `Desktop`; what follows from it is worked out here, on any system.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from ctypes import wintypes
from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import PureWindowsPath

if sys.platform == "win32":
    import winreg

_REMOTE_DRIVE = 4  # GetDriveType's DRIVE_REMOTE
# GetProfileType's flags, from userenv.h.
_TEMPORARY, _ROAMING, _MANDATORY, _ROAMING_OLDER = 1, 2, 4, 8
_SYSTEM_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\System"
_SYNCED = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


class Fault(StrEnum):
    """Why a folder is refused."""

    SHARE = auto()
    NETWORK_DRIVE = auto()
    ROAMING_FOLDER = auto()
    SYNCED_FOLDER = auto()
    TEMPORARY_PROFILE = auto()
    MANDATORY_PROFILE = auto()
    DELETED_PROFILE = auto()


@dataclass(frozen=True, slots=True)
class Desktop:
    """What Windows says of this session.

    `profile` is the user's folder and `roaming` the part that follows them; `synced` are the folders that
    OneDrive copies; `remote` tells whether a drive's root is another machine; `kind` holds GetProfileType's
    flags; `deletes` is the policy that removes a roaming profile from the machine at each sign-out.
    """

    profile: PureWindowsPath
    roaming: PureWindowsPath | None = None
    synced: tuple[PureWindowsPath, ...] = ()
    remote: Callable[[str], bool] = lambda _root: False
    kind: int = 0
    deletes: bool = False


def fault(folder: str, desktop: Desktop) -> Fault | None:
    """What is wrong with `folder`, whose links have been followed; None when a database can live there."""
    path = plain(folder)
    if is_share(folder):
        return Fault.SHARE
    if desktop.remote(path.anchor):
        return Fault.NETWORK_DRIVE
    if any(_inside(path, synced) for synced in desktop.synced):
        return Fault.SYNCED_FOLDER
    if desktop.roaming is not None and _inside(path, desktop.roaming):
        return Fault.ROAMING_FOLDER
    # What ends with the session only takes what lies in it.
    return _passing(desktop) if _inside(path, desktop.profile) else None


def is_share(folder: str) -> bool:
    """Whether a Windows path names another machine."""
    drive = PureWindowsPath(folder).drive
    if drive.upper().startswith("\\\\?\\UNC\\"):
        return True
    return drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\"))


def plain(folder: str) -> PureWindowsPath:
    """The path without the prefix that lifts the limit of its length."""
    return PureWindowsPath(folder.removeprefix("\\\\?\\") if not is_share(folder) else folder)


def this_desktop(environment: Mapping[str, str]) -> Desktop:
    """What this Windows says; `environment` names the user's folders."""
    roaming = environment.get("APPDATA")
    return Desktop(
        profile=PureWindowsPath(environment.get("USERPROFILE") or os.path.expanduser("~")),  # noqa: PTH111 - as text
        roaming=PureWindowsPath(roaming) if roaming else None,
        synced=tuple(PureWindowsPath(environment[name]) for name in _SYNCED if environment.get(name)),
        remote=_remote,
        kind=_profile_kind(),
        deletes=_machine_policy("DeleteRoamingCache"),
    )


def _passing(desktop: Desktop) -> Fault | None:
    if desktop.kind & _TEMPORARY:
        return Fault.TEMPORARY_PROFILE
    if desktop.kind & _MANDATORY:
        return Fault.MANDATORY_PROFILE
    if desktop.kind & (_ROAMING | _ROAMING_OLDER) and desktop.deletes:
        return Fault.DELETED_PROFILE
    return None


def _inside(path: PureWindowsPath, folder: PureWindowsPath) -> bool:
    return bool(folder.name) and path.is_relative_to(folder)


def _remote(root: str) -> bool:
    return sys.platform == "win32" and int(ctypes.windll.kernel32.GetDriveTypeW(root)) == _REMOTE_DRIVE


def _profile_kind() -> int:
    """GetProfileType's flags; 0, an ordinary profile, when Windows does not say."""
    if sys.platform != "win32":
        return 0
    flags = wintypes.DWORD(0)
    return flags.value if ctypes.windll.userenv.GetProfileType(ctypes.byref(flags)) else 0


def _machine_policy(name: str) -> bool:
    """Whether the machine's policy of that name is set to something else than 0."""
    if sys.platform == "win32":
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _SYSTEM_POLICY) as key:
            return bool(winreg.QueryValueEx(key, name)[0])
    return False
