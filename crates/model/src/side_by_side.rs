//! Going through many things that have nothing to do with each other on all processors at once.
//!
//! Deliberately no pool: a design that is large enough for this takes a thousand times as long as a thread to start.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

/// What a thread is worth being started for, in tables or patterns.
const WORTH: usize = 250;

/// What is found of all, in their order. `find` gets them in parts, and each part in order.
pub fn side_by_side<T: Sync, F: Send>(all: &[T], find: impl Fn(&[T]) -> Vec<F> + Sync) -> Vec<F> {
    let share = all.len().div_ceil(processors()).max(WORTH);
    let (own, others) = all.split_at(share.min(all.len()));
    if others.is_empty() {
        return find(own);
    }
    let find = &find;
    thread::scope(|scope| {
        let others: Vec<_> = others.chunks(share).map(|part| scope.spawn(move || find(part))).collect();
        let mut found = find(own);
        for other in others {
            found.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        found
    })
}

/// Browsers have one for us.
fn processors() -> usize {
    if cfg!(target_family = "wasm") { 1 } else { thread::available_parallelism().map_or(1, NonZero::get) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_in_order_however_many_there_are() {
        for count in [0, 1, WORTH, WORTH + 1, 10 * WORTH + 7] {
            let all: Vec<_> = (0..count).collect();
            let found = side_by_side(&all, |part| part.iter().flat_map(|one| [*one, *one]).collect());
            assert_eq!(found, (0..count).flat_map(|one| [one, one]).collect::<Vec<_>>());
        }
    }

    #[test]
    #[should_panic(expected = "of a part")]
    fn a_panic_is_not_lost() {
        let all: Vec<_> = (0..10 * WORTH).collect();
        side_by_side(&all, |part| -> Vec<()> { panic!("of a part that has {}", part.len()) });
    }
}
