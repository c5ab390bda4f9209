//! The document of a score sheet before and after the decision, from worked examples of the Shenzhen pack.

use std::path::{Path, PathBuf};

use duheng_app::library::Library;
use duheng_documents::documents::{Item, ScoreSheetData, State};
use duheng_pack::source::FileId;
use duheng_pack::text::Language;
use duheng_pack::tree::{Limits, read};
use duheng_standard::layers::layer_of;
use duheng_standard::score::score;
use duheng_standard::sheet::read_sheet;

use super::{Formulas, Scored};

/// The sheet of a worked example.
fn sheet(case: &str, language: Language, decided: Option<&str>) -> ScoreSheetData {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/sz-sustainable-enterprise");
    let library = Library::open(std::slice::from_ref(&folder)).unwrap();
    let pack = library.pack(0).unwrap();
    let text = std::fs::read_to_string(folder.join(format!("cases/{case}.yaml"))).unwrap();
    let tree = read(FileId::default(), &text, &Limits::default()).0.unwrap();
    let (entered, standard) = read_sheet(&tree, pack, None, None).0.unwrap();
    let scored = score(standard, &pack.vocabulary, &entered, layer_of(standard, &entered));
    let formulas = Formulas::of(&library.bundles, &library.sources);
    Scored { score: &scored, pack, entered: &entered, formulas: &formulas, language, decided }.document("1")
}

fn items(data: &ScoreSheetData) -> impl Iterator<Item = &Item> {
    data.groups.iter().flat_map(|group| &group.indicators).flat_map(|(_, items)| items)
}

/// All that an item says.
fn said(item: &Item) -> Vec<&str> {
    let lines = item.lines.iter();
    lines
        .flat_map(|line| [&line.text, &line.remark].into_iter().chain(&line.details))
        .map(String::as_str)
        .collect()
}

#[test]
fn what_is_unknown_counts_as_nothing_once_the_grade_is_decided() {
    for (language, open, gain, nothing) in [
        (Language::Zh, "查明后可为", "可加", "按无计"),
        (Language::En, "once known", "would add", "counts as nothing"),
    ] {
        let before = sheet("nothing-stated", language, None);
        let unknown: Vec<&Item> = items(&before).filter(|item| item.state == State::Unknown).collect();
        assert!(unknown.len() > 20, "{}", unknown.len());
        for item in &unknown {
            assert!(said(item).iter().any(|text| text.contains(open)), "{}: {:?}", item.code, said(item));
        }
        assert!(items(&before).any(|item| said(item).iter().any(|text| text.contains(gain))));
        assert!(before.terms.iter().all(|(word, _)| !word.contains(nothing)));

        let after = sheet("nothing-stated", language, Some("★"));
        let counted: Vec<&Item> = items(&after).filter(|item| item.state == State::CountedNothing).collect();
        assert_eq!(counted.len(), unknown.len());
        for item in &counted {
            assert!(said(item)[0].contains(nothing), "{}: {:?}", item.code, said(item));
        }
        for item in items(&after) {
            let still = said(item).into_iter().find(|text| text.contains(open) || text.contains(gain));
            assert_eq!(still, None, "{}", item.code);
        }
        assert!(after.terms.iter().any(|(word, _)| word.contains(nothing)));
    }
}

#[test]
fn what_nobody_answered_is_told_from_what_is_stated_as_none() {
    for (language, unanswered, unknown) in
        [(Language::Zh, "未填报", "未知"), (Language::En, "not answered", "unknown")]
    {
        let data = sheet("nothing-stated", language, None);
        let item = items(&data).find(|item| item.code == "6.1.6.c").unwrap();
        let said = said(item);
        // the ratio is worked out from two facts that nobody answered
        assert_eq!(said.iter().filter(|text| text.ends_with(unknown)).count(), 2, "{said:?}");
        assert_eq!(said.iter().filter(|text| text.ends_with(unanswered)).count(), 2, "{said:?}");
    }
    let data = sheet("nothing-stated", Language::Zh, None);
    let words: Vec<&str> = data.terms.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(words, ["未填报", "申报为无", "尚未提供", "无记录", "未获认定", "不参评", "未知"]);
}

#[test]
fn rules_as_written_stand_at_the_end_alone() {
    let data = sheet("average", Language::Zh, None);
    for item in items(&data) {
        assert!(said(item).iter().all(|text| !text.contains('‹')), "{}: {:?}", item.code, said(item));
    }
    let before = data.before.iter().flat_map(|section| &section.lines);
    assert!(before.flat_map(|line| &line.details).all(|text| !text.contains('‹')));
    assert!(!data.legend.contains('‹'));
    let of = |code: &str| data.codes.iter().find(|(of, _)| of == code).map(|(_, rules)| rules.as_slice());
    let ratio = of("6.1.6.c").unwrap();
    assert!(ratio.contains(&"‹mean(debt_ratio, 3 years) < 60%›".to_owned()), "{ratio:?}");
    assert!(ratio.contains(&"‹liabilities[y] / total_assets[y]›".to_owned()), "{ratio:?}");
    assert!(data.codes.iter().any(|(of, _)| of == "近三年内无违法行为"), "those of the gate too");
}

#[test]
fn the_hash_is_followed_by_what_it_is_for() {
    let data = sheet("average", Language::Zh, None);
    let at = data.head.iter().position(|(name, _)| name == "内容指纹").unwrap();
    let (name, why) = &data.head[at + 1];
    assert_eq!((data.head[at].1.len(), name.as_str()), (64, ""));
    assert!(why.contains("指纹相同"), "{why}");
}

#[test]
fn the_first_page_says_why_a_grade_is_lower_than_the_total_suggests() {
    let undecided = sheet("grade-80-30", Language::Zh, None);
    assert!(undecided.remark.contains("故降为"), "{}", undecided.remark);
    let decided = sheet("grade-80-30", Language::Zh, Some(&undecided.grade));
    assert!(decided.remark.starts_with("总分") && decided.remark.contains("故降为"), "{}", decided.remark);
    // who decided otherwise has their own reason
    assert_eq!(sheet("grade-80-30", Language::Zh, Some("★")).remark, "");
}
