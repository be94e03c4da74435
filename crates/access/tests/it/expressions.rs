//! Conditions and key conditions: what they mean, and what is refused in which words.

use tablewright_access::expression::{
    ExpressionKind, KeyCondition, Placeholders, Scope, SortCondition, parse_condition,
};
use tablewright_access::schema::{KeyAttribute, KeySchema};
use tablewright_access::value::{Attributes, Number, Value};
use tablewright_model::AttributeType;

const VALUES: &str = r#"{":s": {"S": "b"}, ":pre": {"S": "he"}, ":n": {"N": "5"}, ":m": {"N": "7.0"}, ":bin": {"B": "AQ=="},
    ":t": {"BOOL": true}, ":ty": {"S": "SS"}, ":bad": {"S": "TEXT"}, ":list": {"L": []}}"#;

const ITEM: &str = r#"{"s": {"S": "hello"}, "n": {"N": "7"}, "bin": {"B": "AAEC"}, "flag": {"BOOL": true},
    "tags": {"SS": ["a", "b"]}, "nums": {"NS": ["5.0", "6"]}, "things": {"L": [{"S": "b"}, {"N": "5"}]},
    "doc": {"M": {"in_it": {"L": [{"M": {"deep": {"N": "5"}}}]}}}, "none": {"NULL": true}}"#;

fn placeholders() -> Placeholders {
    Placeholders {
        names: [("#st".to_owned(), "status".to_owned()), ("#s".to_owned(), "s".to_owned())].into(),
        values: serde_json::from_str(VALUES).unwrap(),
    }
}

fn evaluate(text: &str) -> Result<bool, String> {
    let placeholders = placeholders();
    let condition = parse_condition(ExpressionKind::Filter, text, &Scope::new(&placeholders));
    let item: Attributes = serde_json::from_str(ITEM).unwrap();
    condition.map(|condition| condition.is_met_by(&item)).map_err(|error| error.to_string())
}

#[test]
fn conditions_mean_what_the_guide_says() {
    for (text, met) in [
        ("n = :m", true),
        ("n <> :m", false),
        ("n > :n AND n <= :m", true),
        (":n < n", true),
        ("s > :n", false),
        ("s <> :n", true),
        ("gone = :s", false),
        ("gone <> :s", true),
        ("NOT gone = :s", true),
        ("gone < :s OR n BETWEEN :n AND :m", true),
        ("n BETWEEN :n AND :n", false),
        ("s IN (:n, :s)", false),
        ("things[0] IN (:n, :s)", true),
        ("attribute_exists(doc.in_it[0].deep)", true),
        ("attribute_exists(doc.in_it[1].deep)", false),
        ("attribute_not_exists(#st)", true),
        ("attribute_type(tags, :ty)", true),
        ("attribute_type(s, :ty)", false),
        ("begins_with(#s, :pre)", true),
        ("begins_with(n, :pre)", false),
        ("contains(s, :pre)", true),
        ("contains(tags, :s)", true),
        ("contains(nums, :n)", true),
        ("contains(things, :n)", true),
        ("contains(things, :t)", false),
        ("contains(bin, :bin)", true),
        ("size(s) = :n", true),
        ("size(doc.in_it) < :n", true),
        ("size(n) < :n", false),
        ("size(tags) < size(s)", true),
        ("flag = :t", true),
        ("doc.in_it[0].deep = :n", true),
        ("n = :n OR n = :m AND s = :s", false),
        ("(n = :n OR n = :m) AND s = :s", false),
        ("NOT (n = :n OR s = :s) and FLAG <> :t", true),
    ] {
        assert_eq!(evaluate(text), Ok(met), "{text}");
    }
}

#[test]
fn what_the_service_refuses_is_refused_in_its_words() {
    for (text, reason) in [
        ("status = :s", "Attribute name is a reserved keyword; reserved keyword: status"),
        (
            "s = :gone",
            "An expression attribute value used in expression is not defined; attribute value: :gone",
        ),
        (
            "#x = :s",
            "An expression attribute name used in the document path is not defined; attribute name: #x",
        ),
        ("s =", "Syntax error; token: \"<EOF>\", near: \"=\""),
        ("s == :s", "Syntax error; token: \"=\", near: \"== :s\""),
        ("s = :s !", "Syntax error; token: \"!\", near: \":s !\""),
        ("((s = :s))", "The expression has redundant parentheses;"),
        ("", "The expression can not be empty;"),
        ("matches(s, :s)", "Invalid function name; function: matches"),
        (
            "begins_with(s)",
            "Incorrect number of operands for operator or function; operator or function: begins_with, number of \
             operands: 1",
        ),
        (
            "begins_with(s, :n)",
            "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
        ),
        (
            "s < :t",
            "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL",
        ),
        (
            "attribute_exists(:s)",
            "Operator or function requires a document path; operator or function: attribute_exists",
        ),
        (
            "s = attribute_exists(n)",
            "The function is not allowed to be used this way in an expression; function: attribute_exists",
        ),
        (
            "attribute_type(s, :bad)",
            "Invalid attribute type name found; type: TEXT, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
        ),
        (
            "n BETWEEN :m AND :n",
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound \
             operand: AttributeValue: {N:7}, upper bound operand: AttributeValue: {N:5}",
        ),
        (
            "contains(s, s)",
            "The first operand must be distinct from the remaining operands for this operator or function; operator: \
             contains, first operand: [s]",
        ),
    ] {
        assert_eq!(evaluate(text), Err(format!("Invalid FilterExpression: {reason}")), "{text}");
    }
}

#[test]
fn expressions_have_limits() {
    let many = |count: usize| vec!["n = :n"; count].join(" OR ");
    assert!(evaluate(&many(150)).is_ok());
    assert!(evaluate(&many(151)).unwrap_err().ends_with("operator count: 301"));
    assert!(evaluate(&many(600)).unwrap_err().contains("Expression size has exceeded"));
    let members = |count: usize| format!("n IN ({})", vec![":n"; count].join(", "));
    assert_eq!(evaluate(&members(100)), Ok(false));
    assert!(evaluate(&members(101)).unwrap_err().ends_with("number of operands: 101"));
    assert!(evaluate(&"(n = :n AND ".repeat(300)).unwrap_err().contains("100 levels deep"));
}

#[test]
fn placeholders_that_nothing_uses_are_refused() {
    let placeholders = placeholders();
    let scope = Scope::new(&placeholders);
    let texts = ["#s = :s AND n < :n", "contains(tags, :pre) AND n < :m AND #st = :t"];
    for text in texts {
        parse_condition(ExpressionKind::Condition, text, &scope).unwrap();
    }
    assert_eq!(
        scope.finish().unwrap_err().message(),
        "Value provided in ExpressionAttributeValues unused in expressions: keys: {:bad, :bin, :list, :ty}"
    );
}

fn key(partition: &[(&str, AttributeType)], sort: &[(&str, AttributeType)]) -> KeySchema {
    let attributes = |list: &[(&str, AttributeType)]| {
        list.iter().map(|(name, kind)| KeyAttribute { name: (*name).to_owned(), kind: *kind }).collect()
    };
    KeySchema { partition: attributes(partition), sort: attributes(sort) }
}

fn read(text: &str, key: &KeySchema) -> Result<KeyCondition, String> {
    let placeholders = placeholders();
    KeyCondition::read(text, &Scope::new(&placeholders), key).map_err(|error| error.to_string())
}

#[test]
fn key_conditions_are_bound_to_the_key() {
    use AttributeType::{N, S};
    let simple = key(&[("pk", S)], &[("sk", N)]);
    let (s, n) = (Value::from("b"), Value::N(Number::from(5)));
    let expected = KeyCondition {
        partition: vec![s.clone()],
        equal: vec![],
        last: Some(SortCondition::Greater(n.clone())),
    };
    assert_eq!(read(":n < sk AND (pk = :s)", &simple), Ok(expected));

    let wide = key(&[("h1", S), ("h2", N)], &[("r1", S), ("r2", S), ("r3", N)]);
    let bound = read("r2 = :s AND h2 = :n AND r1 = :s AND h1 = :s AND r3 BETWEEN :n AND :m", &wide).unwrap();
    assert_eq!(bound.partition, [s.clone(), n]);
    assert_eq!(bound.equal, [s.clone(), s]);
    assert!(matches!(bound.last, Some(SortCondition::Between(..))));
}

#[test]
fn key_conditions_that_no_query_can_use_are_refused() {
    use AttributeType::{B, N, S};
    let simple = key(&[("pk", S)], &[("sk", N)]);
    let hash = key(&[("pk", S)], &[]);
    let wide = key(&[("h1", S), ("h2", N)], &[("r1", S), ("r2", S), ("r3", B)]);
    let type_mismatch =
        "One or more parameter values were invalid: Condition parameter type does not match schema type";
    for (text, key, message) in [
        ("sk = :n", &simple, "Query condition missed key schema element: pk"),
        ("pk > :s", &simple, "Query key condition not supported"),
        ("pk = :s AND extra = :n", &simple, "Query condition missed key schema element: sk"),
        ("pk = :s AND extra = :n", &hash, "Query key condition not supported"),
        ("pk = :s OR sk = :n", &simple, "Invalid operator used in KeyConditionExpression: OR"),
        ("pk = :s AND sk <> :n", &simple, "Invalid operator used in KeyConditionExpression: <>"),
        ("pk = :s AND sk IN (:n)", &simple, "Invalid operator used in KeyConditionExpression: IN"),
        (
            "pk = :s AND contains(sk, :n)",
            &simple,
            "Invalid operator used in KeyConditionExpression: contains",
        ),
        ("NOT pk = :s", &simple, "Invalid operator used in KeyConditionExpression: NOT"),
        ("pk.a = :s", &simple, "KeyConditionExpressions cannot have conditions on nested attributes"),
        (
            "pk = :s AND sk > :n AND sk < :m",
            &simple,
            "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
        ),
        ("pk = :n", &simple, type_mismatch),
        ("pk = :s AND sk > :s", &simple, type_mismatch),
        ("pk = :s AND begins_with(sk, :s)", &simple, type_mismatch),
        ("h1 = :s AND r1 = :s", &wide, "Query condition missed key schema element: h2"),
        (
            "h1 = :s AND h2 = :n AND r2 = :s",
            &wide,
            "RANGE key attributes r1 must have equality conditions specified in the query because a condition is \
             present on key attribute r2",
        ),
        ("h1 = :s AND h2 = :n AND r1 > :s AND r2 = :s", &wide, "Query key condition not supported"),
    ] {
        assert_eq!(read(text, key), Err(message.to_owned()), "{text}");
    }
}
