//! Applications until there are enough.

use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

use duheng_app::accounts::{NewEnterprise, NewPerson, SignedInPerson};
use duheng_app::public::Show;
use duheng_app::work::WorkFilter;
use duheng_app::{NewOrganisation, Target};
use duheng_pack::calendar::Date;
use duheng_pack::uscc::check_character;
use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::view::Organisation;
use totp_rs::{Builder, Secret};

use crate::{OFFICE, PROGRAMME, Place, SAVERS, Trouble, saver};

/// How many organisations are written in one transaction.
const BATCH: usize = 100;
/// The offices below which they hang, in turn.
const HOMES: [&str; 4] = ["bridge", "hill", "mill", "ford"];

/// Fills the deployment; one that is filled stays as it is.
pub async fn fill(place: &Place, number: usize) -> Result<(), Trouble> {
    if place.file("filled").exists() {
        return Ok(());
    }
    let started = Instant::now();
    let office = enrolled_office(place).await?;
    let models = models(place, &office).await?;
    let applied: usize = models.values().sum();
    println!("{} enterprises of the city have {applied} applications", models.len());
    let mut missing = number.saturating_sub(applied + SAVERS);
    let each = missing / applied.max(1) + 1;
    let mut next = 0;
    for (number, (model, own)) in models.iter().enumerate() {
        let mut left = each.min(missing.div_ceil((*own).max(1)));
        while left > 0 {
            let others: Vec<NewOrganisation> = (next..next + left.min(BATCH)).map(organisation).collect();
            let written = place.app.write_alike(model, &others).await?;
            missing = missing.saturating_sub(written);
            next += others.len();
            left -= others.len();
        }
        while place.app.sequence("load").await? > 0 {}
        let seconds = started.elapsed().as_secs();
        println!("{} of {} models, {next} organisations, {seconds} s", number + 1, models.len());
    }
    savers(place).await?;
    while place.app.sequence("load").await? > 0 {}
    println!("filled in {} s", started.elapsed().as_secs());
    fs::write(place.file("filled"), "")?;
    Ok(())
}

/// The office, with a second factor whose secret is kept beside the city.
async fn enrolled_office(place: &Place) -> Result<SignedInPerson, Trouble> {
    let token = place.session(OFFICE.1, &place.password()?).await?;
    let who = place.app.who(&token).await?.ok_or("a session ended at once")?;
    let enrolment = place.app.enrol_second_factor(&who).await?;
    fs::write(place.file("secret"), &enrolment.secret)?;
    let code = code(&enrolment.secret, place.app.now())?;
    let confirmed = place.app.confirm_second_factor(&who, &code).await?;
    Ok(place.app.who(&confirmed.token).await?.ok_or("a session ended at once")?)
}

/// What an authenticator shows at a time, in microseconds since 1970-01-01 UTC.
pub fn code(secret: &str, now: i64) -> Result<String, Trouble> {
    let secret = Secret::try_from_base32(secret)?;
    let totp = Builder::new().with_secret(secret).build()?;
    Ok(totp.generate(u64::try_from(now / 1_000_000)?).to_string())
}

/// The organisations that applied in the programme, each with how many applications it has in all.
async fn models(place: &Place, office: &SignedInPerson) -> Result<BTreeMap<String, usize>, Trouble> {
    let filter = WorkFilter { programme: Some(PROGRAMME.to_owned()), ..WorkFilter::default() };
    let mut found = BTreeMap::new();
    let mut show = Show { most: 500, after: None };
    loop {
        let page = place.app.applications(office, OFFICE.0, &filter, &show).await?;
        for row in page.rows {
            *found.entry(row.target.organisation.unwrap_or_default()).or_default() += 1;
        }
        match page.next {
            Some(next) => show.after = Some(next),
            None => return Ok(found),
        }
    }
}

/// An organisation that no authority knows, with a code of its own.
fn organisation(number: usize) -> NewOrganisation {
    let organisation = Organisation {
        id: format!("alike-{number}"),
        name: format!("虚构城{number}号示例有限公司"),
        uscc: uscc(number),
        fictional: true,
    };
    NewOrganisation { organisation, home: home(number), since: Date::FIRST }
}

fn home(number: usize) -> String {
    HOMES.into_iter().cycle().nth(number % HOMES.len()).unwrap_or_default().to_owned()
}

/// A code whose check character is right; no region is `000001`.
pub fn uscc(number: usize) -> String {
    let first = format!("X1000001{number:09}");
    format!("{first}{}", check_character(&first).unwrap_or('0'))
}

/// The number of an enterprise that registers itself, behind those of all others.
pub fn of_saver(number: usize) -> usize {
    900_000_000 + number
}

/// Enterprises register themselves and apply.
async fn savers(place: &Place) -> Result<(), Trouble> {
    let password = place.password()?;
    for number in 0..SAVERS {
        let login = saver(number);
        let new = NewEnterprise {
            uscc: uscc(of_saver(number)),
            name: format!("虚构城填报{number}号示例有限公司"),
            home: home(number),
            person: NewPerson {
                login: login.clone(),
                name: format!("填报{number}"),
                email: format!("{login}@load.example"),
                language: "zh".to_owned(),
            },
            password: password.clone(),
        };
        let made = place.app.register_enterprise(&new).await?;
        let token = place.session(&login, &password).await?;
        let who = place.app.who(&token).await?;
        let who = who.ok_or("a session ended at once")?;
        let open = place.app.to_apply(&who).await?.into_iter().find(|one| {
            let can = |refused: &Option<_>| refused.is_none();
            one.target.programme == PROGRAMME && one.entries.iter().any(|(.., refused)| can(refused))
        });
        let open = open.ok_or("the enterprise may not apply: the window of the city is closed")?;
        let target = Target { organisation: Some(made.organisation), ..open.target };
        let apply = FilingCommand::Apply { entry: "application".to_owned(), programmes: Vec::new() };
        place.app.act_as(&who, &open.role, None, &target, Command::Filing(apply)).await?;
    }
    // letters that nobody reads are not left for the post
    for letter in place.app.outbox().await? {
        place.app.outbox_sent(&letter.id).await?;
    }
    Ok(())
}
