//! Evidence: files beside the answers that they show. What a file is, its content says and not its name; what a browser
//! could run is refused.

use std::collections::BTreeMap;

use bytes::Bytes;
use duheng_pack::text::Text;
use duheng_programme::command::{Evidence, Submission};
use duheng_programme::refusal::{self, Refusal};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use crate::accounts::SignedInPerson;
use crate::act::{Vouched, author};
use crate::app::App;
use crate::draft::{Keys, Question, answerable};
use crate::fault::{Failure, Fault};
use crate::sight::{Sight, Target};
use crate::store::entity::attachment::{self, Column};
use crate::store::in_transaction;

/// The largest file, in bytes.
pub const LARGEST_FILE: usize = 20 * 1024 * 1024;
/// The most that the files of one claim take together, in bytes.
pub const LARGEST_CLAIM: u64 = 500 * 1024 * 1024;
/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 200;

/// What evidence may be.
struct Kind {
    /// The endings of its name.
    endings: &'static [&'static str],
    /// Its type on the network.
    media: &'static str,
    /// What it begins with; a file that is two things at once begins with the other one.
    head: &'static [u8],
    /// How the names of its parts begin, for an archive of parts.
    part: Option<&'static [u8]>,
}

impl Kind {
    /// Whether a content that was recognised as `found` is of this kind. An office document with a part of more than 6,000
    /// bytes before the fourth is recognised as an archive: what it holds tells then.
    fn fits(&self, found: &str, content: &[u8]) -> bool {
        let named = |part: &[u8]| {
            let heads = content.windows(self.head.len()).enumerate().filter(|(_, here)| *here == self.head);
            heads.filter_map(|(at, _)| content.get(at + NAME..)).any(|name| name.starts_with(part))
        };
        let is_document = || content.get(NAME..).is_some_and(|name| name.starts_with(b"[Content_Types].xml"));
        found == self.media || (found == "application/zip" && is_document() && self.part.is_some_and(named))
    }
}

/// Where the name of a part stands behind the head of the part, in bytes.
const NAME: usize = 30;

const KINDS: &[Kind] = &[
    Kind { endings: &["pdf"], media: "application/pdf", head: b"%PDF-", part: None },
    Kind { endings: &["png"], media: "image/png", head: b"\x89PNG", part: None },
    Kind { endings: &["jpg", "jpeg"], media: "image/jpeg", head: b"\xff\xd8\xff", part: None },
    Kind {
        endings: &["docx"],
        media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        head: b"PK\x03\x04",
        part: Some(b"word/"),
    },
    Kind {
        endings: &["xlsx"],
        media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        head: b"PK\x03\x04",
        part: Some(b"xl/"),
    },
];

/// A file beside an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its number among those of the claim.
    pub number: i64,
    /// What it is for.
    pub question: Question,
    /// Name, hash and size.
    pub file: Evidence,
    /// Its type, such as `application/pdf`.
    pub kind: String,
    /// Who brought it.
    pub person: String,
    /// When, in microseconds since 1970-01-01 UTC.
    pub at: i64,
}

impl App {
    /// Attaches a file to an answer; the same content under the same name is attached once.
    pub async fn attach(
        &self,
        by: &SignedInPerson,
        target: &Target,
        question: &Question,
        name: &str,
        content: Bytes,
    ) -> Result<Attachment, Failure> {
        let kind = kind_of(name, &content)?;
        // who may not write the claim leaves nothing on the disk
        self.changing(self.store.read(), by, "attach").await?;
        let (sight, _) = self.writing(self.store.read(), by, target).await?;
        sight.with(|view| answerable(view, question))??;
        let file = self.keep(name, content).await?;
        Ok(in_transaction!(self, Failure, db => {
            self.changing(db, by, "attach").await?;
            let written = self.writing(db, by, target).await?;
            attach_in(db, written, by.person(), question, &file, kind).await
        }))
    }

    /// Keeps the content of a file.
    async fn keep(&self, name: &str, content: Bytes) -> Result<Evidence, Failure> {
        let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
        let hash = self.blobs.keep(content).await?;
        Ok(Evidence { name: name.to_owned(), hash, size })
    }

    /// The same for an actor that stands for no session.
    pub async fn attach_for(
        &self,
        by: &Vouched,
        target: &Target,
        question: &Question,
        name: &str,
        content: Vec<u8>,
    ) -> Result<Attachment, Failure> {
        let content = Bytes::from(content);
        let kind = kind_of(name, &content)?;
        let file = self.keep(name, content).await?;
        let person = author(by.actor()).person;
        Ok(in_transaction!(self, Failure, db => {
            let written = self.writing_by(db, by.actor(), target).await?;
            written.0.with(|view| answerable(view, question))??;
            attach_in(db, written, &person, question, &file, kind).await
        }))
    }

    /// Takes a file off the claim. Its content stays for as long as something submitted names it.
    pub async fn detach(&self, by: &SignedInPerson, target: &Target, number: i64) -> Result<(), Failure> {
        in_transaction!(self, Failure, db => self.detach_in(db, by, target, number).await);
        Ok(())
    }

    async fn detach_in(
        &self,
        db: &impl ConnectionTrait,
        by: &SignedInPerson,
        target: &Target,
        number: i64,
    ) -> Result<(), Failure> {
        self.changing(db, by, "detach").await?;
        let (sight, _) = self.writing(db, by, target).await?;
        let found = rows(db, &sight).await?.into_iter().find(|row| row.number == number && !row.removed);
        let unknown = || refusal::unknown_name(&Text::new("佐证材料", "file"), number);
        let mut row = found.ok_or_else(unknown)?;
        row.removed = true;
        attachment::Entity::update(row.into_active_model().reset_all()).exec(db).await?;
        Ok(())
    }

    /// The files of a claim, in order, and their contents by [`App::content`].
    pub async fn attachments(
        &self,
        by: &SignedInPerson,
        target: &Target,
    ) -> Result<Vec<Attachment>, Failure> {
        let db = self.store.read();
        let (sight, _) = self.writing(db, by, target).await?;
        attached(db, &sight).await
    }

    /// The content of a file of the claim; a content that is not the one that was uploaded is a fault.
    pub async fn content(&self, by: &SignedInPerson, target: &Target, number: i64) -> Result<Bytes, Failure> {
        let all = self.attachments(by, target).await?;
        let unknown = || refusal::unknown_name(&Text::new("佐证材料", "file"), number);
        let file = all.into_iter().find(|file| file.number == number).ok_or_else(unknown)?.file;
        let content = self.blobs.get(&file.hash).await?;
        let content = content.ok_or_else(|| Fault::Blob(file.hash.clone()))?;
        if crate::blobs::hash(&content) == file.hash {
            Ok(content)
        } else {
            Err(Fault::Blob(file.hash).into())
        }
    }
}

async fn attach_in(
    db: &impl ConnectionTrait,
    (sight, now): (Sight, i64),
    person: &str,
    question: &Question,
    file: &Evidence,
    kind: &str,
) -> Result<Attachment, Failure> {
    let held = rows(db, &sight).await?;
    let keys = Keys::of(&sight, question)?;
    let same = |row: &&attachment::Model| {
        (row.kind.as_str(), &row.name, &row.period) == (keys.kind, &keys.name, &keys.period)
            && row.file == file.name
            && row.hash == file.hash
            && !row.removed
    };
    if let Some(row) = held.iter().find(same) {
        return Ok(read(row.clone()));
    }
    let before: u64 = held.iter().filter(|row| !row.removed).map(|row| unsigned(row.size)).sum();
    if before.saturating_add(file.size) > LARGEST_CLAIM {
        let full = Text::new("佐证材料合计超过 500 MB", "the evidence takes more than 500 MB together");
        let help =
            Text::new("删去不需要的材料，或压缩图片", "remove what is not needed, or make pictures smaller");
        return Err(refusal::claim_invalid(&full, &help, 1).into());
    }
    let row = attachment::Model {
        filing: keys.filing,
        edition: keys.edition,
        organisation: keys.organisation,
        number: held.last().map_or(1, |last| last.number + 1),
        kind: keys.kind.to_owned(),
        name: keys.name,
        period: keys.period,
        file: file.name.clone(),
        hash: file.hash.clone(),
        size: i64::try_from(file.size).unwrap_or(i64::MAX),
        media: kind.to_owned(),
        person: person.to_owned(),
        at: now,
        removed: false,
    };
    attachment::Entity::insert(row.clone().into_active_model()).exec_without_returning(db).await?;
    Ok(read(row))
}

/// The files of a claim, in order.
pub(crate) async fn attached(db: &impl ConnectionTrait, sight: &Sight) -> Result<Vec<Attachment>, Failure> {
    let rows = rows(db, sight).await?;
    Ok(rows.into_iter().filter(|row| !row.removed).map(read).collect())
}

/// The evidence of a claim, as a submission names it.
pub(crate) async fn of_claim(
    db: &impl ConnectionTrait,
    sight: &Sight,
) -> Result<BTreeMap<String, Vec<Evidence>>, Failure> {
    Ok(named(attached(db, sight).await?))
}

/// Files by what they are for, as a submission names it: a fact, a fact with a period, an item or a document.
pub(crate) fn named(files: impl IntoIterator<Item = Attachment>) -> BTreeMap<String, Vec<Evidence>> {
    let mut evidence: BTreeMap<String, Vec<Evidence>> = BTreeMap::new();
    for attachment in files {
        let name = match attachment.question {
            Question::Fact { fact, period: None } => fact,
            Question::Fact { fact, period: Some(period) } => format!("{fact} {period}"),
            Question::NotEvaluated { item } => item,
            Question::Document { name } => name,
        };
        evidence.entry(name).or_default().push(attachment.file);
    }
    evidence
}

/// The files of submissions, each once, by what they are for.
pub(crate) fn of_submissions<'s>(
    submissions: impl IntoIterator<Item = &'s Submission>,
) -> BTreeMap<String, Vec<Evidence>> {
    let mut found: BTreeMap<String, Vec<Evidence>> = BTreeMap::new();
    for (name, files) in submissions.into_iter().flat_map(|submission| &submission.evidence) {
        let held = found.entry(name.clone()).or_default();
        for file in files {
            if !held.contains(file) {
                held.push(file.clone());
            }
        }
    }
    found
}

/// The hashes of all files that were ever attached, in order.
pub(crate) async fn hashes(db: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let chosen = attachment::Entity::find().select_only().column(Column::Hash).distinct();
    Ok(chosen.order_by_asc(Column::Hash).into_tuple().all(db).await?)
}

async fn rows(db: &impl ConnectionTrait, sight: &Sight) -> Result<Vec<attachment::Model>, Failure> {
    let rows = attachment::Entity::find()
        .filter(Column::Filing.eq(&sight.programme()?.filing))
        .filter(Column::Edition.eq(&sight.target.edition))
        .filter(Column::Organisation.eq(sight.target.organisation.as_deref().unwrap_or_default()))
        .order_by_asc(Column::Number);
    Ok(rows.all(db).await?)
}

fn read(row: attachment::Model) -> Attachment {
    Attachment {
        number: row.number,
        question: Question::read(&row.kind, row.name, row.period),
        file: Evidence { name: row.file, hash: row.hash, size: unsigned(row.size) },
        kind: row.media,
        person: row.person,
        at: row.at,
    }
}

fn unsigned(size: i64) -> u64 {
    u64::try_from(size).unwrap_or_default()
}

/// The type of a file, or why it cannot be evidence.
fn kind_of(name: &str, content: &[u8]) -> Result<&'static str, Refusal> {
    let refused = |zh: &str, en: &str, help_zh: &str, help_en: &str| {
        refusal::claim_invalid(&Text::new(zh, en), &Text::new(help_zh, help_en), 1)
    };
    let plain = !name.trim().is_empty()
        && name.chars().count() <= LONGEST_NAME
        && !name.contains(['/', '\\', '\0', '\n', '\r'])
        && !name.chars().any(char::is_control);
    if !plain {
        return Err(refused(
            "文件名不可用",
            "the name of the file cannot be used",
            "用 200 字以内、不含斜杠和换行的文件名",
            "take a name of at most 200 characters without slashes and line breaks",
        ));
    }
    if content.is_empty() {
        return Err(refused("文件是空的", "the file is empty", "重新选择文件", "choose the file again"));
    }
    if content.len() > LARGEST_FILE {
        return Err(refused(
            "文件超过 20 MB",
            "the file is larger than 20 MB",
            "压缩图片或分成几个文件",
            "make its pictures smaller, or part it into several files",
        ));
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let named = KINDS.iter().find(|kind| kind.endings.contains(&ending.as_str()));
    let found = infer::get(content).map(|found| found.mime_type());
    match (named, found) {
        (Some(kind), Some(found)) if content.starts_with(kind.head) && kind.fits(found, content) => {
            Ok(kind.media)
        }
        (Some(_), _) => Err(refused(
            "文件内容与扩展名不符",
            "the content of the file is not what its name says",
            "用原来的程序另存为 PDF 后再上传",
            "save it as PDF with the program it comes from, then upload that",
        )),
        (None, _) => Err(refused(
            "不收这种文件",
            "files of this kind are not taken",
            "上传 PDF、PNG、JPEG、DOCX 或 XLSX",
            "upload PDF, PNG, JPEG, DOCX or XLSX",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn a_file_is_what_its_content_says() {
        let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        let script: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        let page: &[u8] = b"<!DOCTYPE html><script>alert(1)</script>";
        let program: &[u8] = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0>\0";
        assert_eq!(kind_of("证书.PNG", png), Ok("image/png"));
        assert_eq!(kind_of("a.pdf", b"%PDF-1.7\n"), Ok("application/pdf"));
        for (name, content) in [
            ("a.svg", script),
            ("a.png", script),
            ("a.html", page),
            ("a.pdf", page),
            ("a.pdf", program),
            ("a.exe", program),
            ("a.png.exe", png),
            ("a", png),
            ("a.pdf", png),
            ("../a.png", png),
            ("a\n.png", png),
            ("a.png", b""),
            // HTML before the head of a PDF, as files that are two things at once have it
            ("a.pdf", b"<html>%PDF-1.7"),
        ] {
            let refused = kind_of(name, content).expect_err("it is refused");
            assert_eq!(refused.code, "claim-invalid", "{name}");
        }
    }
}
