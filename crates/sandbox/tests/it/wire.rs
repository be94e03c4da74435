//! Requests as JSON over one kept connection: a case is a request, and there are thousands.

use std::error::Error;
use std::net::SocketAddr;

use serde_json::Value as Json;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufStream};
use tokio::net::TcpStream;

const SIGNED: &str = "authorization: AWS4-HMAC-SHA256 Credential=A/20260101/eu-central-1/dynamodb/aws4_request, \
                      SignedHeaders=host, Signature=0\r\nx-amz-date: 20260101T000000Z\r\n";

pub(crate) struct Wire(BufStream<TcpStream>);

impl Wire {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self, Box<dyn Error>> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self(BufStream::new(stream)))
    }

    /// The answer, or the exception's name and message.
    pub(crate) async fn call(
        &mut self,
        operation: &str,
        body: &Json,
    ) -> Result<Result<Json, (String, String)>, Box<dyn Error>> {
        let body = body.to_string();
        let length = body.len();
        let head = format!(
            "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n{SIGNED}x-amz-target: \
             DynamoDB_20120810.{operation}\r\n\r\n"
        );
        self.0.write_all(head.as_bytes()).await?;
        self.0.write_all(body.as_bytes()).await?;
        self.0.flush().await?;
        let (status, body) = self.answer().await?;
        let json: Json = serde_json::from_slice(&body)?;
        if status == 200 {
            return Ok(Ok(json));
        }
        let text = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
        let exception = text("__type").rsplit('#').next().unwrap_or_default().to_owned();
        let message = if json["message"].is_string() { text("message") } else { text("Message") };
        Ok(Err((exception, message)))
    }

    async fn answer(&mut self) -> Result<(u16, Vec<u8>), Box<dyn Error>> {
        let mut line = String::new();
        self.0.read_line(&mut line).await?;
        let status = line.split(' ').nth(1).ok_or("no status")?.parse()?;
        let mut length = 0;
        loop {
            line.clear();
            self.0.read_line(&mut line).await?;
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await?;
        Ok((status, body))
    }
}
