//! What a facts file states, as the answers and the files of a claim.

use duheng_app::Question;
use duheng_pack::tree::{Data, Node};
use duheng_pack::vocabulary::{Fact, Vocabulary};

use crate::paper::paper;

/// What stands on every paper.
const FACE: [&str; 2] =
    ["本文件为演示而生成，企业与内容均为虚构。", "Made for a demo: enterprise and content are fictional."];

/// A fact of a facts file as answers, one for each period.
pub(crate) fn answers(vocabulary: &Vocabulary, name: &str, value: &Node) -> Vec<(Question, Node)> {
    let fact = vocabulary.fact(name).and_then(|id| id.of(vocabulary));
    let by_period = fact.is_some_and(Fact::has_periods);
    let question = |period: Option<String>| Question::Fact { fact: name.to_owned(), period };
    match &value.data {
        Data::Map(periods, _) if by_period => {
            periods.iter().map(|of| (question(Some(of.key.clone())), of.value.clone())).collect()
        }
        _ => vec![(question(None), value.clone())],
    }
}

/// A paper that says on its face that it is made up.
pub(crate) fn content(title: &str) -> Vec<u8> {
    paper(title, &FACE.map(str::to_owned))
}

/// The name of the file of a document.
pub(crate) fn file_name(title: &str) -> String {
    format!("{}.pdf", title.replace(['/', '\\'], "、"))
}
