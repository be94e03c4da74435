//! Settings of entities and sample items.

use super::spec::settings;
use super::text::{self, NONE, plain};
use super::{Described, Scope, Spec};
use crate::{AttributeId, Entity, Item, Template};

impl Described for Entity {
    const SETTINGS: &'static [Spec<Self>] = ENTITY;

    fn title(&self) -> String {
        self.name.clone()
    }
}

impl Described for Item {
    const SETTINGS: &'static [Spec<Self>] = ITEM;

    fn title(&self) -> String {
        format!("sample item {}", self.id)
    }
}

settings! {
    ENTITY of Entity, told by (scope, entity) {
        Identity {
            Name "name": entity.name, required, plain(&entity.name);
            Description "description": entity.description, unset, plain(&entity.description);
        }
        Contents {
            Attributes "attributes": carried(entity), unset, carried_text(scope, entity);
            Templates "templates": templates(entity), unset, templates_text(scope, entity);
        }
        Canvas {
            Colour "colour": entity.colour, unset, text::colour(entity.colour);
        }
    }
}

settings! {
    ITEM of Item, told by (scope, item) {
        Samples {
            Entity "entity": item.entity, unset, text::maybe(item.entity.map(|id| scope.entity(id)));
            Values "values": item.values, required, serde_json::to_string(&item.values).unwrap_or_default();
        }
    }
}

fn carried(entity: &Entity) -> Vec<(AttributeId, bool)> {
    entity.attributes.iter().map(|carried| (carried.attribute, carried.optional)).collect()
}

fn carried_text(scope: &Scope<'_>, entity: &Entity) -> String {
    let told = entity.attributes.iter().map(|carried| {
        let mark = if carried.optional { " (optional)" } else { "" };
        format!("{}{mark}", scope.attribute(carried.attribute))
    });
    text::listed(told, NONE)
}

fn templates(entity: &Entity) -> Vec<(AttributeId, &Template)> {
    let carried = entity.attributes.iter();
    carried.filter_map(|carried| Some((carried.attribute, carried.template.as_ref()?))).collect()
}

fn templates_text(scope: &Scope<'_>, entity: &Entity) -> String {
    let told = templates(entity).into_iter().map(|(id, template)| {
        format!("{} = {}", scope.attribute(id), template.text(|id| scope.attribute(id)))
    });
    text::listed(told, NONE)
}
