"""The registry of this Windows; elsewhere there is none."""

import sys
from collections.abc import Mapping

from aparte.settings.policy_registry import Hive, Registry

if sys.platform == "win32":
    import winreg

    _ROOTS = {Hive.MACHINE: winreg.HKEY_LOCAL_MACHINE, Hive.USER: winreg.HKEY_CURRENT_USER}

    class WindowsRegistry:
        """Reads a key whole; texts that name environment variables come with their values."""

        def values(self, hive: Hive, key: str) -> Mapping[str, object] | None:
            """Each value by its name."""
            try:
                opened = winreg.OpenKey(_ROOTS[hive], key, access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY)
            except FileNotFoundError:
                return None
            with opened:
                rows = [winreg.EnumValue(opened, rank) for rank in range(winreg.QueryInfoKey(opened)[1])]
            return {name: _expanded(value, kind) for name, value, kind in rows}

    def _expanded(value: object, kind: int) -> object:
        if kind == winreg.REG_EXPAND_SZ and isinstance(value, str):
            return winreg.ExpandEnvironmentStrings(value)
        return value

    def this_registry() -> Registry | None:
        """The machine's."""
        return WindowsRegistry()

else:

    def this_registry() -> Registry | None:
        """None: there is none here."""
        return None
