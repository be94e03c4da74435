//! Where the server may be sent by what people enter: an environment's endpoint, a webhook's address.
//!
//! Whoever may enter an address could make the server ask where only the server can: its own ports, the network around
//! it, the machine's metadata with its credentials. So private addresses are refused, unless the server was started
//! with `--allow-private-addresses`; those of metadata are refused in any case.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::Uri;

/// The rule of this server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    /// Whether addresses of this machine and of private networks are fine.
    pub(crate) private: bool,
}

/// An address that may be asked. Whoever asks connects to one of `addresses` and does not look the name up again: a
/// name can mean another address a moment later.
#[derive(Debug, Clone)]
pub(crate) struct Destination {
    pub(crate) uri: Uri,
    pub(crate) host: String,
    pub(crate) tls: bool,
    pub(crate) addresses: Vec<SocketAddr>,
}

impl Reach {
    /// Looks an address up and says whether it may be asked, or in a sentence why not.
    pub(crate) async fn check(self, url: &str) -> Result<Destination, String> {
        let (uri, host, port, tls) = parts(url)?;
        let looked_up = tokio::net::lookup_host((host.as_str(), port)).await;
        let addresses: Vec<_> =
            looked_up.map_err(|error| format!("{host} can't be found: {error}."))?.collect();
        if addresses.is_empty() {
            return Err(format!("{host} has no address."));
        }
        for address in &addresses {
            self.allows(&host, address.ip())?;
        }
        Ok(Destination { uri, host, tls, addresses })
    }

    fn allows(self, host: &str, ip: IpAddr) -> Result<(), String> {
        let ip = embedded(ip);
        if is_metadata(ip) {
            return Err(format!(
                "{host} is where machines keep their credentials: the server does not ask there."
            ));
        }
        if self.private || is_public(ip) {
            return Ok(());
        }
        Err(format!(
            "{host} is inside a private network: start the server with --allow-private-addresses, if that is meant."
        ))
    }
}

fn parts(url: &str) -> Result<(Uri, String, u16, bool), String> {
    let shape = || "An address starts with https:// or http://, and has no user and no spaces.".to_owned();
    let uri: Uri = url.parse().map_err(|_| shape())?;
    let tls = match uri.scheme_str() {
        Some("https") => true,
        Some("http") => false,
        _ => return Err(shape()),
    };
    let authority = uri.authority().ok_or_else(shape)?;
    if authority.as_str().contains('@') {
        return Err(shape());
    }
    let port = authority.port_u16().unwrap_or(if tls { 443 } else { 80 });
    let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
    if host.is_empty() { Err(shape()) } else { Ok((uri, host, port, tls)) }
}

/// The IPv4 address inside an IPv6 one, where a translator would go there.
fn embedded(ip: IpAddr) -> IpAddr {
    let IpAddr::V6(six) = ip else { return ip };
    let [a, b, c, d, e, f, g, h] = six.segments();
    let four = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        IpAddr::V4(Ipv4Addr::new(a, b, c, d))
    };
    match (a, b, c, d, e, f) {
        // Mapped, compatible, and NAT64.
        (0, 0, 0, 0, 0, 0xffff) | (0x64, 0xff9b, 0, 0, 0, 0) => four(g, h),
        (0, 0, 0, 0, 0, 0) if g != 0 => four(g, h),
        // 6to4.
        (0x2002, high, low, ..) => four(high, low),
        _ => ip,
    }
}

fn is_metadata(ip: IpAddr) -> bool {
    match ip {
        // Link-local as a whole: 169.254.169.254 of most clouds, 169.254.170.2 of containers.
        IpAddr::V4(ip) => ip.is_link_local() || ip == Ipv4Addr::new(100, 100, 100, 200),
        IpAddr::V6(ip) => ip.is_unicast_link_local() || ip.segments().starts_with(&[0xfd00, 0xec2]),
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = match (a, b, c) {
        // This network; shared by carriers; protocol assignments; benchmarks; reserved.
        (0 | 240..=255, ..) | (100, 64..=127, _) | (192, 0, 0) | (198, 18..=19, _) => true,
        _ => {
            ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_multicast()
                || ip.is_documentation()
        }
    };
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    // Only what is given out for the Internet at large, without documentation and Teredo.
    (0x2000..=0x3fff).contains(&a) && !(a == 0x2001 && (b == 0xdb8 || b == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(private: bool, ip: &str) -> bool {
        Reach { private }.allows("x", ip.parse().unwrap()).is_ok()
    }

    #[test]
    fn private_addresses_are_refused_in_every_spelling() {
        for ip in [
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "198.18.0.1",
            "192.0.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "::1",
            "::",
            "fd12::1",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "2001:db8::1",
            "2001::1",
            "192.0.2.1",
        ] {
            assert!(!allowed(false, ip), "{ip}");
            assert!(allowed(true, ip), "{ip}");
        }
    }

    #[test]
    fn metadata_is_refused_even_where_private_addresses_are_not() {
        for ip in [
            "169.254.169.254",
            "169.254.170.2",
            "::ffff:169.254.169.254",
            "64:ff9b::169.254.169.254",
            "fd00:ec2::254",
            "fe80::1",
            "100.100.100.200",
            "2002:a9fe:a9fe::",
        ] {
            assert!(!allowed(false, ip) && !allowed(true, ip), "{ip}");
        }
    }

    #[test]
    fn public_addresses_are_fine() {
        for ip in ["93.184.216.34", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"]
        {
            assert!(allowed(false, ip), "{ip}");
        }
    }

    #[tokio::test]
    async fn addresses_have_a_shape() {
        let reach = Reach { private: true };
        for url in [
            "",
            "example.com",
            "ftp://127.0.0.1",
            "http://",
            "http://user@127.0.0.1/",
            "file:///etc/passwd",
            "http://a b/",
            "//x",
        ] {
            assert!(reach.check(url).await.is_err(), "{url}");
        }
        let found = reach.check("http://127.0.0.1:9/x?y").await.unwrap();
        assert_eq!((found.host.as_str(), found.tls, found.addresses[0].port()), ("127.0.0.1", false, 9));
        let six = reach.check("https://[::1]/").await.unwrap();
        assert_eq!((six.host.as_str(), six.tls, six.addresses[0].port()), ("::1", true, 443));
        for decimal in ["http://2130706433/", "http://0x7f.1/", "http://localhost/"] {
            assert!(Reach { private: false }.check(decimal).await.is_err(), "{decimal}");
        }
    }
}
