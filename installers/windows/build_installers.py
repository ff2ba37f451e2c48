"""Build the two Windows installers from a folder that holds the frozen program, on Linux or on Windows.

`python -m installers.windows.build_installers dist/aparte --out dist/windows --sign`
The templates of the group policy go beside them, in `policy/`. With --sign the programs that nobody signed are
signed first, then the uninstaller and the installers; the environment says with what. The folder itself is left as
it is.
"""

import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from aparte import __version__
from installers.windows.msi import build_msi
from installers.windows.nsis import Setup, build_setup
from installers.windows.payload import Payload, read_payload
from installers.windows.product import PackagingError, Version
from installers.windows.signing import signer, unsigned

POLICY = Path(__file__).parent / "policy"


def main() -> int:
    """Returns the exit code."""
    parser = ArgumentParser(prog="python -m installers.windows.build_installers", description=__doc__)
    parser.add_argument("payload", type=Path, help="the folder of the frozen program")
    parser.add_argument("--out", type=Path, default=Path("dist/windows"), help="where the installers go")
    parser.add_argument("--version", default=__version__, help="three numbers; the program's own by default")
    parser.add_argument("--sign", action="store_true", help="sign everything (APARTE_SIGN_… variables)")
    asked = parser.parse_args()
    try:
        for path in build(asked.payload, Version(asked.version), asked.out, signed=asked.sign):
            print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
    except (PackagingError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def build(folder: Path, version: Version, out: Path, *, signed: bool) -> Iterator[Path]:
    """Write the installers into `out`, each yielded when it is whole and signed."""
    out.mkdir(parents=True, exist_ok=True)
    out = out.resolve()
    with tempfile.TemporaryDirectory(prefix="aparte-windows-") as temporary:
        work = Path(temporary)
        payload = _signed(read_payload(folder), work / "payload") if signed else read_payload(folder)
        yield build_setup(Setup(payload, version, signed), work, out / f"aparte-{version.text}-setup.exe")
        package = build_msi(payload, version, work, out / f"aparte-{version.text}.msi")
        if signed:
            with signer(os.environ) as chosen:
                chosen.sign(package)
        yield package
    lay_policy(out)


def lay_policy(out: Path) -> None:
    """The templates of the group policy, for whoever deploys."""
    shutil.copytree(POLICY, out / "policy", dirs_exist_ok=True)


def _signed(payload: Payload, copy: Path) -> Payload:
    shutil.copytree(payload.root, copy)
    with signer(os.environ) as chosen:
        for program in unsigned(copy):
            chosen.sign(program)
    return read_payload(copy)


if __name__ == "__main__":
    sys.exit(main())
