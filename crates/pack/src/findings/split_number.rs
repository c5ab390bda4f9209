//! `split-number`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;
use crate::unit::read_quantity;

/// A number in braces or brackets that a comma splits.
pub static CODE: Code = Code {
    name: "split-number",
    severity: Severity::Error,
    title: ["逗号拆开了数", "a comma splits the number"],
    why: [
        "花括号和方括号中，逗号分隔各项，所以千位分隔符会把一个数拆成两项。括号中的数不写千位分隔符，或者加引号。",
        "In braces and brackets a comma parts the items, so that a thousands separator makes two of one number. There, write numbers without separators or quote them.",
    ],
};

/// The finding at the number; `written` is how it stands there, `plain` how it is read without the comma.
#[must_use]
pub fn at(span: Span, written: &str, plain: &str) -> Diagnostic {
    let first = written.split(',').next().unwrap_or_default().trim();
    let (zh, en) = if plain.contains('.') {
        (format!("小数点写 `.`：`{plain}`"), format!("write the decimal point as `.`: `{plain}`"))
    } else if read_quantity(written).is_err() {
        // separators that do not part groups of three are no help in quotes either
        (format!("请写 `{plain}`"), format!("write `{plain}`"))
    } else {
        (
            format!("请写 `{plain}`，或者加引号：`\"{written}\"`"),
            format!("write `{plain}`, or quote it: `\"{written}\"`"),
        )
    };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("括号中的逗号在 `{first}` 处结束了值，`{written}` 不成一个数"),
            format!(
                "inside brackets the comma ends the value at `{first}`, so `{written}` is not one number"
            ),
        ),
        Text::new(zh, en),
    )
}
