//! Making the connection: TLS with a certificate that leads to a known root; in the clear only to this
//! machine, unless it is asked for by name.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ::postgres::config::{Host, SslMode};
use ::postgres::{Client, Config, Error, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{fault, told};
use crate::store::home::{Address, HomeFault, Secrets, passphrase};
use crate::store::{Result, StoreError};

/// Where PostgreSQL listens on this machine when an address names no server.
const SOCKETS: &str = "/var/run/postgresql";

/// Connects.
pub(super) fn connect(address: &Address, secrets: &Secrets) -> Result<Client> {
    let home = || address.to_string();
    // What the driver says of a text that it cannot read may repeat it.
    let unread =
        |_| HomeFault::None { home: home(), reason: "the address cannot be read".to_owned() };
    let mut config: Config = address.rest.parse().map_err(unread)?;
    if config.get_user().is_none()
        && let Some(user) = &secrets.user
    {
        config.user(user);
    }
    if config.get_hosts().is_empty() {
        config.host(SOCKETS);
    }
    config.application_name("upr");
    config.connect_timeout(Duration::from_secs(10));
    config.tcp_user_timeout(Duration::from_secs(30));
    config.keepalives_idle(Duration::from_secs(15)).keepalives_interval(Duration::from_secs(5));
    config.keepalives_retries(3);
    if let Some(password) = password(&config, secrets) {
        config.password(password);
    }
    let safety = address.safety.as_deref().or(secrets.safety.as_deref());
    let plain = match safety {
        Some("disable") => true,
        Some("verify-full") => false,
        None => config.get_hosts().iter().all(is_here),
        Some(other) => {
            let reason = format!(
                "sslmode `{other}` is not taken: `verify-full`, or `disable` where the network is trusted"
            );
            return Err(HomeFault::Unsafe { home: home(), reason }.into());
        }
    };
    let connected = if plain {
        config.ssl_mode(SslMode::Disable).connect(NoTls)
    } else {
        let roots = address.roots.as_deref().or(secrets.roots.as_deref());
        let tls = tls(roots).map_err(|reason| HomeFault::Unsafe { home: home(), reason })?;
        config.ssl_mode(SslMode::Require).connect(MakeRustlsConnect::new(tls))
    };
    connected.map_err(|error| failed(address, &error, plain))
}

fn failed(address: &Address, error: &Error, plain: bool) -> StoreError {
    let shown = error.to_string();
    if !plain && error.code().is_none() && shown.contains("TLS") {
        let (home, reason) = (address.to_string(), told(error));
        return HomeFault::Unsafe { home, reason }.into();
    }
    match fault(address, error) {
        // A connection that does not come about fails for what the server says.
        StoreError::Home(
            HomeFault::Server { home, reason } | HomeFault::NoRight { home, reason },
        ) => HomeFault::Shut { home, reason }.into(),
        _ if error.as_db_error().is_none()
            && error.code().is_none()
            && shown.contains("password") =>
        {
            let (home, reason) =
                (address.to_string(), "it asks for a password, and none is known".to_owned());
            HomeFault::Shut { home, reason }.into()
        }
        fault => fault,
    }
}

/// Whether a server is this machine.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost"
                || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// The password: of the environment, else of the passfile.
fn password(config: &Config, secrets: &Secrets) -> Option<String> {
    if secrets.password.is_some() {
        return secrets.password.clone();
    }
    let file = secrets.passfile.as_deref()?;
    let user = config.get_user().unwrap_or_default();
    let name = config.get_dbname().unwrap_or(user);
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    config.get_hosts().iter().find_map(|host| {
        let names = match host {
            Host::Tcp(name) => vec![name.clone()],
            #[cfg(unix)]
            Host::Unix(path) => vec![path.to_string_lossy().into_owned(), "localhost".to_owned()],
        };
        names.iter().find_map(|host| passphrase(file, [host, &port, name, user]))
    })
}

/// Trusts what leads to these roots, and nothing else.
fn tls(roots: Option<&str>) -> std::result::Result<ClientConfig, String> {
    let path = roots.ok_or(
        "no root certificate is known: `?sslrootcert=FILE` in the address, `PGSSLROOTCERT`, or ~/.postgresql/root.crt",
    )?;
    let unread = |what: String| format!("the root certificates in `{path}` cannot be read: {what}");
    let mut store = RootCertStore::empty();
    let found = CertificateDer::pem_file_iter(Path::new(path));
    for certificate in found.map_err(|error| unread(error.to_string()))? {
        let certificate = certificate.map_err(|error| unread(error.to_string()))?;
        store.add(certificate).map_err(|error| unread(error.to_string()))?;
    }
    if store.is_empty() {
        return Err(unread("there is none in it".to_owned()));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?;
    Ok(config.with_root_certificates(store).with_no_client_auth())
}
