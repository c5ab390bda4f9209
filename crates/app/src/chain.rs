//! The hash chain of a stream. Each event carries the hash of the one before, so no event can be changed, left out or
//! moved without breaking what follows. The body goes in as a salted digest: it can be erased, and the chain holds.

use duheng_pack::digest::Digest;
use serde_json::Value;

/// The hash before the first event of a stream and before the first line of the log.
pub(crate) const START: &str = "";

/// Who did something, in which role, at which office or enterprise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Author {
    pub(crate) person: String,
    pub(crate) role: String,
    pub(crate) place: String,
}

/// An event as it goes into its hash.
pub(crate) struct Link<'a> {
    pub(crate) stream: &'a str,
    pub(crate) seq: i64,
    /// Microseconds since 1970-01-01 UTC.
    pub(crate) at: i64,
    pub(crate) author: &'a Author,
    pub(crate) name: &'a str,
    /// Of the body, salted.
    pub(crate) digest: &'a str,
    /// The hash of the event before.
    pub(crate) before: &'a str,
}

impl Link<'_> {
    /// The hash of the event.
    pub(crate) fn hash(&self) -> String {
        let mut digest = Digest::new("duheng event");
        let Author { person, role, place } = self.author;
        for text in [self.before, self.stream, &self.seq.to_string(), &self.at.to_string()] {
            digest.text(text);
        }
        for text in [person, role, place] {
            digest.text(text);
        }
        digest.text(self.name);
        digest.text(self.digest);
        digest.finish()
    }
}

/// The digest of a body.
pub(crate) fn salted(salt: &str, body: &str) -> String {
    let mut digest = Digest::new("duheng body");
    digest.text(salt);
    digest.text(body);
    digest.finish()
}

/// The hash of a line of the log, which says that a stream has come to a head.
pub(crate) fn logged(before: &str, stream: &str, version: i64, head: &str) -> String {
    let mut digest = Digest::new("duheng log");
    for text in [before, stream, &version.to_string(), head] {
        digest.text(text);
    }
    digest.finish()
}

/// JSON with the keys of every map in order, so that the same content is the same text.
pub(crate) fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort();
            text.push('{');
            for (at, key) in keys.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write(map.get(key).unwrap_or(&Value::Null), text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::canonical;

    #[test]
    fn keys_stand_in_order_and_lists_as_they_are() {
        let value = json!({ "b": [2, 1], "a": { "z": null, "y": "\"深圳\"\n" } });
        assert_eq!(canonical(&value), r#"{"a":{"y":"\"深圳\"\n","z":null},"b":[2,1]}"#);
    }
}
