//! What a claim asks, and what assessors write before they seal, on both databases.

use std::fmt::Debug;

use bytes::Bytes;
use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::{Advised, AskKind, Claim, ClaimItem, ItemState};
use duheng_app::forms::{Point, SavedPoint};
use duheng_app::work::{ItemFinding, Verdict};
use duheng_app::{App, Failure, Question, Saving, typed};
use tokio::runtime::Runtime;

use crate::databases::KINDS;
use crate::drafts::{applied, of_enterprise, target as harbour};
use crate::evidence::PDF;
use crate::staged::{Staged, target};

#[track_caller]
fn refused<T: Debug>(outcome: Result<T, Failure>) -> &'static str {
    match outcome {
        Err(Failure::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    }
}

/// The claim of the harbour, as somebody sees it.
async fn claim(app: &App, who: &SignedInPerson) -> Option<Claim> {
    app.claim(who, &harbour().programme, &harbour().edition, "914403000000000276").await.unwrap()
}

/// An item of the claim with its state and its points.
async fn item(app: &App, who: &SignedInPerson, code: &str) -> (ClaimItem, ItemState, String) {
    let claim = claim(app, who).await.unwrap();
    let item = claim.item(code).unwrap().clone();
    let points = claim.score.as_ref().unwrap().item(code).unwrap().points.clone();
    (item.clone(), item.state, points)
}

#[test]
fn a_claim_asks_each_fact_once_and_tells_how_far_each_item_is() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        runtime.block_on(async {
            let (deployment, desk, chen) = applied(kind).await;
            let app = &deployment.app;
            let form = claim(app, &chen).await.unwrap();
            let scored = form.parts.iter().filter(|part| !part.most.is_empty()).count();
            assert_eq!((form.year, scored), (Some(2025), 4), "three parts and the bonus");
            let (done, asking) = form.progress();
            assert!(
                form.items()
                    .filter(|item| item.state != ItemState::Nothing)
                    .all(|item| !item.state.is_done())
            );
            assert_eq!(done, 0);
            let score = form.score.as_ref().unwrap();
            assert!(form.items().count() > 50 && asking > 40, "{asking}");
            assert!(score.advice != Some(Advised::Highest) && !score.grade.zh.is_empty());
            let liabilities = &form.asks["liabilities"];
            let mut periods = liabilities.periods.clone();
            periods.sort();
            assert_eq!(periods, ["2023", "2024", "2025"]);
            assert!(
                matches!(&liabilities.kind, AskKind::Number { unit, count: false, .. } if !unit.is_empty())
            );
            assert!(liabilities.items.contains(&"6.1.6.c".to_owned()));
            assert!(form.asks.values().any(|fact| fact.items.len() > 1), "one fact for several items");
            assert!(form.asks.values().any(|fact| fact.kind.columns().len() > 1));
            assert!(!form.asks.contains_key("debt_ratio"), "what is computed is not asked");

            let (before, state, points) = item(app, &chen, "6.1.6.c").await;
            assert_eq!((state, points.as_str()), (ItemState::NotBegun, "0"));
            let mut facts = before.facts.clone();
            facts.sort();
            assert_eq!(facts, ["liabilities", "total_assets"]);
            for (fact, amount) in [("liabilities", "900 万元"), ("total_assets", "3000 万元")] {
                for period in ["2023", "2024", "2025"] {
                    let question = Question::Fact { fact: fact.to_owned(), period: Some(period.to_owned()) };
                    app.save_answer(&chen, &harbour(), &question, Some(&typed(amount)), 0).await.unwrap();
                    assert_eq!(item(app, &chen, "6.1.6.c").await.1, ItemState::Begun);
                }
            }
            // all is answered, and the evidence that the item asks for comes last
            for fact in ["liabilities", "total_assets"] {
                assert_eq!(item(app, &chen, "6.1.6.c").await.1, ItemState::Begun);
                let question = Question::Fact { fact: fact.to_owned(), period: None };
                app.attach(&chen, &harbour(), &question, "审计报告.pdf", Bytes::from_static(PDF))
                    .await
                    .unwrap();
            }
            assert_eq!(item(app, &chen, "6.1.6.c").await.1, ItemState::Complete);
            assert_eq!(item(app, &chen, "6.1.6.c").await.2, "1", "a ratio of 30 %");
            let stranger = of_enterprise(&desk, "stranger", "quay").await;
            assert!(claim(app, &stranger).await.is_none(), "the same as of a claim that does not exist");
        });
    }
}

#[test]
fn what_an_assessor_writes_is_theirs_until_it_is_sealed() {
    for kind in KINDS {
        let staged = Staged::new(kind, "arbitration.yaml", "at: 2026-06-12 09:00");
        staged.runtime.block_on(async {
            let app = &staged.desk.app;
            let place = target("harbour");
            let (qian, li) = (staged.session("qian").await, staged.session("li").await);
            let (lin, sun) = (staged.session("lin").await, staged.session("sun").await);
            let review = async |who| app.review(who, "expert", None, &place).await;
            let first = review(&qian).await.unwrap();
            assert_eq!((first.layer.as_str(), first.visit, first.complete > 0), ("document", false, true));
            let judged = first.items.iter().find(|item| item.code == "bonus.a").unwrap();
            assert!(judged.judge.is_some() && !judged.is_complete);
            assert!(first.items.iter().any(|item| item.judge.is_none() && !item.is_complete));
            // an item asks for the periods that it reads, though another item reads more of the same fact
            for fact in first.items.iter().flat_map(|item| &item.facts) {
                let all = &first.facts[&fact.name].periods;
                assert!(fact.periods.iter().all(|period| all.contains(period)), "{}", fact.name);
                assert_eq!(fact.periods.is_empty(), all.is_empty(), "{}", fact.name);
            }
            let claimed = first.items.iter().flat_map(|item| &item.facts).find(|fact| !fact.claim.is_empty());
            let fact = claimed.unwrap().name.clone();

            let save = async |who: &SignedInPerson, point: &Point, text: &str, seen: i64| {
                app.save_finding(who, "expert", None, &place, point, Some(&typed(text)), seen).await
            };
            let points = Point::Judged { item: "bonus.a".to_owned() };
            assert_eq!(save(&qian, &points, "nine", 0).await.unwrap(), Saving::Saved(1));
            let wrong = review(&qian).await.unwrap().findings;
            let told = |of: &(Option<Point>, _, _, bool)| of.0.as_ref() == Some(&points) && of.3;
            assert_eq!(wrong.iter().filter(|of| told(of)).count(), 1, "told once, at its field: {wrong:?}");
            let seal = async || app.seal_draft(&qian, "expert", None, &place, None).await;
            assert_eq!(refused(seal().await), "items-open");
            let Saving::Stale(held) = save(&qian, &points, "8", 0).await.unwrap() else { panic!() };
            let SavedPoint { version, value, .. } = *held;
            assert_eq!((version, value.unwrap().as_str()), (1, Some("nine")));
            assert_eq!(save(&qian, &points, "9", 1).await.unwrap(), Saving::Saved(2));
            save(&qian, &Point::Confirmed { fact: fact.clone() }, "yes", 0).await.unwrap();
            let missing = Point::Judged { item: "6.1.6.c".to_owned() };
            assert_eq!(refused(save(&qian, &missing, "1", 0).await), "unknown-name");
            // what is found as it was claimed is nothing found; what differs needs a reason
            let stated = first.items.iter().flat_map(|item| &item.facts);
            let other = stated.into_iter().find(|of| of.name != fact && of.claim.len() > 1).unwrap();
            let (period, claimed) = other.claim[0].clone();
            let found = Point::Found { fact: other.name.clone(), period };
            let settled = async || {
                let review = review(&qian).await.unwrap();
                let facts = review.items.into_iter().flat_map(|item| item.facts);
                facts.into_iter().find(|of| of.name == other.name).map(|of| of.is_settled())
            };
            save(&qian, &found, claimed.as_str().unwrap(), 0).await.unwrap();
            assert_eq!(settled().await, Some(false));
            save(&qian, &found, "1 元", 1).await.unwrap();
            assert_eq!(settled().await, Some(false));
            let why = Point::Reason { of: other.name.clone() };
            save(&qian, &why, "与审计报告附注不符", 0).await.unwrap();
            assert_eq!(settled().await, Some(true));

            let mine = review(&qian).await.unwrap();
            assert_eq!(mine.points.len(), 4);
            assert!(mine.standing.is_some() && mine.findings.iter().all(|of| !of.3), "{:?}", mine.findings);
            // nobody else meets it anywhere
            let theirs = review(&li).await.unwrap();
            assert!(theirs.points.is_empty());
            assert_ne!(theirs.standing, mine.standing);
            assert!(theirs.items.iter().all(|item| !item.facts.iter().any(|of| of.confirmed || of.found)));
            for (who, role) in [(&li, "expert"), (&lin, "office")] {
                let dossier = app.dossier(who, role, None, &place).await.unwrap();
                assert!(
                    dossier.seen.entries.is_empty() && dossier.timeline.iter().all(|of| of.event != "sealed")
                );
            }
            assert_eq!(refused(app.review(&lin, "office", None, &place).await), "not-your-role");
            assert_eq!(refused(review(&sun).await), "out-of-reach");
            assert_eq!(refused(save(&sun, &points, "1", 0).await), "out-of-reach");

            // the rest is taken as claimed, in one act, item by item; points are given one by one
            let open = review(&qian).await.unwrap();
            let items: Vec<String> = open.open().map(|item| item.code.clone()).collect();
            let taken = app.take_as_claimed(&qian, "expert", None, &place, &items).await.unwrap();
            assert!(taken > 20, "{taken}");
            assert_eq!(app.take_as_claimed(&qian, "expert", None, &place, &items).await.unwrap(), 0);
            let open = async || -> Vec<String> {
                review(&qian).await.unwrap().open().map(|item| item.code.clone()).collect()
            };
            let judged = open().await;
            assert_eq!(refused(seal().await), "items-open");
            for item in judged.iter().filter(|item| *item != "bonus.a") {
                save(&qian, &Point::Judged { item: item.clone() }, "many", 0).await.unwrap();
            }
            // points without a reason are open still
            assert_eq!(open().await, judged);
            assert_eq!(refused(seal().await), "items-open");
            for item in &judged {
                let why = Point::Reason { of: item.clone() };
                save(&qian, &why, &format!("{item} 有部署无考核"), 0).await.unwrap();
            }
            assert_eq!(open().await, Vec::<String>::new());
            let none = Point::Reason { of: "6.1.6.c".to_owned() };
            assert_eq!(refused(save(&qian, &none, "1", 0).await), "unknown-name");
            assert_eq!(refused(seal().await), "claim-invalid");
            for saved in review(&qian).await.unwrap().points {
                if saved.value.as_ref().and_then(|of| of.as_str()) == Some("many") {
                    save(&qian, &saved.point, "3", saved.version).await.unwrap();
                }
            }
            seal().await.unwrap();
            assert_eq!(refused(save(&qian, &points, "1", 2).await), "already-sealed");
            let own = app.dossier(&qian, "expert", None, &place).await.unwrap();
            let entries = &own.seen.entries["document"][staged.id("qian")].entries;
            assert_eq!(entries.get("judged").and_then(|of| of.get("bonus.a")).unwrap().as_str(), Some("9"));
            let confirmed = entries.get("confirm").unwrap().items();
            assert!(confirmed.iter().any(|of| of.as_str() == Some(fact.as_str())));
            assert!(confirmed.iter().all(|of| of.as_str() != Some(other.name.as_str())));
            let reasons = &own.seen.entries["document"][staged.id("qian")].reasons;
            assert_eq!(reasons.get(&other.name).map(String::as_str), Some("与审计报告附注不符"));
            assert_eq!(reasons.get("bonus.a").map(String::as_str), Some("bonus.a 有部署无考核"));
            assert!(!reasons.contains_key(&fact), "of what was confirmed no reason is sealed");
            // an item shows what was found of it to whoever sees the entries, and to nobody else
            let items = async |who: &SignedInPerson, role: &str| {
                app.scored_case(who, role, None, &place).await.unwrap().unwrap().items
            };
            let mine = items(&qian, "expert").await;
            let bonus = &mine["bonus.a"].found;
            assert_eq!((bonus.len(), bonus[0].reason.as_str()), (1, "bonus.a 有部署无考核"));
            assert_eq!(bonus[0].verdict, Verdict::Judged { points: "9".to_owned() });
            let differs = |of: &ItemFinding| {
                matches!(&of.verdict, Verdict::Otherwise { fact, .. } if *fact == other.name)
                    && of.reason == "与审计报告附注不符"
            };
            assert!(mine.values().any(|item| item.found.iter().any(differs)));
            assert!(mine.values().any(|item| item.found.iter().any(|of| of.verdict == Verdict::Confirmed)));
            for (who, role) in [(&li, "expert"), (&lin, "office")] {
                assert!(items(who, role).await.values().all(|item| item.found.is_empty()), "{role}");
            }
            assert!(review(&li).await.unwrap().points.is_empty());
            assert_eq!(app.verify(None).await.unwrap().discrepancies, []);
        });
    }
}
