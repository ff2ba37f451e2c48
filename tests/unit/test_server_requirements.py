"""What a server is installed with is what it loads: no Qt, nothing of the window, nothing missing."""

import os
import subprocess
import sys

from tools.server_requirements import LOCK, ROOTS, needed
from tools.town_server import ROOT

_LOADED = """
import sys
from importlib.metadata import packages_distributions
import aparte_server.cli, uvicorn.protocols.http.httptools_impl, uvicorn.loops.auto
known = packages_distributions()
tops = {name.partition(".")[0] for name in sys.modules}
print(*sorted({dist.lower().replace("_", "-") for top in tops for dist in known.get(top, ())}))
"""


def test_the_list_holds_every_package_that_the_server_loads() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "desktop"), str(ROOT / "server")))},
    )
    names = {one.name for one in needed(LOCK.read_text("utf-8"))}
    # urllib3 looks for a part of « backports » that nobody needs: its name alone is then loaded.
    assert set(done.stdout.split()) - {"aparte", "setuptools", "backports.tarfile"} <= names
    assert names >= ROOTS
    assert not {"pyside6-essentials", "pytest", "reportlab"} & names


def test_each_package_keeps_its_hashes_and_its_marker() -> None:
    packages = {one.name: one for one in needed(LOCK.read_text("utf-8"))}
    assert all("--hash=sha256:" in "".join(one.lines) for one in packages.values())
    assert "sys_platform" in packages["uvloop"].lines[0]
    assert all(not line.lstrip().startswith("#") for one in packages.values() for line in one.lines)
