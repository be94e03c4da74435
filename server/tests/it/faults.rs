//! What can't work: one sentence with what to do, exit code 1, nothing damaged.

use std::fs;
use std::net::TcpListener;

use crate::server::{Server, refusal};

#[test]
fn a_port_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = tempfile::tempdir().unwrap();
    let told = refusal(&["--listen", &address, "--data", data.path().to_str().unwrap()]);
    assert!(told.contains("is in use") && told.contains("--listen"), "{told}");
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0, "the data folder was touched");
}

#[test]
fn a_second_server_on_the_same_data() {
    let data = tempfile::tempdir().unwrap();
    let first = Server::start(data.path());
    let told = refusal(&["--listen", "127.0.0.1:0", "--data", data.path().to_str().unwrap()]);
    assert!(told.contains("another"), "{told}");
    first.set_up();
}

#[test]
fn a_data_folder_that_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data");
    fs::write(&file, "precious").unwrap();
    let told = refusal(&["--listen", "127.0.0.1:0", "--data", file.to_str().unwrap()]);
    assert!(told.contains("data"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
}

#[test]
fn a_database_that_is_not_one() {
    let data = tempfile::tempdir().unwrap();
    // Stopped and not killed: what is in the log of a killed one would be read first.
    assert!(Server::start(data.path()).stop().success());
    let database = fs::read_dir(data.path()).unwrap().map(|entry| entry.unwrap().path());
    let database =
        database.into_iter().find(|path| path.extension().is_some_and(|end| end == "sqlite" || end == "db"));
    let database = database.unwrap();
    fs::write(&database, "this was a database once, and somebody wrote over it").unwrap();
    let told = refusal(&["--listen", "127.0.0.1:0", "--data", data.path().to_str().unwrap()]);
    assert!(told.contains(database.file_name().unwrap().to_str().unwrap()), "{told}");
    assert!(fs::read_to_string(&database).unwrap().starts_with("this was"));
}
