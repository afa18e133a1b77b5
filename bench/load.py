"""A client that costs the server's machine little: raw sockets in one thread, a fixed number of requests under way at once."""

import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass(slots=True)
class Answer:
    """What came back, and how long it took from connecting to the last byte."""

    seconds: float = 0.0
    began: float = 0.0
    received: bytearray = field(default_factory=bytearray)

    @property
    def status(self) -> int:
        return int(self.received[9:12])

    @property
    def text(self) -> str:
        return self.received.decode()


def get(path: str, cookie: str = "", **query: str) -> bytes:
    """The bytes of a GET."""
    return _request("GET", f"{path}?{urlencode(query)}" if query else path, cookie)


def post(path: str, cookie: str, body: dict[str, str]) -> bytes:
    """The bytes of a form being sent."""
    return _request("POST", path, cookie, urlencode(body))


def _request(method: str, path: str, cookie: str, body: str = "") -> bytes:
    sent = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
    cookies = f"Cookie: {cookie}\r\n" if cookie else ""
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{cookies}{sent}\r\n{body}".encode()


def send(port: int, requests: Sequence[bytes], at_once: int) -> list[Answer]:
    """The answers, in the order of the requests."""
    answers = [Answer() for _ in requests]
    waiting = iter(zip(requests, answers, strict=True))
    with selectors.DefaultSelector() as under_way:
        for _ in range(at_once):
            _next(under_way, port, waiting)
        while under_way.get_map():
            for key, _events in under_way.select():
                _read(under_way, key, port, waiting)
    return answers


def _next(under_way: selectors.BaseSelector, port: int, waiting: object) -> None:
    """Begin the next request, if there is one."""
    request, answer = next(waiting, (b"", None))  # type: ignore[call-overload]
    if answer is None:
        return
    answer.began = time.perf_counter()
    connection = socket.create_connection(("127.0.0.1", port), timeout=120)
    connection.sendall(request)
    connection.setblocking(False)
    under_way.register(connection, selectors.EVENT_READ, answer)


def _read(under_way: selectors.BaseSelector, key: selectors.SelectorKey, port: int, waiting: object) -> None:
    """Take what has come; at its end begin the next."""
    connection, answer = key.fileobj, key.data
    part = connection.recv(65536)  # type: ignore[union-attr]
    if part:
        answer.received += part
        return
    answer.seconds = time.perf_counter() - answer.began
    under_way.unregister(connection)
    connection.close()  # type: ignore[union-attr]
    _next(under_way, port, waiting)
