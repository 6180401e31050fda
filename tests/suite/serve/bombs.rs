//! Files that would take all memory: the server says so beside the field, and goes on.

use super::served::Served;
use crate::support::World;
use crate::trust::{drawn, indexed};

#[test]
fn a_file_that_takes_gigabytes_leaves_the_server_alive() {
    let world = World::example();
    let served = Served::of(&world);
    for (name, bytes) in
        [("widths.pdf", indexed("1 1 4000000000000000000", "0 7")), ("states.pdf", drawn("q "))]
    {
        let answer = served.upload("/import", &[], name, &bytes);
        assert_eq!(answer.status, 422, "{name}: {}", answer.words());
        assert!(answer.words().contains("larger than 512 MiB"), "{name}: {}", answer.words());
        assert_eq!(served.get("/").status, 200, "{name}");
    }
}
