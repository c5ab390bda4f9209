//! Application forms: all answers, the checklist, the mark of a draft.

use duheng_documents::documents::{AnsweredItem, AnsweredPart, ApplicationFormData, EvidenceLine};
use duheng_documents::{Language, application_form};

use crate::samples::{TODAY, fonts};
use crate::{says, text};

fn form(lang: Language, items: usize) -> ApplicationFormData {
    let zh = lang == Language::Zh;
    let text = |chinese: &str, english: &str| String::from(if zh { chinese } else { english });
    let item = |at: usize| AnsweredItem {
        code: format!("6.1.{at}"),
        title: text("机制建设", "Mechanism"),
        note: text("2 分 · 已完成", "2 points · complete"),
        answers: vec![
            (text("负债总额（2025）", "Liabilities (2025)"), format!("{at}00 万元")),
            (text("管理制度", "Policies"), "甲：第一行\n乙：第二行".to_owned()),
        ],
    };
    ApplicationFormData {
        lang,
        title: text("深圳市可持续发展企业评价 2026", "Sustainable enterprises 2026"),
        enterprise: text("深圳市青竹精密制造有限公司", "Qingzhu Precision Manufacturing Co., Ltd."),
        uscc: "91440300MA5F0000XX".into(),
        fictional: true,
        draft: true,
        number: String::new(),
        head: vec![(text("报告年度", "Reporting year"), "2025".into())],
        dated: TODAY,
        parts: vec![AnsweredPart {
            title: text("6.1 公司治理", "6.1 Governance"),
            items: (1..=items).map(item).collect(),
        }],
        documents: vec![(text("申请书", "Application form"), text("还没有提供", "not given yet"))],
        consents: Vec::new(),
        brought: text("共 1 行：已附 1", "1 row: 1 brought"),
        evidence: vec![EvidenceLine {
            item: text("6.1.1 机制建设", "6.1.1 Mechanism"),
            shows: text("管理制度", "Policies"),
            documents: text("制度文本（必需）", "the text (required)"),
            files: vec![("制度.pdf  12 KB".into(), "SHA-256 0123456789abcdef 0123456789abcdef".into())],
            standing: text("已附", "brought"),
            missing: false,
        }],
        plan: vec![[text("企业申报", "Application"), text("申报企业", "applicant"), "2026".into()]],
    }
}

#[test]
fn a_form_has_all_answers_its_checklist_and_the_mark_of_a_draft() {
    for (lang, page) in [(Language::Zh, "第 1 页，共"), (Language::En, "Page 1 of")] {
        let data = form(lang, 40);
        let pdf = application_form(&data, &fonts()).expect("a form");
        assert!((3..=9).contains(&pdf.pages), "{} pages", pdf.pages);
        assert!(pdf.missing.is_empty(), "{:?}", pdf.missing);
        says(&pdf, &[&data.enterprise, &data.uscc, page, "6.1.40", "4000 万元", "甲：第一行", "乙：第二行"]);
        let row = &data.evidence[0];
        says(
            &pdf,
            &[&row.item, &row.documents, "制度.pdf", "0123456789abcdef", &row.standing, &data.brought],
        );
        says(&pdf, &[&data.plan[0][0], &data.documents[0].1, "草稿 DRAFT"]);
        let handed_in = ApplicationFormData { draft: false, number: "1782-2924-0000-0000".into(), ..data };
        let pdf = application_form(&handed_in, &fonts()).expect("a form");
        says(&pdf, &["1782-2924-0000-0000"]);
        assert!(!text(&pdf).contains("DRAFT"), "what was handed in is no draft");
        assert_eq!(Ok(pdf), application_form(&handed_in, &fonts()), "the same bytes");
    }
}

#[test]
fn every_field_of_a_form_may_be_hostile() {
    for hostile in ["#panic()", "$x^2$ *bold* _it_", "\\ \" ' ` <a> // /*", "#import \"@preview/a:1.0.0\""] {
        let said = hostile.to_owned();
        let mut data = form(Language::Zh, 1);
        (data.title, data.enterprise, data.uscc) = (said.clone(), said.clone(), said.clone());
        data.parts[0].items[0].answers[0] = (said.clone(), said.clone());
        (data.evidence[0].item, data.evidence[0].files[0].0) = (said.clone(), said.clone());
        (data.plan[0][0], data.brought) = (said.clone(), said.clone());
        says(&application_form(&data, &fonts()).expect("a form"), &[hostile]);
    }
}
