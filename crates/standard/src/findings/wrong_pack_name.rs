//! `wrong-pack-name`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A pack whose name differs from its folder's.
pub static CODE: Code = Code {
    name: "wrong-pack-name",
    severity: Severity::Note,
    title: ["包名与文件夹不同", "the pack is not named like its folder"],
    why: [
        "别的标准包按文件夹名引入本包，名称不同容易弄混。",
        "Other packs import this one by its folder; two names for one thing are confusing.",
    ],
};

/// The finding at the name.
#[must_use]
pub fn at(span: Span, id: &str, folder: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("包名是 `{id}`，文件夹是 `{folder}`"),
            format!("the pack is called `{id}`, its folder `{folder}`"),
        ),
        Text::new(
            "正在修改的副本可以不管；正式使用前改成一致",
            "fine for a copy being worked on; make them equal before use",
        ),
    )
}
