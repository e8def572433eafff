"""A mail server on a free port of this machine, which keeps what it takes."""

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self

__all__ = ["MailSink"]


class _Session(socketserver.StreamRequestHandler):
    server: "MailSink"

    def handle(self) -> None:
        self._say(220)
        while line := self.rfile.readline().decode().strip():
            match line.upper().split(":")[0].split()[0]:
                case "RCPT":
                    self._say(self.server.answers.get(line.partition("<")[2].rstrip(">"), 250))
                case "DATA":
                    self._say(354)
                    self._take()
                case "QUIT":
                    self._say(221)
                    return
                case _:
                    self._say(250)

    def _say(self, code: int) -> None:
        self.wfile.write(f"{code} said\r\n".encode())

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if self.server.drops:
            self.server.drops -= 1
            self.connection.close()
            return
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.server.taken.append(message)
        self._say(250)


class MailSink(socketserver.ThreadingTCPServer):
    """``answers`` are codes by recipient; so many mails as ``drops`` end the connection instead."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.taken: list[EmailMessage] = []
        self.answers: dict[str, int] = {}
        self.drops = 0
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        """As ``CENTRAL_SMTP`` names it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
