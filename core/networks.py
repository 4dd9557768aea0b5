"""Where a request comes from, as limits are counted for it."""

import ipaddress

from django.http import HttpRequest

IPV6_PREFIX = 64


def network(request: HttpRequest) -> str:
    """The network address limits are counted for; of IPv6 the part that one subscriber has.

    REMOTE_ADDR is the client: the web server puts it there, also behind a proxy it trusts (TRUSTED_PROXY).
    """
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((address, IPV6_PREFIX), strict=False).network_address)
