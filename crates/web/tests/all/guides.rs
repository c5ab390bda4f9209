//! The guides under `docs/guides`: their headings are the steps that the walk through the pages takes, so that a step which
//! changes changes its guide.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};

use crate::screen::Screen;

/// A step of a guide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Step {
    guide: &'static str,
    name: &'static str,
    /// Its heading.
    zh: &'static str,
    en: &'static str,
    /// Whether the guide shows its page: not where what was typed would be lost by asking for it in the other language.
    pictured: bool,
    /// What of the page the picture shows: the last part of it that this selector finds, or its head.
    at: &'static str,
}

const fn step(guide: &'static str, name: &'static str, zh: &'static str, en: &'static str) -> Step {
    Step { guide, name, zh, en, pictured: true, at: "" }
}

const fn told(guide: &'static str, name: &'static str, zh: &'static str, en: &'static str) -> Step {
    Step { guide, name, zh, en, pictured: false, at: "" }
}

impl Step {
    const fn at(mut self, at: &'static str) -> Self {
        self.at = at;
        self
    }
}

/// The steps, in the order in which each guide tells them.
pub(crate) const STEPS: &[Step] = &[
    step("office", "sign-in", "登录工作台", "Sign in to the desk"),
    step("office", "open", "开新一届", "Open an edition"),
    step(
        "office",
        "check",
        "审核，必要时退回补正",
        "Check an application, and return it where something is missing",
    )
    .at("main form.panel"),
    step("office", "draw", "抽取评审专家", "Draw the experts").at("main form.panel"),
    step("office", "propose", "提出等级", "Propose the grade").at("main form.panel"),
    step("office", "approve", "由另一人批准", "Have another person approve it").at("main form.panel"),
    step("office", "notice", "公示", "Publish the notice").at("main form.panel"),
    step("office", "rule", "裁定异议", "Rule on an objection").at("main form.panel"),
    step("office", "issue", "认定发证", "Issue the certificate").at("main form.panel"),
    step("enterprise", "register", "注册企业", "Register the enterprise"),
    step("enterprise", "apply", "提出申报", "Apply"),
    step("enterprise", "answer", "填报，看得分变化", "Fill in the claim and watch the score")
        .at(".ask ~ .ask"),
    step("enterprise", "evidence", "上传佐证材料", "Upload the evidence").at("#files-organs"),
    told("enterprise", "both", "两人改了同一处", "Two people changed the same answer"),
    told("enterprise", "again", "登录失效后继续", "Go on after the session has ended"),
    step("enterprise", "submit", "核对并提交", "Check and submit").at(".panel:has(#truthful)"),
    step("enterprise", "supplement", "补正", "Supplement what is missing"),
    step("expert", "declare", "声明利益冲突", "Declare conflicts of interest").at("main section.panel"),
    step("expert", "review", "评审", "Review the items").at(".ask"),
    step("expert", "seal", "核对并提交评审意见", "Check and submit the assessment").at("main form"),
    step("expert", "visit", "记录现场走访", "Record the visit").at("main form"),
    step("public", "notices", "查看公示", "Read the notices"),
    step("public", "object", "提出异议", "Object").at("main form"),
    step("public", "verify", "查验证书", "Verify a certificate"),
];

/// The languages of the guides, each with the end of its file's name.
const LANGUAGES: [(&str, &str); 2] = [("zh-CN", ".zh-CN.md"), ("en", ".md")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides")
}

fn picture(step: &Step) -> String {
    format!("{}-{}", step.guide, step.name)
}

/// The steps that a walk has taken so far.
#[derive(Default)]
pub(crate) struct Taken(RefCell<Vec<Step>>);

impl Taken {
    /// Looks at the page on which a step is done, and notes that it was taken.
    pub(crate) fn step(&self, screen: &mut Screen, guide: &str, name: &str) {
        let step = STEPS.iter().find(|step| (step.guide, step.name) == (guide, name));
        let step = step.unwrap_or_else(|| panic!("no guide tells `{guide}` `{name}`"));
        match step.pictured {
            true => screen.look(Some((&picture(step), step.at))),
            false => screen.look_here(),
        }
        self.0.borrow_mut().push(*step);
    }

    /// Fails where a guide tells what was not walked, or in another order.
    pub(crate) fn all(&self) {
        let mut taken = self.0.borrow().clone();
        let place = |step: &Step| STEPS.iter().position(|of| of.guide == step.guide);
        taken.sort_by_key(place);
        assert_eq!(taken, STEPS);
    }
}

#[test]
fn the_guides_tell_the_steps_that_are_walked() {
    let mut guides: Vec<&str> = STEPS.iter().map(|step| step.guide).collect();
    guides.dedup();
    for guide in guides {
        for (language, end) in LANGUAGES {
            let file = folder().join(format!("{guide}{end}"));
            let text =
                fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let told: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
            let steps = STEPS.iter().filter(|step| step.guide == guide);
            let walked: Vec<String> = (1..)
                .zip(steps.clone())
                .map(|(number, step)| {
                    format!("{number}. {}", if language == "en" { step.en } else { step.zh })
                })
                .collect();
            assert_eq!(told, walked, "the headings of {}", file.display());
            for step in steps.filter(|step| step.pictured) {
                let name = format!("images/{}.{language}.png", picture(step));
                assert!(text.contains(&format!("]({name})")), "{} does not show {name}", file.display());
                assert!(folder().join(&name).is_file(), "DUHENG_WRITE_DOCS=1 writes {name}");
            }
        }
    }
    let pictures = fs::read_dir(folder().join("images")).unwrap();
    let pictured = STEPS.iter().filter(|step| step.pictured).count();
    assert_eq!(pictures.count(), pictured * LANGUAGES.len(), "a picture that no guide shows");
}
