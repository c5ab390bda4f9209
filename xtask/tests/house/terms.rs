//! One Chinese name for each thing: the words that stand for something else, or for nothing, do not come back.

use std::path::PathBuf;

use crate::{entries, none, root, rust_files};

/// A word that is not written, the one that is, and longer words in which it is right.
struct Term {
    never: &'static str,
    write: &'static str,
    except: &'static [&'static str],
}

const fn never(never: &'static str, write: &'static str) -> Term {
    Term { never, write, except: &[] }
}

/// The doubles that once stood in findings, score sheets, help or documents.
const TERMS: &[Term] = &[
    never("分值口径", "分值方案"),
    never("默认口径", "默认分值方案"),
    never("层次", "评价环节（缩进用“层级”）"),
    never("评价日", "基准日"),
    never("宣布", "声明"),
    Term {
        never: "项目", write: "评价项（另一套评价为“评价活动”）", except: &["虚构项目", "公益项目"]
    },
    never("评价内容", "评价项"),
    never("证明材料", "佐证材料"),
    never("审核材料", "佐证材料"),
    never("规则包", "标准包"),
    never("查找表", "对照表"),
    never("官方名单", "官方名录"),
    never("在名单上", "在名录上"),
    never("事项", "事实"),
    never("同组", "比较组"),
    never("否决项", "一票否决"),
    never("命名发证", "认定发证"),
];

/// The same for what stands on pages alone: those who write packs know a register (登记簿) from an official list (官方名录),
/// and whoever reads a page sees one thing.
const ON_PAGES: &[Term] = &[never("登记簿", "名录"), never("命名发证", "认定发证")];

/// The words of `text` that should be others, each with its line.
fn doubles(text: &str, terms: &[Term]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for term in terms {
            let mut rest = line.to_string();
            term.except.iter().for_each(|right| rest = rest.replace(right, ""));
            if rest.contains(term.never) {
                found.push(format!("{}: `{}` is written `{}`", at + 1, term.never, term.write));
            }
        }
    }
    found
}

#[test]
fn doubles_are_found_where_they_stand() {
    assert_eq!(doubles("一\n标准没有层次", TERMS), ["2: `层次` is written `评价环节（缩进用“层级”）`"]);
    assert_eq!(doubles("公益项目", TERMS), Vec::<String>::new());
}

/// What people read: the sources of the crates, the READMEs and the generated documents. The text of standards quotes
/// its sources and stays as it is printed.
fn files() -> Vec<PathBuf> {
    let mut files = rust_files(&root().join("crates"));
    let mut folders = vec![root(), root().join("docs"), root().join("packs")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() && folder != root() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                files.push(path);
            }
        }
    }
    files
}

#[test]
fn each_thing_has_one_chinese_name() {
    let mut breaches = Vec::new();
    for path in files() {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let shown = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        breaches.extend(doubles(&text, TERMS).into_iter().map(|breach| format!("{shown}:{breach}")));
    }
    for path in entries(&root().join("crates/web/texts/zh")) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let shown = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        breaches.extend(doubles(&text, ON_PAGES).into_iter().map(|breach| format!("{shown}:{breach}")));
    }
    none(&breaches);
}
