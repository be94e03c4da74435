//! An edit and the judge's word on it are one frame.
//!
//! The word is there a millisecond or two after the edit, and by then the browser has begun to paint what the edit alone
//! changes; the word would be a second frame, as dear as the first. So what has to be painted waits for the word: signals
//! and what is computed of them move at once, effects run when the word is taken in. A judge that takes longer than
//! [`PATIENCE`] is not waited for, nor after the next edits, until it is prompt again (ADR 32).
//!
//! Deliberately absent: what is painted, and what the judge says.

#[cfg(feature = "hydrate")]
mod browser;

use std::cell::RefCell;
use std::task::Waker;
use std::time::Duration;

use crate::prelude::*;

#[cfg(feature = "hydrate")]
pub(crate) use self::browser::install;

/// How long an edit waits for the word on it: of the 16 milliseconds of a frame what is left when it is painted.
const PATIENCE: Duration = Duration::from_millis(5);

thread_local! {
    static HOLD: RefCell<Hold> = const { RefCell::new(Hold::new()) };
}

/// What is done once tasks have gone on.
type Run = Box<dyn FnOnce()>;

/// What waits for a word.
struct Hold {
    /// The number of the last wait.
    number: u32,
    /// Whether a word is on its way.
    is_open: bool,
    /// Whether the last word came in time.
    is_prompt: bool,
    /// The tasks that would have gone on.
    tasks: Vec<Waker>,
    /// What is for the frame in which they are done.
    then: Vec<Run>,
}

impl Hold {
    const fn new() -> Self {
        Self { number: 0, is_open: false, is_prompt: true, tasks: Vec::new(), then: Vec::new() }
    }

    /// A word is on its way; the number of a new wait, unless one is under way: it ends when that one does.
    fn begin(&mut self) -> Option<u32> {
        if std::mem::replace(&mut self.is_open, true) {
            return None;
        }
        self.number = self.number.wrapping_add(1);
        Some(self.number)
    }

    /// The word is there, or the wait of this number has been long enough. Whoever waited goes on.
    fn end(&mut self, too_late: Option<u32>) -> (Vec<Waker>, Vec<Run>) {
        let is_this = self.is_open && too_late.is_none_or(|number| number == self.number);
        if !is_this {
            return (Vec::new(), Vec::new());
        }
        self.is_open = false;
        self.is_prompt = too_late.is_none();
        (std::mem::take(&mut self.tasks), std::mem::take(&mut self.then))
    }

    /// Whether tasks wait now.
    const fn holds(&self) -> bool {
        self.is_open && self.is_prompt
    }

    /// Keeps a task that would go on now, if it is to wait.
    #[cfg(any(feature = "hydrate", test))]
    fn keeps(&mut self, task: &Waker) -> bool {
        if self.holds() {
            self.tasks.push(task.clone());
        }
        self.holds()
    }
}

/// The judge was told of an edit.
pub(super) fn begin() {
    if let Some(number) = HOLD.with_borrow_mut(Hold::begin) {
        set_timeout(move || end(Some(number)), PATIENCE);
    }
}

/// Its word on all edits is taken in, or there will be none.
pub(super) fn done() {
    end(None);
}

/// Runs something in the next frame, once all that has moved is in the page: moving the focus, looking at places.
pub(super) fn in_frame(run: impl FnOnce() + 'static) {
    request_animation_frame(move || {
        let held = HOLD.with_borrow(Hold::holds);
        if held {
            HOLD.with_borrow_mut(|hold| hold.then.push(Box::new(run)));
        } else {
            run();
        }
    });
}

fn end(too_late: Option<u32>) {
    // After the borrow: a task may begin the next wait.
    let (tasks, then) = HOLD.with_borrow_mut(|hold| hold.end(too_late));
    for task in tasks {
        task.wake();
    }
    for run in then {
        in_frame(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_wait_for_the_word_and_no_longer() {
        let mut hold = Hold::new();
        let task = Waker::noop();
        assert!(!hold.keeps(task), "no edit, no wait");
        let first = hold.begin();
        assert!(first.is_some());
        assert_eq!(hold.begin(), None, "a second edit waits no longer than the first one");
        assert!(hold.keeps(task) && hold.keeps(task));
        assert_eq!(hold.end(None).0.len(), 2, "the word wakes both");
        assert!(!hold.keeps(task));
        assert!(hold.end(first).0.is_empty(), "the time of a wait that is over passes unheard");
    }

    #[test]
    fn a_slow_judge_is_not_waited_for_until_it_is_prompt_again() {
        let mut hold = Hold::new();
        let task = Waker::noop();
        let first = hold.begin();
        assert!(hold.keeps(task));
        assert_eq!(hold.end(first).0.len(), 1, "the time is up");
        assert!(hold.end(None).0.is_empty(), "its late word finds nobody");
        assert!(hold.begin().is_some());
        assert!(!hold.keeps(task), "it was late");
        assert!(hold.end(None).0.is_empty(), "in time, so the next edit waits again");
        assert!(hold.begin().is_some());
        assert!(hold.keeps(task));
    }

    #[test]
    fn the_time_of_an_earlier_wait_does_not_end_a_later_one() {
        let mut hold = Hold::new();
        let first = hold.begin();
        hold.end(None);
        hold.begin();
        assert!(hold.keeps(Waker::noop()));
        assert!(hold.end(first).0.is_empty());
        assert!(hold.keeps(Waker::noop()));
    }
}
