import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds.feed import FetchRefused, RefusedReason, Validators
from bot.feeds.guard import (
    PUBLIC,
    BlockedAddressError,
    DialPolicy,
    GuardedResolver,
    PublicAnd,
    guarded_socket_factory,
    is_public,
)
from bot.feeds.lane import Lane
from tests.feeds.conftest import FakeClock, RawServer, open_client
from tests.feeds.shared import CORPORA, needs_corpora


class FixedResolver(AbstractResolver):
    """Answers every name with the same addresses."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for address in self.addresses
        ]

    async def close(self) -> None: ...


class NothingDialled(DialPolicy):
    """Notes what the public policy would have let through, and lets nothing through."""

    def __init__(self) -> None:
        self.would_dial: set[str] = set()

    def allows(self, ip: str, port: int) -> bool:
        if PUBLIC.allows(ip, port):
            self.would_dial.add(ip)
        return False


@pytest.mark.parametrize(
    "ip",
    [
        *("0.0.0.1", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.169.254"),
        *("172.16.0.1", "172.31.255.255", "192.0.0.192", "192.88.99.1", "192.168.1.1", "198.18.0.1", "224.0.0.1"),
        *("239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1"),
        *("::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1"),
        *("2002:7f00:1::", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"),
        *("2606:4700::1%eth0", "", "localhost", "127.1", "0x7f000001", "1.1.1.1 ", "999.1.1.1"),
    ],
)
def test_private_and_odd_addresses_are_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["1.1.1.1", "162.159.153.4", "172.32.0.1", "2606:4700:7::a29f:9904", "::ffff:1.1.1.1"])
def test_public_addresses_are_public(ip: str) -> None:
    assert is_public(ip)
    assert PUBLIC.allows(ip, 443)
    assert not PUBLIC.allows(ip, 22)


@given(st.ip_addresses())
def test_the_rule_is_never_laxer_than_the_standard_library(ip: IPv4Address | IPv6Address) -> None:
    assert is_public(ip) == is_public(str(ip))
    if is_public(ip):
        mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
        assert (mapped or ip).is_global
        assert not ip.is_multicast


@given(st.text())
def test_no_text_raises(text: str) -> None:
    if is_public(text):
        ip_address(text)


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_as_what_it_maps_to(ip: IPv4Address) -> None:
    assert is_public(f"::ffff:{ip}") == is_public(ip)


def test_a_stand_in_is_one_exact_pair() -> None:
    policy = PublicAnd(frozenset({("127.0.0.1", 8123)}))
    assert policy.allows("127.0.0.1", 8123)
    assert not policy.allows("127.0.0.1", 8124)
    assert not policy.allows("127.0.0.2", 8123)
    assert policy.allows("1.1.1.1", 443)


async def test_one_private_address_among_the_answers_refuses_the_name() -> None:
    mixed = GuardedResolver(FixedResolver("1.1.1.1", "10.0.0.1"), PUBLIC)
    with pytest.raises(BlockedAddressError):
        await mixed.resolve("rebound.example", 443)
    clean = GuardedResolver(FixedResolver("1.1.1.1", "2606:4700::1"), PUBLIC)
    assert len(await clean.resolve("fine.example", 443)) == 2
    await clean.close()


async def test_the_system_resolver_is_guarded_too() -> None:
    with pytest.raises(BlockedAddressError):
        await GuardedResolver(ThreadedResolver(), PUBLIC).resolve("localhost", 443)


def test_the_socket_factory_sees_the_address_itself() -> None:
    make = guarded_socket_factory(PUBLIC)
    made = make((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("1.1.1.1", 443)))
    made.close()
    for info in (
        (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 443)),
        (socket.AF_INET6, socket.SOCK_STREAM, 0, "", ("::1", 443, 0, 0)),
        (socket.AF_UNIX, socket.SOCK_STREAM, 0, "", ("/run/docker.sock", 80)),
    ):
        with pytest.raises(BlockedAddressError):
            make(info)


@needs_corpora
async def test_265_addresses_that_try_to_reach_private_networks(clock: FakeClock, server: RawServer) -> None:
    """With the default rules, and every name resolving to a private address, each one is refused."""
    addresses = (CORPORA / "ssrf-urls.txt").read_text().splitlines()
    assert len(addresses) == 265
    lane = Lane(gap=clock.now - clock.now, clock=clock, chance=lambda: 0.0)
    policy = NothingDialled()
    async with open_client(lane, clock, policy=policy, resolver=FixedResolver("127.0.0.1", "10.0.0.1")) as client:
        for address in addresses:
            outcome = await client.fetch(address, Validators(), urgent=True)
            assert isinstance(outcome, FetchRefused), address
    assert policy.would_dial == {"1.1.1.1"}  # the list has one truly public address
    assert server.connections == 0


async def test_the_dialling_itself_is_guarded_where_the_check_before_it_was_passed(
    lane: Lane, clock: FakeClock, server: RawServer
) -> None:
    """An origin map without the policy that goes with it: the socket factory is the last door."""
    async with open_client(lane, clock, server, policy=PUBLIC) as client:
        outcome = await client.fetch("https://medium.com/feed/@writer", Validators(), urgent=True)
    assert outcome == FetchRefused(RefusedReason.PRIVATE_ADDRESS)
    assert server.connections == 0
