"""`python -m aparte_server`."""

import sys

from aparte_server.cli import main

if __name__ == "__main__":
    sys.exit(main())
