"""A mail server on this machine that does as it is told."""

import socketserver
import threading

import pytest


class Handler(socketserver.StreamRequestHandler):
    """Just enough SMTP. `server.plan` says what becomes of the next mails."""

    def handle(self):
        self.say(220)
        while line := self.rfile.readline().decode(errors="replace").strip():
            word = line.split(":")[0].split(" ")[0].upper()
            if word == "RCPT" and "refused" in line:
                self.say(550)
            elif word == "RCPT" and "busy" in line:
                self.say(451)
            elif word == "DATA":
                if not self.take():
                    return
            elif word == "QUIT":
                self.say(221)
                return
            else:
                self.say(250)

    def take(self):
        self.say(354)
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.taken.append(b"".join(lines).decode())
        if self.server.breaks_after_data:
            return False
        self.say(250)
        return True

    def say(self, code):
        self.wfile.write(f"{code} ok\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    breaks_after_data = False


@pytest.fixture
def smtp(settings):
    """A server whose `taken` mails can be read."""
    with Server(("127.0.0.1", 0), Handler) as server:
        server.taken = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 5
        yield server
        server.shutdown()
