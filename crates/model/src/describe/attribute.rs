//! Settings of an attribute.

use super::spec::settings;
use super::text::{self, NONE, plain};
use super::{Described, Spec};
use crate::Attribute;

impl Described for Attribute {
    const SETTINGS: &'static [Spec<Self>] = ATTRIBUTE;

    fn title(&self) -> String {
        self.name.clone()
    }
}

settings! {
    ATTRIBUTE of Attribute, told by (scope, attribute) {
        Identity {
            Name "name" "AttributeName": attribute.name, required, plain(&attribute.name);
            Type "type" "AttributeType": attribute.kind, required, attribute.kind.label().to_owned();
            Description "description": attribute.description, unset, plain(&attribute.description);
        }
        Contents {
            Shape "what is inside": attribute.shape, unset, text::shape(attribute.shape.as_ref());
        }
        Samples {
            Format "sample format": attribute.format, unset,
                text::sample_format(scope, attribute.format.as_ref());
            Distribution "different values": attribute.distinct, unset, text::maybe(attribute.distinct);
            Distribution "share of the commonest value": attribute.hottest, unset,
                text::counted(attribute.hottest, "%", NONE);
        }
    }
}
