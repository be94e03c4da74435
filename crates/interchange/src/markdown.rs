//! Documentation of a design in Markdown: the diagram, then every table with keys, indexes, entities, settings and the
//! access patterns that it must serve, and what a month costs where somebody knows.
//!
//! What is said of objects comes from the tables of settings that `model` has, so that a new setting is told here too.

use std::fmt::Write as _;

use tablewright_model::{Design, Field, Group, Object, Pattern, Setting, Table, describe};

use crate::export::{CostLine, Costs, Holds};
use crate::mermaid;

/// Documentation is there to be read: what it leaves out, it leaves out on purpose.
pub(crate) const HOLDS: Holds = Holds::VIEW;

/// The design as a document.
pub(crate) fn write(design: &Design, costs: Option<&Costs>) -> String {
    let mut page = Page { design, text: String::new() };
    page.heading(1, &design.name);
    page.prose(&design.description);
    if !design.tables.is_empty() {
        page.overview();
        let diagram = mermaid::write(design);
        let _ = write!(page.text, "\n```mermaid\n{diagram}```\n");
    }
    for table in &design.tables {
        page.table(table);
    }
    costs.filter(|costs| !costs.lines.is_empty()).into_iter().for_each(|costs| page.costs(costs));
    let remarks: Vec<_> =
        design.notes.iter().map(|note| note.text.as_str()).filter(|text| !text.is_empty()).collect();
    if !remarks.is_empty() {
        page.heading(2, "Remarks");
        remarks.iter().for_each(|remark| page.prose(remark));
    }
    page.text
}

struct Page<'a> {
    design: &'a Design,
    text: String,
}

/// Settings that a heading or a table of its own tells.
const TOLD: [Field; 5] =
    [Field::Name, Field::Description, Field::PartitionKey, Field::SortKey, Field::Position];

impl Page<'_> {
    fn heading(&mut self, level: usize, text: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        let text = if text.is_empty() { "(no name)".to_owned() } else { escaped(text) };
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{gap}{} {text}", "#".repeat(level));
    }

    /// A description is Markdown already; headings in it would upset the order of ours.
    fn prose(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.text.push('\n');
        for line in text.lines() {
            let is_heading = line.trim_start().starts_with('#');
            self.text.push_str(if is_heading { "\\" } else { "" });
            self.text.push_str(if is_heading { line.trim_start() } else { line });
            self.text.push('\n');
        }
    }

    /// A table of Markdown; nothing where there are no rows.
    fn rows(&mut self, header: &[&str], rows: Vec<Vec<String>>) {
        if rows.is_empty() {
            return;
        }
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        self.text.push('\n');
        self.text.push_str(&line(header.iter().map(|cell| (*cell).to_owned()).collect()));
        self.text.push_str(&line(header.iter().map(|_| "---".to_owned()).collect()));
        for row in rows {
            self.text.push_str(&line(row));
        }
    }

    fn overview(&mut self) {
        let row = |table: &Table| {
            let count = |count: usize| if count == 0 { String::new() } else { count.to_string() };
            let indexes = table.indexes.len() + table.local_indexes.len() + table.vector_indexes.len();
            let patterns = self.design.patterns.iter().filter(|pattern| pattern.table == table.id).count();
            vec![code(&table.name), key(table), count(indexes), count(table.entities.len()), count(patterns)]
        };
        let rows = self.design.tables.iter().map(|table| row(table)).collect();
        self.rows(&["Table", "Key", "Indexes", "Entities", "Access patterns"], rows);
    }

    fn table(&mut self, table: &Table) {
        self.heading(2, &table.name);
        self.prose(&table.description);
        self.settings(Object::Table(table.id), table);
        self.attributes(table);
        self.indexes(table);
        self.entities(table);
        let consumers =
            table.consumers.iter().map(|consumer| Object::Consumer(table.id, consumer.id)).collect();
        self.objects("Consumers of changes", consumers);
        let replicas = table.replicas.iter().map(|replica| Object::Replica(table.id, replica.id)).collect();
        self.objects("Replicas", replicas);
        self.patterns(table);
    }

    /// What is said of a table beside its default, grouped.
    fn settings(&mut self, object: Object, table: &Table) {
        let mut rows = vec![vec!["Key".to_owned(), key(table)]];
        let always = [Field::Billing];
        rows.extend(self.said(object, &always).iter().map(setting_row));
        self.rows(&["Setting", "Value"], rows);
    }

    fn said(&self, object: Object, always: &[Field]) -> Vec<Setting> {
        let all = describe(self.design, object).unwrap_or_default();
        let is_said = |setting: &Setting| !setting.is_default || always.contains(&setting.field);
        let is_shown = |setting: &Setting| !TOLD.contains(&setting.field) && setting.group != Group::Canvas;
        all.into_iter().filter(|setting| is_said(setting) && is_shown(setting)).collect()
    }

    fn attributes(&mut self, table: &Table) {
        let row = |attribute: &tablewright_model::Attribute| {
            let role = match attribute.id {
                id if table.key.partition == Some(id) => "partition key",
                id if table.key.sort == Some(id) => "sort key",
                id if table.ttl == Some(id) => "time of expiry",
                _ => "",
            };
            vec![
                code(&attribute.name),
                attribute.kind.label().to_owned(),
                role.to_owned(),
                cell(&attribute.description),
            ]
        };
        let rows: Vec<_> = table.attributes.iter().map(|attribute| row(attribute)).collect();
        if !rows.is_empty() {
            self.heading(3, "Attributes");
            self.rows(&["Attribute", "Type", "Role", "Meaning"], rows);
        }
    }

    fn indexes(&mut self, table: &Table) {
        let objects: Vec<_> = table.index_ids().map(|id| Object::Index(table.id, id)).collect();
        self.objects("Indexes", objects);
    }

    /// Objects with all that is said of each.
    fn objects(&mut self, heading: &str, objects: Vec<Object>) {
        if objects.is_empty() {
            return;
        }
        self.heading(3, heading);
        for object in objects {
            let title = tablewright_model::title(self.design, object).unwrap_or_default();
            self.heading(4, &title);
            let all = describe(self.design, object).unwrap_or_default();
            let description = all.iter().find(|one| one.field == Field::Description && !one.is_default);
            if let Some(description) = description.map(|setting| setting.text.clone()) {
                self.prose(&description);
            }
            let hidden = [Field::Name, Field::Description];
            let told = all.iter().filter(|one| !one.is_default && !hidden.contains(&one.field));
            let rows = told.map(setting_row).collect();
            self.rows(&["Setting", "Value"], rows);
        }
    }

    fn entities(&mut self, table: &Table) {
        if table.entities.is_empty() {
            return;
        }
        self.heading(3, "Entities");
        for entity in &table.entities {
            self.heading(4, &entity.name);
            self.prose(&entity.description);
            let row = |carried: &tablewright_model::EntityAttribute| {
                let template = carried.template.as_ref();
                let template = template.map(|template| code(&template.text(|id| table.attribute_name(id))));
                let optional = if carried.optional { "optional" } else { "" };
                vec![
                    code(table.attribute_name(carried.attribute)),
                    template.unwrap_or_default(),
                    optional.to_owned(),
                ]
            };
            self.rows(&["Attribute", "Made of", ""], entity.attributes.iter().map(row).collect());
        }
    }

    fn patterns(&mut self, table: &Table) {
        let asked = self.design.patterns.iter().filter(|pattern| pattern.table == table.id);
        let rows: Vec<_> = asked.map(|pattern| self.pattern(pattern)).collect();
        if !rows.is_empty() {
            self.heading(3, "Access patterns");
            self.rows(&["Access pattern", "Kind", "Asks", "Load", "Remark"], rows);
        }
    }

    fn costs(&mut self, costs: &Costs) {
        self.heading(2, "Costs of a month");
        self.prose(&costs.basis);
        let line = |CostLine { amount, meter, place, pattern, formula }: &CostLine| {
            [amount, meter, place, pattern, formula].map(|text| cell(text)).to_vec()
        };
        let total = ["**", &cell(&costs.total), "**"].concat();
        let all = [total, "in all".to_owned(), String::new(), String::new(), String::new()].to_vec();
        let rows = costs.lines.iter().map(line).chain([all]).collect();
        self.rows(&[&costs.currency, "For", "Of", "Access pattern", "Formula"], rows);
        let omitted: String = costs.omitted.iter().map(|one| format!("- {}\n", cell(one))).collect();
        if !omitted.is_empty() {
            let _ = write!(self.text, "\nNot in it:\n\n{omitted}");
        }
    }

    fn pattern(&self, pattern: &Pattern) -> Vec<String> {
        let settings = describe(self.design, Object::Pattern(pattern.id)).unwrap_or_default();
        let of = |group| {
            let told = settings
                .iter()
                .filter(|one| one.group == group && !one.is_default && one.field != Field::Table);
            let told: Vec<_> = told.map(|one| format!("{}: {}", one.label, cell(&one.text))).collect();
            told.join("; ")
        };
        vec![
            cell(&pattern.name),
            pattern.kind.label().to_owned(),
            of(Group::Question),
            of(Group::Load),
            cell(&pattern.description),
        ]
    }
}

fn setting_row(setting: &Setting) -> Vec<String> {
    let mut label = setting.label.to_owned();
    // Labels are ASCII.
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    vec![label, cell(&setting.text)]
}

fn key(table: &Table) -> String {
    let names = table.key.attributes().map(|id| code(table.attribute_name(id)));
    names.collect::<Vec<_>>().join(", ")
}

/// A name that is shown as it is; backquotes in it need a longer fence.
fn code(text: &str) -> String {
    if text.is_empty() {
        return "(no name)".to_owned();
    }
    let text = flat(text).replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// A text in a cell: one line, and nothing in it that is markup.
fn cell(text: &str) -> String {
    escaped(&flat(text)).replace('|', "\\|")
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        // Inside a word an underscore is one.
        let is_inside = before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        if matches!(c, '\\' | '`' | '*' | '[' | ']' | '<' | '>') || (c == '_' && !is_inside) {
            out.push('\\');
        }
        out.push(if crate::text::is_hidden(c) { ' ' } else { c });
        before = c;
    }
    out
}
