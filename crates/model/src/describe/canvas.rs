//! Settings of what lies on the canvas beside tables, and of silences.

use super::spec::settings;
use super::text::{self, plain};
use super::{Described, Spec, subject};
use crate::{Area, Note, Silence};

impl Described for Note {
    const SETTINGS: &'static [Spec<Self>] = NOTE;

    fn title(&self) -> String {
        const SHOWN: usize = 40;
        let line = self.text.lines().next().unwrap_or_default();
        match line.char_indices().nth(SHOWN) {
            Some((cut, _)) => format!("note {}…", line.get(..cut).unwrap_or_default()),
            None if line.is_empty() => "empty note".to_owned(),
            None => format!("note {line}"),
        }
    }
}

impl Described for Area {
    const SETTINGS: &'static [Spec<Self>] = AREA;

    fn title(&self) -> String {
        format!("area {}", plain(&self.name))
    }
}

impl Described for Silence {
    const SETTINGS: &'static [Spec<Self>] = SILENCE;

    fn title(&self) -> String {
        format!("silence of {}", plain(&self.code))
    }
}

settings! {
    NOTE of Note, told by (scope, note) {
        Identity {
            Text "text": note.text, required, plain(&note.text);
        }
        Canvas {
            Position "place on the canvas": note.position, required, text::position(Some(note.position));
            Size "size": note.size, required, text::size(note.size);
        }
    }
}

settings! {
    AREA of Area, told by (scope, area) {
        Identity {
            Name "name": area.name, required, plain(&area.name);
        }
        Canvas {
            Colour "colour": area.colour, unset, text::colour(area.colour);
            Position "place on the canvas": area.position, required, text::position(Some(area.position));
            Size "size": area.size, required, text::size(area.size);
        }
    }
}

settings! {
    SILENCE of Silence, told by (scope, silence) {
        Identity {
            Rule "rule": silence.code, required, plain(&silence.code);
            Reason "reason": silence.reason, required, plain(&silence.reason);
        }
        Contents {
            Target "silenced for": silence.object, required,
                subject(scope.design(), silence.object)
                    .unwrap_or_else(|| format!("a removed {}", silence.object.label()));
        }
    }
}
