"""Sign files, or every unsigned program below a folder; the environment says with what (installers/RELEASING.md).

`python -m installers.windows.sign dist/aparte dist/windows/aparte-1.0.0.msi`
"""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from installers.windows.product import PackagingError
from installers.windows.signing import signer, unsigned


def main() -> int:
    """Returns the exit code."""
    parser = ArgumentParser(prog="python -m installers.windows.sign", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="files, or folders of programs")
    paths = parser.parse_args().paths
    try:
        with signer(os.environ) as chosen:
            for path in paths:
                for file in unsigned(path) if path.is_dir() else [path]:
                    chosen.sign(file)
                    print(f"signed {file}")
    except (PackagingError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
