//! A design in a format, for the API and the command line alike: what is written, what a month costs where the format
//! tells it, and pictures made of drawings.

use tablewright_access::cost::{Assumptions, Line, bill, render};
use tablewright_access::verdict::{Place, verdicts};
use tablewright_interchange::{Content, CostLine, Costs, ExportFormat, ExportNote, ExportOptions, Exported};
use tablewright_model::{Design, Object, subject};

use crate::prices::embedded;

/// The design in the format, with all that the format has no place for.
pub(crate) fn export(design: &Design, options: ExportOptions) -> Exported {
    let costs = if options.format == ExportFormat::Markdown { costs(design) } else { None };
    let mut exported = tablewright_interchange::export(design, ExportOptions { costs, ..options });
    if let Content::Drawing(drawing) = &exported.content {
        let subject = subject(design, Object::Design).unwrap_or_default();
        let note = |what| ExportNote { object: Object::Design, subject: subject.clone(), what };
        exported.notes.extend(tablewright_picture::notes(drawing).into_iter().map(note));
    }
    exported
}

/// What is sent or stored under the file name.
pub(crate) fn bytes(exported: Exported) -> Vec<u8> {
    exported.into_bytes(tablewright_picture::png)
}

/// By the prices inside the binary: the same version gives the same text wherever it is exported.
fn costs(design: &Design) -> Option<Costs> {
    let prices = embedded().ok()?;
    let assumptions = Assumptions::default();
    let bill = bill(design, &verdicts(design), (&prices).into(), &assumptions);
    Some(Costs {
        basis: format!(
            "At the rates and volumes that the design states, by the list prices of {} of {}, over {} hours.",
            prices.region, prices.date, assumptions.hours
        ),
        currency: prices.currency.clone(),
        total: bill.total().to_string(),
        lines: bill.lines.iter().map(|line| cost_line(design, line)).collect(),
        omitted: bill.omitted.iter().map(|omitted| render::omitted(design, *omitted)).collect(),
    })
}

fn cost_line(design: &Design, line: &Line) -> CostLine {
    let place = match line.place {
        Place::Table => Object::Table(line.table),
        Place::Index(index) => Object::Index(line.table, index),
    };
    let pattern = line.pattern.and_then(|id| design.pattern(id));
    CostLine {
        amount: line.money.to_string(),
        meter: render::meter(line.meter).to_owned(),
        place: subject(design, place).unwrap_or_default(),
        pattern: pattern.map(|pattern| pattern.name.clone()).unwrap_or_default(),
        formula: render::formula(&line.factors),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_says_what_a_month_costs() {
        let example = include_str!("../../assets/examples/shop.json");
        let design = tablewright_model::from_json(example).unwrap();
        let text = export(&design, ExportFormat::Markdown.into()).text();
        let costs = text.split_once("\n## Costs of a month\n").unwrap().1;
        for told in
            ["list prices of us-east-1 of ", "| USD | For | Of |", "| read requests | Shop |", "| in all |"]
        {
            assert!(costs.contains(told), "{told}: {costs}");
        }
        let plain = export(&Design::blank("Nothing"), ExportFormat::Markdown.into()).text();
        assert!(!plain.contains("Costs"), "{plain}");
    }
}
