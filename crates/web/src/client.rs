//! Who sends a request: the address of the connection, or what a trusted proxy says of it in `X-Forwarded-For`.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

/// What a proxy writes the address of its client into, behind those that it was told.
const FORWARDED: &str = "x-forwarded-for";

/// Where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Client {
    /// From this address.
    At(IpAddr),
    /// From this machine itself, through no proxy.
    Here,
    /// From an address that should have gone through the proxy, which alone does TLS.
    PastTheProxy,
}

impl Client {
    /// Reads where a request comes from. What `X-Forwarded-For` says counts from its end on, as far as trusted proxies have
    /// written it; the first address that is none of theirs is the client's.
    pub(crate) fn of(proxies: &[IpAddr], extensions: &Extensions, headers: &HeaderMap) -> Self {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_canonical());
        let Some(peer) = peer else { return Self::PastTheProxy };
        let trusted = |address: &IpAddr| proxies.contains(address);
        let through_a_proxy = trusted(&peer) && headers.contains_key(FORWARDED);
        if through_a_proxy {
            let client = forwarded(headers).find(|told| !told.is_some_and(|address| trusted(&address)));
            // where a proxy names no address, all that is known is the proxy
            return Self::At(client.flatten().unwrap_or(peer));
        }
        match peer.is_loopback() {
            true => Self::Here,
            false if proxies.is_empty() || trusted(&peer) => Self::At(peer),
            false => Self::PastTheProxy,
        }
    }
}

/// The addresses that proxies wrote, the last first; nothing stands for what is no address.
fn forwarded(headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
    let lines = headers.get_all(FORWARDED).iter().collect::<Vec<_>>().into_iter().rev();
    lines.flat_map(|line| line.to_str().unwrap_or("?").rsplit(',').map(|word| address(word.trim())))
}

/// An address with or without a port.
fn address(word: &str) -> Option<IpAddr> {
    let bare = || word.parse::<IpAddr>().ok();
    let with_port = || word.parse::<SocketAddr>().ok().map(|address| address.ip());
    let in_brackets = || word.strip_prefix('[')?.strip_suffix(']')?.parse::<IpAddr>().ok();
    bare().or_else(with_port).or_else(in_brackets).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a request comes from that `peer` sends with the given lines of `X-Forwarded-For`.
    fn client(proxies: &[&str], peer: &str, told: &[&str]) -> Client {
        let proxies: Vec<IpAddr> = proxies.iter().map(|address| address.parse().unwrap()).collect();
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 4711)));
        let mut headers = HeaderMap::new();
        for line in told {
            headers.append(FORWARDED, line.parse().unwrap());
        }
        Client::of(&proxies, &extensions, &headers)
    }

    fn at(address: &str) -> Client {
        Client::At(address.parse().unwrap())
    }

    #[test]
    fn without_proxies_the_connection_tells_and_headers_do_not() {
        assert_eq!(client(&[], "203.0.113.7", &["198.51.100.1"]), at("203.0.113.7"));
        assert_eq!(client(&[], "127.0.0.1", &["198.51.100.1"]), Client::Here);
    }

    #[test]
    fn a_proxy_tells_the_client_and_no_client_tells_another() {
        let proxies = ["10.0.0.2", "10.0.0.3"];
        assert_eq!(client(&proxies, "10.0.0.2", &["203.0.113.7"]), at("203.0.113.7"));
        assert_eq!(client(&proxies, "10.0.0.2", &["192.0.2.1, 203.0.113.7, 10.0.0.3"]), at("203.0.113.7"));
        assert_eq!(client(&proxies, "10.0.0.2", &["192.0.2.1", "203.0.113.7"]), at("203.0.113.7"));
        assert_eq!(client(&proxies, "10.0.0.2", &["203.0.113.7:5501"]), at("203.0.113.7"));
        assert_eq!(client(&proxies, "10.0.0.2", &["[2001:db8::1]:5501"]), at("2001:db8::1"));
        assert_eq!(client(&proxies, "10.0.0.2", &["[2001:db8::1]"]), at("2001:db8::1"));
    }

    #[test]
    fn a_proxy_that_tells_nothing_stands_for_its_clients() {
        assert_eq!(client(&["10.0.0.2"], "10.0.0.2", &[]), at("10.0.0.2"));
        assert_eq!(client(&["10.0.0.2"], "10.0.0.2", &["203.0.113.7, unknown"]), at("10.0.0.2"));
        assert_eq!(client(&["127.0.0.1"], "127.0.0.1", &["unknown"]), at("127.0.0.1"));
    }

    #[test]
    fn whoever_works_on_the_machine_of_the_proxy_is_here() {
        assert_eq!(client(&["127.0.0.1"], "127.0.0.1", &[]), Client::Here);
        assert_eq!(client(&["127.0.0.1"], "127.0.0.1", &["203.0.113.7"]), at("203.0.113.7"));
    }

    #[test]
    fn who_passes_the_proxy_by_is_known_as_such() {
        assert_eq!(client(&["10.0.0.2"], "203.0.113.7", &["198.51.100.1"]), Client::PastTheProxy);
        assert_eq!(client(&["10.0.0.2"], "127.0.0.1", &[]), Client::Here);
        assert_eq!(client(&["10.0.0.2"], "::ffff:10.0.0.2", &["::ffff:203.0.113.7"]), at("203.0.113.7"));
    }
}
