"""A mail server on this machine that does as it is told."""

import socketserver
import threading

import pytest


class Handler(socketserver.StreamRequestHandler):
    """Just enough SMTP. The server's attributes say what becomes of the next mails."""

    def handle(self):
        self.say(220)
        while line := self.rfile.readline().decode(errors="replace").strip():
            word = line.split(":")[0].split(" ")[0].upper()
            self.server.reached(word)
            if word == self.server.breaks_at:
                return
            if word == "DATA" and word not in self.server.answers:
                if not self.take():
                    return
                continue
            self.say(self.answer_to(word, line))
            if word == "QUIT":
                return

    def answer_to(self, word, line):
        usual = 221 if word == "QUIT" else 250
        if word == "RCPT":
            usual = 550 if "refused" in line else 451 if "busy" in line else 250
        return self.server.answers.get(word, usual)

    def take(self):
        self.say(354)
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if not line:
            return False  # the other end died
        self.server.reached("HALF")
        self.server.taken.append(b"".join(lines).decode())
        self.server.reached("TAKEN")
        if self.server.breaks_after_data:
            return False
        self.say(250)
        self.server.reached("SAID")
        return True

    def say(self, answer):
        words = answer if isinstance(answer, str) else f"{answer} ok"
        try:
            self.wfile.write(f"{words}\r\n".encode())
        except OSError:
            self.server.reached("GONE")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    breaks_after_data = False
    breaks_at = ""

    def __init__(self, *args):
        super().__init__(*args)
        self.taken, self.answers = [], {}

    def reached(self, point):
        """Called at each step; a test may kill a worker here."""

    def handle_error(self, request, client_address):
        """The other end died: that is what some tests are about."""


@pytest.fixture
def smtp(settings):
    """A server whose `taken` mails can be read."""
    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "entrepairs.mail.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 5
        yield server
        server.shutdown()
