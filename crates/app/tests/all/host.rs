//! A deployment as the host of a walk.

use std::collections::BTreeSet;
use std::sync::Arc;

use duheng_app::outside::DrivenClock;
use duheng_app::{App, Failure, NewOrganisation, Target, Vouched};
use duheng_pack::calendar::Date;
use duheng_pack::uscc::check_character;
use duheng_programme::draw;
use duheng_programme::refusal::Refusal;
use duheng_programme::time::Moment;
use duheng_programme::view::Organisation;
use duheng_programme::walk::{Act, Cast, Done, Host, Position, Scene};
use jiff::civil;
use jiff::tz::TimeZone;
use tokio::runtime::Runtime;

pub(crate) struct Deployed<'d> {
    pub(crate) runtime: &'d Runtime,
    pub(crate) app: &'d App,
    pub(crate) clock: &'d Arc<DrivenClock>,
}

/// A walk in which experts have ids in place of their names, with seeds that draw the ids in the order of the names: who is
/// drawn stays the same, whatever the ids are.
#[allow(dead_code, reason = "not every test plays with accounts")]
pub(crate) fn reseeded(text: &str, experts: &[(String, String)]) -> String {
    let seeds: BTreeSet<&str> =
        text.split("to_seed: ").skip(1).filter_map(|rest| rest.split(" }").next()).collect();
    let (names, ids): (Vec<String>, Vec<String>) = experts.iter().cloned().unzip();
    let mut text = text.to_owned();
    for seed in seeds.into_iter().map(str::to_owned).collect::<Vec<String>>() {
        let by_name = draw::order(&seed, &names);
        let id = |name: &String| experts.iter().find(|(of, _)| of == name).map(|(_, id)| id.clone()).unwrap();
        let wanted: Vec<String> = by_name.iter().map(id).collect();
        let fits = |other: &String| draw::order(other, &ids) == wanted;
        let found = (0..100_000).map(|number| format!("{seed} {number}")).find(fits).unwrap();
        text = text.replace(&format!("seed: {seed} }}"), &format!("seed: {found} }}"));
    }
    text
}

/// Microseconds since 1970-01-01 UTC of a civil moment in Shanghai.
pub(crate) fn microseconds(moment: Moment) -> i64 {
    let (date, second) = (moment.date, i32::try_from(moment.second).unwrap());
    let part = |value: i32| i8::try_from(value).unwrap();
    let civil = civil::date(date.year(), date.month(), date.day()).at(
        part(second / 3600),
        part(second / 60 % 60),
        part(second % 60),
        0,
    );
    civil.to_zoned(TimeZone::get("Asia/Shanghai").unwrap()).unwrap().timestamp().as_microsecond()
}

pub(crate) fn target(at: &Position<'_>) -> Target {
    Target {
        programme: at.programme.id.clone(),
        edition: at.edition.to_owned(),
        organisation: at.organisation.map(str::to_owned),
    }
}

impl Host for Deployed<'_> {
    fn enter(&mut self, cast: &Cast) {
        let mut codes = BTreeSet::new();
        for (place, above) in &cast.places {
            let Some(firm) = cast.firms.get(place) else {
                self.runtime.block_on(self.app.hang(place, above, Date::FIRST, true)).unwrap();
                continue;
            };
            // enterprises that a walk makes alike differ in their codes
            let mut uscc = firm.uscc.clone();
            let mut count = 0_u32;
            while !codes.insert(uscc.clone()) || uscc.is_empty() {
                count += 1;
                let first = format!("91330200{:09}", 700_000_000 + codes.len() * 100 + count as usize);
                uscc = format!("{first}{}", check_character(&first).unwrap());
            }
            let new = NewOrganisation {
                organisation: Organisation { uscc, ..firm.clone() },
                home: above.clone(),
                since: Date::FIRST,
            };
            self.runtime.block_on(self.app.register_organisation(&new)).unwrap();
        }
        for expert in &cast.experts {
            self.runtime.block_on(self.app.enrol_expert(expert)).unwrap();
        }
    }

    fn hang(&mut self, place: &str, above: &str, from: Date) -> bool {
        self.runtime.block_on(self.app.hang(place, above, from, true)).is_ok()
    }

    fn act(&mut self, act: Act<'_>) -> Result<Done, Refusal> {
        self.clock.set(microseconds(act.now));
        match self.runtime.block_on(self.app.act(
            &Vouched::rehearsal(act.actor.clone()),
            &target(&act.at),
            act.command,
        )) {
            Ok(receipt) => Ok(Done { events: receipt.events, mechanism: receipt.mechanism }),
            Err(Failure::Refused(refusal)) => Err(refusal),
            Err(Failure::Broken(fault)) => panic!("{fault}"),
        }
    }

    fn scene(&mut self, at: &Position<'_>) -> Scene {
        self.runtime.block_on(self.app.scene(&target(at))).unwrap()
    }
}
