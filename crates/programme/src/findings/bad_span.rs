//! `bad-span`

use alloc::format;
use alloc::string::ToString;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A length of time that cannot be read.
pub static CODE: Code = Code {
    name: "bad-span",
    severity: Severity::Error,
    title: ["期限写法不对", "a length of time is not readable"],
    why: [
        "期限写作“5 workdays”“10 days”“3 months”“3 years”；数为 1 时不加 s。",
        "A length of time is written as `5 workdays`, `10 days`, `3 months` or `3 years`; after 1 without the s.",
    ],
};

/// The finding. Where only the `s` of the plural is wrong, it shows the right form.
#[must_use]
pub fn at(span: Span, text: &str) -> Diagnostic {
    let other = text.strip_suffix('s').map_or_else(|| format!("{text}s"), ToString::to_string);
    if crate::time::Span::read(&other).is_some() {
        return Diagnostic::new(
            &CODE,
            span,
            Text::new(
                format!("`{text}` 的单位写法不对"),
                format!("the unit of `{text}` does not go with its number"),
            ),
            Text::new(format!("写作 `{other}`"), format!("write `{other}`")),
        );
    }
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{text}` 不是期限"), format!("`{text}` is no length of time")),
        Text::new(
            "写作 `5 workdays`、`10 days`、`3 months` 或 `3 years`",
            "write `5 workdays`, `10 days`, `3 months` or `3 years`",
        ),
    )
}
