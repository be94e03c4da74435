//! Settings of an object that has no controls of its own yet: all of them, in words, by group.

use crate::prelude::*;
use tablewright_model::{Object, Setting, describe};

use super::{Group, Heading};
use crate::editor::commands;
use crate::editor::desk::Desk;
use crate::ui::IconName;

#[component]
pub(super) fn ListedSettings(desk: Desk, object: Object) -> impl IntoView {
    let settings = memo(move |_| desk.design.with(|design| describe(design, object).unwrap_or_default()));
    let parent = object.table().map_or(Object::Design, Object::Table);
    view! {
        <Heading
            desk
            kind=object.label()
            icon=IconName::Design
            parent
            on_remove=move |()| commands::remove(desk, object)
        />
        <Group title="Settings">
            <dl class="listed">
                {move || settings.get().into_iter().map(listed).collect::<Vec<_>>()}
            </dl>
        </Group>
    }
}

fn listed(setting: Setting) -> AnyView {
    view! {
        <dt>{setting.label}</dt>
        <dd>{setting.text}</dd>
    }
    .into_any()
}
