//! What administrators and approvers manage, and secrets that the key of the deployment seals.

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use duheng_app::accounts::{GrantKind, PersonState, SignedIn};
use duheng_app::outside::{Clock as _, SeededChance};
use duheng_app::public::Show;
use duheng_app::{App, Settings};
use sea_orm::ConnectionTrait as _;
use tokio::runtime::Runtime;

use crate::accounts::{
    DAY, HOUR, PASSWORD, START, code, date, enterprise, grant, on_both, person, refused, uscc, with_factor,
};
use crate::databases::{Deployment, KINDS, deployment};

#[test]
fn offices_and_organisations_are_entered_and_moved() {
    on_both(async |desk| {
        let (app, root) = (&desk.app, &desk.root);
        assert_eq!(app.offices().await.unwrap(), []);
        assert_eq!(refused(app.found_office(root, " ", None).await), "name-missing");
        assert_eq!(refused(app.found_office(root, "区", Some("nowhere")).await), "place-unknown");
        assert_eq!(refused(app.found_office(root, "区", Some("")).await), "place-unknown");
        let city = app.found_office(root, "虚构市", None).await.unwrap();
        let district = app.found_office(root, "虚构区", Some(&city)).await.unwrap();
        let offices = app.offices().await.unwrap();
        let shown: Vec<_> = offices.iter().map(|office| (office.name.as_str(), office.depth)).collect();
        assert_eq!(shown, [("虚构市", 0), ("虚构区", 1)]);
        assert_eq!(refused(app.move_place(root, &city, &district, None).await), "place-above-itself");
        assert_eq!(refused(app.move_place(root, &city, &city, None).await), "place-above-itself");
        assert_eq!(refused(app.move_place(root, "nowhere", &city, None).await), "place-unknown");
        let code = uscc(700_000_001);
        let works = app.enter_organisation(root, "虚构厂", &code, &city).await.unwrap();
        let again = app.enter_organisation(root, "虚构厂", &code, &city).await;
        assert_eq!(refused(again), "enterprise-registered");
        desk.later(DAY);
        assert_eq!(refused(app.move_place(root, &works, &district, None).await), "signed-out");
        let lost = "DELETE FROM second_factor";
        desk.beside.execute_unprepared(lost).await.unwrap();
        let (root, ..) = &with_factor(app, &desk.clock, "root").await;
        let seen = app.managed_place(root, &works).await.unwrap().version;
        app.move_place(root, &works, &district, Some(seen)).await.unwrap();
        let late = app.move_place(root, &works, &city, Some(seen)).await;
        assert_eq!(refused(late), "place-changed");
        let place = app.managed_place(root, &works).await.unwrap();
        let days: Vec<_> =
            place.above.iter().map(|(above, since)| (above.as_str(), since.to_string())).collect();
        assert_eq!(days, [("虚构市", "2026-03-02".to_owned()), ("虚构区", "2026-03-03".to_owned())]);
        let found = app.organisations(root, "构厂", &Show::default()).await.unwrap().rows;
        assert_eq!(found[0].above.as_ref().map(|(_, name)| name.as_str()), Some("虚构区"));
        app.hang(&works, &city, date("2026-05-01"), false).await.unwrap();
        assert_eq!(refused(app.move_place(root, &works, &city, None).await), "place-moved-later");
        let below =
            duheng_app::accounts::NewEnterprise { home: city.clone(), ..enterprise(700_000_002, "boss") };
        let made = app.register_enterprise(&below);
        assert!(made.await.is_ok(), "the head of a tree is an office, though nothing is above it");
        assert_eq!(app.verify(None).await.unwrap().discrepancies, []);
    });
}

#[test]
fn experts_come_once_and_a_registered_code_is_their_organisation() {
    on_both(async |desk| {
        desk.with_programme().await;
        let made = desk.app.register_enterprise(&enterprise(700_000_001, "boss")).await.unwrap();
        let lin = desk.member("lin").await;
        let fields = ["环境".to_owned()];
        desk.app.enter_expert(&desk.root, &lin, &uscc(700_000_001), &fields).await.unwrap();
        assert_eq!(desk.column("SELECT organisation FROM expert").await, [made.organisation]);
        let again = desk.app.enter_expert(&desk.root, &lin, "学院", &fields).await;
        assert_eq!(refused(again), "expert-enrolled");
        let seen = desk.app.managed_person(&desk.root, &lin).await.unwrap();
        assert_eq!(seen.expert, Some(("虚构企业 700000001".to_owned(), fields.to_vec())));
        assert_eq!(seen.person.state, PersonState::Active);
        assert_eq!(refused(desk.app.managed_person(&desk.root, "nobody").await), "person-unknown");
        assert_eq!(desk.app.verify(None).await.unwrap().discrepancies, []);
    });
}

#[test]
fn reading_people_and_places_is_for_administrators() {
    on_both(async |desk| {
        let (app, all) = (&desk.app, Show::default());
        desk.member("lin").await;
        let lin = desk.session("lin").await;
        assert_eq!(refused(app.people(&lin, "", &all).await.map(|_| ())), "not-permitted");
        assert_eq!(refused(app.organisations(&lin, "", &all).await.map(|_| ())), "not-permitted");
        assert_eq!(refused(app.managed_person(&lin, lin.person()).await), "not-permitted");
        assert_eq!(refused(app.managed_place(&lin, "city").await), "not-permitted");
        assert_eq!(refused(app.found_office(&lin, "市", None).await), "not-permitted");
        assert_eq!(refused(app.successor(&lin, "root").await), "not-permitted");
        assert_eq!(app.people(&desk.root, "LIN", &all).await.unwrap().rows.len(), 1);
        assert_eq!(app.people(&desk.root, "_", &all).await.unwrap().rows.len(), 0);
    });
}

#[test]
fn an_approver_ends_colleagues_and_never_oneself() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.with_programme().await;
        let own = app.register_enterprise(&enterprise(700_000_001, "boss")).await.unwrap().organisation;
        let other = app.register_enterprise(&enterprise(700_000_002, "rival")).await.unwrap().organisation;
        let (boss, rival) = (desk.session("boss").await, desk.session("rival").await);
        app.invite_colleague(&boss, &own, &person("clerk"), false).await.unwrap();
        let people = app.colleagues(&boss, &own).await.unwrap().people;
        assert_eq!(people.iter().map(|of| of.login.as_str()).collect::<Vec<_>>(), ["boss", "clerk"]);
        let (mine, clerk) = (&people[0].held.grant, &people[1].held.grant);
        assert_eq!(refused(app.colleagues(&rival, &own).await), "not-permitted");
        assert_eq!(refused(app.end_colleague(&rival, &own, clerk).await), "not-permitted");
        assert_eq!(refused(app.end_colleague(&rival, &other, clerk).await), "grant-unknown");
        assert_eq!(refused(app.invite_colleague_again(&rival, &other, clerk).await), "grant-unknown");
        assert_eq!(refused(app.end_colleague(&boss, &own, mine).await), "colleague-self");
        assert_eq!(refused(app.invite_colleague_again(&boss, &own, mine).await), "invitation-accepted");
        assert_eq!(app.fellows(&boss, mine).await.unwrap().len(), 1);
        assert_eq!(refused(app.fellows(&rival, mine).await), "grant-unknown");
        app.end_colleague(&boss, &own, clerk).await.unwrap();
        assert_eq!(app.colleagues(&boss, &own).await.unwrap().people.len(), 1);
        assert_eq!(app.verify(None).await.unwrap().discrepancies, []);
    });
}

#[test]
fn one_sees_the_roles_that_one_holds_and_has_delegated() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.with_programme().await;
        let (lin, wei) = (desk.member("lin").await, desk.member("wei").await);
        let given = desk.grant(&grant(&lin, GrantKind::Office, "office", "district")).await;
        desk.grant(&grant(&wei, GrantKind::Expert, "expert", "district")).await;
        let (lin, ..) = with_factor(app, &desk.clock, "lin").await;
        app.delegate(&lin, &given, &wei, date("2026-03-20")).await.unwrap();
        let own = app.own_account(&lin).await.unwrap();
        assert_eq!((own.roles.len(), own.delegated[0].login.as_str()), (1, "wei"));
        assert!(own.second_factor && own.recovery_codes == 8);
        let wei = app.own_account(&desk.session("wei").await).await.unwrap();
        let from: Vec<&str> = wei.roles.iter().filter_map(|role| role.delegated_by.as_deref()).collect();
        assert_eq!(from, ["lin 某"]);
    });
}

/// The deployment over a database with the key beside a folder of files.
async fn opened(made: &Deployment, files: &Path, seed: &str) -> App {
    let settings = Settings {
        database: made.address.clone(),
        files: files.to_owned(),
        clock: made.clock.clone(),
        chance: Arc::new(SeededChance::new(seed)),
    };
    App::open(settings).await.unwrap()
}

#[test]
fn second_factors_are_sealed_and_another_key_opens_none() {
    for kind in KINDS {
        Runtime::new().unwrap().block_on(async {
            let made = deployment(kind).await;
            made.clock.set(START);
            let app = &made.app;
            let first = duheng_app::accounts::FirstAdministrator {
                person: person("root"),
                password: PASSWORD.to_owned(),
            };
            app.set_up(&first).await.unwrap();
            let (_, secret, codes) = with_factor(app, &made.clock, "root").await;
            let beside = made.beside().await;
            let plain = totp_rs::Secret::try_from_base32(&secret).unwrap();
            let hex: String = plain.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
            let mut backup = Vec::new();
            app.backup(&mut backup).await.unwrap();
            let text = String::from_utf8(backup.clone()).unwrap();
            assert!(text.contains("sealed:") && !text.contains(&hex) && !text.contains(&secret));
            let elsewhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("another-key/files");
            let other = opened(&made, &elsewhere, "elsewhere").await;
            assert_eq!(app.unreadable_second_factors().await.unwrap(), 0);
            assert_eq!(other.unreadable_second_factors().await.unwrap(), 1);
            made.clock.set(START + HOUR);
            let SignedIn::NeedsSecondFactor(pending) = other.sign_in("root", PASSWORD, "").await.unwrap()
            else {
                panic!()
            };
            let shown = code(&secret, made.clock.now());
            let wrong = other.second_factor(&pending, &shown).await;
            assert_eq!(refused(wrong), "second-factor-unreadable");
            assert!(other.second_factor(&pending, &codes[0]).await.is_ok(), "a recovery code still opens");
            // what an earlier version kept plain is sealed when it is opened next
            let plainly = format!("UPDATE second_factor SET secret = '{hex}'");
            beside.execute_unprepared(&plainly).await.unwrap();
            let app = opened(&made, &made.files, "later").await;
            let SignedIn::NeedsSecondFactor(pending) = app.sign_in("root", PASSWORD, "").await.unwrap()
            else {
                panic!()
            };
            app.second_factor(&pending, &shown).await.unwrap();
            let mut again = Vec::new();
            app.backup(&mut again).await.unwrap();
            assert!(!String::from_utf8(again).unwrap().contains(&hex));
        });
    }
}

#[test]
fn letters_that_wait_are_in_no_backup() {
    on_both(async |desk| {
        desk.app.invite_person(&desk.root, &person("lin")).await.unwrap();
        let token = desk.letter("invitation", "lin").await;
        let mut backup = Vec::new();
        desk.app.backup(&mut backup).await.unwrap();
        let text = String::from_utf8(backup.clone()).unwrap();
        assert!(!text.contains(&token) && !text.contains("\"table\":\"outbox\""));
        let letters = desk.app.outbox().await.unwrap();
        desk.app.outbox_sent(&letters[0].id).await.unwrap();
        let mut backup = Vec::new();
        desk.app.backup(&mut backup).await.unwrap();
        assert!(String::from_utf8(backup.clone()).unwrap().contains("\"table\":\"outbox\""));
        assert!(duheng_app::check_backup(&mut Cursor::new(backup)).is_ok());
    });
}

#[test]
fn a_link_tells_whose_it_is_as_long_as_it_works() {
    on_both(async |desk| {
        desk.app.invite_person(&desk.root, &person("lin")).await.unwrap();
        let token = desk.letter("invitation", "lin").await;
        assert_eq!(desk.app.link_holder(&token, false).await.unwrap(), "lin");
        assert_eq!(refused(desk.app.link_holder(&token, true).await), "invitation-unknown");
        desk.app.accept_invitation(&token, PASSWORD).await.unwrap();
        assert_eq!(refused(desk.app.link_holder(&token, false).await), "invitation-used");
    });
}
