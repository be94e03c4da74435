//! `/audit`: who did what, searched, page by page.

use crate::prelude::*;
use leptos_router::hooks::use_query_map;
use tablewright_contract::{AuditEntryView, ChainView};

use crate::client;
use crate::data::{Data, named};
use crate::format::{count, short, time};
use crate::page::{PageHead, loaded};
use crate::ui::{
    Alert, Button, Field, Form, IconName, LinkButton, ListTable, TextInput, Tone, Values, leave_for, use_form,
};

/// The entries of a page.
const PAGE: usize = 100;

/// The log, whether its chain holds, and the way to keep it elsewhere.
#[component]
pub(crate) fn AuditPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || ["text", "cursor"].map(|key| query.read().get(key).unwrap_or_default()).into();
    let entries: Data<Vec<AuditEntryView>> = Data::later(asked, |of| async move {
        let [text, cursor] = named(of);
        client::get(&path("/audit", &text, &cursor)).await
    });
    let chain: Data<ChainView> = Data::later(Vec::new, |_| client::get("/audit/chain"));
    view! {
        <div class="page">
            <PageHead title="Audit log" lead="Who did what, when and from where. It is only ever added to.">
                <LinkButton
                    href="/api/v1/audit/export".to_owned()
                    download=true
                    icon=IconName::Download
                >
                    "Export"
                </LinkButton>
            </PageHead>
            {loaded(chain, |chain| view! { <Chain chain /> }.into_any())}
            <Search />
            {loaded(entries, |entries| view! { <Entries entries /> }.into_any())}
        </div>
    }
}

/// A path with what is searched for and where the page begins.
fn path(base: &str, text: &str, cursor: &str) -> String {
    let text = escaped(text);
    let cursor = if cursor.is_empty() { String::new() } else { format!("&cursor={}", escaped(cursor)) };
    format!("{base}?limit={PAGE}&text={text}{cursor}")
}

/// A text as part of an address.
fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[component]
fn Chain(chain: ChainView) -> impl IntoView {
    let ChainView { entries, head, broken_at } = chain;
    match broken_at {
        Some(at) => view! {
            <Alert tone=Tone::Destroy>
                <p>{format!("The log was changed: entry {at} does not fit. The {entries} before it are as written.")}</p>
            </Alert>
        },
        None => {
            let entries = usize::try_from(entries).unwrap_or(usize::MAX);
            view! {
                <p class="small muted">
                    {format!("The chain holds over {}. Head ", count(entries, "line"))} <code>{short(&head)}</code>
                </p>
            }
        }
    }
}

#[component]
fn Search() -> impl IntoView {
    let state = use_form();
    let submit = move |values: Values| leave_for(&format!("/audit?text={}", escaped(&values.text("text"))));
    view! {
        <Form state on_submit=submit>
            <Field id="text" label="Search" hint="A name, a deed such as request.approved, a digest, a table.">
                <div class="with-button">
                    <TextInput name="text" kind="search" autocomplete="off" />
                    <Button submit=true icon=IconName::Search>"Search"</Button>
                </div>
            </Field>
        </Form>
    }
}

#[component]
fn Entries(entries: Vec<AuditEntryView>) -> impl IntoView {
    if entries.is_empty() {
        return view! { <p class="muted">"Nothing was found."</p> };
    }
    let query = use_query_map();
    let text = query.read_untracked().get("text").unwrap_or_default();
    let more = (entries.len() == PAGE).then(|| entries.last().map(|last| last.seq)).flatten();
    let more = more.map(|seq| {
        let href = format!("/audit?text={}&cursor={seq}", escaped(&text));
        view! { <p><LinkButton href>"Older"</LinkButton></p> }
    });
    let rows = entries.into_iter().map(|entry| view! { <Row entry /> }).collect_view();
    view! {
        <ListTable heads=["What", "Who", "To what", "When", "More"]>{rows}</ListTable>
        {more}
    }
}

#[component]
fn Row(entry: AuditEntryView) -> impl IntoView {
    let AuditEntryView { seq, at, actor_name, address, action, subject, digest, detail, hash, token, .. } =
        entry;
    let from = (!address.is_empty()).then(|| format!(" from {address}"));
    let by = token.map(|token| format!(" by token {token}"));
    let subject = match subject.strip_prefix("request/") {
        Some(id) => view! { <a href=format!("/requests/{id}")>{subject.clone()}</a> },
        None => view! { <span>{subject.clone()}</span> },
    };
    let digest = digest.map(|digest| view! { <p class="small">"Digest " <code>{short(&digest)}</code></p> });
    view! {
        <tr>
            <th scope="row"><code>{action}</code></th>
            <td data-label="Who">{actor_name}<span class="small muted">{from} {by}</span></td>
            <td class="mono" data-label="To what">{subject}</td>
            <td class="muted nowrap" data-label="When">{time(&at)}</td>
            <td data-label="More">
                <details class="disclosure">
                    <summary>{format!("Entry {seq}")}</summary>
                    {digest}
                    <p class="small">"Hash " <code>{short(&hash)}</code></p>
                    <p class="small mono">{detail.to_string()}</p>
                </details>
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched_for_can_hold_anything() {
        assert_eq!(path("/audit", "a b&c=ü", ""), "/audit?limit=100&text=a%20b%26c%3D%C3%BC");
        assert_eq!(path("/audit", "", "7"), "/audit?limit=100&text=&cursor=7");
    }
}
