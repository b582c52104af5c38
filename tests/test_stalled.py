"""Whoever asks and then reads nothing keeps no thread of the server for long."""

import socket
import tempfile

import pytest

from tests.served import ask


@pytest.mark.django_db
def test_sending_to_who_reads_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr("inserm_intl.wsgi.STALLED", 0.1)
    ours, theirs = socket.socketpair()
    with ours, theirs, tempfile.TemporaryFile() as file:
        file.write(b"x" * 5_000_000)
        file.seek(0)
        assert ask("/health/live", **{"gunicorn.socket": ours})[0] == 200
        with pytest.raises(TimeoutError):
            ours.sendfile(file)
