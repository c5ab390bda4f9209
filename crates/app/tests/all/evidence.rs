//! Evidence: attached once, bound to its question, frozen with the claim, saved with a backup, and looked at when the
//! deployment is verified.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::time::{Duration, Instant};

use bytes::Bytes;
use duheng_app::accounts::SignedInPerson;
use duheng_app::{Discrepancy, Documents, Failure, LARGEST_FILE, Question};
use tokio::runtime::Runtime;

use crate::databases::{KINDS, Kind, deployment};
use crate::drafts::{applied, of_enterprise, target};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";

fn question() -> Question {
    Question::Fact { fact: "liabilities".to_owned(), period: Some("2025".to_owned()) }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Failure>) -> &'static str {
    match outcome {
        Err(Failure::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    }
}

fn documents() -> Documents {
    Documents {
        documents: [("application_form".to_owned(), "申请书.pdf".to_owned())].into(),
        consents: BTreeMap::new(),
        reply: String::new(),
    }
}

#[test]
fn evidence_goes_with_the_claim() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        runtime.block_on(async {
            let (deployment, desk, chen) = applied(kind).await;
            let app = &deployment.app;
            let attach = async |who: &SignedInPerson, name: &str, content: &'static [u8]| {
                app.attach(who, &target(), &question(), name, Bytes::from_static(content)).await
            };
            let report = attach(&chen, "审计报告.pdf", PDF).await.unwrap();
            assert_eq!((report.number, report.kind.as_str()), (1, "application/pdf"));
            // the same again is the same; the same content under another name is another file, kept once
            assert_eq!(attach(&chen, "审计报告.pdf", PDF).await.unwrap().number, 1);
            assert_eq!(attach(&chen, "副本.pdf", PDF).await.unwrap().number, 2);
            let photo = attach(&chen, "现场.png", PNG).await.unwrap();
            app.detach(&chen, &target(), 2).await.unwrap();
            assert_eq!(refused(app.detach(&chen, &target(), 2).await), "unknown-name");
            assert_eq!(app.content(&chen, &target(), photo.number).await.unwrap(), PNG);

            let stranger = of_enterprise(&desk, "wuwu", "quay").await;
            assert_eq!(refused(attach(&stranger, "a.pdf", PDF).await), "role-not-held");
            assert_eq!(refused(app.content(&stranger, &target(), 1).await), "role-not-held");
            assert_eq!(refused(attach(&chen, "a.pdf", b"<html><script>").await), "claim-invalid");
            let large = Bytes::from([PDF, &vec![0; LARGEST_FILE]].concat());
            let outcome = app.attach(&chen, &target(), &question(), "a.pdf", large).await;
            assert_eq!(refused(outcome), "claim-invalid");

            app.submit_draft(&chen, &target(), &documents()).await.unwrap();
            let filing = app.scene(&target()).await.unwrap().filing.unwrap();
            let submitted: Vec<&str> = filing.submissions[0].evidence["liabilities 2025"]
                .iter()
                .map(|evidence| evidence.name.as_str())
                .collect();
            assert_eq!(submitted, ["审计报告.pdf", "现场.png"]);
            // the item that reads the fact shows the files for it, others that ask for files say that there are none
            let scored = app.scored_case(&chen, "enterprise", None, &target()).await.unwrap().unwrap();
            assert_eq!(scored.items["6.1.6.c"].files, ["审计报告.pdf", "现场.png"]);
            assert!(!scored.items["6.1.6.c"].lacks_files);
            assert!(scored.items.values().any(|item| item.files.is_empty() && item.lacks_files));
            assert_eq!(refused(attach(&chen, "b.pdf", PDF).await), "wrong-stage");
            assert_eq!(app.verify(None).await.unwrap().discrepancies, []);
        });
    }
}

#[test]
fn a_changed_or_missing_file_is_named_and_a_backup_brings_files_along() {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let (from, _, chen) = applied(Kind::Sqlite).await;
        let attached = from
            .app
            .attach(&chen, &target(), &question(), "现场.png", Bytes::from_static(PNG))
            .await
            .unwrap();
        let hash = attached.file.hash.clone();
        let mut saved = Vec::new();
        from.app.backup(&mut saved).await.unwrap();
        let path = from.files.join(&hash[..2]).join(&hash[2..]);
        for damage in [Some(&b"another picture"[..]), None] {
            match damage {
                Some(content) => std::fs::write(&path, content).unwrap(),
                None => std::fs::remove_file(&path).unwrap(),
            }
            let found = from.app.verify(None).await.unwrap().discrepancies;
            assert_eq!(found, [Discrepancy::File { hash: hash.clone() }]);
            let content = from.app.content(&chen, &target(), attached.number).await;
            assert!(matches!(content, Err(Failure::Broken(_))), "{content:?}");
        }
        let into = deployment(Kind::Postgres).await;
        into.app.restore(&mut Cursor::new(&saved)).await.unwrap();
        assert_eq!(into.app.verify(None).await.unwrap().discrepancies, []);
        into.clock.set(attached.at);
        assert_eq!(into.app.content(&chen, &target(), attached.number).await.unwrap(), PNG);
    });
}

/// A PDF with so many empty pages, each an object of its own.
fn pdf_of(pages: usize) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", page + 3)).collect();
    let tree = format!("<</Type/Pages/Count {pages}/MediaBox[0 0 595 842]/Kids[{kids}]>>");
    let leaves = (0..pages).map(|_| "<</Type/Page/Parent 2 0 R>>".to_owned());
    let objects = ["<</Type/Catalog/Pages 2 0 R>>".to_owned(), tree].into_iter().chain(leaves);
    for (number, object) in (1..).zip(objects) {
        places.push(pdf.len());
        pdf.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let xref = pdf.len();
    pdf.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    pdf.extend(places.iter().flat_map(|place| format!("{place:010} 00000 n \n").into_bytes()));
    let size = places.len() + 1;
    pdf.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF\n").bytes());
    pdf
}

/// Zeros as DEFLATE packs them, 258 in 13 bits: one block of fixed codes, so that `packed` bytes unpack to 158 times as
/// much.
fn zeros(packed: usize) -> Vec<u8> {
    let mut bits: Vec<bool> = vec![true, true, false];
    let code = |bits: &mut Vec<bool>, value: u32, long: u32| {
        bits.extend((0..long).rev().map(|at| value >> at & 1 == 1));
    };
    code(&mut bits, 0b0011_0000, 8);
    while bits.len() < packed * 8 {
        // length 258, distance 1
        code(&mut bits, 0b1100_0101, 8);
        code(&mut bits, 0, 5);
    }
    code(&mut bits, 0, 7);
    let byte = |bits: &[bool]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    bits.chunks(8).map(byte).collect()
}

/// The start of an office document: its list of contents, then one packed part. Programs that open it read so far.
fn document(part: &str, packed: &[u8]) -> Vec<u8> {
    let entry = |name: &str, method: u8, data: &[u8]| {
        let mut head = vec![0x50, 0x4b, 3, 4, 20, 0, 0, 0, method, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        head.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        head.extend(u32::MAX.to_le_bytes());
        head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        head.extend([0, 0]);
        [head.as_slice(), name.as_bytes(), data].concat()
    };
    let relations = entry("_rels/.rels", 0, b"<Relationships/>");
    [entry("[Content_Types].xml", 0, b"<Types/>"), relations, entry(part, 8, packed)].concat()
}

/// Files are kept as they are: none is opened, so what would be slow or large to open is neither here.
#[test]
fn files_that_are_hard_to_open_are_kept_unopened() {
    let runtime = Runtime::new().unwrap();
    let packed = zeros(1_000_000);
    let files = [
        ("一万页.pdf", pdf_of(10_000), "application/pdf"),
        ("炸弹.docx", document("word/document.xml", &packed), "wordprocessingml.document"),
        ("炸弹.xlsx", document("xl/workbook.xml", &packed), "spreadsheetml.sheet"),
        ("网页.pdf", [PDF, b"<!DOCTYPE html><script>alert(1)</script>"].concat(), "application/pdf"),
    ];
    for kind in KINDS {
        runtime.block_on(async {
            let (deployment, _, chen) = applied(kind).await;
            let app = &deployment.app;
            for (name, content, media) in &files {
                let content = Bytes::from(content.clone());
                let before = Instant::now();
                let kept = app.attach(&chen, &target(), &question(), name, content.clone()).await;
                let kept = kept.unwrap_or_else(|failure| panic!("{kind:?}, {name}: {failure:?}"));
                let read = app.content(&chen, &target(), kept.number).await.unwrap();
                let took = before.elapsed();
                assert!(took < Duration::from_secs(5), "{kind:?}, {name}: {took:?}");
                assert!(kept.kind.ends_with(media), "{kind:?}, {name}: {}", kept.kind);
                assert_eq!(kept.file.size, u64::try_from(content.len()).unwrap(), "{kind:?}, {name}");
                assert!(read == content, "{kind:?}, {name}: it was changed");
            }
            for (name, content) in [
                // a picture that is a script too, under every name
                ("a.gif", b"GIF89a=1;alert(1)//".as_slice()),
                ("a.js", b"GIF89a=1;alert(1)//"),
                ("a.png", b"GIF89a=1;alert(1)//"),
                ("a.pdf", b"GIF89a=1;alert(1)//"),
                // an archive that only calls itself a document, and one document under the name of the other
                ("a.docx", b"PK\x03\x04evil"),
                ("a.xlsx", &files[1].1),
                // a page before the head of a PDF
                ("a.pdf", b"<html><script>alert(1)</script>%PDF-1.7"),
                ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
            ] {
                let content = Bytes::copy_from_slice(content);
                let outcome = app.attach(&chen, &target(), &question(), name, content).await;
                assert_eq!(refused(outcome), "claim-invalid", "{kind:?}, {name}");
            }
        });
    }
}
