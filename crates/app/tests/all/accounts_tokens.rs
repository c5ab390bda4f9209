//! Tokens of programs: what they open, what ends them, and requests that come twice.

use std::collections::BTreeSet;

use duheng_app::accounts::{
    AppCapability, Begun, GrantKind, NewToken, POLICY, SignedInPerson, TokenScope, scope_of,
};
use duheng_app::forms::Point;
use duheng_app::jobs::NewJob;
use duheng_app::{Documents, Failure, Question, Target};
use duheng_programme::command::{Command, FilingCommand};

use crate::accounts::{DAY, Desk, OTHER, PASSWORD, date, grant, on_both, refused, with_factor};

fn new(name: &str, writes: bool, until: &str) -> NewToken {
    of(name, if writes { TokenScope::Write } else { TokenScope::Read }, until)
}

fn of(name: &str, scope: TokenScope, until: &str) -> NewToken {
    NewToken { name: name.to_owned(), scope, until: date(until) }
}

/// Somebody of an office, signed in.
async fn official(desk: &Desk) -> (String, SignedInPerson) {
    desk.with_programme().await;
    let id = desk.member("lin").await;
    desk.grant(&grant(&id, GrantKind::Office, "office", "city")).await;
    let (lin, ..) = with_factor(&desk.app, &desk.clock, "lin").await;
    (id, lin)
}

async fn holder(desk: &Desk, secret: &str) -> Option<SignedInPerson> {
    desk.app.token_holder(secret).await.unwrap()
}

#[test]
fn a_token_opens_what_its_person_may_do_and_no_accounts() {
    on_both(async |desk| {
        let app = &desk.app;
        let (_, lin) = official(&desk).await;
        assert_eq!(refused(app.make_token(&lin, &new(" ", true, "2026-12-31")).await), "name-missing");
        assert_eq!(refused(app.make_token(&lin, &new("a", true, "2026-03-01")).await), "until-past");
        assert_eq!(refused(app.make_token(&lin, &new("a", true, "2027-12-31")).await), "token-too-late");
        let secret = app.make_token(&lin, &new("exchange", true, "2026-03-20")).await.unwrap();
        assert!(secret.starts_with("dh_") && secret.len() == 67);
        let by_token = holder(&desk, &secret).await.unwrap();
        assert!(by_token.may_write() && by_token.roles().iter().any(|held| held.role == "office"));
        // a program makes no tokens and changes no account
        assert_eq!(refused(app.make_token(&by_token, &new("b", true, "2026-03-20")).await), "not-permitted");
        assert_eq!(refused(app.tokens(&by_token).await), "not-permitted");
        assert_eq!(refused(app.change_password(&by_token, PASSWORD, OTHER).await), "not-permitted");
        // nor does the token of an administrator administer that was not made to
        for writes in [false, true] {
            let root = app.make_token(&desk.root, &new("root", writes, "2026-03-20")).await.unwrap();
            let root = holder(&desk, &root).await.unwrap();
            assert!(!root.is_administrator() && root.may_write() == writes);
            assert_eq!(
                refused(app.invite_person(&root, &crate::accounts::person("someone")).await),
                "token-not-administering"
            );
            assert_eq!(
                refused(app.people(&root, "", &duheng_app::public::Show::default()).await.map(|_| ())),
                "token-not-administering"
            );
        }
        // the table and a backup have its hash alone
        let kept = desk.column("SELECT token FROM token").await;
        assert!(kept.iter().all(|hash| !secret.contains(hash)));
        let mut backup = Vec::new();
        app.backup(&mut backup).await.unwrap();
        assert!(!String::from_utf8(backup).unwrap().contains(&secret));
        // the last day is included
        desk.later(18 * DAY);
        assert!(holder(&desk, &secret).await.is_some());
        desk.later(DAY);
        assert!(holder(&desk, &secret).await.is_none());
    });
}

#[test]
fn a_token_administers_where_it_was_asked_to_and_keeps_nobody_in() {
    on_both(async |desk| {
        let app = &desk.app;
        let (id, lin) = official(&desk).await;
        let administers = |until: &str| of("a", TokenScope::Administer, until);
        // who manages nothing gets none, and nobody one that lasts for a year
        assert_eq!(refused(app.make_token(&lin, &administers("2026-03-20")).await), "nothing-to-administer");
        assert_eq!(refused(app.make_token(&desk.root, &administers("2026-12-31")).await), "token-too-late");
        let root = app.make_token(&desk.root, &administers("2026-03-20")).await.unwrap();
        let root = holder(&desk, &root).await.unwrap();
        assert!(root.is_administrator() && root.may_write());
        assert_eq!(app.tokens(&desk.root).await.unwrap()[0].scope, TokenScope::Administer);
        let guest = app.invite_person(&root, &crate::accounts::person("guest")).await.unwrap();
        let role = grant(&guest, GrantKind::Office, "office", "city");
        let given = app.give_role(&root, &role).await.unwrap();
        app.end_role(&root, &given).await.unwrap();
        // it opens no secrets, and administrators are made and ended in a browser alone
        assert_eq!(refused(app.make_token(&root, &administers("2026-03-20")).await), "not-permitted");
        assert_eq!(refused(app.remove_second_factor(&root, &id).await), "not-permitted");
        assert_eq!(refused(app.sessions(&root).await.map(|_| ())), "not-permitted");
        let chief = grant(&guest, GrantKind::Administrator, "", "");
        assert_eq!(refused(app.give_role(&root, &chief).await), "administrator-by-browser");
        let given = app.give_role(&desk.root, &chief).await.unwrap();
        assert_eq!(refused(app.end_role(&root, &given).await), "administrator-by-browser");
        assert_eq!(refused(app.deactivate(&root, &guest, Some(&id)).await), "administrator-by-browser");
        app.end_role(&desk.root, &given).await.unwrap();
        app.deactivate(&root, &guest, Some(&id)).await.unwrap();
        // the role that a token carries ends with that of its person
        let second = app.give_role(&desk.root, &grant(&id, GrantKind::Administrator, "", "")).await.unwrap();
        let secret = app.make_token(&lin, &administers("2026-03-20")).await.unwrap();
        let lin = holder(&desk, &secret).await.unwrap();
        assert!(lin.is_administrator());
        app.end_role(&desk.root, &second).await.unwrap();
        assert_eq!(refused(app.invite_person(&lin, &crate::accounts::person("late")).await), "not-permitted");
    });
}

/// What no token does is what people do in front of a browser, and what the deployment does itself.
#[test]
fn secrets_are_for_browsers_alone() {
    let none = POLICY.iter().filter(|row| scope_of(row.name).is_none() && row.needs != AppCapability::System);
    let none: Vec<&str> = none.map(|row| row.name).collect();
    let words = ["token", "password", "second_factor", "session", "enrolment", "sign_out"];
    for name in &none {
        assert!(words.iter().any(|word| name.contains(word)), "{name}");
    }
    assert_eq!(none.len(), 11, "{none:?}");
    assert!(scope_of("unheard-of").is_none());
}

/// Every use-case that changes something in a programme, whoever calls it.
#[test]
fn a_token_that_may_only_read_changes_nothing() {
    on_both(async |desk| {
        let app = &desk.app;
        let (_, lin) = official(&desk).await;
        let [reading, writing] = [
            app.make_token(&lin, &new("a", false, "2026-12-31")).await.unwrap(),
            app.make_token(&lin, &new("b", true, "2026-12-31")).await.unwrap(),
        ];
        let [reading, writing] =
            [holder(&desk, &reading).await.unwrap(), holder(&desk, &writing).await.unwrap()];
        let target = Target {
            programme: "sz-sustainable-enterprise".to_owned(),
            edition: "2026".to_owned(),
            organisation: Some("nobody".to_owned()),
        };
        let question = Question::Document { name: "paper".to_owned() };
        let point = Point::Confirmed { fact: "staff".to_owned() };
        for (who, only_reads) in [(&reading, true), (&writing, false)] {
            let pdf = || b"%PDF-1.7\n%%EOF\n".as_slice().into();
            let withdraw = Command::Filing(FilingCommand::Tick);
            let job = NewJob {
                role: "office".to_owned(),
                place: "sz".to_owned(),
                programme: target.programme.clone(),
                edition: target.edition.clone(),
                stage: "notice".to_owned(),
                command: "publish_notice".to_owned(),
                chosen: BTreeSet::new(),
            };
            let done: [(&str, Result<(), Failure>); 13] = [
                ("act_as", app.act_as(who, "office", None, &target, withdraw).await.map(|_| ())),
                ("commit_draw_as", app.commit_draw_as(who, "office", None, &target).await.map(|_| ())),
                ("draw_as", app.draw_as(who, "office", None, &target).await.map(|_| ())),
                ("save_answer", app.save_answer(who, &target, &question, None, 0).await.map(|_| ())),
                ("confirm_earlier", app.confirm_earlier(who, &target, "liabilities").await),
                ("submit_draft", app.submit_draft(who, &target, &Documents::default()).await.map(|_| ())),
                ("attach", app.attach(who, &target, &question, "a.pdf", pdf()).await.map(|_| ())),
                ("detach", app.detach(who, &target, 1).await),
                (
                    "save_finding",
                    app.save_finding(who, "office", None, &target, &point, None, 0).await.map(|_| ()),
                ),
                ("take_as_claimed", app.take_as_claimed(who, "office", None, &target, &[]).await.map(|_| ())),
                ("begin_job", app.begin_job(who, &job).await.map(|_| ())),
                ("stop_job", app.stop_job(who, "nothing").await),
                ("seal_draft", app.seal_draft(who, "office", None, &target, None).await.map(|_| ())),
            ];
            let tried: BTreeSet<&str> = done.iter().map(|(name, _)| *name).collect();
            let changes = POLICY.iter().filter(|row| row.needs == AppCapability::Change);
            assert_eq!(tried, changes.map(|row| row.name).collect());
            for (name, result) in done {
                let Err(Failure::Refused(refusal)) = result else { panic!("{name}: {result:?}") };
                assert_eq!(refusal.code == "token-read-only", only_reads, "{name}: {}", refusal.code);
            }
        }
    });
}

#[test]
fn a_token_ends_with_its_revocation_its_password_and_its_person() {
    on_both(async |desk| {
        let app = &desk.app;
        let id = desk.member("wei").await;
        let wei = desk.session("wei").await;
        let made =
            async |who: &SignedInPerson| app.make_token(who, &new("a", true, "2026-12-31")).await.unwrap();
        let first = made(&wei).await;
        let listed = app.tokens(&wei).await.unwrap();
        assert_eq!((listed.len(), listed[0].used_at), (1, None));
        assert!(holder(&desk, &first).await.is_some());
        assert!(app.tokens(&wei).await.unwrap()[0].used_at.is_some());
        let other = desk.member("other").await;
        let other = (other, desk.session("other").await).1;
        assert_eq!(refused(app.revoke_token(&other, &listed[0].id).await), "token-unknown");
        app.revoke_token(&wei, &listed[0].id).await.unwrap();
        assert_eq!(refused(app.revoke_token(&wei, &listed[0].id).await), "token-unknown");
        assert!(holder(&desk, &first).await.is_none());
        // a reset of the password
        let second = made(&wei).await;
        app.ask_reset("wei").await.unwrap();
        app.reset(&desk.letter("reset", "wei").await, OTHER).await.unwrap();
        assert!(holder(&desk, &second).await.is_none());
        // leaving, also within a request that has begun
        let duheng_app::accounts::SignedIn::Done(session) = app.sign_in("wei", OTHER, "").await.unwrap()
        else {
            panic!()
        };
        let wei = app.who(&session).await.unwrap().unwrap();
        let third = made(&wei).await;
        let by_token = holder(&desk, &third).await.unwrap();
        app.deactivate(&desk.root, &id, None).await.unwrap();
        assert!(holder(&desk, &third).await.is_none());
        assert_eq!(refused(app.begin_request(&by_token, "k", "x").await.map(|_| ())), "signed-out");
        for _ in 0..20 {
            made(&other).await;
        }
        assert_eq!(refused(app.make_token(&other, &new("a", true, "2026-12-31")).await), "tokens-full");
    });
}

#[test]
fn a_request_with_a_key_is_done_once_within_a_day() {
    on_both(async |desk| {
        let app = &desk.app;
        let secret = app.make_token(&desk.root, &new("a", true, "2026-12-31")).await.unwrap();
        let who = holder(&desk, &secret).await.unwrap();
        let begun = async |key: &str, request: &str| app.begin_request(&who, key, request).await.unwrap();
        assert!(begun("one", "a").await == Begun::New);
        assert!(begun("one", "a").await == Begun::Running);
        app.end_request(&who, "one", Some((200, "{}"))).await.unwrap();
        assert!(begun("one", "a").await == Begun::Done(200, "{}".to_owned()));
        assert!(begun("one", "b").await == Begun::Other);
        // what was refused may be sent again
        assert!(begun("two", "a").await == Begun::New);
        app.end_request(&who, "two", None).await.unwrap();
        assert!(begun("two", "b").await == Begun::New);
        desk.later(2 * DAY);
        assert_eq!(app.sweep_accounts().await.unwrap(), 2);
        let who = holder(&desk, &secret).await.unwrap();
        assert!(app.begin_request(&who, "one", "b").await.unwrap() == Begun::New);
    });
}
