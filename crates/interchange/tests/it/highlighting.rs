//! Highlighting loses nothing, whatever the text, and tells the parts of what we write apart.

use proptest::prelude::*;
use tablewright_interchange::{Class, ExportFormat, export, highlight};
use tablewright_testkit::{arbitrary, game_scores};

fn told(text: &str, format: ExportFormat) -> Vec<String> {
    let spans = highlight(text, format).into_iter().filter(|span| span.class != Class::Plain);
    spans.map(|span| format!("{} {}", span.class.name(), span.text)).collect()
}

#[test]
fn hcl_is_told_apart() {
    let text = "# Why\nresource \"aws_x\" \"y\" {\n  name = \"a \\\" b\"\n  n    = -1.5\n  on   = true\n  ttl {}\n}\n";
    let expected = [
        "comment # Why",
        "keyword resource",
        "type \"aws_x\"",
        "string \"y\"",
        "punctuation {",
        "attribute name",
        "punctuation =",
        "string \"a \\\" b\"",
        "attribute n",
        "punctuation =",
        "number -1.5",
        "attribute on",
        "punctuation =",
        "keyword true",
        "keyword ttl",
        "punctuation {",
        "punctuation }",
        "punctuation }",
    ];
    assert_eq!(told(text, ExportFormat::Terraform), expected);
}

#[test]
fn a_quoted_key_of_an_object_is_a_name() {
    let expected = ["attribute \"a:b\"", "punctuation =", "string \"c\""];
    assert_eq!(told("\"a:b\" = \"c\"", ExportFormat::Terraform), expected);
}

#[test]
fn json_is_told_apart() {
    let expected = [
        "punctuation {",
        "attribute \"a\"",
        "punctuation :",
        "punctuation [",
        "string \"b\"",
        "punctuation ,",
        "number 1e9",
        "punctuation ,",
        "keyword null",
        "punctuation ]",
        "punctuation }",
    ];
    assert_eq!(told("{\"a\": [\"b\", 1e9, null]}", ExportFormat::Json), expected);
}

#[test]
fn a_string_that_is_not_closed_ends_with_its_line() {
    assert_eq!(told("\"open\nx = 1", ExportFormat::Terraform)[0], "string \"open");
}

#[test]
fn nothing_that_we_write_is_left_unexplained() {
    let text = export(&game_scores(), ExportFormat::Terraform).text();
    let other: Vec<_> = highlight(&text, ExportFormat::Terraform)
        .into_iter()
        .filter(|span| span.class == Class::Type && span.text != "\"aws_dynamodb_table\"")
        .collect();
    assert_eq!(other, vec![]);
}

/// Texts with everything in them that the scanner treats in a way of its own.
fn texts() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "\"",
        "\\",
        "#",
        "//",
        "/*",
        "*/",
        "\n",
        "\r\n",
        " ",
        "=",
        "==",
        "{",
        "}",
        ":",
        "-",
        "1",
        ".",
        "e",
        "ab_c",
        "true",
        "ä",
        "\u{1F600}",
        "\u{85}",
        "${",
    ]);
    prop_oneof![".*", prop::collection::vec(parts, 0..30).prop_map(|parts| parts.concat())]
}

proptest! {
    #[test]
    fn the_spans_are_the_text(text in texts()) {
        for format in ExportFormat::ALL {
            let spans = highlight(&text, format);
            prop_assert!(spans.iter().all(|span| !span.text.is_empty()));
            prop_assert_eq!(spans.iter().map(|span| span.text).collect::<String>(), text.as_str());
        }
    }

    #[test]
    fn the_spans_of_an_export_are_the_export(design in arbitrary::designs()) {
        for format in ExportFormat::ALL {
            let text = export(&design, format).text();
            prop_assert_eq!(highlight(&text, format).iter().map(|span| span.text).collect::<String>(), text.as_str());
        }
    }
}
