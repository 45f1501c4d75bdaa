"""Which IP addresses are of the open internet, and not of somebody's own machines. Pure."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# IANA's registries of special addresses, written out: Python's own table changes with its version.
SPECIAL_IPV4 = [
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure gives it to what manages its machines, though it is public.
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]
GLOBAL_IPV6 = ip_network("2000::/3")  # All that has been given out; outside of it all is special.
SPECIAL_IPV6 = [
    ip_network(network)
    for network in (
        "2001::/23",  # Teredo among them, which wraps an IPv4 address.
        "2001:db8::/32",
        "2002::/16",  # 6to4, which wraps one too.
        "2620:4f:8000::/48",
        "3ffe::/16",
        "3fff::/20",
    )
]
NAT64 = ip_network("64:ff9b::/96")


def is_public(ip: str) -> bool:
    """Whether anybody on the internet would reach the same machine at this IP address.

    Private, loopback, link-local, shared, multicast, reserved and unspecified ones are not, nor
    is an IPv6 address that wraps an IPv4 one. Only that of NAT64 is judged by what it wraps: a
    network without IPv4 gives it to every site that has no other.
    """
    try:
        found = ip_address(ip)
    except ValueError:
        return False
    if found in NAT64:
        found = IPv4Address(int(found) & 0xFFFFFFFF)
    if isinstance(found, IPv4Address):
        return found.is_global and not any(found in network for network in SPECIAL_IPV4)
    return is_public_ipv6(found)


def is_public_ipv6(ip: IPv6Address) -> bool:
    is_special = any(ip in network for network in SPECIAL_IPV6)
    return ip in GLOBAL_IPV6 and ip.is_global and not is_special and not ip.scope_id
