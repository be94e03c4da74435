//! A list as a table: its frame and its headings. Narrow screens show each row as a card, with the headings beside the
//! values, so cells carry theirs as `data-label`.

use crate::prelude::*;

/// The rows are the children, `<tr>` each.
#[component]
pub fn ListTable(
    /// What the columns are called.
    #[prop(into)]
    heads: Vec<&'static str>,
    /// Whether a last column holds buttons.
    #[prop(optional)]
    actions: bool,
    children: Children,
) -> impl IntoView {
    let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view();
    let actions =
        actions.then(|| view! { <th scope="col"><span class="visually-hidden">"Actions"</span></th> });
    view! {
        <div class="table-box">
            <table class="table table-stacked">
                <thead>
                    <tr>{heads} {actions}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
