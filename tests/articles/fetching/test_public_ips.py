"""Which IP addresses may be called: those of the open internet, and no other."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.fetching.public_ips import is_public

PUBLIC = """
    1.1.1.1 8.8.8.8 93.184.215.14 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255
    128.0.0.1 168.63.129.15 169.253.255.255 172.15.255.255 172.32.0.0 192.167.255.255 192.169.0.0
    198.17.255.255 198.20.0.0 223.255.255.255
    2606:4700:4700::1111 2a00:1450:4001:80b::200e 2001:4860:4860::8888 64:ff9b::808:808
""".split()
NOT_PUBLIC = """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 100.100.100.200 127.0.0.1
    127.255.255.254 168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1
    192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255
    198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 fe80::1 fe80::1%eth0 febf::1 fec0::1 fc00::1 fd00:ec2::254 ff02::1 100::1 5f00::1
    2001::1 2001:db8::1 2001:10::1 2001:2::1 2002:7f00:1:: 2002:808:808:: 3fff::1 4000::1
    ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
    64:ff9b:1::808:808
""".split()


@pytest.mark.parametrize("ip", PUBLIC)
def test_an_address_of_the_open_internet_is_public(ip):
    assert is_public(ip)


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_an_address_of_ones_own_network_or_of_nobody_is_not(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("words", ["", "localhost", "0x7f.1", "2130706433", "127.1", "010.8.8.8"])
def test_what_is_no_ip_address_is_not_public(words):
    assert not is_public(words)


@given(st.ip_addresses())
def test_nothing_is_public_that_python_takes_for_special(ip):
    if is_public(str(ip)):
        assert ip.is_global or str(ip).startswith("64:ff9b::")
        assert not ip.is_multicast


@given(st.sampled_from([ip for ip in NOT_PUBLIC if "." in ip and ":" not in ip]))
def test_no_ipv6_address_that_wraps_a_private_one_is_public(ip):
    inner = int(IPv4Address(ip))
    for outer in ("::", "::ffff:0:0", "::ffff:0:0:0", "64:ff9b::", "64:ff9b:1::"):
        assert not is_public(str(IPv6Address(int(IPv6Address(outer)) | inner)))
    assert not is_public(str(IPv6Address(int(IPv6Address("2002::")) | inner << 80)))
    assert not is_public(str(IPv6Address(int(IPv6Address("2001::")) | (inner ^ 0xFFFFFFFF))))


@given(st.ip_addresses(v=4))
def test_nat64_is_public_exactly_where_what_it_wraps_is(ip):
    wrapped = ip_address(int(IPv6Address("64:ff9b::")) | int(ip))
    assert is_public(str(wrapped)) == is_public(str(ip))
