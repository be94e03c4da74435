//! Settings of the design itself.

use crate::prelude::*;
use tablewright_model::{Address, DesignField, Edit, Field, Object};

use super::{Group, Heading};
use crate::editor::desk::Desk;
use crate::editor::setting::TextSetting;
use crate::ui::IconName;

#[component]
pub(super) fn DesignSettings(desk: Desk) -> impl IntoView {
    let name = memo(move |_| desk.design.with(|design| design.name.clone()));
    let description = memo(move |_| desk.design.with(|design| design.description.clone()));
    let at = |field| Address::field(Object::Design, field);
    view! {
        <Heading desk kind="Design" icon=IconName::Design />
        <Group title="Basics">
            <TextSetting
                desk
                at=at(Field::Name)
                label="Name"
                hint="What your team calls this design. It names nothing in AWS."
                value=name
                edit=Callback::new(|name| Edit::SetDesign { field: DesignField::Name(name) })
            />
            <TextSetting
                desk
                at=at(Field::Description)
                label="Description"
                hint="What it is for, in Markdown."
                long=true
                value=description
                edit=Callback::new(|text| Edit::SetDesign { field: DesignField::Description(text) })
            />
        </Group>
    }
}
