//! The style sheet of a picture: each rule for light, then what is other in the dark.

/// Rules with plain values only: not every renderer knows more.
pub(super) const SHEET: &str = "\
text { font: 13px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; fill: #1f2328; }
.ground { fill: #ffffff; }
.area { fill: #eef4fb; stroke: #b6cdea; stroke-dasharray: 6 4; }
.area-name { font-weight: 600; fill: #3a5f8f; }
.card { fill: #fbfcfd; stroke: #c5ccd5; }
.name { font-size: 15px; font-weight: 600; }
.line { stroke: #dfe3e9; }
.key { font-size: 11px; font-weight: 600; fill: #0b5bd3; }
.index { font-size: 11px; font-weight: 600; fill: #7a3fb5; }
.entity { font-size: 11px; font-weight: 600; fill: #26734d; }
.plain { font-size: 11px; fill: #6a7280; }
.detail { font-size: 12px; fill: #6a7280; }
.consumer { fill: #fff7e8; stroke: #e2c48a; }
.feed { fill: none; stroke: #c79a3e; stroke-width: 1.5; }
.note { fill: #fff9d9; stroke: #e4d68c; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6e9ee; }
  .ground { fill: #14171b; }
  .area { fill: #182230; stroke: #35507a; }
  .area-name { fill: #9cc0f0; }
  .card { fill: #1d2127; stroke: #3a424d; }
  .line { stroke: #2f363f; }
  .key { fill: #79b0ff; }
  .index { fill: #c79cf0; }
  .entity { fill: #7fd0a4; }
  .plain, .detail { fill: #9aa3af; }
  .consumer { fill: #2b2417; stroke: #6d5630; }
  .feed { stroke: #b58f45; }
  .note { fill: #2a2715; stroke: #5f5726; }
}
";
