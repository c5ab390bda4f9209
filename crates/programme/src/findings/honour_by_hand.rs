//! `honour-by-hand`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A state that naming gives, and that offices could enter by hand.
pub static CODE: Code = Code {
    name: "honour-by-hand",
    severity: Severity::Error,
    title: ["荣誉可以自行登记", "an honour that can be entered by hand"],
    why: [
        "认定发证写入登记簿的状态就是荣誉；若单位还能自行记入，不经评价、公示就会对外公开。",
        "A state that naming writes into a register is an honour; if an office could enter it too, it would be public without evaluation and notice.",
    ],
};

/// The finding.
#[must_use]
pub fn at(span: Span, register: &str, state: &str, stage: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("登记簿 `{register}` 的状态 `{state}` 由阶段 `{stage}` 认定产生，却可以自行登记"),
            format!(
                "the state `{state}` of the register `{register}` is given by the stage `{stage}` and can be entered by hand"
            ),
        ),
        Text::new(
            format!("在登记簿 `{register}` 的状态 `{state}` 中写 `issued: yes`"),
            format!("write `issued: yes` at the state `{state}` of the register `{register}`"),
        ),
    )
}
