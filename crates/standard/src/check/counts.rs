//! Numbers in headers and profiles that must be positive, or a share.

use duheng_pack::number::{Rational, read_whole};
use duheng_pack::schema::{Fields, MOST_COUNTED, number, quantity};
use duheng_pack::tree::Node;

use crate::findings::{bad_count, bad_scale, bad_share};
use crate::read::Reader;

/// Checks the numbers of a header or a profile.
pub(super) fn check(header: &Node, reader: &mut Reader<'_>) {
    let fields = Fields(header);
    for layer in fields.items("layers") {
        count(layer, "assessors", reader);
        if let Some(gap) = layer.get("agree").and_then(|agree| agree.get("gap"))
            && number(gap).is_some_and(|gap| gap.is_negative())
        {
            reader.report(bad_scale::at(gap.span, "gap", gap.as_str().unwrap_or_default()));
        }
    }
    for (node, key) in [("cohort", "at_least"), ("bonus", "at_most"), ("validity", "years")] {
        if let Some(node) = fields.node(node) {
            count(node, key, reader);
        }
    }
    if let Some(conversion) = fields.node("conversion") {
        if let Some(to) = conversion.get("to")
            && number(to).is_some_and(|to| to.is_negative() || to.is_zero())
        {
            reader.report(bad_scale::at(to.span, "to", to.as_str().unwrap_or_default()));
        }
        share(conversion, "evaluated_at_least", reader);
    }
    for grade in fields.items("grades") {
        share(grade, "percentile", reader);
    }
}

/// A whole number from 1 to 65535.
fn count(node: &Node, key: &str, reader: &mut Reader<'_>) {
    if let Some(value) = node.get(key)
        && let Some(written) = value.as_str()
        && !read_whole(written).is_some_and(|count| (1..=MOST_COUNTED).contains(&count))
        && number(value).is_some()
    {
        reader.report(bad_count::at(value.span, key, written.trim()));
    }
}

/// A share from 0 to 1 without unit.
fn share(node: &Node, key: &str, reader: &mut Reader<'_>) {
    if let Some(value) = node.get(key)
        && let Some((share, unit)) = quantity(value)
        && (!unit.is_dimensionless() || share.is_negative() || share > Rational::from_int(1))
    {
        reader.report(bad_share::at(value.span, value.as_str().unwrap_or_default().trim()));
    }
}
