//! What the AWS command line takes and gives: `create-table`, `describe-table`, and what other commands tell of a
//! table, each in a file of its own, in one list, or put together into one object.
//!
//! The neutral description has this shape already; what is left are the differences between a request and an answer,
//! and finding the table that an answer is about.

mod answers;
mod described;
mod home;

use super::report::Notes;
use super::sources::Text;
use super::table::TableSource;
use super::value::{Loc, Value};

use answers::Answer;
use home::Home;

pub(super) use answers::is_answer;

/// What has been read so far; answers wait for their tables.
#[derive(Default)]
pub(super) struct Answers {
    tables: Vec<TableSource>,
    answers: Vec<(Home, Answer)>,
}

impl Answers {
    /// Takes in a file.
    pub(super) fn read(&mut self, root: &Value, at: Loc, notes: &mut Notes) {
        let mut near = None;
        for value in root.items() {
            if described::is_table(value) && self.tables.len() < TableSource::MOST {
                near = Some(self.tables.len());
                self.tables.push(described::table(value, notes));
            }
            for answer in answers::of(value) {
                let home = answer.table.clone().map(Home::Named).or(near.map(Home::Near));
                self.answers.push((home.unwrap_or(Home::File(at)), answer));
            }
        }
    }

    /// The tables, each with the answers about it.
    pub(super) fn tables(mut self, texts: &[Text], notes: &mut Notes) -> Vec<TableSource> {
        let finder = home::Homes::of(&self.tables, texts);
        for (home, answer) in self.answers {
            match finder.find(&home).and_then(|at| self.tables.get_mut(at)) {
                Some(table) if answer.is_one_of_many => table.add(answer.into, answer.value),
                Some(table) => table.properties.set(answer.into, answer.value),
                None => tell(&home, &answer, notes),
            }
        }
        self.tables
    }
}

fn tell(home: &Home, answer: &Answer, notes: &mut Notes) {
    let at = answer.value.at;
    match home {
        Home::Named(name) => {
            let name = super::value::shown(name);
            let message = format!("what is said of `{name}` is left out, since that table is not among the files");
            notes.left_out(at, message);
        }
        Home::Near(_) | Home::File(_) => notes.left_out(
            at,
            "it isn't said which table this is about: name the file after the table, or put both into one list",
        ),
    }
}
