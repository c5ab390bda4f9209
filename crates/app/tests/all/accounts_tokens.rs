//! Tokens of programs: what they open, what ends them, and requests that come twice.

use duheng_app::accounts::{Begun, GrantKind, NewToken, SignedInPerson};

use crate::accounts::{DAY, Desk, OTHER, PASSWORD, date, grant, on_both, refused, with_factor};

fn new(name: &str, writes: bool, until: &str) -> NewToken {
    NewToken { name: name.to_owned(), writes, until: date(until) }
}

async fn holder(desk: &Desk, secret: &str) -> Option<SignedInPerson> {
    desk.app.token_holder(secret).await.unwrap()
}

#[test]
fn a_token_opens_what_its_person_may_do_and_no_accounts() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.with_programme().await;
        let id = desk.member("lin").await;
        desk.grant(&grant(&id, GrantKind::Office, "office", "city")).await;
        let (lin, ..) = with_factor(app, &desk.clock, "lin").await;
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
        // nor does the token of an administrator administer
        let root = app.make_token(&desk.root, &new("root", false, "2026-03-20")).await.unwrap();
        let root = holder(&desk, &root).await.unwrap();
        assert!(!root.is_administrator() && !root.may_write());
        assert_eq!(
            refused(app.invite_person(&root, &crate::accounts::person("someone")).await),
            "not-permitted"
        );
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
