//! `fact-not-claimed`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A fact stated by somebody who cannot.
pub static CODE: Code = Code {
    name: "fact-not-claimed",
    severity: Severity::Error,
    title: ["不能由此处填报", "it cannot be stated here"],
    why: [
        "有的事实由主管部门或登记簿提供，写在 given 下，企业不能填报；有的由公式算出，谁也不填。",
        "Some facts come from authorities or registers: they stand under given and the enterprise cannot state them. Derived facts are computed and stated by nobody.",
    ],
};

/// A derived fact.
#[must_use]
pub fn derived(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{name}` 由公式算出，不能填报"), format!("`{name}` is computed by its formula")),
        Text::new("填报公式里用到的事实", "state the facts that its formula reads"),
    )
}

/// A fact of an authority or register, stated by the enterprise or an assessor.
#[must_use]
pub fn given(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{name}` 由主管部门或登记簿提供"),
            format!("`{name}` comes from an authority or a register"),
        ),
        Text::new("移到 `given:` 下", "move it under `given:`"),
    )
}

/// A fact of the enterprise among those that are given.
#[must_use]
pub fn own(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{name}` 由企业填报"), format!("`{name}` is stated by the enterprise")),
        Text::new("移到 `facts:` 下", "move it under `facts:`"),
    )
}
