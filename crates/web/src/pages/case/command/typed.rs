//! What was typed into the form of a command: to be checked once more, and to be sent again.

use super::CommandPage;
use crate::pages::case::fields::{FormField, Input};

impl CommandPage {
    /// What was typed, with labels, for checking.
    pub(super) fn typed(&self) -> Vec<(String, String)> {
        let mut heading: Option<&FormField> = None;
        let shown = self.fields.iter().filter_map(|field| {
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
                Input::Date => self.form.fields.all(&field.name).map(|value| self.frame.day(value)).collect(),
                _ => self.form.fields.all(&field.name).map(|value| field.shown(value)).collect(),
            };
            let value = values.into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>().join("\n");
            // a field below a heading is one of many that are called the same
            let above = heading.filter(|of| field.name.split('.').take(2).eq(of.name.split('.').take(2)));
            let label = match above {
                Some(of) => self.frame.with2("value-part", "label", &of.label, "value", &field.label),
                None => field.label.clone(),
            };
            (!value.is_empty()).then_some((label, value))
        });
        let mut found: Vec<(String, String)> = shown.collect();
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
        let own = ["token", "confirmed", "change"];
        self.form.fields.iter().filter(|(name, _)| !own.contains(name)).collect()
    }
}
