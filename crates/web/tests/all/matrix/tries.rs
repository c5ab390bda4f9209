//! The attempts themselves: by strangers, by people of the house in roles that are not theirs, by tokens that only read.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::cast::{Member, World};
use super::reads::NOBODY;
use super::routes::{self, Things};
use super::writes::{Attempt, Changes};

/// What people may try of the commands on an enterprise of their own; of every other they are refused.
const MAY: &[(&str, &str, &[&str])] = &[
    ("happr", "harbour", &["withdraw", "state_case", "reply", "object"]),
    ("hfill", "harbour", &[]),
    ("first", "harbour", &["declare", "suggest", "settle"]),
    ("qappr", "quay", &["withdraw", "state_case", "reply", "object"]),
    ("qfill", "quay", &[]),
    ("evaluator", "quay", &["declare", "suggest", "settle"]),
    // the pack says who supplies facts of authorities
    ("tax", "quay", &["clear", "supply"]),
    (
        "east",
        "quay",
        &[
            "check",
            "supply",
            "enter_record",
            "confirm_record",
            "correct_record",
            "return_record",
            "report_event",
        ],
    ),
];

/// What was tried, and what should not have come of it.
#[derive(Default)]
pub(super) struct Tried {
    pub(super) asked: usize,
    pub(super) wrong: Vec<String>,
}

impl Tried {
    fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.wrong.extend(other.wrong);
    }
}

impl World {
    /// Every stranger of an enterprise tries everything on it, and nothing is there for them.
    pub(super) fn strangers_try(
        &self,
        firm: &'static str,
        is_stranger: impl Fn(&str, &str) -> bool,
    ) -> Tried {
        // an operation for each command; their forms are one route
        let of = Things::of(self, firm);
        let attempts = self.attempts(&of, |changes| changes == Changes::Firm);
        let strangers: Vec<String> =
            self.actors().into_iter().filter(|actor| is_stranger(&self.called(actor), firm)).collect();
        self.each(&strangers, &|actor, member| {
            let mut tried = Tried::default();
            for attempt in &attempts {
                let to_nobody = self.is_signed_out(actor);
                let answer = self.tries(actor, &member.strongest, attempt);
                // who approves for no such enterprise is refused, whether there is one or not
                let of_approvers = ["/account/colleagues/", "/api/v1/enterprises/"];
                let is_capability = of_approvers.iter().any(|start| attempt.path.starts_with(start));
                let right: &[u16] = match (to_nobody, is_capability) {
                    (true, _) => &[401, 303],
                    (false, true) => &[403],
                    (false, false) => &[404],
                };
                tried.note(self, actor, attempt, &answer, right);
            }
            tried
        })
    }

    /// Nobody but administrators manages accounts and places.
    pub(super) fn others_administrate(&self) -> Tried {
        let of = Things::of(self, "harbour");
        let attempts = self.attempts(&of, |changes| changes == Changes::Accounts);
        let others: Vec<String> = self.actors().into_iter().filter(|actor| actor != "root").collect();
        self.each(&others, &|actor, member| {
            let mut tried = Tried::default();
            for attempt in &attempts {
                let right: &[u16] = if self.is_signed_out(actor) { &[401, 303] } else { &[403] };
                tried.note(self, actor, attempt, &self.tries(actor, &member.strongest, attempt), right);
            }
            tried
        })
    }

    /// An edition is that of its office: no other changes it, whatever their role is called elsewhere.
    pub(super) fn others_lead(&self, firm: &'static str, leaders: &[&str]) -> Tried {
        let of = Things::of(self, firm).with_all_commands();
        let attempts = self.attempts(&of, |changes| changes == Changes::Edition);
        let others: Vec<String> =
            self.actors().into_iter().filter(|actor| !leaders.contains(&actor.as_str())).collect();
        self.each(&others, &|actor, member| {
            let mut tried = Tried::default();
            // who manages the programme may open an edition of their own
            let opens = |attempt: &&Attempt| {
                ["twin", "nwit"].contains(&actor) && attempt.path.starts_with("/editions/new")
            };
            for attempt in attempts.iter().filter(|attempt| !opens(attempt)) {
                let right: &[u16] = if self.is_signed_out(actor) { &[401, 303] } else { &[403, 404, 409] };
                tried.note(self, actor, attempt, &self.tries(actor, &member.writing, attempt), right);
            }
            tried
        })
    }

    /// What names somebody else's own in a form is answered as what names nothing.
    pub(super) fn names_of_others(&self, owned: &[(&str, &[&str], String)]) -> Tried {
        let of = Things::of(self, "harbour");
        let keys: Vec<String> = self.people.keys().cloned().collect();
        let mut tried = Tried::default();
        for route in routes::all().into_iter().filter(|route| route.method == "POST") {
            let (Changes::Own(what), sent) = super::writes::row(&route) else { continue };
            let (_, owners, name) = owned.iter().find(|(of, ..)| *of == what).unwrap();
            let others: Vec<String> = keys
                .iter()
                .filter(|key| !owners.contains(&key.as_str()) && *key != "gone")
                .cloned()
                .collect();
            tried.add(self.each(&others, &|actor, _| {
                let mut tried = Tried::default();
                let told = |name: &str| {
                    let body = of.filled(sent).replace("{id}", name);
                    let attempt = Attempt { method: "POST", path: route.path.clone(), body };
                    let answer = self.tries(actor, "", &attempt);
                    (answer.status, super::reads::alike(&answer, &[name]))
                };
                let (theirs, nothing) = (told(name), told("914403000000000436"));
                tried.asked += 2;
                if theirs != nothing || theirs.0 < 400 {
                    tried
                        .wrong
                        .push(format!("{actor} {what} {}: {} and {}", route.path, theirs.0, nothing.0));
                }
                tried
            }));
        }
        tried
    }

    /// People of the house do nothing in roles that they do not have; a token that may only read does nothing at all.
    pub(super) fn insiders_try(&self) -> Tried {
        let mut tried = Tried::default();
        for (actor, firm, may) in MAY {
            let key = self.renamed.get(*actor).map_or(*actor, String::as_str).to_owned();
            let of = Things::of(self, firm).with_all_commands();
            let attempts = self.attempts(&of, |changes| changes == Changes::Firm);
            let named = |attempt: &Attempt| attempt.path.rsplit('/').next().unwrap().to_owned();
            let commands =
                |attempt: &&Attempt| attempt.path.contains("/commands/") || attempt.path.contains("/do/");
            tried.add(self.each(&[key], &|actor, member| {
                let mut tried = Tried::default();
                for attempt in
                    attempts.iter().filter(commands).filter(|of| !may.contains(&named(of).as_str()))
                {
                    // a form that has pages of its own leads there
                    let right: &[u16] = match attempt.path.contains("/do/") {
                        true => &[303, 403, 404, 409],
                        false => &[403, 404, 409],
                    };
                    tried.note(self, actor, attempt, &self.tries(actor, &member.writing, attempt), right);
                }
                tried
            }));
        }
        for (actor, firm) in [("lin", "harbour"), ("happr", "harbour"), ("ning", "quay")] {
            let attempts = self.attempts(&Things::of(self, firm).with_all_commands(), |changes| {
                matches!(changes, Changes::Firm | Changes::Edition)
            });
            tried.add(self.each(&[actor.to_owned()], &|actor, member| {
                let mut tried = Tried::default();
                for attempt in attempts.iter().filter(|attempt| attempt.path.starts_with("/api/")) {
                    tried.note(self, actor, attempt, &self.tries(actor, &member.reading, attempt), &[403]);
                }
                tried
            }));
        }
        tried
    }

    pub(super) fn is_signed_out(&self, actor: &str) -> bool {
        actor == NOBODY || actor == "gone"
    }

    /// Lets several people try at once, each at a server that has not counted anything of them yet.
    fn each(&self, actors: &[String], try_all: &(impl Fn(&str, &Member) -> Tried + Sync)) -> Tried {
        self.afresh();
        let before = self.rows();
        let (all, next) = (Mutex::new(Tried::default()), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while let Some(actor) = actors.get(next.fetch_add(1, Ordering::SeqCst)) {
                        let member = self.people.get(actor).cloned().unwrap_or_default();
                        let own = try_all(actor, &member);
                        all.lock().unwrap().add(own);
                    }
                });
            }
        });
        let mut all = all.into_inner().unwrap();
        let after = self.rows();
        if before != after {
            all.wrong.push(format!("something changed: {before:?} became {after:?}"));
        }
        all
    }
}

impl Tried {
    fn note(
        &mut self,
        world: &World,
        actor: &str,
        attempt: &Attempt,
        answer: &crate::browser::Answer,
        right: &[u16],
    ) {
        self.asked += 1;
        // a form that was done leads on and says so
        let place = answer.header("location").unwrap_or_default();
        let done = answer.status == 303 && place.contains("did=");
        let to_sign_in = answer.status != 303 || !right.contains(&401) || place.starts_with("/sign-in");
        if !right.contains(&answer.status) || !to_sign_in || done {
            let Attempt { method, path, .. } = attempt;
            self.wrong.push(format!("{} {method} {path}: {}", world.called(actor), answer.status));
        }
    }
}
