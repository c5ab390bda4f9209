//! `wrong-arguments`

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A function called in a form that it does not have.
pub static CODE: Code = Code {
    name: "wrong-arguments",
    severity: Severity::Error,
    title: ["函数用法不符", "the function is used in another way"],
    why: [
        "每个函数有固定的几种写法，见语言参考。",
        "Each function has a few forms, listed in the language reference.",
    ],
};

/// The finding at the function's name; `forms` are how it is written.
#[must_use]
pub fn at(span: Span, name: &str, forms: &[&str]) -> Diagnostic {
    let zh: Vec<String> = forms.iter().map(|form| format!("`{form}`")).collect();
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{name}` 不能这样用"), format!("`{name}` is not used like this")),
        Text::new(format!("写作 {}", zh.join(" 或 ")), format!("write {}", zh.join(" or "))),
    )
}

/// Average growth that stands anywhere but beside a comparison.
#[must_use]
pub fn alone(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{name}` 只能直接与一个比率比较"),
            format!("`{name}` can only be compared with a ratio, directly"),
        ),
        Text::new(
            "写作 `average_growth(x, 3 years) >= 10%`：增长率用乘方比较，不开方",
            "write `average_growth(x, 3 years) >= 10%`: growth is compared by powers and has no value of its own",
        ),
    )
}
