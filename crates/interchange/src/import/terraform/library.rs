//! Well-known modules for DynamoDB: which of their arguments sets what, as data in Terraform's own language.
//!
//! Each text under `modules/` is ours: it declares the arguments that are understood with the module's defaults, and
//! says which setting of the table each of them is. Deliberately absent: what those modules make beside the table.

use std::collections::HashMap;
use std::rc::Rc;

use crate::import::hcl::{Body, parse};

use super::calls;
use super::scope::Declarations;

/// The file number of our own texts; no place in them is ever shown.
const OWN: u16 = u16::MAX;

/// A module: the parts of a source that name it, and its text.
struct Known {
    names: &'static [&'static str],
    text: &'static str,
}

const KNOWN: [Known; 5] = [
    Known {
        names: &[
            "terraform-aws-modules/dynamodb-table/aws",
            "terraform-aws-modules/terraform-aws-dynamodb-table",
        ],
        text: include_str!("modules/terraform-aws-modules.tf"),
    },
    Known {
        names: &["cloudposse/dynamodb/aws", "cloudposse/terraform-aws-dynamodb"],
        text: include_str!("modules/cloudposse.tf"),
    },
    Known {
        names: &["mineiros-io/dynamodb/aws", "mineiros-io/terraform-aws-dynamodb"],
        text: include_str!("modules/mineiros.tf"),
    },
    Known {
        names: &["boldlink/dynamodb/aws", "boldlink/terraform-aws-dynamodb"],
        text: include_str!("modules/boldlink.tf"),
    },
    Known {
        names: &[
            "snowplow-devops/dynamodb-autoscaling/aws",
            "snowplow-devops/terraform-aws-dynamodb-autoscaling",
        ],
        text: include_str!("modules/snowplow-autoscaling.tf"),
    },
];

/// The syntax trees of the known modules that an import calls.
pub(super) fn parsed<'a>(bodies: &[Body<'a>]) -> Vec<(usize, Body<'a>)> {
    let calls = bodies.iter().flat_map(|body| &body.blocks).filter(|block| block.kind == "module");
    let mut used: Vec<_> = calls.filter_map(calls::source).filter_map(position).collect();
    used.sort_unstable();
    used.dedup();
    let read = |at: usize| {
        let body = KNOWN.get(at).and_then(|known| parse(known.text, OWN, &mut 0).ok());
        (at, body.unwrap_or_default())
    };
    used.into_iter().map(read).collect()
}

fn position(source: &str) -> Option<usize> {
    KNOWN.iter().position(|known| known.names.iter().any(|name| is_named(source, name)))
}

/// Whether a source names the module itself, and not another one within it or one with a longer name.
fn is_named(source: &str, name: &str) -> bool {
    let Some((before, after)) = source.split_once(name) else { return false };
    let ends = ["", ".git"]
        .iter()
        .any(|end| after.strip_prefix(end).is_some_and(|after| after.is_empty() || after.starts_with('?')));
    ends && (before.is_empty() || before.ends_with(['/', ':']))
}

#[derive(Debug, Default)]
pub(crate) struct Library<'a> {
    modules: HashMap<usize, Rc<Declarations<'a>>>,
}

impl<'a> Library<'a> {
    pub(super) fn of(bodies: &'a [(usize, Body<'a>)]) -> Self {
        let declared = |(at, body): &'a (usize, Body<'a>)| {
            let mut declarations = Declarations::default();
            declarations.add(body);
            (*at, Rc::new(declarations))
        };
        Self { modules: bodies.iter().map(declared).collect() }
    }

    pub(super) fn find(&self, source: &str) -> Option<Rc<Declarations<'a>>> {
        self.modules.get(&position(source)?).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_ours_is_read() {
        for known in KNOWN {
            assert_eq!(
                parse(known.text, OWN, &mut 0).map(|body| body.blocks.is_empty()),
                Ok(false),
                "{:?}",
                known.names
            );
        }
    }

    #[test]
    fn sources_are_known_by_registry_and_by_repository() {
        for (source, is_known) in [
            ("terraform-aws-modules/dynamodb-table/aws", true),
            ("registry.terraform.io/terraform-aws-modules/dynamodb-table/aws", true),
            ("git::https://github.com/terraform-aws-modules/terraform-aws-dynamodb-table.git?ref=v4", true),
            ("git@github.com:cloudposse/terraform-aws-dynamodb.git", true),
            ("cloudposse/dynamodb-autoscaler/aws", false),
            ("terraform-aws-modules/dynamodb-table/aws//examples/x", false),
            ("evil-cloudposse/dynamodb/aws", false),
        ] {
            assert_eq!(position(source).is_some(), is_known, "{source}");
        }
    }
}
