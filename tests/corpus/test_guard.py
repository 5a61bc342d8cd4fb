"""The network as fetching may use it: which addresses are public, and for how long."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Unreadable
from corpus.reading import guard
from corpus.reading.guard import Guard, is_public

PUBLIC = [
    "8.8.8.8", "1.1.1.1", "93.184.216.34", "192.0.1.1", "192.88.98.255", "192.88.100.0",
    "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0", "223.255.255.255",
    "2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
    "2002:808:808::1",
]  # fmt: skip
PRIVATE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.0.9", "192.0.0.170", "192.0.2.1",
    "192.88.99.1", "192.168.255.255", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "100::1", "2001::1",
    "2001:0:808:808::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_other_addresses_are_not(address):
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_judged_as_by_itself(inner):
    number = int(inner)
    within = [
        ipaddress.IPv6Address(0xFFFF << 32 | number),
        ipaddress.IPv6Address(0x64FF9B << 96 | number),
        ipaddress.IPv6Address(0x2002 << 112 | number << 80 | 1),
    ]
    assert {is_public(str(each)) for each in within} == {is_public(str(inner))}


class Socket(socket.socket):
    """Remembers its options."""

    options: tuple = ()

    def setsockopt(self, *option):
        self.options += (option,)


class Wire:
    """Names and what they resolve to, and who was connected to; nobody answers, or all do."""

    def __init__(self, monkeypatch):
        self.names: dict[str, list[str]] = {}
        self.asked: list[tuple] = []
        self.connected: list[tuple] = []
        self.refusing: set[str] = set()
        self.sockets: list[socket.socket] = []
        monkeypatch.setattr(socket, "getaddrinfo", self.resolve)
        monkeypatch.setattr(socket, "create_connection", self.connect)

    def resolve(self, host, port, **more):
        self.asked.append((host, port, more))
        if host not in self.names:
            raise socket.gaierror("unknown")
        return [(2, 1, 6, "", (each, port)) for each in self.names[host]]

    def connect(self, address, timeout=None, **more):
        self.connected.append((*address, timeout))
        self.more = more
        if address[0] in self.refusing:
            raise ConnectionRefusedError(f"{address[0]} refuses")
        self.sockets.append(Socket(socket.AF_INET, socket.SOCK_STREAM))
        return self.sockets[-1]


@pytest.fixture
def wire(monkeypatch):
    wire = Wire(monkeypatch)
    yield wire
    for each in wire.sockets:
        each.close()


def soon(seconds=30.0):
    return time.monotonic() + seconds


def test_a_name_is_resolved_once_and_its_address_connected_to(wire):
    wire.names["a.example"] = ["8.8.8.8", "8.8.8.8"]
    Guard(None, soon()).connect_tcp("a.example", 443).close()
    assert wire.asked == [("a.example", 443, {"type": socket.SOCK_STREAM})]
    ((host, port, timeout),) = wire.connected
    assert (host, port) == ("8.8.8.8", 443)
    assert 0 < timeout <= 7


def test_no_try_takes_longer_than_is_left(wire):
    wire.names["a.example"] = ["8.8.8.8"]
    Guard(None, soon(2.0)).connect_tcp("a.example", 80).close()
    assert wire.connected[0][2] <= 2


def test_one_address_that_is_not_public_is_enough_to_refuse(wire):
    wire.names["a.example"] = ["8.8.8.8", "10.0.0.1"]
    with pytest.raises(Unreadable) as refused:
        Guard(None, soon()).connect_tcp("a.example", 80)
    words = "a.example is not on the public internet, so it is not fetched."
    assert str(refused.value) == words
    assert wire.connected == []


def test_what_else_is_asked_of_a_connection_is_passed_on(wire):
    wire.names["a.example"] = ["8.8.8.8"]
    keep = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    Guard(None, soon()).connect_tcp("a.example", 80, 1.0, "192.0.2.9", keep).close()
    assert wire.more == {"source_address": ("192.0.2.9", 0)}
    assert (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1) in wire.sockets[0].options


def test_a_connection_ends_at_the_deadline(wire, monkeypatch):
    wire.names["a.example"] = ["8.8.8.8"]
    stream = Guard(None, soon()).connect_tcp("a.example", 80)
    later = soon(60)
    monkeypatch.setattr(guard.time, "monotonic", lambda: later)
    with pytest.raises(httpcore.ReadTimeout):
        stream.read(1)
    stream.close()


def test_what_is_allowed_is_let_through_by_its_address_and_port(wire):
    wire.names["a.example"] = ["10.0.0.1"]
    asked = []

    def allow(address, port):
        asked.append((address, port))
        return port == 81

    with pytest.raises(Unreadable):
        Guard(allow, soon()).connect_tcp("a.example", 80)
    Guard(allow, soon()).connect_tcp("a.example", 81).close()
    assert asked == [("10.0.0.1", 80), ("10.0.0.1", 81)]


def test_three_addresses_are_tried_and_the_last_refusal_is_told(wire):
    wire.names["a.example"] = [f"8.8.8.{n}" for n in range(5)]
    wire.refusing = {"8.8.8.0", "8.8.8.1"}
    Guard(None, soon()).connect_tcp("a.example", 80).close()
    assert [each[0] for each in wire.connected] == ["8.8.8.0", "8.8.8.1", "8.8.8.2"]
    wire.connected.clear()
    wire.refusing = {f"8.8.8.{n}" for n in range(5)}
    with pytest.raises(httpcore.ConnectError, match=r"8\.8\.8\.2 refuses"):
        Guard(None, soon()).connect_tcp("a.example", 80)
    assert len(wire.connected) == 3


@pytest.mark.parametrize("names", [{}, {"a.example": []}])
def test_a_name_without_an_address_is_no_host(wire, names):
    wire.names.update(names)
    with pytest.raises(Unreadable) as refused:
        Guard(None, soon()).connect_tcp("a.example", 80)
    assert str(refused.value) == "There is no host a.example: check the address."


def test_a_name_that_is_no_name_is_no_host(wire, monkeypatch):
    def resolve(*_args, **_more):
        raise UnicodeError("label too long")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(Unreadable, match="no host"):
        Guard(None, soon()).connect_tcp("a" * 80, 80)


def test_a_resolver_that_hangs_is_left_behind(monkeypatch):
    hang = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: hang.wait(5) and [])
    before = time.monotonic()
    with pytest.raises(httpcore.ConnectTimeout):
        Guard(None, soon(0.1)).connect_tcp("a.example", 80)
    assert time.monotonic() - before < 4
    assert [each.daemon for each in threading.enumerate() if "resolve" in each.name] == [True]
    hang.set()


def test_at_the_deadline_nothing_is_left(monkeypatch):
    monkeypatch.setattr(guard.time, "monotonic", lambda: 5.0)
    with pytest.raises(httpcore.ReadTimeout):
        guard._left(5.0)
    assert guard._left(5.5) == 0.5


def test_past_the_deadline_nothing_is_begun(wire):
    wire.names["a.example"] = ["8.8.8.8"]
    with pytest.raises(httpcore.ReadTimeout):
        Guard(None, time.monotonic()).connect_tcp("a.example", 80)
    assert wire.asked == []


def test_a_socket_of_this_machine_is_refused():
    with pytest.raises(Unreadable) as refused:
        Guard(None, soon()).connect_unix_socket("/run/x")
    words = "/run/x is not on the public internet, so it is not fetched."
    assert str(refused.value) == words


class Stream(httpcore.NetworkStream):
    """Keeps what it is asked, and with how much time."""

    def __init__(self):
        self.asked = []

    def read(self, max_bytes, timeout=None):
        self.asked.append(("read", max_bytes, timeout))
        return b"x"

    def write(self, buffer, timeout=None):
        self.asked.append(("write", buffer, timeout))

    def close(self):
        self.asked.append(("close",))

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        self.asked.append(("tls", ssl_context, server_hostname, timeout))
        return self

    def get_extra_info(self, info):
        return f"about {info}"


def test_each_step_of_a_connection_gets_the_time_that_is_left():
    inner = Stream()
    stream = guard._Timed(inner, soon(10))
    assert stream.read(9, 99.0) == b"x"
    stream.write(b"y", 99.0)
    secure = stream.start_tls("context", "a.example", 99.0)
    assert secure.read(8) == b"x"
    stream.close()
    assert stream.get_extra_info("peer") == "about peer"
    assert [(*each[:-1],) for each in inner.asked if len(each) > 1] == [
        ("read", 9), ("write", b"y"), ("tls", "context", "a.example"), ("read", 8),
    ]  # fmt: skip
    assert all(9 < each[-1] <= 10 for each in inner.asked if len(each) > 1)
    assert inner.asked[-1] == ("close",)


def test_a_connection_past_its_deadline_gives_nothing_more():
    inner = Stream()
    late = guard._Timed(inner, time.monotonic())
    for step in (
        lambda: late.read(1),
        lambda: late.write(b"x"),
        lambda: late.start_tls("context"),
    ):
        with pytest.raises(httpcore.ReadTimeout):
            step()
    assert inner.asked == []
    late.close()
    assert inner.asked == [("close",)]
