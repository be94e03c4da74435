//! Live sessions as editors meet them: over real sockets.

use std::net::SocketAddr;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tablewright_contract::{LiveNews, Spot};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::TestApp;

/// An editor's end of a socket.
pub(super) struct Editor {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub(super) welcome: LiveNews,
    /// Parts of messages that were not asked for yet.
    heard: LiveNews,
}

impl Editor {
    pub(super) async fn open(address: SocketAddr, cookie: &str, design: &str, after: u64) -> Self {
        let socket = connect(address, cookie, design, after, None).await.unwrap();
        let mut editor = Self { socket, welcome: LiveNews::default(), heard: LiveNews::default() };
        editor.welcome = editor.message().await;
        editor
    }

    async fn message(&mut self) -> LiveNews {
        loop {
            match self.socket.next().await.unwrap().unwrap() {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// Listens until enough was heard; messages may come together or apart.
    pub(super) async fn until(&mut self, enough: impl Fn(&LiveNews) -> bool) -> LiveNews {
        while !enough(&self.heard) {
            let news = self.message().await;
            self.heard.edits.extend(news.edits);
            self.heard.came.extend(news.came);
            self.heard.spots.extend(news.spots);
            self.heard.left.extend(news.left);
            self.heard.comments |= news.comments;
            self.heard.seq = self.heard.seq.max(news.seq);
        }
        std::mem::take(&mut self.heard)
    }

    async fn say(&mut self, text: String) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    /// The code that the server hangs up with.
    pub(super) async fn end(&mut self) -> u16 {
        loop {
            if let Message::Close(frame) = self.socket.next().await.unwrap().unwrap() {
                return frame.unwrap().code.into();
            }
        }
    }
}

async fn connect(
    address: SocketAddr,
    cookie: &str,
    design: &str,
    after: u64,
    origin: Option<&str>,
) -> Result<WebSocketStream<MaybeTlsStream<TcpStream>>, Error> {
    let url = format!("ws://{address}/api/v1/designs/{design}/live?after={after}");
    let mut request = url.into_client_request().unwrap();
    request.headers_mut().insert("cookie", cookie.parse().unwrap());
    if let Some(origin) = origin {
        request.headers_mut().insert("origin", origin.parse().unwrap());
    }
    connect_async(request).await.map(|(socket, _)| socket)
}

/// The status of a socket that was not opened.
async fn refused(address: SocketAddr, cookie: &str, design: &str, origin: Option<&str>) -> u16 {
    match connect(address, cookie, design, 0, origin).await {
        Err(Error::Http(answer)) => answer.status().as_u16(),
        other => panic!("{other:?}"),
    }
}

async fn rename(app: &TestApp, cookie: &str, design: &str, id: &str) -> Value {
    let edit = json!({"id": id, "edit": {"set_design": {"field": {"name": id}}}});
    app.post(cookie, &format!("/designs/{design}/edits"), json!({"after": 0, "edits": [edit]})).await.ok()
}

fn ids(news: &LiveNews) -> Vec<&str> {
    news.edits.iter().map(|edit| edit.id.as_str()).collect()
}

#[tokio::test]
async fn everybody_hears_each_edit_once_in_the_servers_order_with_its_author() {
    let app = TestApp::new().await;
    let grace = app.person("Grace", "designer").await;
    let design = app.game_scores(&app.admin).await;
    let address = app.listen().await;
    let mut editors = Vec::new();
    for cookie in [&app.admin, &grace, &grace] {
        editors.push(Editor::open(address, cookie, &design, 0).await);
    }
    let posts = (0..20).map(|n| {
        let (app, design) = (&app, &design);
        let cookie = if n % 2 == 0 { &app.admin } else { &grace };
        async move { rename(app, cookie, design, &format!("e{n}")).await }
    });
    futures::future::join_all(posts).await;
    let stored = app.get(&app.admin, &format!("/designs/{design}/edits?after=0")).await.ok();
    for editor in &mut editors {
        let news = editor.until(|news| news.edits.len() >= 20).await;
        assert_eq!(serde_json::to_value(&news.edits).unwrap(), stored["edits"]);
        assert_eq!(news.seq, 20);
    }
}

#[tokio::test]
async fn whoever_comes_back_is_told_what_was_missed_and_nothing_twice() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let address = app.listen().await;
    let mut editor = Editor::open(address, &app.admin, &design, 0).await;
    rename(&app, &app.admin, &design, "e1").await;
    assert_eq!(ids(&editor.until(|news| news.seq == 1).await), ["e1"]);
    drop(editor);
    rename(&app, &app.admin, &design, "e2").await;
    rename(&app, &app.admin, &design, "e3").await;
    let mut editor = Editor::open(address, &app.admin, &design, 1).await;
    assert_eq!((editor.welcome.seq, ids(&editor.welcome)), (3, vec!["e2", "e3"]));
    rename(&app, &app.admin, &design, "e4").await;
    assert_eq!(ids(&editor.until(|news| news.seq == 4).await), ["e4"]);
    // Sent again, as after an answer that got lost.
    rename(&app, &app.admin, &design, "e4").await;
    rename(&app, &app.admin, &design, "e5").await;
    assert_eq!(ids(&editor.until(|news| news.seq == 5).await), ["e5"]);
}

#[tokio::test]
async fn an_edit_that_came_by_another_way_is_heard_as_well() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let address = app.listen().await;
    let mut editor = Editor::open(address, &app.admin, &design, 0).await;
    let file = json!({"path": "main.tf", "content": {"text":
        "resource \"aws_dynamodb_table\" \"t\" {\n name = \"Imported\"\n hash_key = \"id\"\n billing_mode = \"PAY_PER_REQUEST\"\n attribute {\n name = \"id\"\n type = \"S\"\n }\n}\n"}});
    let asked = json!({"source": {"files": {"files": [file]}}, "into": design});
    let looked = app.post(&app.admin, "/imports", asked.clone()).await.ok();
    let mut confirmed = asked;
    confirmed["digest"] = looked["digest"].clone();
    app.post(&app.admin, "/imports", confirmed).await.ok();
    assert_eq!(editor.until(|news| news.seq == 1).await.edits.len(), 1);
}

#[tokio::test]
async fn people_see_who_is_here_and_where() {
    let app = TestApp::new().await;
    let viewer = app.person("Vera", "viewer").await;
    let design = app.game_scores(&app.admin).await;
    let address = app.listen().await;
    let mut ada = Editor::open(address, &app.admin, &design, 0).await;
    assert_eq!((ada.welcome.you, ada.welcome.came.len()), (Some(1), 1));
    let mut vera = Editor::open(address, &viewer, &design, 0).await;
    let names: Vec<_> = vera.welcome.came.iter().map(|person| person.name.as_str()).collect();
    assert_eq!((vera.welcome.you, names), (Some(2), vec!["Ada", "Vera"]));
    assert_eq!(ada.until(|news| !news.came.is_empty()).await.came[0].initials, "V");
    let spot = Spot { object: "table:game-scores".into(), pointer: Some((3, -4)), ..Spot::default() };
    vera.say(serde_json::to_string(&Spot { who: 1, ..spot.clone() }).unwrap()).await;
    let seen = ada.until(|news| !news.spots.is_empty()).await;
    assert_eq!(seen.spots, [Spot { who: 2, ..spot }]);
    drop(vera);
    assert_eq!(ada.until(|news| !news.left.is_empty()).await.left, [2]);
}

#[tokio::test]
async fn whoever_may_not_listen_gets_no_socket() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let address = app.listen().await;
    let own = format!("http://{address}");
    assert_eq!(refused(address, "tablewright_session=x", &design, None).await, 401);
    assert_eq!(refused(address, &app.admin, "nowhere", Some(&own)).await, 404);
    assert_eq!(refused(address, &app.admin, &design, Some("https://evil.example.com")).await, 403);
    assert!(connect(address, &app.admin, &design, 0, Some(&own)).await.is_ok());
    let plain = app.get(&app.admin, &format!("/designs/{design}/live?after=0")).await;
    assert_eq!(plain.code(400), "malformed");
    let unsaid = app.get(&app.admin, &format!("/designs/{design}/live")).await;
    assert_eq!(unsaid.code(400), "malformed");
}

#[tokio::test]
async fn what_is_no_place_ends_the_socket() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let address = app.listen().await;
    for bad in ["{", r#"{"object":"<b>"}"#, r#"{"field":"a b"}"#, r#"{"pointer":[1]}"#] {
        let mut editor = Editor::open(address, &app.admin, &design, 0).await;
        editor.say(bad.to_owned()).await;
        assert_eq!(editor.end().await, 4001, "{bad}");
    }
    let mut editor = Editor::open(address, &app.admin, &design, 0).await;
    editor.socket.send(Message::binary(vec![1, 2, 3])).await.unwrap();
    assert_eq!(editor.end().await, 4001);
    let mut editor = Editor::open(address, &app.admin, &design, 0).await;
    // Those that are too long do not even get read.
    let _ = editor.socket.send(Message::text("x".repeat(100_000))).await;
    while let Some(Ok(message)) = editor.socket.next().await {
        assert!(message.is_close() || message.is_text(), "{message:?}");
    }
}
