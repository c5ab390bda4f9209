//! Roles, delegations, enterprises, and who stays.

use duheng_app::Target;
use duheng_app::accounts::{AccountFailure, GrantKind, Intent, NewGrant, SignedIn};
use duheng_app::outside::Clock as _;
use duheng_pack::calendar::Date;
use duheng_programme::Actor;

use crate::accounts::{
    DAY, HOUR, PASSWORD, code, enterprise, grant, on_both, person, refused, uscc, with_factor,
};

const PROGRAMME: &str = "sz-sustainable-enterprise";

fn target(organisation: Option<&str>) -> Target {
    Target {
        programme: PROGRAMME.to_owned(),
        edition: "2026".to_owned(),
        organisation: organisation.map(str::to_owned),
    }
}

fn date(text: &str) -> Date {
    Date::read(text).unwrap()
}

#[test]
fn roles_are_those_that_programmes_declare() {
    on_both(async |desk| {
        let app = &desk.app;
        let lin = desk.member("lin").await;
        let office = grant(&lin, GrantKind::Office, "office", "district");
        assert_eq!(refused(app.give_role(&desk.root, &office).await), "role-unknown");
        desk.with_programme().await;
        let give = async |change: &dyn Fn(&mut NewGrant)| {
            let mut new = office.clone();
            change(&mut new);
            app.give_role(&desk.root, &new).await
        };
        assert_eq!(refused(give(&|new| new.person = "nobody".to_owned()).await), "person-unknown");
        assert_eq!(refused(give(&|new| new.kind = GrantKind::Expert).await), "role-unfit");
        assert_eq!(refused(give(&|new| new.role = "enterprise".to_owned()).await), "role-unfit");
        assert_eq!(refused(give(&|new| new.place = "moon".to_owned()).await), "place-unknown");
        assert_eq!(refused(give(&|new| new.programme = "moon".to_owned()).await), "role-unknown");
        assert_eq!(refused(give(&|new| new.until = Some(date("2026-03-01"))).await), "until-past");
        let turned = give(&|new| {
            new.since = Some(date("2026-05-01"));
            new.until = Some(date("2026-04-01"));
        });
        assert_eq!(refused(turned.await), "until-before-since");
        let given = desk.grant(&office).await;
        assert_eq!(refused(give(&|_| ()).await), "grant-held");

        // without a second factor the role is withheld
        let plain = desk.session("lin").await;
        assert!(plain.roles().is_empty() && plain.must_enrol());
        let denied = app.actor(&plain, "office", None, &target(None), Intent::Act);
        assert_eq!(denied.unwrap_err().code, "second-factor-needed");
        let (lin_in, ..) = with_factor(app, &desk.clock, "lin").await;
        assert_eq!(lin_in.roles().len(), 1);
        let actor = app.actor(&lin_in, "office", None, &target(None), Intent::Act).unwrap();
        let place = "district".to_owned();
        assert_eq!(actor, Actor::Person { person: lin.clone(), role: "office".to_owned(), place });
        let other = Target { programme: "moon".to_owned(), ..target(None) };
        assert!(app.actor(&lin_in, "office", None, &other, Intent::Act).is_ok(), "given for every programme");
        assert_eq!(
            app.actor(&lin_in, "enterprise", None, &target(None), Intent::Act).unwrap_err().code,
            "role-not-held"
        );
        let root = app.actor(&desk.root, "administrator", None, &target(None), Intent::Act);
        assert_eq!(root.unwrap_err().code, "role-not-held", "an administrator has no part in a programme");

        desk.grant(&grant(&lin, GrantKind::Office, "office", "city")).await;
        let lin_in = app.who(&token_again(&desk, "lin").await).await.unwrap();
        assert!(lin_in.is_none(), "a session without the second step opens nothing");
        assert_eq!(refused(app.end_role(&desk.root, "nothing").await), "grant-unknown");
        app.end_role(&desk.root, &given).await.unwrap();
        assert_eq!(refused(app.end_role(&desk.root, &given).await), "grant-unknown");
    });
}

async fn token_again(desk: &crate::accounts::Desk, login: &str) -> String {
    match desk.app.sign_in(login, PASSWORD, "").await.unwrap() {
        SignedIn::Done(token) | SignedIn::NeedsSecondFactor(token) => token,
    }
}

#[test]
fn a_role_at_two_places_names_the_place() {
    on_both(async |desk| {
        desk.with_programme().await;
        let lin = desk.member("lin").await;
        for place in ["district", "city"] {
            let new = NewGrant {
                programme: PROGRAMME.to_owned(),
                ..grant(&lin, GrantKind::Office, "office", place)
            };
            desk.grant(&new).await;
        }
        let (lin, ..) = with_factor(&desk.app, &desk.clock, "lin").await;
        let act = |place, target: &Target| desk.app.actor(&lin, "office", place, target, Intent::Act);
        assert_eq!(act(None, &target(None)).unwrap_err().code, "place-ambiguous");
        assert!(act(Some("city"), &target(None)).is_ok());
        let other = Target { programme: "moon".to_owned(), ..target(None) };
        assert_eq!(act(Some("city"), &other).unwrap_err().code, "role-not-held", "of one programme alone");
    });
}

#[test]
fn a_delegation_ends_on_its_day() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.with_programme().await;
        let (lin, wei) = (desk.member("lin").await, desk.member("wei").await);
        let until = Some(date("2026-03-20"));
        let own =
            desk.grant(&NewGrant { until, ..grant(&lin, GrantKind::Office, "office", "district") }).await;
        let (lin_in, ..) = with_factor(app, &desk.clock, "lin").await;
        let day = date("2026-03-03");
        assert_eq!(refused(app.delegate(&lin_in, "nothing", &wei, day).await), "grant-unknown");
        assert_eq!(refused(app.delegate(&lin_in, &own, &lin, day).await), "delegate-self");
        assert_eq!(refused(app.delegate(&lin_in, &own, "nobody", day).await), "person-unknown");
        assert_eq!(refused(app.delegate(&lin_in, &own, &wei, date("2026-03-01")).await), "until-past");
        assert_eq!(refused(app.delegate(&lin_in, &own, &wei, date("2026-03-21")).await), "until-too-late");
        let administrator = desk.root.roles()[0].grant.clone();
        let passed_on = app.delegate(&desk.root, &administrator, &wei, day).await;
        assert_eq!(refused(passed_on), "administrator-not-delegated");
        // who has nothing to do with the office does not come into it by a colleague's hand
        assert_eq!(refused(app.delegate(&lin_in, &own, &wei, day).await), "delegate-stranger");
        desk.grant(&grant(&wei, GrantKind::Expert, "expert", "city")).await;
        assert_eq!(refused(app.delegate(&lin_in, &own, &wei, day).await), "delegate-stranger");
        desk.grant(&grant(&wei, GrantKind::Expert, "expert", "district")).await;
        let delegated = app.delegate(&lin_in, &own, &wei, day).await.unwrap();
        let (wei_in, secret, _) = with_factor(app, &desk.clock, "wei").await;
        assert!(wei_in.roles().iter().any(|held| held.grant == delegated));
        assert_eq!(refused(app.delegate(&wei_in, &delegated, &lin, day).await), "delegate-onward");
        assert_eq!(refused(app.end_delegation(&wei_in, &delegated).await), "grant-unknown");

        // nine o'clock on the second; the third lasts to its end
        desk.later(DAY + 14 * HOUR);
        let pending = token_again(&desk, "wei").await;
        let token = app.second_factor(&pending, &code(&secret, desk.clock.now())).await.unwrap();
        assert_eq!(app.who(&token).await.unwrap().unwrap().roles().len(), 3, "eleven at night");
        desk.later(HOUR - 31 * 60_000_000);
        assert_eq!(app.who(&token).await.unwrap().unwrap().roles().len(), 3);
        desk.later(31 * 60_000_000);
        assert_eq!(app.who(&token).await.unwrap().unwrap().roles().len(), 2, "midnight");
    });
}

#[test]
fn what_was_delegated_ends_with_the_role_and_by_hand() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.with_programme().await;
        let (lin, wei) = (desk.member("lin").await, desk.member("wei").await);
        let own = desk.grant(&grant(&lin, GrantKind::Office, "office", "district")).await;
        desk.grant(&grant(&wei, GrantKind::Expert, "expert", "district")).await;
        let (lin_in, ..) = with_factor(app, &desk.clock, "lin").await;
        let (wei_in, ..) = with_factor(app, &desk.clock, "wei").await;
        let day = date("2026-04-01");
        let open = async || desk.column("SELECT id FROM grant_of_role WHERE ended_at IS NULL").await.len();
        let first = app.delegate(&lin_in, &own, &wei, day).await.unwrap();
        assert_eq!(open().await, 4);
        app.end_delegation(&lin_in, &first).await.unwrap();
        assert_eq!(open().await, 3);
        app.delegate(&lin_in, &own, &wei, day).await.unwrap();
        assert_eq!(refused(app.end_role(&wei_in, &own).await), "not-permitted");
        app.end_role(&desk.root, &own).await.unwrap();
        assert_eq!(open().await, 2, "the administrator's and the expert's");
        assert_eq!(desk.app.verify(None).await.unwrap().discrepancies, []);
    });
}

#[test]
fn experts_act_in_person() {
    on_both(async |desk| {
        let folder = duheng_testkit::shipped::folder().join("sh-csr-report");
        desk.app.install_pack(folder).await.unwrap();
        let (lin, wei) = (desk.member("lin").await, desk.member("wei").await);
        let own = desk.grant(&grant(&lin, GrantKind::Expert, "expert", "academy")).await;
        let (lin_in, ..) = with_factor(&desk.app, &desk.clock, "lin").await;
        let outcome = desk.app.delegate(&lin_in, &own, &wei, date("2026-04-01")).await;
        assert_eq!(refused(outcome), "expert-not-delegated");
        let handed = desk.app.deactivate(&desk.root, &lin, Some(&wei)).await.unwrap();
        assert_eq!(handed, []);
    });
}

#[test]
fn who_leaves_hands_over() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.with_programme().await;
        let (lin, wei) = (desk.member("lin").await, desk.member("wei").await);
        desk.grant(&grant(&lin, GrantKind::Office, "office", "district")).await;
        let (lin_in, ..) = with_factor(app, &desk.clock, "lin").await;
        assert_eq!(refused(app.deactivate(&lin_in, &wei, None).await), "not-permitted");
        for successor in [&lin, "nobody"] {
            assert_eq!(refused(app.deactivate(&desk.root, &lin, Some(successor)).await), "successor-unfit");
        }
        assert_eq!(refused(app.deactivate(&desk.root, "nobody", None).await), "person-unknown");
        let handed = app.deactivate(&desk.root, &lin, Some(&wei)).await.unwrap();
        assert_eq!(handed.len(), 1);
        assert_eq!((handed[0].role.as_str(), handed[0].place.as_str()), ("office", "district"));
        assert_eq!(refused(app.deactivate(&desk.root, &lin, None).await), "already-deactivated");
        assert_eq!(refused(app.sessions(&lin_in).await), "signed-out");
        let (wei_in, ..) = with_factor(app, &desk.clock, "wei").await;
        assert_eq!(wei_in.roles(), handed);
        // the last administrator goes only when the successor can sign in
        let root = desk.root.person().to_owned();
        assert_eq!(refused(app.deactivate(&desk.root, &root, None).await), "last-administrator");
        let invited = app.invite_person(&desk.root, &person("invited")).await.unwrap();
        assert_eq!(refused(app.deactivate(&desk.root, &root, Some(&invited)).await), "last-administrator");
        let own = desk.root.roles()[0].grant.clone();
        assert_eq!(refused(app.end_role(&desk.root, &own).await), "last-administrator");
        assert_eq!(app.deactivate(&desk.root, &root, Some(&wei)).await.unwrap().len(), 1);
    });
}

#[test]
fn the_last_administrator_stays_when_twenty_go_at_once() {
    on_both(async |desk| {
        let mut people = vec![desk.root.clone()];
        for number in 1..20 {
            let login = format!("admin{number}");
            let id = desk.member(&login).await;
            desk.grant(&grant(&id, GrantKind::Administrator, "", "")).await;
            people.push(with_factor(&desk.app, &desk.clock, &login).await.0);
        }
        let goings = people.into_iter().map(|who| {
            let app = desk.app.clone();
            tokio::spawn(async move { app.deactivate(&who, who.person(), None).await })
        });
        let (mut gone, mut stayed) = (0, 0);
        for going in goings.collect::<Vec<_>>() {
            match going.await.unwrap() {
                Ok(_) => gone += 1,
                Err(AccountFailure::Refused(refusal)) if refusal.code == "last-administrator" => stayed += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!((gone, stayed), (19, 1));
        assert_eq!(desk.column("SELECT id FROM person WHERE state = 'active'").await.len(), 1);
    });
}

#[test]
fn an_enterprise_registers_once_and_has_people_who_fill_in() {
    on_both(async |desk| {
        let app = &desk.app;
        let homeless = enterprise(700_000_001, "boss");
        assert_eq!(refused(app.register_enterprise(&homeless).await), "place-unknown");
        desk.with_programme().await;
        let mut wrong = enterprise(700_000_001, "boss");
        let last = if wrong.uscc.ends_with('0') { '1' } else { '0' };
        wrong.uscc.pop();
        wrong.uscc.push(last);
        assert_eq!(refused(app.register_enterprise(&wrong).await), "uscc-invalid");
        let made = app.register_enterprise(&enterprise(700_000_001, "boss")).await.unwrap();
        let again = enterprise(700_000_001, "rival");
        assert_eq!(refused(app.register_enterprise(&again).await), "registration-taken");
        let codes = desk.column("SELECT uscc FROM organisation").await;
        assert_eq!(codes, [uscc(700_000_001)], "a refused registration leaves nothing");

        let boss = desk.session("boss").await;
        assert!(!boss.must_enrol() && boss.is_approver(&made.organisation));
        let own = target(Some(&made.organisation));
        let actor = app.actor(&boss, "enterprise", None, &own, Intent::Act).unwrap();
        let Actor::Person { place, .. } = actor else { panic!() };
        assert_eq!(place, made.organisation);
        assert_eq!(app.actor(&boss, "office", None, &own, Intent::Act).unwrap_err().code, "role-not-held");

        let clerk = person("clerk");
        app.invite_colleague(&boss, &made.organisation, &clerk, false).await.unwrap();
        assert_eq!(
            refused(app.invite_colleague(&boss, "other", &person("spy"), true).await),
            "not-permitted"
        );
        let token = desk.letter("invitation", "clerk").await;
        app.accept_invitation(&token, PASSWORD).await.unwrap();
        let clerk = desk.session("clerk").await;
        assert!(clerk.may_fill_in(&made.organisation, PROGRAMME) && !clerk.is_approver(&made.organisation));
        assert!(!clerk.may_fill_in("other", PROGRAMME));
        assert_eq!(
            app.actor(&clerk, "enterprise", None, &own, Intent::Act).unwrap_err().code,
            "may-not-submit"
        );
        assert!(app.actor(&clerk, "enterprise", None, &own, Intent::FillIn).is_ok());
        let spy = app.invite_colleague(&clerk, &made.organisation, &person("spy"), true).await;
        assert_eq!(refused(spy), "not-permitted");

        // a delegate acts, but brings nobody in
        let partner = desk.member("partner").await;
        let own_role = boss.roles()[0].grant.clone();
        let reader =
            NewGrant { may_submit: false, ..grant(&partner, GrantKind::Enterprise, "*", &made.organisation) };
        desk.grant(&reader).await;
        app.delegate(&boss, &own_role, &partner, date("2026-03-05")).await.unwrap();
        let partner = desk.session("partner").await;
        assert!(app.actor(&partner, "enterprise", None, &own, Intent::Act).is_ok());
        let spy = app.invite_colleague(&partner, &made.organisation, &person("spy"), true).await;
        assert_eq!(refused(spy), "not-permitted");
    });
}

#[test]
fn registering_does_not_tell_whose_code_or_login_has_an_account() {
    on_both(async |desk| {
        let app = &desk.app;
        desk.with_programme().await;
        app.register_enterprise(&enterprise(700_000_001, "boss")).await.unwrap();
        desk.member("lin").await;
        let letters = async || {
            let letters = app.outbox().await.unwrap();
            let told = letters.iter().filter(|letter| letter.kind == "registered_already");
            let mut told: Vec<String> = told.map(|letter| letter.to.clone()).collect();
            told.sort();
            told
        };
        // the code, the login of a colleague, the login of somebody of no enterprise, both: nobody can tell which it was
        let mut answers = Vec::new();
        for (number, login) in
            [(700_000_001, "rival"), (700_000_002, "boss"), (700_000_002, "LIN"), (700_000_001, "boss")]
        {
            let Err(AccountFailure::Refused(refusal)) =
                app.register_enterprise(&enterprise(number, login)).await
            else {
                panic!("{login} is registered")
            };
            answers.push(refusal);
        }
        assert!(answers.iter().all(|answer| *answer == answers[0] && answer.code == "registration-taken"));
        assert_eq!(
            letters().await,
            ["boss@city.example", "lin@city.example"],
            "who has the account is told, and once a day"
        );
        desk.later(DAY + 1);
        assert_eq!(
            refused(app.register_enterprise(&enterprise(700_000_001, "rival")).await),
            "registration-taken"
        );
        assert_eq!(letters().await, ["boss@city.example", "boss@city.example", "lin@city.example"]);
    });
}

/// An enterprise that registers itself leaves the same traces as one that the directory registers.
#[test]
fn both_ways_of_registering_write_the_same() {
    on_both(async |desk| {
        desk.with_programme().await;
        let made = desk.app.register_enterprise(&enterprise(700_000_001, "boss")).await.unwrap();
        let organisation = duheng_programme::view::Organisation {
            id: "beside".to_owned(),
            name: "虚构企业 700000001".to_owned(),
            uscc: uscc(700_000_002),
            fictional: false,
        };
        let (home, since) = ("district".to_owned(), date("2026-03-02"));
        desk.app
            .register_organisation(&duheng_app::NewOrganisation { organisation, home, since })
            .await
            .unwrap();
        let traces = async |id: &str, code: &str| {
            let mut all = Vec::new();
            for query in [
                format!("SELECT name || body FROM event WHERE stream = 'organisation/{id}' ORDER BY seq"),
                format!("SELECT above || since FROM hang WHERE node = '{id}' AND seq = 2"),
                format!("SELECT name || uscc FROM organisation WHERE id = '{id}'"),
            ] {
                all.extend(desk.column(&query).await.into_iter().map(|text| text.replace(code, "CODE")));
            }
            all
        };
        let own = traces(&made.organisation, &uscc(700_000_001)).await;
        assert_eq!(own, traces("beside", &uscc(700_000_002)).await);
        assert_eq!(own.len(), 4, "{own:?}");
        assert_eq!(desk.app.verify(None).await.unwrap().discrepancies, []);
    });
}
