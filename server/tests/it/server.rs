//! A server process of one test: started on a free port, spoken to in plain HTTP, ended by its own id.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// Nothing here takes this long; a server that hangs fails its test instead of the run.
const PATIENCE: Duration = Duration::from_secs(30);

/// The binary under test.
pub(crate) fn tablewright() -> Command {
    Command::new(env!("CARGO_BIN_EXE_tablewright"))
}

/// A running server. It is killed when the test ends.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// The token of the first link, on a first start.
    pub(crate) token: Option<String>,
}

impl Server {
    /// Starts one and waits for its first lines.
    pub(crate) fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    /// The same with further options.
    pub(crate) fn start_with(data: &Path, options: &[&str]) -> Self {
        let mut child = tablewright()
            .args(["serve", "--listen", "127.0.0.1:0", "--sandbox-time-scale", "0.01", "--data"])
            .arg(data)
            .args(options)
            // Made up, so that environments of AWS can be entered; nobody is asked with them.
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        lines.next().unwrap().unwrap();
        let url = first.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
        let (address, path) = url
            .strip_prefix("http://")
            .unwrap()
            .split_once('/')
            .unwrap_or_else(|| (url.strip_prefix("http://").unwrap(), ""));
        let token = path.strip_prefix("join/").map(ToOwned::to_owned);
        Self { child, address: address.parse().unwrap(), token }
    }

    /// Makes the administrator; gives the session's cookie.
    pub(crate) fn set_up(&self) -> String {
        self.join(self.token.as_ref().unwrap(), "Ada")
    }

    /// Accepts an invitation as a person of this name; the session's cookie.
    pub(crate) fn join(&self, token: &str, name: &str) -> String {
        let email = format!("{}@example.com", name.to_lowercase());
        let person = json!({"name": name, "email": email, "password": "correct horse battery"});
        let path = format!("/api/v1/invitations/{token}/accept");
        let (head, _) = self.send("POST", &path, "", &person.to_string());
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// The JSON of a successful answer.
    pub(crate) fn call(&self, method: &str, path: &str, cookie: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let (head, text) = self.send(method, &format!("/api/v1{path}"), cookie, &body);
        assert!(head.starts_with("HTTP/1.1 2"), "{method} {path}: {head} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// Head and body of an answer.
    pub(crate) fn send(&self, method: &str, path: &str, cookie: &str, body: &str) -> (String, String) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncookie: {cookie}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop and waits until it has.
    pub(crate) fn stop(mut self) -> ExitStatus {
        let told = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already can't be killed again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A call of AWS, made past the server.
pub(crate) fn aws(endpoint: &str, operation: &str, body: &Value) -> Value {
    let address = endpoint.strip_prefix("http://").unwrap().trim_end_matches('/');
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let body = body.to_string();
    let credential = "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x";
    write!(
        stream,
        "POST / HTTP/1.1\r\nhost: {address}\r\nauthorization: {credential}\r\nx-amz-date: 20260101T000000Z\r\nconnection: close\r\n\
         content-type: application/x-amz-json-1.0\r\nx-amz-target: DynamoDB_20120810.{operation}\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{operation}: {head} {body}");
    serde_json::from_str(body).unwrap()
}

/// Starts a server that is expected to give up, and gives the sentence it gives up with.
pub(crate) fn refusal(arguments: &[&str]) -> String {
    let Output { status, stderr, .. } = tablewright().arg("serve").args(arguments).output().unwrap();
    assert_eq!(status.code(), Some(1));
    let text = String::from_utf8(stderr).unwrap();
    assert_eq!(text.trim_end().lines().count(), 1, "{text}");
    text
}
