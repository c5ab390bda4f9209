//! Evidence: attached once, bound to its question, frozen with the claim, saved with a backup, and looked at when the
//! deployment is verified.

use std::collections::BTreeMap;
use std::io::Cursor;

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
