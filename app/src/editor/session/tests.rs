//! Several replicas against a small server that orders as the real one does.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proptest::prelude::*;
use tablewright_contract::{EditOutcome, EditResult, RecordedEdit, Undo};
use tablewright_model::{
    Attribute, AttributeField, AttributeId, AttributeType, AttributeValue, DesignField, GlobalIndex,
    IndexField, IndexId, Item, PrimaryKey, Table, TableField, TableId,
};

use super::*;

/// The most edits in one answer: few, so that a slow replica needs several.
const PAGE: usize = 4;

/// Orders edits, stores each once, refuses what does not apply.
struct Server {
    design: Design,
    log: Vec<RecordedEdit>,
    refused: BTreeSet<String>,
    /// What each editor left behind, in this order.
    left: BTreeMap<String, Vec<Edit>>,
}

impl Server {
    fn new() -> Self {
        Self { design: start(), log: Vec::new(), refused: BTreeSet::new(), left: BTreeMap::new() }
    }

    fn view(&self) -> DesignView {
        DesignView {
            id: "d".into(),
            seq: self.log.len() as u64,
            version: 0,
            saved: false,
            can_edit: true,
            can_comment: true,
            guest: false,
            document: self.design.clone(),
        }
    }

    fn post(&mut self, request: &PostEdits) -> EditsView {
        let results =
            request.edits.iter().map(|edit| EditResult { id: edit.id.clone(), outcome: self.order(edit) });
        let results = results.collect();
        EditsView { results, ..self.after(request.after) }
    }

    fn order(&mut self, edit: &SubmittedEdit) -> EditOutcome {
        if let Some(known) = self.log.iter().find(|known| known.id == edit.id) {
            return EditOutcome::Stored { seq: known.seq };
        }
        let is_own = |undo: &Undo| {
            let finds = displaced(&self.design, &edit.edit).is_ok_and(|found| found == undo.finds);
            finds && undo.of.iter().all(|id| self.log.iter().any(|known| known.id == *id))
        };
        let applied = if edit.undo.as_ref().is_none_or(is_own) {
            apply(&self.design, &edit.edit)
        } else {
            Err(Refusal::ChangedSince)
        };
        match applied {
            Ok(applied) => {
                self.note_what_is_left(edit, &applied);
                self.design = applied.design;
                let seq = self.log.len() as u64 + 1;
                let (id, edit) = (edit.id.clone(), edit.edit.clone());
                self.log.push(RecordedEdit { seq, id, author: String::new(), at: String::new(), edit });
                EditOutcome::Stored { seq }
            }
            Err(refusal) => {
                self.refused.insert(edit.id.clone());
                let message = refusal.to_string();
                EditOutcome::Refused { refusal, message }
            }
        }
    }

    /// Whoever takes something back must have left it there: in the server's order or on their own screen.
    fn note_what_is_left(&mut self, edit: &SubmittedEdit, applied: &Applied) {
        let editor = edit.id.split('-').next().unwrap();
        let left = self.left.entry(editor.to_owned()).or_default();
        for found in edit.undo.iter().flat_map(|undo| &undo.finds) {
            assert!(left.contains(found), "{edit:?} takes back what another did: {found:?}");
        }
        self.leaves(editor, applied);
    }

    fn leaves(&mut self, editor: &str, applied: &Applied) {
        let left = displaced(&applied.design, &applied.inverse).unwrap();
        self.left.entry(editor.to_owned()).or_default().extend(left);
    }

    /// A message of the live session: any part of the log, as a network may bring it.
    fn told(&self, from: usize, count: usize) -> (u64, Vec<RecordedEdit>) {
        let edits: Vec<_> = self.log.iter().skip(from).take(count).cloned().collect();
        (edits.last().map_or(self.log.len() as u64, |edit| edit.seq), edits)
    }

    fn after(&self, seq: u64) -> EditsView {
        let edits = self.log.iter().filter(|edit| edit.seq > seq).take(PAGE).cloned().collect();
        EditsView { seq: self.log.len() as u64, results: Vec::new(), edits }
    }

    /// What became of every id that a replica ever queued.
    fn knows(&self, id: &str) -> bool {
        self.refused.contains(id) || self.log.iter().any(|known| known.id == id)
    }
}

fn id<T: From<tablewright_model::Id>>(kind: &str, n: u8) -> T {
    format!("{kind}{n}").parse::<tablewright_model::Id>().unwrap().into()
}

fn attribute(n: u8, name: &str) -> Attribute {
    Attribute::new(id("a", n), name, AttributeType::S)
}

fn table(n: u8) -> Table {
    let mut table = Table::blank(id("t", n), format!("Table{n}"));
    table.attributes = (0..2).map(|n| attribute(n, &format!("A{n}"))).collect();
    table.key = PrimaryKey { partition: Some(id("a", 0)), sort: None };
    table.indexes = std::iter::once(index(0)).collect();
    table.items = std::iter::once(item(0, "A1")).collect();
    table
}

fn index(n: u8) -> GlobalIndex {
    GlobalIndex { partition: vec![id("a", 1)], ..GlobalIndex::new(id("i", n), format!("I{n}")) }
}

fn item(n: u8, name: &str) -> Item {
    let values = BTreeMap::from([(name.to_owned(), AttributeValue::S(format!("v{n}")))]);
    Item { id: id("m", n), values, entity: None }
}

fn start() -> Design {
    let mut design = Design::blank("Start");
    for n in 0..2 {
        let edit = Edit::AddTable { at: 9, table: Box::new(table(n)) };
        design = apply(&design, &edit).unwrap().design;
    }
    design
}

fn rename(n: u8, name: &str) -> Edit {
    Edit::SetTable { table: id("t", n), field: TableField::Name(name.to_owned()) }
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let (t, n, name) = (0..3_u8, 0..3_u8, "[ab]{0,2}");
    (0..13_u8, t, n, name).prop_map(|(kind, t, n, name)| {
        let tid: TableId = id("t", t);
        let aid: AttributeId = id("a", n);
        let iid: IndexId = id("i", n);
        match kind {
            0 => Edit::SetDesign { field: DesignField::Name(name) },
            1 => Edit::AddTable { at: u32::from(n), table: Box::new(table(t)) },
            2 => Edit::RemoveTable { table: tid },
            3 => rename(t, &name),
            4 => Edit::AddAttribute { table: tid, at: u32::from(n), attribute: attribute(n, &name) },
            5 => Edit::RemoveAttribute { table: tid, attribute: aid },
            6 | 7 => Edit::SetAttribute { table: tid, attribute: aid, field: AttributeField::Name(name) },
            8 => Edit::AddIndex { table: tid, at: 0, index: index(n) },
            9 => Edit::RemoveIndex { table: tid, index: iid },
            10 => Edit::SetIndex { table: tid, index: iid, field: IndexField::Sort(vec![aid]) },
            11 => Edit::SetItem { table: tid, item: item(n, &name) },
            _ => Edit::SetTable { table: tid, field: TableField::Ttl(Some(aid)) },
        }
    })
}

/// One thing that happens to one replica.
#[derive(Debug, Clone)]
enum Event {
    Edit(Box<Edit>, u64),
    Undo,
    Redo,
    Send,
    /// The server gets the request on its way, its answer starts back.
    Arrive,
    Answer,
    LoseRequest,
    LoseAnswer,
    Poll,
    /// A live message from this far behind, of so many edits: late, twice, before its time, or in order.
    Hear(usize, usize),
    /// The page is loaded anew with the queue that it kept.
    Reload,
    Rejoin,
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => (any_edit(), 0..3_u64).prop_map(|(edit, gesture)| Event::Edit(Box::new(edit), gesture)),
        5 => Just(Event::Undo),
        2 => Just(Event::Redo),
        4 => Just(Event::Send),
        4 => Just(Event::Arrive),
        4 => Just(Event::Answer),
        1 => Just(Event::LoseRequest),
        1 => Just(Event::LoseAnswer),
        2 => Just(Event::Poll),
        6 => (0..6_usize, 0..3_usize).prop_map(|(behind, count)| Event::Hear(behind, count)),
        1 => Just(Event::Reload),
        1 => Just(Event::Rejoin),
    ]
}

/// A replica with its one connection.
struct Editor {
    session: Session,
    request: VecDeque<PostEdits>,
    answer: VecDeque<EditsView>,
    ever_queued: BTreeSet<String>,
    /// Typed back to the old value before they were ever sent.
    withdrawn: BTreeSet<String>,
    copy: Follower,
    /// The highest number that it was told.
    heard: u64,
    name: usize,
    made: usize,
}

/// A copy of the shown document that is told of moves only, as the judge's is.
struct Follower {
    design: Design,
    before: Design,
}

impl Follower {
    fn follow(&mut self, session: &mut Session) {
        for way in session.take_moves() {
            let (before, edit) = match way {
                Move::By(edit) => (self.design.clone(), edit),
                Move::Instead(edit) => (self.before.clone(), edit),
                Move::Anew => {
                    (self.before, self.design) = (session.shown().clone(), session.shown().clone());
                    // Whoever asks for the document gets it as it is after all moves.
                    break;
                }
            };
            self.design = apply(&before, &edit).unwrap().design;
            self.before = before;
        }
        assert_eq!(self.design, *session.shown(), "a copy follows");
    }
}

impl Editor {
    fn new(name: usize, server: &Server) -> Self {
        Self {
            session: Session::new(&server.view()),
            request: VecDeque::new(),
            answer: VecDeque::new(),
            ever_queued: BTreeSet::new(),
            withdrawn: BTreeSet::new(),
            copy: Follower { design: server.design.clone(), before: server.design.clone() },
            heard: 0,
            name,
            made: 0,
        }
    }

    fn fresh(&mut self) -> String {
        self.made += 1;
        format!("{}-{}", self.name, self.made)
    }

    fn live(&mut self, event: Event, server: &mut Server) {
        match event {
            Event::Edit(edit, gesture) => {
                let id = self.fresh();
                let (before, queue) = (self.session.shown().clone(), self.queued());
                if self.session.dispatch(*edit, GestureId(gesture), id).is_err() {
                    assert_eq!(*self.session.shown(), before, "a refused edit changes nothing");
                }
                let left = self.queued();
                self.withdrawn.extend(queue.into_iter().filter(|id| !left.contains(id)));
            }
            Event::Undo => {
                let id = self.fresh();
                self.session.undo(id);
            }
            Event::Redo => {
                let id = self.fresh();
                self.session.redo(id);
            }
            Event::Send => self.request.extend(self.session.outgoing()),
            Event::Arrive => {
                if let Some(request) = self.request.pop_front() {
                    self.answer.push_back(server.post(&request));
                }
            }
            Event::Answer => {
                if let Some(answer) = self.answer.pop_front() {
                    self.session.acknowledge(&answer).unwrap();
                }
            }
            Event::LoseRequest => self.lose(|editor| editor.request.pop_front().is_some()),
            Event::LoseAnswer => self.lose(|editor| editor.answer.pop_front().is_some()),
            Event::Poll => {
                let news = server.after(self.session.seq());
                self.session.receive(&news).unwrap();
                let stored = news.edits.iter().find(|edit| self.queued().contains(&edit.id));
                assert_eq!(stored, None, "what the server has ordered does not wait any more");
            }
            Event::Hear(behind, count) => {
                let (seq, edits) = server.told(server.log.len().saturating_sub(behind), count);
                self.session.hear(seq, edits).unwrap();
                let (knows, behind) = (self.session.seq(), self.session.is_behind());
                assert!(behind || self.heard(seq) <= knows, "what is missing is known to be");
                assert!(!behind || knows < server.log.len() as u64, "nobody waits for nothing");
            }
            Event::Reload => {
                self.heard = 0;
                let queue = self.session.queue();
                self.request.clear();
                self.answer.clear();
                self.session = Session::new(&server.view());
                self.session.restore(queue);
                self.copy = Follower { design: server.design.clone(), before: server.design.clone() };
            }
            Event::Rejoin => {
                self.request.clear();
                self.answer.clear();
                self.session.rejoin(&server.view());
            }
        }
        let queued = self.queued();
        self.ever_queued.extend(queued);
        self.sees(server);
        self.copy.follow(&mut self.session);
    }

    /// What waits leaves its marks on this editor's own screen.
    fn sees(&self, server: &mut Server) {
        for pending in &self.session.pending {
            if let Some(applied) = pending.applied_to(&pending.before) {
                server.leaves(&self.name.to_string(), &applied);
            }
        }
    }

    fn heard(&mut self, seq: u64) -> u64 {
        self.heard = self.heard.max(seq);
        self.heard
    }

    fn queued(&self) -> Vec<String> {
        self.session.queue().into_iter().map(|edit| edit.id).collect()
    }

    fn lose(&mut self, lost: impl Fn(&mut Self) -> bool) {
        if lost(self) {
            self.session.connection_lost();
        }
    }

    fn settle(&mut self, server: &mut Server) {
        for event in [Event::Arrive, Event::Answer] {
            self.live(event, server);
        }
        while self.session.waiting() > 0 {
            for event in [Event::Send, Event::Arrive, Event::Answer] {
                self.live(event, server);
            }
        }
    }
}

fn alone(edits: &[(Edit, u64)]) -> (Session, Design) {
    let server = Server::new();
    let mut session = Session::new(&server.view());
    for (n, (edit, gesture)) in edits.iter().enumerate() {
        let _ = session.dispatch(edit.clone(), GestureId(*gesture), n.to_string());
    }
    let done = session.shown().clone();
    (session, done)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everybody_ends_with_the_servers_document_and_no_edit_is_lost(
        events in prop::collection::vec((0..3_usize, any_event()), 1..120)
    ) {
        let mut server = Server::new();
        let mut editors: Vec<_> = (0..3).map(|name| Editor::new(name, &server)).collect();
        for (who, event) in events {
            editors[who].live(event, &mut server);
        }
        for editor in &mut editors {
            editor.settle(&mut server);
        }
        for editor in &mut editors {
            while editor.session.seq() < server.log.len() as u64 {
                editor.live(Event::Poll, &mut server);
            }
            prop_assert_eq!(editor.session.shown(), &server.design);
            prop_assert_eq!(editor.session.waiting(), 0);
            for id in &editor.ever_queued {
                prop_assert!(server.knows(id) || editor.withdrawn.contains(id), "{} is lost", id);
            }
        }
    }

    #[test]
    fn undoing_everything_gives_the_start_and_redoing_everything_the_end(
        edits in prop::collection::vec((any_edit(), 0..4_u64), 1..40)
    ) {
        let (mut session, done) = alone(&edits);
        let mut n = 1000;
        while session.can_undo() {
            prop_assert_eq!(session.undo(n.to_string()), None);
            n += 1;
        }
        prop_assert_eq!(session.shown(), &start());
        while session.can_redo() {
            prop_assert_eq!(session.redo(n.to_string()), None);
            n += 1;
        }
        prop_assert_eq!(session.shown(), &done);
    }
}

#[test]
fn typing_in_one_focus_is_one_step_and_one_edit() {
    let mut session = Session::new(&Server::new().view());
    for (n, text) in ["S", "Sc", "Sco", "Scores"].into_iter().enumerate() {
        session.dispatch(rename(0, text), GestureId(1), n.to_string()).unwrap();
    }
    assert_eq!(session.waiting(), 1);
    session.undo("u".into());
    assert_eq!(*session.shown(), start());
    assert!(!session.can_undo());
}

#[test]
fn typing_goes_on_in_the_same_step_after_a_part_of_it_was_sent() {
    let mut server = Server::new();
    let mut session = Session::new(&server.view());
    session.dispatch(rename(0, "S"), GestureId(1), "1".into()).unwrap();
    let request = session.outgoing().unwrap();
    session.dispatch(rename(0, "Sc"), GestureId(1), "2".into()).unwrap();
    session.acknowledge(&server.post(&request)).unwrap();
    session.dispatch(rename(0, "Sco"), GestureId(1), "3".into()).unwrap();
    assert_eq!(session.queue().len(), 1);
    session.undo("u".into());
    assert_eq!(*session.shown(), start());
}

#[test]
fn another_focus_is_another_step() {
    let mut session = Session::new(&Server::new().view());
    session.dispatch(rename(0, "One"), GestureId(1), "1".into()).unwrap();
    session.dispatch(rename(0, "Two"), GestureId(2), "2".into()).unwrap();
    session.undo("u".into());
    assert_eq!(session.shown().tables.get(id("t", 0)).unwrap().name, "One");
}

#[test]
fn only_one_request_is_on_its_way() {
    let mut session = Session::new(&Server::new().view());
    session.dispatch(rename(0, "One"), GestureId(1), "1".into()).unwrap();
    assert!(session.outgoing().is_some());
    session.dispatch(rename(1, "Two"), GestureId(2), "2".into()).unwrap();
    assert_eq!(session.outgoing(), None);
    session.connection_lost();
    assert_eq!(session.outgoing().unwrap().edits.len(), 2, "both go out again");
}

#[test]
fn undoing_a_removal_brings_back_what_others_had_changed_in_it() {
    let mut server = Server::new();
    let (mut mine, mut theirs) = (Session::new(&server.view()), Session::new(&server.view()));
    theirs.dispatch(rename(0, "Theirs"), GestureId(1), "theirs".into()).unwrap();
    mine.dispatch(Edit::RemoveTable { table: id("t", 0) }, GestureId(1), "mine".into()).unwrap();
    server.post(&theirs.outgoing().unwrap());
    let request = mine.outgoing().unwrap();
    mine.acknowledge(&server.post(&request)).unwrap();
    mine.undo("undo".into());
    assert_eq!(mine.shown().tables.get(id("t", 0)).unwrap().name, "Theirs");
}

#[test]
fn an_edit_of_something_that_another_removed_is_told_and_can_not_be_undone() {
    let mut server = Server::new();
    let (mut mine, mut theirs) = (Session::new(&server.view()), Session::new(&server.view()));
    theirs.dispatch(Edit::RemoveTable { table: id("t", 0) }, GestureId(1), "theirs".into()).unwrap();
    mine.dispatch(rename(0, "Mine"), GestureId(1), "mine".into()).unwrap();
    server.post(&theirs.outgoing().unwrap());
    let request = mine.outgoing().unwrap();
    let notices = mine.acknowledge(&server.post(&request)).unwrap();
    assert!(matches!(&notices[..], [Notice::Refused { id, .. }] if id == "mine"), "{notices:?}");
    assert_eq!(*mine.shown(), server.design);
    assert!(!mine.can_undo());
}

#[test]
fn an_undo_leaves_what_another_has_changed_since() {
    let mut server = Server::new();
    let (mut mine, mut theirs) = (Session::new(&server.view()), Session::new(&server.view()));
    mine.dispatch(rename(0, "Mine"), GestureId(1), "mine-1".into()).unwrap();
    mine.dispatch(rename(1, "Mine"), GestureId(1), "mine-2".into()).unwrap();
    let request = mine.outgoing().unwrap();
    mine.acknowledge(&server.post(&request)).unwrap();
    theirs.receive(&server.after(0)).unwrap();
    theirs.dispatch(rename(0, "Theirs"), GestureId(1), "theirs-1".into()).unwrap();
    server.post(&theirs.outgoing().unwrap());
    mine.receive(&server.after(2)).unwrap();
    let notice = mine.undo("mine-3".into()).unwrap();
    assert!(matches!(notice, Notice::Incomplete { partly: true, .. }), "{notice:?}");
    let request = mine.outgoing().unwrap();
    mine.acknowledge(&server.post(&request)).unwrap();
    let names: Vec<_> = server.design.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["Theirs", "Table1"]);
    assert_eq!(*mine.shown(), server.design);
}

#[test]
fn of_an_undo_and_an_edit_that_cross_each_other_the_edit_stays() {
    let mut server = Server::new();
    let (mut mine, mut theirs) = (Session::new(&server.view()), Session::new(&server.view()));
    mine.dispatch(rename(0, "Mine"), GestureId(1), "mine-1".into()).unwrap();
    let request = mine.outgoing().unwrap();
    mine.acknowledge(&server.post(&request)).unwrap();
    mine.undo("mine-2".into());
    let undo = mine.outgoing().unwrap();
    theirs.receive(&server.after(0)).unwrap();
    theirs.dispatch(rename(0, "Theirs"), GestureId(1), "theirs-1".into()).unwrap();
    server.post(&theirs.outgoing().unwrap());
    let notices = mine.acknowledge(&server.post(&undo)).unwrap();
    assert!(matches!(&notices[..], [Notice::Refused { id, .. }] if id == "mine-2"), "{notices:?}");
    assert_eq!(mine.shown().tables.get(id("t", 0)).unwrap().name, "Theirs");
}

#[test]
fn the_undo_of_what_never_happened_does_not_happen() {
    let mut server = Server::new();
    let (mut mine, mut theirs) = (Session::new(&server.view()), Session::new(&server.view()));
    let removal = || Edit::RemoveTable { table: id("t", 0) };
    mine.dispatch(removal(), GestureId(1), "mine-1".into()).unwrap();
    mine.undo("mine-2".into());
    theirs.dispatch(removal(), GestureId(1), "theirs-1".into()).unwrap();
    server.post(&theirs.outgoing().unwrap());
    let request = mine.outgoing().unwrap();
    assert_eq!(mine.acknowledge(&server.post(&request)).unwrap().len(), 2);
    assert_eq!(mine.shown().tables.get(id("t", 0)), None, "theirs is not undone by mine");
    assert_eq!(*mine.shown(), server.design);
}

#[test]
fn a_table_that_others_work_in_is_not_taken_back() {
    let mut server = Server::new();
    let (mut mine, mut theirs) = (Session::new(&server.view()), Session::new(&server.view()));
    mine.dispatch(Edit::AddTable { at: 9, table: Box::new(table(2)) }, GestureId(1), "mine-1".into())
        .unwrap();
    let request = mine.outgoing().unwrap();
    mine.acknowledge(&server.post(&request)).unwrap();
    theirs.receive(&server.after(0)).unwrap();
    let edit = Edit::AddAttribute { table: id("t", 2), at: 9, attribute: attribute(5, "Theirs") };
    theirs.dispatch(edit, GestureId(1), "theirs-1".into()).unwrap();
    server.post(&theirs.outgoing().unwrap());
    mine.receive(&server.after(1)).unwrap();
    assert!(matches!(mine.undo("mine-2".into()), Some(Notice::Incomplete { partly: false, .. })));
    assert_eq!(*mine.shown(), server.design);
}

#[test]
fn what_is_told_live_may_come_late_twice_or_with_a_gap() {
    let mut server = Server::new();
    let mut session = Session::new(&server.view());
    for n in 0..3 {
        let edit = SubmittedEdit { id: n.to_string(), edit: rename(0, &n.to_string()), undo: None };
        server.post(&PostEdits { after: 0, edits: vec![edit] });
    }
    let mut hear = |from, count| {
        let (seq, edits) = server.told(from, count);
        session.hear(seq, edits).unwrap();
        (session.seq(), session.is_behind())
    };
    assert_eq!(hear(0, 1), (1, false));
    assert_eq!(hear(2, 1), (1, true), "the second is missing");
    assert_eq!(hear(0, 1), (1, true), "twice");
    assert_eq!(hear(1, 1), (2, true), "late, and the third went by");
    assert_eq!(hear(1, 2), (3, false));
    assert_eq!(*session.shown(), server.design);
}

#[test]
fn an_undo_whose_object_is_gone_says_so() {
    let mut server = Server::new();
    let mut mine = Session::new(&server.view());
    mine.dispatch(rename(0, "Mine"), GestureId(1), "mine".into()).unwrap();
    let request = mine.outgoing().unwrap();
    mine.acknowledge(&server.post(&request)).unwrap();
    let removal = SubmittedEdit { id: "x".into(), edit: Edit::RemoveTable { table: id("t", 0) }, undo: None };
    server.post(&PostEdits { after: 1, edits: vec![removal] });
    mine.receive(&server.after(1)).unwrap();
    let notice = mine.undo("undo".into()).unwrap();
    assert!(matches!(notice, Notice::Incomplete { partly: false, .. }));
    assert_eq!(mine.waiting(), 0);
}

#[test]
fn a_request_that_is_never_taken_costs_one_edit_and_not_the_others() {
    let mut server = Server::new();
    let mut session = Session::new(&server.view());
    session.dispatch(rename(0, "Bad"), GestureId(1), "bad".into()).unwrap();
    session.dispatch(rename(1, "Good"), GestureId(2), "good".into()).unwrap();
    assert_eq!(session.outgoing().unwrap().edits.len(), 2);
    assert_eq!(session.rejected("too large"), None);
    assert_eq!(session.outgoing().unwrap().edits.len(), 1);
    assert!(matches!(session.rejected("too large"), Some(Notice::Refused { id, .. }) if id == "bad"));
    let request = session.outgoing().unwrap();
    session.acknowledge(&server.post(&request)).unwrap();
    assert_eq!(*session.shown(), server.design);
    assert_eq!(server.design.tables.get(id("t", 1)).unwrap().name, "Good");
}

#[test]
fn a_gap_in_the_numbers_asks_for_a_fresh_start() {
    let mut server = Server::new();
    let mut session = Session::new(&server.view());
    for n in 0..3 {
        let edit = SubmittedEdit { id: n.to_string(), edit: rename(0, &n.to_string()), undo: None };
        server.post(&PostEdits { after: 0, edits: vec![edit] });
    }
    assert_eq!(session.receive(&server.after(1)), Err(OutOfStep));
    assert_eq!(*session.shown(), start(), "nothing is half taken");
    session.rejoin(&server.view());
    assert_eq!(*session.shown(), server.design);
}

#[test]
fn typing_back_to_the_old_value_leaves_nothing_to_save_or_undo() {
    let mut session = Session::new(&Server::new().view());
    session.dispatch(rename(0, "Table0x"), GestureId(1), "1".into()).unwrap();
    session.dispatch(rename(0, "Table0"), GestureId(1), "2".into()).unwrap();
    assert_eq!(session.waiting(), 0);
    assert!(!session.can_undo());
}
