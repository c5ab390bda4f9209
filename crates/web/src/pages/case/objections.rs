//! Objections as the office reads them: who objected, when, what they say, and what was ruled.

use duheng_app::work::Dossier;
use duheng_programme::command::Ruling;

use super::scene::Scene;
use crate::frame::Frame;

/// An objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heard {
    /// Its number, from 1.
    pub(super) number: usize,
    /// When it came.
    pub(super) when: String,
    /// Who objected and how to reach them, for those who rule on it.
    pub(super) who: String,
    pub(super) text: String,
    /// How it was ruled on, and why; none while it is not.
    pub(super) ruled: Option<(String, String)>,
    /// The day on which it came, as `2026-06-24`.
    day: String,
}

/// A list of objections beside a form.
#[derive(Default)]
pub(super) struct Objections {
    /// What is said before it; empty for nothing.
    pub(super) lead: String,
    pub(super) heard: Vec<Heard>,
    /// The place at which all of them stand; empty for none.
    pub(super) all: String,
}

/// All objections to an application that somebody sees.
pub(super) fn heard(frame: &Frame, dossier: &Dossier) -> Vec<Heard> {
    let of = |(at, of): (usize, &duheng_programme::seen::SeenObjection)| {
        let came = dossier.objected.get(at).copied();
        let who = of.objector.as_ref().map(|(name, contact)| {
            let parts = [name.as_str(), contact.as_str()];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(" · ")
        });
        Heard {
            number: of.number,
            when: came.map(|at| frame.moment(at)).unwrap_or_default(),
            day: came.map(|at| frame.iso_day(at)).unwrap_or_default(),
            who: who.unwrap_or_default(),
            text: of.text.clone(),
            ruled: of.ruling.as_ref().map(|(ruling, reason)| (named(frame, *ruling), reason.clone())),
        }
    };
    dossier.seen.objections.iter().enumerate().map(of).collect()
}

/// What a ruling is called.
pub(super) fn named(frame: &Frame, ruling: Ruling) -> String {
    frame.made("ruling-", ruling.name(), "")
}

impl Objections {
    /// What is shown beside the form of a command: those that wait for a ruling where one is made, and what came during the
    /// notice where it is ended or rested upon.
    pub(super) fn beside(frame: &Frame, scene: &Scene, command: &str) -> Self {
        let Some(dossier) = &scene.dossier else { return Self::default() };
        let all = format!("{}#objections", scene.back());
        let heard = heard(frame, dossier);
        let notice = dossier.seen.course.as_ref().and_then(|course| course.notice.as_ref());
        match (command, notice) {
            ("rule", _) => {
                let open = heard.into_iter().filter(|of| of.ruled.is_none()).collect();
                Self { lead: String::new(), heard: open, all }
            }
            ("close_notice", Some(notice)) => {
                let from = notice.from.to_string();
                let own: Vec<Heard> = heard.into_iter().filter(|of| of.day >= from).collect();
                let (from, until) = (frame.day(&from), frame.day(&notice.until.to_string()));
                let values = [("from", from.as_str()), ("until", until.as_str())];
                match own.len() {
                    0 => Self {
                        lead: frame.with_all("objections-none", &values),
                        heard: own,
                        all: String::new(),
                    },
                    count => {
                        let count = count.to_string();
                        let values = [values.as_slice(), &[("count", count.as_str())]].concat();
                        Self { lead: frame.with_all("objections-came", &values), heard: own, all }
                    }
                }
            }
            _ => Self::default(),
        }
    }
}
