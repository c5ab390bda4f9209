//! The documents of a running deployment: what the pages give, in the templates that ship.

use std::path::Path;

use duheng_documents::documents::{
    AnsweredItem, AnsweredPart, ApplicationFormData, CertificateData, EvidenceLine, NoticeData, NoticeRow,
};
use duheng_documents::{Date, Fonts};
use duheng_pack::text::{Language, Text};
use duheng_standard::score::score;
use duheng_web::{
    CertificatePaper, FormEvidence, FormItem, FormPaper, FormPart, NoticePaper, Press, SheetPaper, Unprinted,
};

use crate::sheet::{Formulas, Scored, list};

/// Renders in this process: the templates are part of the program.
pub struct Printer {
    fonts: Fonts,
}

impl Printer {
    /// With the fonts of the program.
    pub fn new() -> Self {
        Self { fonts: Fonts::embedded() }
    }

    /// With those of a folder behind them.
    pub fn with_fonts(folder: &Path) -> Result<Self, duheng_documents::Failure> {
        Ok(Self { fonts: Fonts::with_folder(folder)? })
    }
}

/// By what the enterprise was graded; of a notice only where the programme has one.
fn statement(paper: &CertificatePaper) -> String {
    let title = &paper.title;
    match (paper.language, paper.notified) {
        (Language::Zh, true) => format!("经“{title}”评价和公示，评定为"),
        (Language::Zh, false) => format!("经“{title}”评价，评定为"),
        (Language::En, true) => {
            format!("Evaluated in “{title}” and publicly notified, the enterprise is graded")
        }
        (Language::En, false) => format!("Evaluated in “{title}”, the enterprise is graded"),
    }
}

/// What the certificate says once more in the other language; nothing where the texts are the same in both.
fn in_other(paper: &CertificatePaper) -> String {
    let [grade, title] = [(&paper.grade, &paper.grade_other), (&paper.title, &paper.title_other)]
        .map(|(own, other)| (own != other).then_some(other.as_str()).filter(|other| !other.is_empty()));
    [grade, title].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

impl Press for Printer {
    fn certificate(&self, paper: &CertificatePaper) -> Result<Vec<u8>, Unprinted> {
        let pick = |zh: &str, en: &str| pick(paper.language, zh, en);
        let from = day(&paper.from)?;
        let data = CertificateData {
            lang: language(paper.language),
            title: pick("评价等级证书", "Certificate of grade"),
            subtitle: pick("CERTIFICATE OF GRADE", "评价等级证书"),
            enterprise: paper.enterprise.clone(),
            enterprise_other: String::new(),
            uscc: paper.uscc.clone(),
            statement: statement(paper),
            grade: paper.grade.clone(),
            grade_other: in_other(paper),
            stars: 0,
            stars_of: 0,
            number: paper.number.clone(),
            valid_from: from,
            valid_until: paper.until.as_deref().map(day).transpose()?,
            issuer: paper.issuer.clone(),
            issued_on: from,
            verify_url: paper.verify.clone(),
            verify_shown: paper.verify_shown.clone(),
            log_line: paper.line.clone().unwrap_or_default(),
            fictional: paper.fictional,
        };
        let pdf = duheng_documents::certificate(&data, &self.fonts);
        pdf.map(|pdf| pdf.bytes).map_err(unprinted)
    }

    fn notice(&self, paper: &NoticePaper) -> Result<Vec<u8>, Unprinted> {
        let pick = |zh: &str, en: &str| pick(paper.language, zh, en);
        let from = day(&paper.from)?;
        let row = |[name, uscc, grade]: &[String; 3]| NoticeRow {
            name: name.clone(),
            uscc: uscc.clone(),
            grade: grade.clone(),
            remark: String::new(),
        };
        let data = NoticeData {
            lang: language(paper.language),
            head: String::new(),
            number: String::new(),
            title: paper.title.clone(),
            addressed: String::new(),
            body: vec![pick(
                "下列企业的拟认定结果现予公示。",
                "The proposed results of these enterprises are notified to the public.",
            )],
            table_title: String::new(),
            rows: paper.rows.iter().map(row).collect(),
            from,
            until: day(&paper.until)?,
            objection: vec![match paper.is_open {
                true => pick(
                    "任何单位和个人对公示结果有异议的，可在公示期内实名提出，写明事实和依据。",
                    "Within this period anybody may object, with their name, the facts and what they rest on.",
                ),
                false => pick(
                    "按本评价活动的规定可提出异议的一方，可在公示期内登录后提出，写明事实和依据。",
                    "Within this period those whom the programme names may object, signed in, with the facts and what they rest on.",
                ),
            }],
            contact: vec![(pick("提出异议的网址", "Where to object"), paper.place.clone())],
            issuer: paper.issuer.clone(),
            issued_on: from,
            fictional: paper.fictional,
        };
        let pdf = duheng_documents::notice(&data, &self.fonts);
        pdf.map(|pdf| pdf.bytes).map_err(unprinted)
    }

    fn score_sheet(&self, paper: &SheetPaper) -> Result<Vec<u8>, Unprinted> {
        let of = &paper.case;
        let standard = of
            .standard()
            .ok_or_else(|| Unprinted::Broken("the pack has no standard for the programme".to_owned()))?;
        let score = score(standard, &of.rules.pack.vocabulary, &of.sheet, of.layer);
        let (bundles, sources) = of.rules.texts();
        let formulas = Formulas::of(bundles, sources);
        let (pack, entered) = (&of.rules.pack, &of.sheet);
        let scored = Scored {
            score: &score,
            pack,
            entered,
            formulas: &formulas,
            language: paper.language,
            decided: paper.decided.as_deref(),
        };
        let mut data = scored.document(&paper.number);
        for item in data.groups.iter_mut().flat_map(|group| &mut group.indicators).flat_map(|(_, of)| of) {
            if let Some(beside) = paper.beside.get(&item.code) {
                item.evidence.clone_from(&beside.evidence);
                item.found.clone_from(&beside.found);
            }
        }
        data.head.extend(paper.head.iter().cloned());
        data.after.extend(paper.sections.iter().map(|(title, lines)| list(title, lines.clone())));
        let pdf = duheng_documents::score_sheet(&data, &self.fonts).map_err(unprinted)?;
        if pdf.missing.is_empty() {
            return Ok(pdf.bytes);
        }
        // a record is read all the same: the page says which characters its signs stand for
        let mut data = data.with_stand_ins(&pdf.missing).map_err(unprinted)?;
        let named: Vec<String> =
            pdf.missing.iter().map(|sign| format!("U+{:04X}", u32::from(*sign))).collect();
        let title = pick(paper.language, "字体中没有的字", "Characters that the font lacks");
        let seam = pick(paper.language, "、", ", ");
        data.after.push(list(&title, vec![format!("〓  {}", named.join(&seam))]));
        duheng_documents::score_sheet(&data, &self.fonts).map(|pdf| pdf.bytes).map_err(unprinted)
    }

    fn application_form(&self, paper: &FormPaper) -> Result<Vec<u8>, Unprinted> {
        let data = ApplicationFormData {
            lang: language(paper.language),
            title: paper.title.clone(),
            enterprise: paper.enterprise.clone(),
            uscc: paper.uscc.clone(),
            fictional: paper.fictional,
            draft: paper.is_draft,
            number: paper.number.clone(),
            head: paper.head.clone(),
            dated: day(&paper.dated)?,
            parts: paper.parts.iter().map(part).collect(),
            documents: paper.documents.clone(),
            consents: paper.consents.clone(),
            brought: paper.brought.clone(),
            evidence: paper.evidence.iter().map(|row| evidence(paper.language, row)).collect(),
            plan: paper.plan.clone(),
        };
        duheng_documents::application_form(&data, &self.fonts).map(|pdf| pdf.bytes).map_err(unprinted)
    }
}

fn pick(language: Language, zh: &str, en: &str) -> String {
    Text::new(zh, en).get(language).to_owned()
}

/// Why a document was not made, for the pages.
fn unprinted(failure: duheng_documents::Failure) -> Unprinted {
    match failure {
        duheng_documents::Failure::MissingGlyphs(signs) => Unprinted::Glyphs(signs),
        other => Unprinted::Broken(other.to_string()),
    }
}

/// A part of an application form.
fn part(part: &FormPart) -> AnsweredPart {
    let item = |item: &FormItem| AnsweredItem {
        code: item.number.clone(),
        title: item.title.clone(),
        note: [item.most.as_str(), &item.state]
            .into_iter()
            .filter(|said| !said.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        answers: item.answers.clone(),
    };
    AnsweredPart { title: part.title.clone(), items: part.items.iter().map(item).collect() }
}

/// A row of the checklist of evidence.
fn evidence(language: Language, row: &FormEvidence) -> EvidenceLine {
    let must = Text::new("（必需）", " (required)");
    let seam = Text::new("、", ", ");
    let documents: Vec<String> = row
        .documents
        .iter()
        .map(
            |(title, required)| {
                if *required { format!("{title}{}", must.get(language)) } else { title.clone() }
            },
        )
        .collect();
    EvidenceLine {
        item: row.item.clone(),
        shows: row.shows.clone(),
        documents: documents.join(seam.get(language)),
        files: row.files.iter().map(|of| (format!("{}  {}", of.name, of.size), grouped(&of.hash))).collect(),
        standing: row.standing.clone(),
        missing: row.state == "missing",
    }
}

/// A hash in groups of sixteen signs, so that a line can end between them.
fn grouped(hash: &str) -> String {
    let signs: Vec<char> = hash.chars().collect();
    let groups: Vec<String> = signs.chunks(16).map(|group| group.iter().collect()).collect();
    format!("SHA-256 {}", groups.join(" "))
}

fn language(language: Language) -> duheng_documents::Language {
    match language {
        Language::Zh => duheng_documents::Language::Zh,
        Language::En => duheng_documents::Language::En,
    }
}

fn day(text: &str) -> Result<Date, Unprinted> {
    text.parse().map_err(|_| Unprinted::Broken(format!("`{text}` is no day")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_no_font_has_is_named_and_not_printed_as_a_box() {
        let paper = |enterprise: &str| NoticePaper {
            language: Language::Zh,
            title: "公示".to_owned(),
            issuer: "示例办公室".to_owned(),
            rows: vec![[enterprise.to_owned(), String::new(), String::new()]],
            from: "2026-06-01".to_owned(),
            until: "2026-06-07".to_owned(),
            place: String::new(),
            is_open: true,
            fictional: true,
        };
        let printer = Printer::new();
        assert!(printer.notice(&paper("示例㛃䶮𠅤商行")).is_ok());
        assert_eq!(printer.notice(&paper("示例𪚥商行")), Err(Unprinted::Glyphs(vec!['𪚥'])));
    }

    fn certificate() -> CertificatePaper {
        CertificatePaper {
            language: Language::Zh,
            title: "潮汐榜".to_owned(),
            title_other: "Tide list".to_owned(),
            notified: true,
            enterprise: String::new(),
            uscc: String::new(),
            grade: "三星级".to_owned(),
            grade_other: "Three stars".to_owned(),
            number: String::new(),
            from: String::new(),
            until: None,
            issuer: String::new(),
            line: None,
            verify: String::new(),
            verify_shown: String::new(),
            fictional: true,
        }
    }

    #[test]
    fn a_certificate_speaks_of_a_notice_only_where_there_was_one() {
        for (language, word) in [(Language::Zh, "公示"), (Language::En, "notified")] {
            let paper = |notified| CertificatePaper { language, notified, ..certificate() };
            assert!(statement(&paper(true)).contains(word));
            assert!(!statement(&paper(false)).contains(word));
        }
    }

    #[test]
    fn a_certificate_says_grade_and_programme_in_the_other_language_where_that_has_words_of_its_own() {
        assert_eq!(in_other(&certificate()), "Three stars · Tide list");
        let own_word =
            CertificatePaper { grade: "AAA".to_owned(), grade_other: "AAA".to_owned(), ..certificate() };
        assert_eq!(in_other(&own_word), "Tide list");
        let one_language = CertificatePaper { title_other: String::new(), ..own_word };
        assert_eq!(in_other(&one_language), "");
    }
}
