"""A web server of files on this machine, that does what networks do to downloads."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class FileServer:
    """Serves one folder.

    `cuts` gives for each answer after how many bytes its connection breaks, then none does;
    `ranges` is false for a server that always sends whole files; `page` answers everything with a
    sign-in page, and `status` with that status. Attributes: `asked`, path and Range of each
    request; `sent`, bytes of bodies in all.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cuts: list[int] = []
        self.ranges = True
        self.page = False
        self.status = 0
        self.location = ""
        self.asked: list[tuple[str, str]] = []
        self.sent = 0
        self.address = ""

    @contextmanager
    def running(self) -> Iterator["FileServer"]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        self.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        files = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle(self) -> None:
                # A client that has had enough closes its connection.
                with suppress(ConnectionError):
                    super().handle()

            def do_GET(self) -> None:
                files.answer(self)

            def log_message(self, *_: object) -> None:
                """Nothing is printed."""

        return Handler

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        wanted = handler.headers.get("range", "")
        self.asked.append((handler.path, wanted))
        if self.page or self.status:
            self._odd(handler)
            return
        path = self.folder / handler.path.lstrip("/")
        if not path.is_file():
            handler.send_response(404)
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        data, start = path.read_bytes(), 0
        if wanted and self.ranges:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            handler.send_response(206)
            handler.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        else:
            handler.send_response(200)
        handler.send_header("Content-Type", "application/octet-stream")
        handler.send_header("Content-Length", str(len(data) - start))
        handler.end_headers()
        self._send(handler, data[start:])

    def _send(self, handler: BaseHTTPRequestHandler, data: bytes) -> None:
        cut = self.cuts.pop(0) if self.cuts else len(data)
        handler.wfile.write(data[:cut])
        self.sent += len(data[:cut])
        if cut < len(data):
            handler.close_connection = True

    def _odd(self, handler: BaseHTTPRequestHandler) -> None:
        body = b"<html>Bienvenue sur ce reseau</html>" if self.page else b""
        handler.send_response(self.status or 200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        if self.location:
            handler.send_header("Location", self.location)
        handler.end_headers()
        handler.wfile.write(body)
