//! Empties the functions of the release bundles that nothing can call.
//!
//! Leptos makes a way of waking up lazily (`hydrate_async`) for each type of view, and a pointer to it in each view, so
//! that no compiler sees that only `hydrate_lazy` would call them, which we don't. Six percent of a bundle are these.
//! Their bodies become a trap: were one ever reached, the page would stop there with an error in the console.
//!
//! Deliberately narrow: one function of one crate, and the build fails when it is not found any more.

use walrus::{FunctionBuilder, FunctionId, Module, ModuleConfig};

use crate::problem::{Explain, Outcome, Problem};

/// `tachys::view::any_view::IntoAny::into_any::hydrate_async` and the future in it, in either of the compiler's ways to
/// write names. Functions that drop the future may be shared with others of the same content, and stay.
const UNCALLED: [&str; 2] = ["IntoAny", "8into_any13hydrate_async"];
const SHARED: &str = "drop";

/// The same module with these functions emptied.
pub(super) fn run(wasm: &[u8]) -> Outcome<Vec<u8>> {
    where_found(wasm)?.ok_or_else(|| {
        Problem::new(format!(
            "the bundle has no function named {UNCALLED:?}: Leptos has changed, look at xtask/src/wasm/trim.rs"
        ))
    })
}

/// The same of a module that may have none of them.
pub(super) fn where_found(wasm: &[u8]) -> Outcome<Option<Vec<u8>>> {
    // As wasm-bindgen reads it: what a compiler wrote needs no validation.
    let mut module = ModuleConfig::new()
        .strict_validate(false)
        .parse(wasm)
        .explain(|| "cannot read the module".to_owned())?;
    let found = uncalled(&module);
    if found.is_empty() {
        return Ok(None);
    }
    for function in found {
        empty(&mut module, function);
    }
    Ok(Some(module.emit_wasm()))
}

fn uncalled(module: &Module) -> Vec<FunctionId> {
    let is_uncalled = |name: &str| UNCALLED.iter().all(|part| name.contains(part)) && !name.contains(SHARED);
    let local = module.funcs.iter_local().map(|(id, _)| module.funcs.get(id));
    local
        .filter(|function| function.name.as_deref().is_some_and(is_uncalled))
        .map(walrus::Function::id)
        .collect()
}

fn empty(module: &mut Module, function: FunctionId) {
    let kind = module.funcs.get(function).ty();
    let (takes, gives) = (module.types.params(kind).to_vec(), module.types.results(kind).to_vec());
    let arguments = takes.iter().map(|kind| module.locals.add(*kind)).collect();
    let mut body = FunctionBuilder::new(&mut module.types, &takes, &gives);
    body.func_body().unreachable();
    module.funcs.get_mut(function).kind = walrus::FunctionKind::Local(body.local_func(arguments));
}

#[cfg(test)]
mod unit {
    use super::*;

    /// A module whose one function has a name and gives a number.
    fn module(name: &str) -> Vec<u8> {
        let mut module = Module::default();
        let mut body = FunctionBuilder::new(&mut module.types, &[], &[walrus::ValType::I32]);
        body.name(name.to_owned()).func_body().i32_const(77_777);
        let function = body.finish(Vec::new(), &mut module.funcs);
        module.exports.add("f", function);
        module.emit_wasm()
    }

    fn has_body(wasm: &[u8]) -> bool {
        let number = [0x41, 0xd1, 0xdf, 0x04];
        wasm.windows(number.len()).any(|bytes| bytes == number)
    }

    #[test]
    fn what_nothing_calls_is_emptied() {
        let legacy =
            "_ZN67_$LT$T$u20$as$u20$tachys..view..any_view..IntoAny$GT$8into_any13hydrate_async17h0E";
        let before = module(legacy);
        assert!(has_body(&before));
        assert!(run(&before).is_ok_and(|after| !has_body(&after)));
    }

    #[test]
    fn a_bundle_without_it_fails_the_build() {
        for name in ["_ZN5alloc4dropIntoAny8into_any13hydrate_async", "_ZN7IntoAny8into_any7hydrate"] {
            assert!(run(&module(name)).is_err(), "{name}");
        }
    }
}
