"""A web server on loopback that answers as no server should: raw bytes, for as long as it likes."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

Answer = Callable[[socket.socket], None]


def page(body: bytes, *headers: str, length: int | None = None) -> bytes:
    """A page as it goes over the wire; ``length`` is what it claims to have."""
    size = len(body) if length is None else length
    head = ["HTTP/1.1 200 OK", f"Content-Length: {size}", *headers]
    if not any(each.lower().startswith("content-type") for each in headers):
        head.append("Content-Type: text/html; charset=utf-8")
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def moved(where: str) -> bytes:
    """A redirect."""
    return f"HTTP/1.1 302 Found\r\nLocation: {where}\r\nContent-Length: 0\r\n\r\n".encode()


class HostileSite:
    """``answers`` by path: the bytes of an answer, or what writes them to the connection."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes | Answer] = {}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def allow(self, host: str, port: int) -> bool:
        return host in {"127.0.0.1", "site.example"} and port == self.port

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        # The client may have had enough at any point.
        with connection, contextlib.suppress(OSError):
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += connection.recv(65536)
            path = asked.split(b" ", 2)[1].decode()
            answer = self.answers[path]
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)
