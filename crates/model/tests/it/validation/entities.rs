//! Entities and their templates.

use super::*;

fn entity(attributes: Value) -> Vec<String> {
    with("/entities", json!([{ "id": "e", "name": "Order", "attributes": attributes }]))
}

/// An entity that makes one attribute so.
fn template(attribute: &str, parts: Value) -> Vec<String> {
    entity(json!([{ "attribute": attribute, "template": parts }]))
}

#[test]
fn what_entities_carry() {
    assert_eq!(entity(json!([{ "attribute": "pk" }, { "attribute": "note", "optional": true }])), NOTHING);
    assert_eq!(entity(json!([{ "attribute": "gone" }])), ["DDB036 attributes"]);
    assert_eq!(entity(json!([{ "attribute": "pk" }, { "attribute": "pk" }])), ["DDB036 attributes"]);
}

#[test]
fn templates() {
    for (attribute, parts, expected) in [
        ("pk", json!(["ORDER#", { "attribute": "note" }, "#", { "parameter": "country" }]), NOTHING),
        ("pk", json!([{ "attribute": "sk" }]), NOTHING),
        ("sk", json!(["20", { "parameter": "year" }]), NOTHING),
        ("pk", json!([]), &["DDB036 templates"]),
        ("blob", json!(["x"]), &["DDB036 templates"]),
        ("sk", json!(["ORDER#"]), &["DDB036 templates"]),
        ("sk", json!([{ "attribute": "note" }]), &["DDB036 templates"]),
        ("pk", json!([{ "attribute": "blob" }]), &["DDB036 templates"]),
        ("pk", json!([{ "attribute": "gone" }]), &["DDB036 templates"]),
        ("pk", json!([{ "parameter": "a b" }]), &["DDB036 templates"]),
        ("pk", json!([{ "attribute": "pk" }]), &["DDB036 templates"]),
    ] {
        assert_eq!(template(attribute, parts.clone()), expected, "{attribute}: {parts}");
    }
}

#[test]
fn templates_do_not_lead_back() {
    let both = |of_note: &str| {
        entity(json!([
            { "attribute": "pk", "template": ["X", { "attribute": "note" }] },
            { "attribute": "note", "template": ["Y", { "attribute": of_note }] },
        ]))
    };
    assert_eq!(both("sk"), NOTHING);
    assert_eq!(both("pk"), ["DDB036 templates"]);
}
