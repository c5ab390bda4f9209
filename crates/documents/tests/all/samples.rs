//! Documents about enterprises that do not exist, for tests, benchmarks and the example.
#![allow(dead_code, clippy::indexing_slicing, reason = "samples for tests; each user takes what it needs")]

use duheng_documents::chart::Share;
use duheng_documents::documents::{
    CertificateData, Figure, Group, Item, Line, Note, NoticeData, NoticeRow, ScoreSheetData, Section, Series,
    State,
};
use duheng_documents::{Fonts, Language};
use jiff::civil::{Date, date};

/// The embedded fonts.
pub fn fonts() -> Fonts {
    Fonts::embedded()
}

/// The date of all samples.
pub const TODAY: Date = date(2026, 8, 1);

/// A name of sixty characters.
pub const LONG_NAME: &str = "虚构市粤港澳大湾区可持续发展与社会责任综合服务及绿色低碳循环经济技术研究开发投资控股集团深港现代服务业合作区股份有限公司";

/// A long name in English.
pub const LONG_ENGLISH: &str = "Fictional Greater Bay Area Sustainable Development and Social Responsibility \
                                Integrated Services Holding Group Co., Ltd.";

/// A certificate.
pub fn certificate(lang: Language) -> CertificateData {
    let zh = lang == Language::Zh;
    let text = |chinese: &str, english: &str| String::from(if zh { chinese } else { english });
    CertificateData {
        lang,
        title: text("可持续发展企业证书", "Certificate of a Sustainable Enterprise"),
        subtitle: text("CERTIFICATE OF A SUSTAINABLE ENTERPRISE", "可持续发展企业证书"),
        enterprise: text("深圳市青竹精密制造有限公司", "Qingzhu Precision Manufacturing Co., Ltd."),
        enterprise_other: text("Qingzhu Precision Manufacturing Co., Ltd.", "深圳市青竹精密制造有限公司"),
        uscc: "91440300MA5F0000XX".into(),
        statement: text(
            "经材料评审、现场核查和公示，符合《可持续发展企业评价规范》的要求，评定为",
            "Reviewed by documents and on site and publicly notified, the enterprise meets the specification for \
             the evaluation of sustainable enterprises. It is graded",
        ),
        grade: text("四星级可持续发展企业", "Four-star sustainable enterprise"),
        grade_other: text(
            "Four-star sustainable enterprise · Evaluation of sustainable enterprises",
            "四星级可持续发展企业 · 可持续发展企业评价",
        ),
        stars: 4,
        stars_of: 5,
        number: "SZ-SE-2026-0012".into(),
        valid_from: date(2026, 8, 1),
        valid_until: Some(date(2029, 7, 31)),
        issuer: text("虚构市可持续发展评价办公室", "Evaluation Office of Fiction City"),
        issued_on: TODAY,
        log_line: "48213:9f1c0a6d6c1d4f0f4b6c0de6a7a2f0d9b8f3e5d4c1b2a3f4e5d6c7b8a9f0e1d2".into(),
        verify_url: "https://verify.example.org/c/SZ-SE-2026-0012".into(),
        verify_shown: "https://verify.example.org/c/SZ-SE-2026-0012".into(),
        fictional: true,
    }
}

/// A public notice with so many enterprises.
pub fn notice(lang: Language, enterprises: usize) -> NoticeData {
    let zh = lang == Language::Zh;
    let text = |chinese: &str, english: &str| String::from(if zh { chinese } else { english });
    let grades = [text("五星级", "five stars"), text("四星级", "four stars"), text("三星级", "three stars")];
    let row = |at: usize| NoticeRow {
        name: match at {
            1 => LONG_NAME.into(),
            _ if zh => format!("虚构市第{}精密制造有限公司", at + 1),
            _ => format!("Fictional Precision Manufacturing No. {} Co., Ltd.", at + 1),
        },
        uscc: format!("91440300MA5F{at:04}XX"),
        grade: grades[at % 3].clone(),
        remark: String::new(),
    };
    NoticeData {
        lang,
        head: text("虚构市可持续发展评价办公室文件", "Evaluation Office of Fiction City"),
        number: "虚可评〔2026〕12号".into(),
        title: text(
            "关于2026年度可持续发展企业\n拟定等级名单的公示",
            "Public notice of the enterprises proposed for grades of sustainability in 2026",
        ),
        addressed: text("各有关单位", "To all concerned"),
        body: vec![text(
            "根据《可持续发展企业评价工作方案》，经企业申报、材料评审、现场核查和集体审议，拟评定下列企业为2026年度可持续发展企业，现予公示。",
            "After application, document review, site visit and deliberation the following enterprises are proposed \
             for grades of the year 2026, which is hereby notified to the public.",
        )],
        table_title: text("2026年度可持续发展企业拟定等级名单", "Proposed grades, 2026"),
        rows: (0..enterprises).map(row).collect(),
        from: date(2026, 8, 3),
        until: date(2026, 8, 7),
        objection: vec![text(
            "公示期内，任何单位和个人如有异议，可以书面形式向本办公室提出，说明理由并提供佐证材料。以单位名义提出的，应加盖公章；以个人名义提出的，应署真实姓名和联系方式。",
            "Within this period anybody may object in writing, with reasons and evidence. An organisation signs with its \
             seal, a person with name and address.",
        )],
        contact: vec![
            (text("联系电话", "Telephone"), "0000-00000000".into()),
            (text("电子邮箱", "E-mail"), "objection@example.org".into()),
        ],
        issuer: text("虚构市可持续发展评价办公室", "Evaluation Office of Fiction City"),
        issued_on: TODAY,
        fictional: true,
    }
}

/// One item in a state.
pub fn item(at: usize, state: State, zh: bool) -> Item {
    let score = match state {
        State::Met => "2",
        State::Partial => "1",
        _ => "0",
    };
    let text = |chinese: &str, english: &str| String::from(if zh { chinese } else { english });
    Item {
        code: format!("6.{}.{}", at / 10 + 1, at % 10 + 1),
        title: text(
            "建立职业健康安全管理体系并取得有效认证",
            "An occupational health and safety management system is certified",
        ),
        state,
        score: score.into(),
        max: "2".into(),
        basis: text("依据 第6.1.2条 · SDG 3.4 8.8〔推定 1〕", "Clause: 6.1.2 · SDG 3.4 8.8 [inferred 1]"),
        lines: vec![
            Line {
                depth: 0,
                sign: if state == State::Met { "✓" } else { "✗" }.into(),
                text: text("取得体系认证证书且在有效期内", "a certificate of the system is in force"),
                points: format!("{score} / 2"),
                details: vec![text(
                    "认证证书 3 条，符合 0 条；另有 1 条仅差一项，不计：ISO 45001（已过有效期）",
                    "certificates: 0 of 3 records; 1 more would count but for one thing: ISO 45001 (expired)",
                )],
                remark: text("满足可加 2 分", "would add 2"),
            },
            Line { depth: 1, ..Line::sentence("?", text("事故数：未知", "accidents: unknown")) },
        ],
        evidence: vec![text("职业健康安全管理体系认证证书.pdf", "certificate.pdf")],
        found: vec![text("材料文审 · 甲：与申报一致", "document review · A: as claimed")],
    }
}

/// A score sheet with so many items, all in one state.
pub fn score_sheet(lang: Language, items: usize, state: State) -> ScoreSheetData {
    let zh = lang == Language::Zh;
    let text = |chinese: &str, english: &str| String::from(if zh { chinese } else { english });
    let parts = if zh {
        ["公司治理", "环境", "员工", "产品与客户", "社区"]
    } else {
        ["Governance", "Environment", "Employees", "Products and customers", "Community"]
    };
    let share = |at: usize, name: &str| {
        let share = [620, 1000, 0, 405].get(at).copied();
        Share::new(name, share.map_or(String::new(), |share| format!("{}", share / 50)), "20", share)
    };
    let all: Vec<Item> = (0..items).map(|at| item(at, state, zh)).collect();
    ScoreSheetData {
        lang,
        title: text("可持续发展企业评价规范", "Evaluation of sustainable enterprises"),
        number: "SZ-SE-2026-0012".into(),
        enterprise: text("深圳市青竹精密制造有限公司", "Qingzhu Precision Manufacturing Co., Ltd."),
        uscc: "91440300MA5F0000XX".into(),
        fictional: true,
        head: vec![
            (text("评价标准", "Standard"), "enterprise 2026.1".into()),
            (text("分值方案", "Profile"), text("试点版  pilot", "Pilot  pilot")),
            (text("评价环节", "Layer"), text("材料评审（第 2 环节，共 3 环节）", "Document review (2 of 3)")),
            (text("标准包", "Pack"), "example 0.1.0  0123456789ab".into()),
        ],
        dated: TODAY,
        grade: text("三星级", "three stars"),
        provisional: true,
        remark: text(
            "2 项未知；查明后总分可在 61 至 68 之间",
            "2 items are unknown; the total could be 61 to 68",
        ),
        figures: vec![
            Figure { name: text("总分", "Total"), score: "61.25".into(), max: "115".into() },
            Figure { name: text("基础分", "Base"), score: "58.25".into(), max: "100".into() },
            Figure { name: text("加分", "Bonus"), score: "3".into(), max: "15".into() },
        ],
        series: Series {
            parts: parts.iter().enumerate().map(|(at, name)| share(at, name)).collect(),
            indicators: (0..14).map(|at| share(at % 5, &format!("6.{at} {}", parts[at % 5]))).collect(),
            goals: (0..17).map(|at| share(at % 6, &format!("SDG {}", at + 1))).collect(),
        },
        legend: text("✓ 满足  △ 部分满足  ✗ 不满足  ? 未知", "✓ met  △ part  ✗ not met  ? unknown"),
        terms: vec![(
            text("未填报", "not answered"),
            text("企业没有回答这一问", "the question was not answered"),
        )],
        codes_title: text("规则在标准包中的写法", "Rules as the pack writes them"),
        codes: vec![("6.1.1".into(), vec!["‹any(certificates where valid)›".into()])],
        before: vec![Section {
            title: text("基本要求", "Basic requirements"),
            state: text("通过", "pass"),
            lines: vec![Line::sentence("✓", text("近三年无重大违法记录", "no grave breach in three years"))],
        }],
        groups: vec![Group {
            title: text("A 社会", "A Society"),
            note: String::new(),
            indicators: vec![(text("6.1 职业健康 · SDG 3、8", "6.1 Health · SDG 3, 8"), all)],
            subtotal: text("A 社会 小计", "A Society Subtotal"),
            score: "12".into(),
            max: "20".into(),
        }],
        after: vec![Section {
            title: text("等级判定", "Grade"),
            state: String::new(),
            lines: vec![Line::sentence(
                "✓",
                text("三星级  总分 ≥ 60（实得 61.25）", "three stars  total ≥ 60"),
            )],
        }],
        targets: (1..=12).map(|at| (format!("SDG {at}.2"), "1".into(), "4".into())).collect(),
        notes: vec![Note {
            number: 1, text: text("推定：原文未列明", "inferred: the source is silent")
        }],
    }
}
