//! The server: it listens, bounds what one may ask of it, and notes each request.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;

use super::door::{HEAD_BYTES, guard};
use super::keeper::Keeper;
use super::office::Office;
use super::pool::{Opener, Pool};
use super::secrets::RunSecrets;
use super::who::{Door, Peer};
use super::{pages, reply};
use crate::clock::Clock;

/// So many may be connected at once.
const CONNECTIONS: usize = 512;
/// The head of a request takes no longer to come; a connection stays idle no longer.
const HEAD: Duration = Duration::from_secs(15);
/// A connection stays no longer, however slowly it reads.
const WHOLE: Duration = Duration::from_mins(10);
/// What is to be served, and to whom.
pub struct Serving {
    /// What opens the file.
    pub open: Opener,
    /// Who signs what is written.
    pub author: String,
    /// The clock.
    pub clock: Arc<dyn Clock + Send + Sync>,
    /// Where to listen.
    pub listen: Listen,
    /// The names under which one may ask, with their port; those of the address itself always.
    pub hosts: Vec<String>,
    /// Who may come in.
    pub guests: Guests,
    /// Where requests are noted.
    pub log: Arc<dyn Fn(&str) + Send + Sync>,
    /// The program's version.
    pub version: &'static str,
}

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// On this machine only, on a port; 0 for one that is free.
    Here(u16),
    /// On an address with its port, `192.0.2.7:8080`.
    At(String),
}

/// Who may come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guests {
    /// Whoever has the key of this run, as the author.
    Key,
    /// Everybody, to read what was published.
    Public,
    /// Whoever the office's own sign-in names.
    Named {
        /// The line of the head that holds the login.
        header: String,
        /// The addresses from which it is believed.
        trusted: Vec<String>,
    },
}

/// That it listens, and where.
#[derive(Debug, Clone)]
pub struct Listening {
    /// What to open in a browser.
    pub link: String,
    /// The address on which it listens, with its port.
    pub address: String,
}

/// Why it does not serve.
#[derive(Debug, thiserror::Error)]
pub enum Unserved {
    /// It is no address.
    #[error("`{0}` is no address to listen on")]
    NoAddress(String),
    /// It is no name of a line of a head.
    #[error("`{0}` is no name of a line in the head of a request")]
    NoHeader(String),
    /// Nobody said under which name the pages are asked for.
    #[error("under which name are the pages of `{0}` asked for?")]
    NoName(String),
    /// Nobody can listen there.
    #[error("cannot listen on {address}: {source}")]
    Address {
        /// Where.
        address: String,
        /// What the system said.
        source: io::Error,
    },
    /// The system has no threads or no randomness to give.
    #[error("cannot begin to serve: {0}")]
    System(String),
}

/// Serves until the program ends; says when it is `ready`.
///
/// # Errors
/// [`Unserved`].
pub fn serve(serving: Serving, ready: impl FnOnce(&Listening)) -> Result<(), Unserved> {
    let system = |error: &dyn std::fmt::Display| Unserved::System(error.to_string());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(16)
        .enable_all()
        .build()
        .map_err(|error| system(&error))?;
    runtime.block_on(async {
        let address = match &serving.listen {
            Listen::Here(port) => SocketAddr::from(([127, 0, 0, 1], *port)),
            Listen::At(text) => text.parse().map_err(|_| Unserved::NoAddress(text.clone()))?,
        };
        let refused = |source| Unserved::Address { address: address.to_string(), source };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let office = Arc::new(office(serving, address)?);
        let key = match office.door {
            Door::Key(_) => format!("?key={}", office.secrets.key()),
            Door::Public | Door::Named { .. } => String::new(),
        };
        let name = office.hosts.first().cloned().unwrap_or_else(|| address.to_string());
        ready(&Listening { link: format!("http://{name}/{key}"), address: address.to_string() });
        accept(listener, &office, router(&office)).await;
        Ok(())
    })
}

fn office(serving: Serving, address: SocketAddr) -> Result<Office, Unserved> {
    let port = address.port();
    let mut hosts = serving.hosts;
    if address.ip().is_loopback() {
        hosts.extend(["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}")));
    } else if !address.ip().is_unspecified() {
        hosts.push(address.to_string());
    }
    let door = match serving.guests {
        Guests::Key => Door::Key(serving.author),
        Guests::Public => Door::Public,
        Guests::Named { header, trusted } => {
            let known = header.parse().map_err(|_| Unserved::NoHeader(header))?;
            let read = |text: &String| {
                text.parse::<IpAddr>().map_err(|_| Unserved::NoAddress(text.clone()))
            };
            let trusted = trusted.iter().map(read).collect::<Result<_, _>>()?;
            Door::Named { header: known, trusted }
        }
    };
    if hosts.is_empty() {
        return Err(Unserved::NoName(address.to_string()));
    }
    Ok(Office {
        pool: Arc::new(Pool::new(serving.open, serving.clock)),
        door,
        secrets: RunSecrets::new().map_err(|error| Unserved::System(error.to_string()))?,
        cookie: format!("upr-{port}"),
        version: serving.version,
        keeper: Arc::new(Keeper::new()),
        hosts,
        log: serving.log,
    })
}

/// All pages behind the door, each answer sealed, a fault of the program caught.
pub(super) fn router(office: &Arc<Office>) -> Router {
    behind_the_door(pages::routes(), office)
}

fn behind_the_door(routes: Router<Arc<Office>>, office: &Arc<Office>) -> Router {
    let caught = |_: Box<dyn std::any::Any + Send>| {
        reply::sealed(reply::turned_away(StatusCode::INTERNAL_SERVER_ERROR))
    };
    routes
        .fallback(async || reply::turned_away(StatusCode::NOT_FOUND))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(office), guard))
        .layer(axum::middleware::map_response(async |response: Response| reply::sealed(response)))
        .layer(CatchPanicLayer::custom(caught))
        .with_state(Arc::clone(office))
}

async fn accept(listener: TcpListener, office: &Arc<Office>, router: Router) {
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(seat) = Arc::clone(&seats).acquire_owned().await else { return };
        let Ok((stream, peer)) = listener.accept().await else {
            // Too many files are open; some will be closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (office, router) = (Arc::clone(office), router.clone());
        tokio::spawn(async move {
            drop(timeout(WHOLE, converse(stream, Peer(peer.ip()), office, router)).await);
            drop(seat);
        });
    }
}

async fn converse(stream: TcpStream, peer: Peer, office: Arc<Office>, router: Router) {
    drop(stream.set_nodelay(true));
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        let (office, router) = (Arc::clone(&office), router.clone());
        async move {
            let line = format!("{} {}", request.method(), request.uri().path());
            let began = Instant::now();
            let answered = router.oneshot(request.map(Body::new)).await;
            if let Ok(response) = &answered {
                let took = began.elapsed().as_millis();
                (office.log)(&format!("{line} {} {took} ms", response.status().as_u16()));
            }
            answered
        }
    });
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    drop(conversation.await);
}

#[cfg(test)]
mod tests {
    use axum::Extension;
    use axum::extract::State;
    use axum::routing::get;

    use super::super::desk::answer;
    use super::super::who::Who;
    use super::*;
    use crate::app::seeding::{self, Content};
    use crate::clock::{FixedClock, moment};

    #[test]
    fn a_fault_of_the_program_is_told_and_the_server_lives() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("my.db");
        let clock = FixedClock("2026-01-15T12:00:00Z".parse().unwrap());
        let now = moment(&clock);
        crate::store::create(&file, |store| seeding::fill(store, now, Content::Example)).unwrap();
        let serving = Serving {
            open: Arc::new(move || crate::store::open(&file)),
            author: "tester".to_owned(),
            clock: Arc::new(clock),
            listen: Listen::Here(0),
            hosts: Vec::new(),
            guests: Guests::Public,
            log: Arc::new(|_| {}),
            version: "0",
        };
        let office = Arc::new(office(serving, ([127, 0, 0, 1], 80).into()).unwrap());
        let inside = |State(office): State<Arc<Office>>, Extension(who): Extension<Who>| {
            answer(office, who, |_, _| panic!("a fault"))
        };
        let routes = pages::routes()
            .route("/outside", get(async || -> Response { panic!("a fault") }))
            .route("/inside", get(inside));
        let router = behind_the_door(routes, &office);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for (path, status) in [("/outside", 500), ("/inside", 500), ("/", 200), ("/items", 200)] {
            let request = Request::get(path).header("host", "localhost:80").body(Body::empty());
            let answered = runtime.block_on(router.clone().oneshot(request.unwrap())).unwrap();
            assert_eq!(answered.status().as_u16(), status, "{path}");
            assert!(answered.headers().contains_key("content-security-policy"), "{path}");
        }
    }
}
