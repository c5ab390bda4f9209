//! `wrong-shape`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::text::Text;
use crate::tree::Node;

/// A list where one value is needed, or the like.
pub static CODE: Code = Code {
    name: "wrong-shape",
    severity: Severity::Error,
    title: ["写法不符", "another form is needed here"],
    why: [
        "有的键后面要写一个值，有的写列表，有的写映射，见语言参考。",
        "Some keys take one value, some a list, some a map; the language reference says which.",
    ],
};

/// The finding at the node; `expected` is what it should be, in words.
#[must_use]
pub fn at(node: &Node, expected: &Text) -> Diagnostic {
    let found = node.kind();
    Diagnostic::new(
        &CODE,
        node.span,
        Text::new(
            format!("这里需要{}，现在是{}", expected.zh, found.zh),
            format!("{} is needed here, but this is {}", expected.en, found.en),
        ),
        Text::new(format!("换成{}", expected.zh), format!("put {} here", expected.en)),
    )
}
