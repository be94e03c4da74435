//! Puts functions of like content side by side, since a module is sent compressed: what is like something just seen takes
//! few bytes. A module is mostly the same code for many types, so this is three hundredths of it.
//!
//! The order is told to wasm-opt by names in it, `00000` and up, for its `--reorder-functions-by-name`. Deliberately not the
//! best of all orders, which nobody finds: each function is followed by the one of the rest that is most like it.

use std::cmp::Reverse;
use std::collections::HashMap;

use wasmparser::{Parser, Payload, TypeRef};

use crate::problem::{Explain, Outcome};

/// So many features of a function are compared; more find likeness better and take longer.
const FEATURES: usize = 128;
/// A feature is found among all runs of so many bytes.
const RUN: usize = 4;
/// So many functions with the same feature are looked at; a feature of a thousand says little.
const AT_MOST: usize = 200;
/// What this makes of a module, in a word that changes when it does.
pub(super) const VERSION: &str = "order 1";

/// The smallest value of each of many hashes over all runs of a function: the more of them two have in common, the more
/// content they have in common.
type Features = [u32; FEATURES];

/// The same module with a name for each function, in whose order like stands beside like.
pub(super) fn named(wasm: &[u8]) -> Outcome<Vec<u8>> {
    let (imported, bodies) = bodies(wasm)?;
    let features = bodies.into_iter().map(features).collect();
    let chain = Rest::of(features).chain();
    let named = chain.into_iter().enumerate().map(|(rank, at)| (imported + at, format!("{rank:05}")));
    let mut names: Vec<_> = named.collect();
    names.sort_unstable();
    Ok([wasm, &section(&names)].concat())
}

/// How many functions are imported, and the code of the others.
fn bodies(wasm: &[u8]) -> Outcome<(usize, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.explain(|| "cannot read the optimised module".to_owned())? {
            Payload::ImportSection(imports) => {
                let all = imports.into_imports().flatten();
                imported = all.filter(|import| matches!(import.ty, TypeRef::Func(_))).count();
            }
            Payload::CodeSectionEntry(body) => {
                bodies.extend(wasm.get(body.range()));
            }
            _ => {}
        }
    }
    Ok((imported, bodies))
}

fn features(body: &[u8]) -> Features {
    let mut least = [u32::MAX; FEATURES];
    for run in body.windows(RUN.min(body.len()).max(1)) {
        let hash = run.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
        });
        let hash = hash ^ hash >> 29;
        for (least, turn) in least.iter_mut().zip(1_u64..) {
            let turned = hash.wrapping_mul(turn.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
            *least = (*least).min((turned >> 32) as u32);
        }
    }
    least
}

/// The functions that have no place in the order yet.
struct Rest {
    features: Vec<Features>,
    /// Who has a feature, by its number and value.
    holders: HashMap<(usize, u32), Vec<usize>>,
    is_left: Vec<bool>,
    /// How many features each has in common with the one that is looked at; all zero in between.
    common: Vec<u16>,
}

impl Rest {
    fn of(features: Vec<Features>) -> Self {
        let mut holders = HashMap::<_, Vec<_>>::new();
        for (at, of) in features.iter().enumerate() {
            for feature in of.iter().copied().enumerate() {
                holders.entry(feature).or_default().push(at);
            }
        }
        let (is_left, common) = (vec![true; features.len()], vec![0; features.len()]);
        Self { features, holders, is_left, common }
    }

    /// From each function to the one of the rest that is most like it; where none is at all, to the first.
    fn chain(mut self) -> Vec<usize> {
        let mut chain = Vec::with_capacity(self.features.len());
        let mut next = self.first();
        while let Some(at) = next {
            self.is_left[at] = false;
            chain.push(at);
            next = self.most_like(at).or_else(|| self.first());
        }
        chain
    }

    fn first(&self) -> Option<usize> {
        self.is_left.iter().position(|is_left| *is_left)
    }

    fn most_like(&mut self, at: usize) -> Option<usize> {
        let Self { features, holders, is_left, common } = self;
        let mut met = Vec::new();
        for feature in features[at].iter().copied().enumerate() {
            let Some(holders) = holders.get_mut(&feature) else { continue };
            let before = met.len();
            for other in holders.iter().copied().filter(|other| is_left[*other]).take(AT_MOST) {
                common[other] += 1;
                met.push(other);
            }
            if holders.len() > 2 * (met.len() - before) {
                holders.retain(|other| is_left[*other]);
            }
        }
        // Of equals the first, so that the order is always the same.
        let best = met.iter().copied().max_by_key(|other| (common[*other], Reverse(*other)));
        met.into_iter().for_each(|other| common[other] = 0);
        best
    }
}

/// The custom section `name` with the names of functions.
fn section(names: &[(usize, String)]) -> Vec<u8> {
    let mut list = number(names.len());
    for (at, name) in names {
        list.extend(number(*at));
        list.extend(sized(name.as_bytes()));
    }
    let mut content = sized(b"name");
    content.push(1);
    content.extend(sized(&list));
    let mut section = vec![0];
    section.extend(sized(&content));
    section
}

fn sized(content: &[u8]) -> Vec<u8> {
    let mut sized = number(content.len());
    sized.extend(content);
    sized
}

/// A number as WebAssembly writes it: seven bits a byte, the low ones first.
fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 0x7f {
        bytes.push(value as u8 & 0x7f | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

#[cfg(test)]
mod unit {
    use super::*;

    fn features_of(text: &str) -> Features {
        features(text.as_bytes())
    }

    #[test]
    fn like_stands_beside_like() {
        let bodies = [
            "the first of one kind, long enough to have features",
            "0123456789 9876543210 0123456789",
            "the second of one kind long enough to have features",
            "0123456789 9876543210 012345678",
        ];
        let chain = Rest::of(bodies.map(features_of).to_vec()).chain();
        assert_eq!(chain, [0, 2, 1, 3]);
        assert_eq!(Rest::of(Vec::new()).chain(), [0; 0]);
    }

    #[test]
    fn each_function_has_a_name_and_keeps_its_code() {
        let mut module = walrus::Module::default();
        for value in [1, 77_777, 2] {
            let mut body = walrus::FunctionBuilder::new(&mut module.types, &[], &[walrus::ValType::I32]);
            body.func_body().i32_const(value);
            let function = body.finish(Vec::new(), &mut module.funcs);
            module.exports.add(&format!("gives {value}"), function);
        }
        let plain = module.emit_wasm();
        let named = walrus::Module::from_buffer(&named(&plain).unwrap()).unwrap();
        let mut names: Vec<_> = named.funcs.iter().filter_map(|function| function.name.clone()).collect();
        names.sort_unstable();
        assert_eq!(names, ["00000", "00001", "00002"]);
        assert_eq!(named.exports.iter().count(), 3);
    }

    #[test]
    fn numbers_are_written_as_wasm_does() {
        assert_eq!(
            [number(0), number(127), number(128), number(624_485)].concat(),
            [0, 127, 0x80, 1, 0xe5, 0x8e, 0x26]
        );
    }
}
