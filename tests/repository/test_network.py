"""The site fetches nothing from anywhere: no test reaches the network (check X4)."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketConnectBlockedError

#: Reserved for documentation: nobody answers there.
ELSEWHERE = "192.0.2.1"


@pytest.mark.filterwarnings("ignore:A test tried to use")
def test_whatever_reaches_out_fails_its_test() -> None:
    with socket.socket() as outbound, pytest.raises(SocketConnectBlockedError):
        outbound.connect((ELSEWHERE, 80))


def test_this_machine_is_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()
