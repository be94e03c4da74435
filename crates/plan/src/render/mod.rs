//! Renderings of a plan. Each is a function of the plan alone; the planner knows none of them.

mod text;
mod title;

pub use text::{NO_CHANGES, text};
pub use title::title;

/// The numbers of some steps as words: `step 4`, `steps 1, 2 and 5 to 7`; `None` without any.
#[must_use]
pub fn steps(numbers: &[u32]) -> Option<String> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let words = |&(first, last): &(u32, u32)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    };
    let label = if numbers.len() == 1 { "step" } else { "steps" };
    let mut told: Vec<_> = runs.iter().map(words).collect();
    let end = told.pop()?;
    Some(if told.is_empty() {
        format!("{label} {end}")
    } else {
        format!("{label} {} and {end}", told.join(", "))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn steps_in_a_row_are_told_as_one() {
        for (numbers, told) in [
            (&[][..], None),
            (&[4], Some("step 4")),
            (&[1, 2], Some("steps 1, 2")),
            (&[1, 2, 3], Some("steps 1 to 3")),
            (&[1, 2, 5, 6, 7], Some("steps 1, 2 and 5 to 7")),
            (&[2, 4, 6], Some("steps 2, 4 and 6")),
        ] {
            assert_eq!(super::steps(numbers).as_deref(), told);
        }
    }
}
