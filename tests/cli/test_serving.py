import os
import socket
from contextlib import closing

from rembuk.cli.serving import free_port, spare_memory, take_port

LOOPBACK = "127.0.0.1"


def test_a_taken_port_gives_the_next_free_one():
    with closing(socket.create_server((LOOPBACK, 0))) as listener:
        taken = listener.getsockname()[1]

        assert free_port(LOOPBACK, taken) > taken


def test_a_free_port_is_used_as_wished():
    with closing(socket.create_server((LOOPBACK, 0))) as listener:
        port = listener.getsockname()[1]

    assert free_port(LOOPBACK, port) == port


def test_links_in_messages_lead_to_the_port_that_is_served(monkeypatch):
    monkeypatch.setenv("REMBUK_ADDRESS", "")  # So that it is put back.
    monkeypatch.delenv("REMBUK_ADDRESS")
    with closing(socket.create_server((LOOPBACK, 0))) as listener:
        port = take_port(LOOPBACK, listener.getsockname()[1])

    assert os.environ["REMBUK_ADDRESS"] == f"http://{LOOPBACK}:{port}"


def test_links_in_messages_lead_where_the_operator_said(monkeypatch):
    monkeypatch.setenv("REMBUK_ADDRESS", "https://rembuk.example")

    take_port(LOOPBACK, free_port(LOOPBACK, 8000))

    assert os.environ["REMBUK_ADDRESS"] == "https://rembuk.example"


def test_one_thread_calculates_unless_the_operator_said_otherwise(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "")  # So that it is put back.
    monkeypatch.delenv("OMP_NUM_THREADS")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")

    spare_memory()

    assert (os.environ["OMP_NUM_THREADS"], os.environ["OPENBLAS_NUM_THREADS"]) == ("1", "4")
