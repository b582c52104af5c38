"""A mail server that takes what it is given, until it refuses or says nothing more."""

import socket
import threading


class MailServer:
    """`takes` mails are accepted; what follows is refused (`refuses`) or left without an answer."""

    def __init__(self, takes: int, refuses: bool):
        self.takes, self.refuses = takes, refuses
        self.taken: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self.listening.getsockname()[1]}"
        self.asked, self.over = threading.Event(), threading.Event()

    def __enter__(self):
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        self.listening.close()

    def serve(self):
        while not self.over.is_set():
            try:
                caller, _address = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=[caller], daemon=True).start()

    def talk(self, caller):
        with caller, caller.makefile("rb") as said:
            self.say(caller, "220 ready")
            for line in said:
                word = line.split(b" ", 1)[0].strip().upper()
                if word == b"DATA":
                    self.say(caller, "354 go on")
                    self.receive(caller, said)
                elif word == b"QUIT":
                    return self.say(caller, "221 bye")
                else:
                    self.say(caller, "250 good")

    def receive(self, caller, said):
        mail = b"".join(iter(said.readline, b".\r\n")).decode()
        if len(self.taken) < self.takes:
            self.taken.append(next(line for line in mail.splitlines() if line.startswith("To: ")))
            return self.say(caller, "250 taken")
        self.asked.set()
        if self.refuses:
            return self.say(caller, "451 not now")
        self.over.wait(120)

    @staticmethod
    def say(caller, text: str):
        caller.sendall(f"{text}\r\n".encode())
