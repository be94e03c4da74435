//! What the writer writes reads back as what it was given.

use proptest::prelude::*;
use tablewright_access::expression::{
    Action, Change, Comparator, Condition, ExpressionKind, Operand, Path, Scope, Step, Sum, Term, Update,
    Writer, parse_condition,
};
use tablewright_access::value::{Number, Value};

#[test]
fn placeholders_stand_only_where_they_must() {
    let path = |name: &str| Operand::Path(Path::attribute(name));
    let text = |value: &str| Operand::Value(value.to_owned());
    let condition = Condition::All(vec![
        Condition::Compare(path("UserId"), Comparator::Equal, text("user")),
        Condition::Between(path("date"), text("from"), text("to")),
        Condition::Any(vec![
            Condition::In(path("state"), vec![text("open"), text("closed")]),
            Condition::Compare(path("a.b"), Comparator::Less, text("user")),
        ]),
        Condition::Not(Box::new(Condition::Exists(Path {
            root: "_id".to_owned(),
            steps: vec![Step::Name("a-b".to_owned()), Step::Index(3)],
        }))),
    ]);
    let mut writer = Writer::new();
    assert_eq!(
        writer.condition(&condition),
        "UserId = :UserId AND #date BETWEEN :date_from AND :date_to AND (#state IN (:state_1, :state_2) OR #a_b < :a_b) \
         AND NOT attribute_exists(#_id.#a_b_2[3])"
    );
    let placeholders = writer.finish();
    let names: Vec<(&str, &str)> =
        placeholders.names.iter().map(|(key, name)| (key.as_str(), name.as_str())).collect();
    assert_eq!(
        names,
        [("#_id", "_id"), ("#a_b", "a.b"), ("#a_b_2", "a-b"), ("#date", "date"), ("#state", "state")]
    );
    assert_eq!(placeholders.values.len(), 6);
}

#[test]
fn updates_are_written_by_section() {
    let mut writer = Writer::new();
    let action = |name: &str, change| Action { path: Path::attribute(name), change };
    let count = Term::IfNotExists(Path::attribute("count"), Box::new(Term::Value("0")));
    let update = Update {
        actions: vec![
            action("gone", Change::Remove),
            action("count", Change::Set(Sum::Plus(count, Term::Value("1")))),
            action("tags", Change::Add("tags")),
        ],
    };
    assert_eq!(
        writer.update(&update),
        "SET #count = if_not_exists(#count, :count) + :count_2 REMOVE gone ADD tags :tags"
    );
}

fn any_path() -> impl Strategy<Value = Path> {
    let name = prop::sample::select(vec![
        "a", "status", "Name", "x y", "c.d", "_u", "size", "AND", "remove", "\u{e4}",
    ]);
    let step = prop_oneof![
        name.clone().prop_map(|name| Step::Name(name.to_owned())),
        (0_usize..99).prop_map(Step::Index),
    ];
    (name, prop::collection::vec(step, 0..3)).prop_map(|(root, steps)| Path { root: root.to_owned(), steps })
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[a-c]{0,3}".prop_map(|text| Value::from(text.as_str())),
        any::<i64>().prop_map(|n| Number::from(n).into())
    ]
}

fn any_operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        3 => any_path().prop_map(Operand::Path),
        3 => any_value().prop_map(Operand::Value),
        1 => any_path().prop_map(Operand::Size),
    ]
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        (any_operand(), prop::sample::select(Comparator::ALL.to_vec()), any_operand())
            .prop_map(|(one, comparator, two)| Condition::Compare(one, comparator, two)),
        (any_operand(), any_path(), any_operand()).prop_map(|(one, low, high)| Condition::Between(
            one,
            Operand::Path(low),
            high
        )),
        (any_operand(), prop::collection::vec(any_operand(), 1..4))
            .prop_map(|(one, members)| Condition::In(one, members)),
        any_path().prop_map(Condition::Exists),
        any_path().prop_map(Condition::NotExists),
        (any_path(), "[a-c]{0,3}").prop_map(|(path, prefix)| Condition::BeginsWith(
            Operand::Path(path),
            Operand::Value(Value::from(prefix.as_str()))
        )),
        (any_path(), any_value())
            .prop_map(|(path, value)| Condition::Contains(Operand::Path(path), Operand::Value(value))),
        any_path().prop_map(|path| Condition::HasType(path, Value::from("NS"))),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::Any),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

proptest! {
    #[test]
    fn conditions_read_back(condition in any_condition()) {
        let mut writer = Writer::new();
        let text = writer.condition(&condition);
        let placeholders = writer.finish();
        let scope = Scope::new(&placeholders);
        prop_assert_eq!(parse_condition(ExpressionKind::Condition, &text, &scope), Ok(condition), "{}", text);
        prop_assert_eq!(scope.finish(), Ok(()));
    }
}
