//! What visitors of the city may do beside the platform: its clock, and who signs in by a click.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::Claim;
use duheng_app::outside::{Clock, SystemClock};
use duheng_app::{App, Failure, Target};
use duheng_pack::calendar::Date;
use duheng_pack::text::{Language, Text};
use duheng_programme::command;
use duheng_web::{Assessing, DemoAccount, Filled, Filling, Moving, Unmoved};
use tokio::sync::Mutex;

use super::{Card, Row};
use crate::running;

/// Microseconds.
const DAY: i64 = 86_400_000_000;

/// The clock of a city: it starts in the morning of its day, goes on, and is moved forward.
pub(super) struct CityClock(AtomicI64);

impl CityClock {
    /// So many microseconds ahead of the machine.
    pub(super) fn ahead(by: i64) -> Self {
        Self(AtomicI64::new(by))
    }
}

impl Clock for CityClock {
    fn now(&self) -> i64 {
        SystemClock.now().saturating_add(self.0.load(Ordering::SeqCst))
    }
}

/// A city that is visited.
pub(super) struct Visit {
    clock: Arc<CityClock>,
    accounts: Vec<DemoAccount>,
    card: Mutex<Card>,
    path: PathBuf,
}

impl Visit {
    /// Of a city whose card is kept in a file.
    pub(super) fn new(clock: Arc<CityClock>, card: Card, path: PathBuf) -> Self {
        let told = card.accounts.iter().map(|row| account(row, false));
        let experts = card.experts.iter().map(|row| account(row, true));
        Self { clock, accounts: told.chain(experts).collect(), card: Mutex::new(card), path }
    }
}

fn account(row: &Row, is_folded: bool) -> DemoAccount {
    let [zh, en] = &row.todo;
    DemoAccount {
        login: row.login.clone(),
        password: row.password.clone(),
        name: row.name.clone(),
        role: Text::new(&row.zh, &row.en),
        place: row.place.clone(),
        todo: Text::new(zh, en),
        is_folded,
    }
}

impl duheng_web::Demo for Visit {
    fn forward<'a>(&'a self, app: &'a App, days: u16) -> Moving<'a> {
        Box::pin(async move {
            let by = i64::from(days) * DAY;
            let mut card = self.card.lock().await;
            card.moved = card.moved.saturating_add(by);
            // kept first: after a restart the city is never earlier than what happened in it
            card.write(&self.path).map_err(|error| Unmoved(error.to_string()))?;
            self.clock.0.fetch_add(by, Ordering::SeqCst);
            running::catch_up(app).await.map_err(|failure| match failure {
                Failure::Broken(fault) => Unmoved(fault.to_string()),
                Failure::Refused(refusal) => Unmoved(refusal.message.en),
            })
        })
    }

    fn fill_in<'f>(
        &'f self,
        app: &'f App,
        by: &'f SignedInPerson,
        claim: &'f Claim,
        language: Language,
    ) -> Filling<'f> {
        Box::pin(async move {
            let written = duheng_city::fill_in(app, by, claim, language).await?;
            Ok(Filled { answers: written.answers, files: written.files })
        })
    }

    fn assess<'f>(
        &'f self,
        app: &'f App,
        by: &'f SignedInPerson,
        role: &'f str,
        target: &'f Target,
        language: Language,
    ) -> Assessing<'f> {
        Box::pin(duheng_city::assess(app, by, role, target, language))
    }

    fn visit(&self, held_on: Date, language: Language) -> command::Visit {
        duheng_city::visit(held_on, language)
    }

    fn accounts(&self) -> &[DemoAccount] {
        &self.accounts
    }
}
