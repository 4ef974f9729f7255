"""A server that speaks OpenAI's language over a real socket, well or badly."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

Manner = Literal[
    "well", "500", "dies", "stops", "hangs", "trickles", "knows no schema", "page", "error"
]


@dataclass
class ChatServer:
    """How it behaves, and what it was asked."""

    manner: Manner = "well"
    texts: Sequence[str] = ("Hel", "lo")
    address: str = ""
    requests: list[dict[str, object]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@contextlib.contextmanager
def chat_server(server: ChatServer) -> Iterator[ChatServer]:
    """Serve while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked = json.loads(self.rfile.read(length))
            server.requests.append(asked)
            server.keys.append(self.headers["Authorization"])
            _answer(self, server, asked)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class calls it so)
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    server.address = f"http://127.0.0.1:{http.server_address[1]}/v1"
    try:
        yield server
    finally:
        server.over.set()
        http.shutdown()
        thread.join()
        http.server_close()


def _answer(handler: BaseHTTPRequestHandler, server: ChatServer, asked: dict[str, object]) -> None:
    if server.manner == "500" or (
        server.manner == "knows no schema" and "response_format" in asked
    ):
        _whole(handler, 500 if server.manner == "500" else 400, '{"error": {"message": "no"}}')
        return
    if server.manner == "hangs":
        server.over.wait(30)
        handler.close_connection = True
        return
    if server.manner == "page":
        _whole(handler, 200, "<html>Welcome</html>")
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for text in server.texts:
        _say(handler, {"choices": [{"index": 0, "delta": {"content": text}}]})
        if server.manner == "trickles":
            time.sleep(0.1)
    if server.manner == "error":
        _say(handler, {"error": {"message": "out of memory"}})
    if server.manner == "dies":
        # Half an event, and then no more.
        _chunk(handler, b'data: {"choices": [{"ind')
        handler.close_connection = True
        return
    if server.manner != "stops":
        _say(handler, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    _chunk(handler, b"data: [DONE]\n\n")
    _chunk(handler, b"")


def _say(handler: BaseHTTPRequestHandler, event: dict[str, object]) -> None:
    whole = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"} | event
    _chunk(handler, f"data: {json.dumps(whole)}\n\n".encode())


def _chunk(handler: BaseHTTPRequestHandler, data: bytes) -> None:
    with contextlib.suppress(ConnectionError):  # the other side need not stay to the end
        handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        handler.wfile.flush()


def _whole(handler: BaseHTTPRequestHandler, status: int, body: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body.encode())
