//! What was typed into the form of a command: to be checked once more, and to be sent again.

use super::CommandPage;
use crate::forms::Form;
use crate::frame::Frame;
use crate::pages::case::fields::{FormField, Input};

impl CommandPage {
    /// What was typed, with labels, for checking.
    pub(super) fn typed(&self) -> Vec<(String, String)> {
        let mut found = typed_in(&self.frame, &self.fields, &self.form);
        for (name, value) in self.form.fields.iter().filter(|(_, value)| !value.is_empty()) {
            if let Some(id) = name.strip_prefix("refuse.")
                && !self.form.chosen("accept", id)
            {
                found.push((
                    self.frame.with("act-refused", "name", self.scene.enterprise(id)),
                    value.to_owned(),
                ));
            }
        }
        found
    }

    /// All that was sent, to be sent again.
    pub(super) fn kept(&self) -> Vec<(&str, &str)> {
        kept_in(&self.form)
    }
}

/// What was typed into fields, with labels.
pub(crate) fn typed_in(frame: &Frame, fields: &[FormField], form: &Form) -> Vec<(String, String)> {
    let mut heading: Option<&FormField> = None;
    let shown = fields.iter().filter_map(|field| {
        match field.input {
            Input::Heading => heading = Some(field),
            Input::More => {}
            _ => return Some((heading, field)),
        }
        None
    });
    let shown = shown.filter_map(|(heading, field)| {
        let values: Vec<String> = match &field.input {
            Input::Fixed(title) => vec![title.clone()],
            Input::Date => form.fields.all(&field.name).map(|value| frame.day(value)).collect(),
            _ => form.fields.all(&field.name).map(|value| field.shown(value)).collect(),
        };
        let value = values.into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>().join("\n");
        // a field below a heading is one of many that are called the same
        let above = heading.filter(|of| field.name.split('.').take(2).eq(of.name.split('.').take(2)));
        (!value.is_empty()).then_some((below(frame, above, &field.label), value))
    });
    shown.collect()
}

/// What a field is called below a heading.
pub(crate) fn below(frame: &Frame, heading: Option<&FormField>, label: &str) -> String {
    heading
        .map_or_else(|| label.to_owned(), |of| frame.with2("value-part", "label", &of.label, "value", label))
}

/// All that was sent, to be sent again.
pub(crate) fn kept_in(form: &Form) -> Vec<(&str, &str)> {
    let own = ["token", "confirmed", "change"];
    form.fields.iter().filter(|(name, _)| !own.contains(name)).collect()
}
