"""A timestamp server for checks: RFC 3161 over HTTP on this machine, answered by `openssl ts`."""

import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from installers.checks.authority import Signatory

_SETTINGS = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {certificate}
signer_key = {key}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""
_LONGEST_REQUEST = 10_000


@contextmanager
def stamping(signatory: Signatory, folder: Path) -> Iterator[str]:
    """The address of a server that stamps with `signatory`, while the block runs."""
    settings = folder / "stamps.cnf"
    settings.write_text(_SETTINGS.format(folder=folder, certificate=signatory.certificate, key=signatory.key))
    command = [sys.executable, "-m", "installers.checks.stamping", str(settings)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - ourselves
        try:
            assert server.stdout is not None
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}/"
        finally:
            server.terminate()


def main() -> int:
    """Serve until ended; the first line of output is the port."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("settings", type=Path)
    settings: Path = parser.parse_args().settings

    class Stamps(BaseHTTPRequestHandler):
        """One question, one stamp."""

        def do_POST(self) -> None:
            """Answer a request for a stamp."""
            length = min(int(self.headers.get("Content-Length", 0)), _LONGEST_REQUEST)
            request, reply = settings.with_suffix(".tsq"), settings.with_suffix(".tsr")
            request.write_bytes(self.rfile.read(length))
            command = ["openssl", "ts", "-reply", "-config", str(settings), "-queryfile", str(request)]
            made = subprocess.run([*command, "-out", str(reply)], capture_output=True, check=False)  # noqa: S603
            self.send_response(200 if made.returncode == 0 else 500)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            if made.returncode == 0:
                self.wfile.write(reply.read_bytes())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Keep quiet: the output is the port."""

    with HTTPServer(("127.0.0.1", 0), Stamps) as server:
        print(server.server_port, flush=True)
        server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
