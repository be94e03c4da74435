//! The region of a resource that says it by its provider only, as replicas did before they had an argument for it.

use std::rc::Rc;

use crate::import::hcl::{Block, ExprKind};
use crate::import::value::Value;

use super::evaluate::Evaluator;
use super::scope::{Env, Module};

/// The region of the provider that a resource takes.
pub(super) fn region<'a>(
    evaluator: &Evaluator<'_, 'a>,
    block: &'a Block<'a>,
    module: &Rc<Module<'a>>,
) -> Option<Value> {
    let name = block.body.attribute("provider").map_or("aws", |attribute| attribute.value.text);
    let (module, provider) = provider(name.trim().trim_matches('"'), module)?;
    let region = provider.body.attribute("region")?;
    Some(evaluator.value(&region.value, Env::of(&module)))
}

/// The provider of a name in a module, which may have been handed over by the caller.
fn provider<'a>(name: &str, module: &Rc<Module<'a>>) -> Option<(Rc<Module<'a>>, &'a Block<'a>)> {
    if let Some(provider) = module.declarations.providers.get(name) {
        return Some((module.clone(), provider));
    }
    let caller = module.caller.as_ref()?;
    let handed = caller.call.body.attribute("providers").and_then(|handed| match &handed.value.kind {
        ExprKind::Object(entries) => entries.iter().find(|(key, _)| key.text.trim_matches('"') == name),
        _ => None,
    });
    // Levels of modules are limited where they are called.
    provider(handed.map_or(name, |(_, value)| value.text.trim_matches('"')), &caller.module)
}

/// What a provider is called where it is taken: `aws`, or `aws.ireland` with an alias.
pub(super) fn name(provider: &Block<'_>) -> String {
    let alias = provider.body.attribute("alias").map(|alias| &alias.value.kind);
    match alias {
        Some(ExprKind::Text(alias)) => format!("{}.{alias}", provider.label(0)),
        _ => provider.label(0).to_owned(),
    }
}
