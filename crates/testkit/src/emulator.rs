//! A client for emulators of DynamoDB that run beside a test, started by `cargo xtask test --only emulators`.
//!
//! Deliberately a request on a connection of its own and no SDK: what is asked is to be seen as it is, faults included,
//! and an SDK refuses some of them itself.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use serde_json::{Value, json};

/// Where the emulators are, as `name=address` with commas between.
pub const VARIABLE: &str = "TABLEWRIGHT_EMULATORS";

/// A signature of the right form; emulators look no closer.
const SIGNATURE: &str = "AWS4-HMAC-SHA256 Credential=emulator/20260101/eu-central-1/dynamodb/aws4_request, \
                         SignedHeaders=host;x-amz-date, Signature=0";

/// An emulator that is running.
#[derive(Debug, Clone, Copy)]
pub struct Emulator {
    address: SocketAddr,
}

impl Emulator {
    /// The one with this name.
    ///
    /// # Errors
    ///
    /// With what to do, when none was started.
    pub fn named(name: &str) -> Result<Self, String> {
        let all = std::env::var(VARIABLE).unwrap_or_default();
        let address = all.split(',').filter_map(|one| one.split_once('=')).find(|(known, _)| *known == name);
        let address = address.and_then(|(_, address)| address.parse().ok()).map(|address| Self { address });
        address.ok_or_else(|| {
            format!("{VARIABLE} names no address of {name}: `cargo xtask test --only emulators` starts it")
        })
    }

    /// What an SDK takes as the endpoint.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The answer to an operation.
    ///
    /// # Errors
    ///
    /// With the refusal as it came, or what the network says.
    pub fn ask(&self, operation: &str, body: &Value) -> Result<Value, String> {
        let (status, answer) = self.post("/", operation, &body.to_string())?;
        if status != 200 {
            return Err(format!("{status} {answer}"));
        }
        serde_json::from_str(&answer).map_err(|error| format!("{error}: {answer}"))
    }

    /// Forgets everything, or at least deletes all tables and returns when they are gone.
    ///
    /// # Errors
    ///
    /// With the refusal.
    pub fn clear(&self) -> Result<(), String> {
        // moto's own; nothing but the tables outlives a scenario in the others.
        if matches!(self.post("/moto-api/reset", "", "")?, (200, _)) {
            return Ok(());
        }
        for name in self.tables()? {
            self.delete(&name)?;
        }
        while !self.tables()?.is_empty() {}
        Ok(())
    }

    fn tables(&self) -> Result<Vec<Value>, String> {
        let listed = self.ask("ListTables", &json!({}))?;
        Ok(listed["TableNames"].as_array().cloned().unwrap_or_default())
    }

    /// Deletes a table once: dynalite would take it twice, and the second time away from who has made it again.
    fn delete(&self, name: &Value) -> Result<(), String> {
        loop {
            match self.ask("DeleteTable", &json!({ "TableName": name })) {
                // It is still being made.
                Err(refusal) if refusal.contains("ResourceInUse") => {}
                Err(refusal) if refusal.contains("ResourceNotFound") => return Ok(()),
                answer => return answer.map(drop),
            }
        }
    }

    fn post(&self, path: &str, operation: &str, body: &str) -> Result<(u16, String), String> {
        let failed = |error: std::io::Error| format!("{operation} was not answered: {error}");
        let mut stream = TcpStream::connect(self.address).map_err(failed)?;
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-type: application/x-amz-json-1.0\r\n\
             x-amz-target: DynamoDB_20120810.{operation}\r\nx-amz-date: 20260101T000000Z\r\n\
             authorization: {SIGNATURE}\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).map_err(failed)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).map_err(failed)?;
        parsed(&bytes)
            .ok_or_else(|| format!("{operation} was answered with {} bytes that are no HTTP", bytes.len()))
    }
}

fn parsed(bytes: &[u8]) -> Option<(u16, String)> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, body.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_its_status_and_its_body() {
        let answer = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\n{}";
        assert_eq!(parsed(answer), Some((400, "{}".to_owned())));
        assert_eq!(parsed(b"nothing of the kind"), None);
    }

    #[test]
    fn one_that_nobody_started_says_how_to_start_it() {
        let refusal = Emulator::named("no-such-emulator").unwrap_err();
        assert!(refusal.contains("cargo xtask test --only emulators"), "{refusal}");
    }
}
