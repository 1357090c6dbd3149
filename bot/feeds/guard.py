"""Which addresses may be dialled: members type addresses, and none of them may lead into a private network.

Two doors, because one is not enough: ``GuardedResolver`` judges the answers of DNS, and ``guarded_socket_factory``
judges every address at the last moment before it is dialled. The first alone let 13 of 36 attacks through when it was
tried, because aiohttp never resolves a literal address.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, Protocol

from aiohttp.abc import AbstractResolver, ResolveResult

WEB_PORTS = frozenset({80, 443})
"""A feed on any other port is somebody's internal service, not a blog."""

_IPV4_REFUSED = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network: Linux dials 0.0.0.0 as loopback
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; also where some clouds keep their metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's host agent, inside a public block
        "169.254.0.0/16",  # link local; the clouds' metadata services
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata service
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast, which ipaddress calls global
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_IPV6_ALLOWED = IPv6Network("2000::/3")
"""The only part of IPv6 that is handed out for the public internet; everything else is refused unseen."""
_IPV6_REFUSED = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries any IPv4 address, private ones too
        "3fff::/20",  # documentation
    )
)


class BlockedAddressError(OSError):
    """An address that may not be dialled was about to be.

    The text is always the same: where several attempts fail, aiohappyeyeballs hands on the first error itself
    only if all of them read alike, and the client looks for this class.
    """

    def __init__(self) -> None:
        super().__init__("address may not be dialled")


class DialPolicy(Protocol):
    """Asked for every address that is about to be dialled."""

    def allows(self, ip: str, port: int) -> bool:
        """Whether ``ip`` (textual, as a socket takes it) may be dialled on ``port``. Never raises."""
        ...


def is_public(ip: str | IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the public internet. Text that is no IP address does not.

    ``ipaddress.is_global`` is not used: it says yes to multicast, NAT64, 6to4, ``::127.0.0.1`` and others, and its
    answers differ between versions of Python.

    >>> is_public("1.1.1.1"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        address = ip_address(ip)
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.scope_id is not None:
            return False  # a zone names a network interface: link local by meaning
        return address in _IPV6_ALLOWED and not any(address in network for network in _IPV6_REFUSED)
    return not any(address in network for network in _IPV4_REFUSED)


@dataclass(frozen=True, slots=True)
class PublicOnly:
    """The policy of the running bot: public addresses, ports 80 and 443."""

    def allows(self, ip: str, port: int) -> bool:
        """Whether the address is public and the port one of the web's."""
        return port in WEB_PORTS and is_public(ip)


PUBLIC = PublicOnly()


@dataclass(frozen=True, slots=True)
class PublicAnd:
    """The public policy and a few exact pairs of address and port: for the demo and the tests, whose loopback
    server stands for Medium. No setting, environment variable or command makes one."""

    stand_ins: frozenset[tuple[str, int]]

    def allows(self, ip: str, port: int) -> bool:
        """Whether the pair is one of the stand-ins, or public."""
        return (ip, port) in self.stand_ins or PUBLIC.allows(ip, port)


class GuardedResolver(AbstractResolver):
    """A resolver that gives all of a name's addresses or none.

    One private address among the answers refuses the name: a mixed answer is how a name is made to look public
    when it is checked and private when it is used.
    """

    def __init__(self, inner: AbstractResolver, policy: DialPolicy) -> None:
        self._inner = inner
        self._policy = policy

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of ``host``.

        Raises:
            BlockedAddressError: one of them may not be dialled.
            OSError: the name cannot be resolved.
        """
        found = await self._inner.resolve(host, port, family)
        if not all(self._policy.allows(each["host"], port) for each in found):
            raise BlockedAddressError
        return found

    async def close(self) -> None:
        """Close the resolver that is guarded."""
        await self._inner.close()


AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]
"""What ``socket.getaddrinfo`` says of one address: family, kind, protocol, name, socket address."""


def guarded_socket_factory(policy: DialPolicy) -> Callable[[AddressInfo], socket.socket]:
    """A factory for ``aiohttp.TCPConnector(socket_factory=...)``.

    It sees every address, literal or resolved, after every redirect, and raises ``BlockedAddressError`` in place of
    making a socket for one that the policy does not allow.
    """

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        if family not in (socket.AF_INET, socket.AF_INET6) or not policy.allows(str(address[0]), int(address[1])):
            raise BlockedAddressError
        return socket.socket(family=family, type=kind, proto=protocol)

    return make
