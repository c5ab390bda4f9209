//! Passwords, locks, second factors and sessions.

use duheng_app::accounts::{FirstAdministrator, SignedIn};
use duheng_app::outside::Clock as _;

use crate::accounts::{DAY, HOUR, MINUTE, OTHER, PASSWORD, code, on_both, person, refused, with_factor};

const SECRET_WRONG: &str = "not the right one";

#[test]
fn only_an_empty_deployment_is_set_up() {
    on_both(async |desk| {
        let second = FirstAdministrator { person: person("second"), password: PASSWORD.to_owned() };
        assert_eq!(refused(desk.app.set_up(&second).await), "already-set-up");
        assert!(desk.root.is_administrator() && desk.root.has_second_factor());
    });
}

#[test]
fn invitations_work_once_and_for_seven_days() {
    on_both(async |desk| {
        let app = &desk.app;
        assert_eq!(refused(app.invite_person(&desk.root, &person("x")).await), "login-invalid");
        let lin = app.invite_person(&desk.root, &person("Lin")).await.unwrap();
        assert_eq!(refused(app.invite_person(&desk.root, &person("lIN")).await), "login-taken");
        let mut nameless = person("nameless");
        nameless.name.clear();
        assert_eq!(refused(app.invite_person(&desk.root, &nameless).await), "name-missing");
        let mut mute = person("mute");
        mute.email = "mute".to_owned();
        assert_eq!(refused(app.invite_person(&desk.root, &mute).await), "email-invalid");

        let token = desk.letter("invitation", "Lin").await;
        assert_eq!(refused(app.sign_in("lin", PASSWORD, "").await), "sign-in-wrong");
        assert_eq!(refused(app.accept_invitation(&token, "short").await), "password-short");
        assert_eq!(refused(app.accept_invitation(&token, &"long ".repeat(99)).await), "password-long");
        assert_eq!(refused(app.accept_invitation(&token, "Password123").await), "password-usual");
        assert_eq!(
            refused(app.accept_invitation("0".repeat(64).as_str(), PASSWORD).await),
            "invitation-unknown"
        );
        assert_eq!(refused(app.reset(&token, PASSWORD).await), "invitation-unknown");
        app.accept_invitation(&token, PASSWORD).await.unwrap();
        assert_eq!(refused(app.accept_invitation(&token, OTHER).await), "invitation-used");
        assert_eq!(refused(app.invite_again(&desk.root, &lin).await), "invitation-accepted");
        assert_eq!(refused(app.invite_again(&desk.root, "nobody").await), "person-unknown");

        let wei = app.invite_person(&desk.root, &person("weiwei.wang")).await.unwrap();
        let late = desk.letter("invitation", "weiwei.wang").await;
        assert_eq!(refused(app.accept_invitation(&late, "WeiWei.Wang").await), "password-is-login");
        desk.later(7 * DAY);
        assert_eq!(refused(app.accept_invitation(&late, PASSWORD).await), "invitation-expired");
        // the administrator's session is over by now
        assert_eq!(refused(app.invite_again(&desk.root, &wei).await), "signed-out");
    });
}

#[test]
fn five_failures_lock_a_login_and_time_lifts_the_lock() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.member("lin").await;
        for round in 0..2_i64 {
            for _ in 0..4 {
                assert_eq!(refused(app.sign_in("lin", SECRET_WRONG, "").await), "sign-in-wrong");
            }
            assert_eq!(refused(app.sign_in("LIN ", SECRET_WRONG, "").await), "locked");
            let length = 15 * MINUTE * (round + 1);
            desk.later(length - 1);
            assert_eq!(refused(app.sign_in("lin", PASSWORD, "").await), "locked");
            desk.later(1);
        }
        assert!(matches!(app.sign_in("lin", PASSWORD, "").await.unwrap(), SignedIn::Done(_)));
        // a success forgets the failures
        assert_eq!(refused(app.sign_in("lin", SECRET_WRONG, "").await), "sign-in-wrong");
        let events =
            desk.column("SELECT name FROM event WHERE stream LIKE 'person/%' AND name LIKE '%locked'").await;
        assert_eq!(events.iter().filter(|name| *name == "locked").count(), 2);
        assert_eq!(events.iter().filter(|name| *name == "unlocked").count(), 1);
    });
}

/// Logins that nobody has, that were invited, and that were deactivated are answered like a wrong password, lock included.
#[test]
fn unknown_logins_take_the_same_path() {
    on_both(async |desk| {
        let gone = desk.member("gone").await;
        desk.app.deactivate(&desk.root, &gone, None).await.unwrap();
        desk.app.invite_person(&desk.root, &person("invited")).await.unwrap();
        desk.member("known").await;
        for login in ["nobody", "gone", "invited", "known"] {
            let mut answers = Vec::new();
            for _ in 0..6 {
                answers.push(refused(desk.app.sign_in(login, SECRET_WRONG, "").await));
            }
            let wrong = "sign-in-wrong";
            assert_eq!(answers, [wrong, wrong, wrong, wrong, "locked", "locked"], "{login}");
        }
        // attempts made at the same time get no more guesses
        let tries = (0..20).map(|_| {
            let app = desk.app.clone();
            tokio::spawn(async move { refused(app.sign_in("many", SECRET_WRONG, "").await) })
        });
        let mut wrong = 0;
        for answer in tries.collect::<Vec<_>>() {
            wrong += usize::from(answer.await.unwrap() == "sign-in-wrong");
        }
        assert_eq!(wrong, 4);
    });
}

#[test]
fn a_reset_answers_alike_and_works_once() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.member("lin").await;
        let before = app.outbox().await.unwrap().len();
        app.ask_reset("nobody").await.unwrap();
        assert_eq!(app.outbox().await.unwrap().len(), before);
        let session = desk.session("lin").await;
        for _ in 0..5 {
            let _ = app.sign_in("lin", SECRET_WRONG, "").await;
        }
        app.ask_reset(" Lin").await.unwrap();
        app.ask_reset("lin").await.unwrap();
        assert_eq!(app.outbox().await.unwrap().len(), before + 1, "no second letter within five minutes");
        let token = desk.letter("reset", "lin").await;
        assert_eq!(refused(app.accept_invitation(&token, OTHER).await), "invitation-unknown");
        app.reset(&token, OTHER).await.unwrap();
        assert_eq!(refused(app.reset(&token, PASSWORD).await), "invitation-used");
        assert_eq!(refused(app.sessions(&session).await), "signed-out");
        assert_eq!(refused(app.sign_in("lin", PASSWORD, "").await), "sign-in-wrong");
        app.sign_in("lin", OTHER, "").await.unwrap();

        desk.later(10 * MINUTE);
        app.ask_reset("lin").await.unwrap();
        let late = desk.letter("reset", "lin").await;
        desk.later(HOUR);
        assert_eq!(refused(app.reset(&late, PASSWORD).await), "invitation-expired");

        let letters = app.outbox().await.unwrap();
        app.outbox_sent(&letters[0].id).await.unwrap();
        assert_eq!(app.outbox().await.unwrap().len(), letters.len() - 1);
        let kept = desk.column("SELECT id FROM outbox WHERE sent_at IS NOT NULL AND body IS NULL").await;
        assert_eq!(kept, [letters[0].id.clone()]);
    });
}

#[test]
fn a_password_is_changed_by_who_knows_it() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.member("lin").await;
        let (elsewhere, here) = (desk.session("lin").await, desk.session("lin").await);
        assert_eq!(refused(app.change_password(&here, SECRET_WRONG, OTHER).await), "password-wrong");
        assert_eq!(refused(app.change_password(&here, PASSWORD, "short").await), "password-short");
        app.change_password(&here, PASSWORD, OTHER).await.unwrap();
        assert!(app.sessions(&here).await.is_ok());
        assert_eq!(refused(app.sessions(&elsewhere).await), "signed-out");
        app.sign_in("lin", OTHER, "").await.unwrap();
        assert!(app.outbox().await.unwrap().iter().any(|letter| letter.kind == "password_changed"));
    });
}

#[test]
fn a_code_counts_once() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.member("lin").await;
        let plain = desk.session("lin").await;
        assert_eq!(refused(app.confirm_second_factor(&plain, "123456").await), "second-factor-missing");
        let (lin, secret, recovery) = with_factor(app, &desk.clock, "lin").await;
        assert_eq!(refused(app.enrol_second_factor(&lin).await), "second-factor-held");
        assert_eq!(refused(app.confirm_second_factor(&lin, "123456").await), "second-factor-held");
        let first_step = async || match app.sign_in("lin", PASSWORD, "").await.unwrap() {
            SignedIn::NeedsSecondFactor(pending) => pending,
            SignedIn::Done(_) => panic!("the second factor is needed"),
        };
        let pending = first_step().await;
        assert_eq!(app.who(&pending).await.unwrap(), None, "half a sign-in opens nothing");
        // the code that confirmed the enrolment was used by it
        let used = code(&secret, desk.clock.now());
        assert_eq!(refused(app.second_factor(&pending, &used).await), "code-used");
        desk.later(MINUTE);
        assert_eq!(refused(app.second_factor(&pending, "12345").await), "code-wrong");
        let fresh = code(&secret, desk.clock.now());
        let token = app.second_factor(&pending, &fresh).await.unwrap();
        assert!(app.who(&token).await.unwrap().unwrap().has_second_factor());
        assert_eq!(refused(app.second_factor(&pending, &fresh).await), "sign-in-over", "rotated");
        assert_eq!(refused(app.second_factor(&first_step().await, &fresh).await), "code-used");

        // recovery codes
        app.second_factor(&first_step().await, &recovery[0].to_uppercase()).await.unwrap();
        assert_eq!(refused(app.second_factor(&first_step().await, &recovery[0]).await), "code-used");

        // a right password does not forget wrong codes
        let mut answers = Vec::new();
        for _ in 0..5 {
            answers.push(refused(app.second_factor(&first_step().await, "000000").await));
        }
        assert_eq!(answers.last(), Some(&"locked"), "{answers:?}");
        let pending = first_step().await;
        assert_eq!(refused(app.second_factor(&pending, &code(&secret, desk.clock.now())).await), "locked");
        desk.later(11 * MINUTE);
        assert_eq!(refused(app.second_factor(&pending, &recovery[1]).await), "sign-in-over");
        desk.later(5 * MINUTE);
        app.second_factor(&first_step().await, &recovery[1]).await.unwrap();
    });
}

#[test]
fn a_lost_second_factor_is_removed_by_an_administrator() {
    on_both(async |desk| {
        let id = desk.member("lin").await;
        assert_eq!(refused(desk.app.remove_second_factor(&desk.root, &id).await), "second-factor-missing");
        let (lin, ..) = with_factor(&desk.app, &desk.clock, "lin").await;
        assert_eq!(refused(desk.app.remove_second_factor(&lin, &id).await), "not-permitted");
        desk.app.remove_second_factor(&desk.root, &id).await.unwrap();
        assert_eq!(refused(desk.app.sessions(&lin).await), "signed-out");
        assert!(matches!(desk.app.sign_in("lin", PASSWORD, "").await.unwrap(), SignedIn::Done(_)));
    });
}

#[test]
fn sessions_end_by_idling_by_age_and_by_hand() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.member("lin").await;
        let open = async || match app.sign_in("lin", PASSWORD, "Firefox\n 140").await.unwrap() {
            SignedIn::Done(token) => token,
            SignedIn::NeedsSecondFactor(_) => panic!(),
        };
        let alive = async |token: &str| app.who(token).await.unwrap().is_some();
        assert!(!alive("0").await);
        let idle = open().await;
        desk.later(59 * MINUTE);
        assert!(alive(&idle).await);
        desk.later(60 * MINUTE);
        assert!(!alive(&idle).await);

        let old = open().await;
        for _ in 0..14 {
            desk.later(50 * MINUTE);
            assert!(alive(&old).await);
        }
        desk.later(20 * MINUTE);
        assert!(!alive(&old).await, "twelve hours");

        let (one, two) = (open().await, open().await);
        assert_ne!(one, two);
        let (first, second) = (app.who(&one).await.unwrap().unwrap(), app.who(&two).await.unwrap().unwrap());
        assert_ne!(first.csrf(), second.csrf());
        let listed = app.sessions(&first).await.unwrap();
        assert_eq!(listed.len(), 2);
        assert_eq!(listed[0].agent, "Firefox 140");
        let other = listed.iter().find(|session| !session.is_this).unwrap();
        app.revoke_session(&first, &other.id).await.unwrap();
        assert_eq!(refused(app.revoke_session(&first, &other.id).await), "session-unknown");
        assert!(!alive(&two).await);
        app.sign_out(&first).await.unwrap();
        assert!(!alive(&one).await);

        desk.later(40 * DAY);
        assert!(app.sweep_accounts().await.unwrap() >= 4);
    });
}

/// No secret stands in an event, in the audit or, but for letters that wait, in a table.
#[test]
fn secrets_stay_out_of_events_and_audit() {
    on_both(async |desk| {
        desk.member("lin").await;
        let (_, secret, recovery) = with_factor(&desk.app, &desk.clock, "lin").await;
        let _ = desk.app.sign_in("lin", SECRET_WRONG, "").await;
        desk.app.ask_reset("lin").await.unwrap();
        let mut texts = desk.column("SELECT body FROM event WHERE stream LIKE 'person/%'").await;
        texts.extend(desk.column("SELECT what || subject || detail FROM audit").await);
        assert!(texts.len() > 8, "{texts:?}");
        let hashes = desk.column("SELECT password FROM person WHERE password IS NOT NULL").await;
        assert!(hashes.iter().all(|hash| hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")), "{hashes:?}");
        assert_ne!(hashes[0], hashes[1], "one password, two salts");
        let reset = desk.letter("reset", "lin").await;
        for text in &texts {
            for bad in
                ["argon2", "$", PASSWORD, SECRET_WRONG, "@city.example", "某", &secret, &recovery[0], &reset]
            {
                assert!(!text.contains(bad), "{text}");
            }
        }
        let tokens = desk.column("SELECT token FROM invitation").await;
        assert!(!tokens.contains(&reset));
        assert_eq!(desk.app.verify(None).await.unwrap().discrepancies, []);
    });
}

#[test]
fn what_holds_secrets_shows_none() {
    on_both(async |desk| {
        let shown = format!("{:?}", desk.root);
        assert_eq!(shown, "SignedInPerson { .. }");
        desk.member("lin").await;
        let letters = format!("{:?}", desk.app.outbox().await.unwrap());
        assert!(!letters.contains(&desk.letter("invitation", "lin").await), "{letters}");
        let signed_in = format!("{:?}", desk.app.sign_in("lin", PASSWORD, "").await.unwrap());
        assert_eq!(signed_in, "SignedIn { .. }");
    });
}

#[test]
fn who_lost_everything_is_let_back_in_from_the_machine_itself() {
    on_both(async |desk| {
        let app = &desk.app;
        for _ in 0..5 {
            let _ = app.sign_in("root", SECRET_WRONG, "").await;
        }
        assert_eq!(refused(app.recover("root", "short").await), "password-short");
        assert_eq!(refused(app.recover("nobody", OTHER).await), "person-unknown");
        app.recover(" Root ", OTHER).await.unwrap();
        assert_eq!(refused(app.people(&desk.root, "", &Default::default()).await), "signed-out");
        assert_eq!(refused(app.sign_in("root", PASSWORD, "").await), "sign-in-wrong");
        let SignedIn::Done(token) = app.sign_in("root", OTHER, "").await.unwrap() else { panic!() };
        let who = app.who(&token).await.unwrap().unwrap();
        assert!(!who.has_second_factor());
        let told = app.outbox().await.unwrap();
        assert!(told.iter().any(|letter| letter.kind == "password_changed"), "{told:?}");
        assert_eq!(app.verify(None).await.unwrap().discrepancies, []);
    });
}
