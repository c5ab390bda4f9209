//! What somebody decides on, on the page on which it is decided.

use duheng_app::DrawPool;
use duheng_app::work::Surroundings;
use duheng_pack::calendar::Date;
use duheng_pack::number::{Rational, Rounding};
use duheng_programme::model::Mechanism;
use duheng_programme::scoring::Standing;

use super::scene::Scene;
use crate::frame::Frame;

/// A line of what is decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) label: String,
    /// One or several lines.
    pub(crate) value: String,
    /// Whether it stands in the way, or lacks.
    pub(crate) warns: bool,
    /// Whether it is still to be found out.
    pub(crate) is_open: bool,
    /// Files in its place: name and address.
    pub(crate) files: Vec<(String, String)>,
}

impl Row {
    /// A row that says what is so.
    pub(super) fn new(frame: &Frame, label: &str, value: impl Into<String>) -> Self {
        let (label, value) = (frame.t(label), value.into());
        Self { label, value, warns: false, is_open: false, files: Vec::new() }
    }

    /// A row that stands in the way or lacks something, where it does.
    pub(super) fn warning(frame: &Frame, label: &str, value: impl Into<String>, warns: bool) -> Self {
        Self { warns, ..Self::new(frame, label, value) }
    }
}

/// Points as people read them, with at most two decimals.
pub(crate) fn points(of: &Rational) -> String {
    of.display(2, Rounding::HalfUp)
}

/// What is to be looked at before a command is done; nothing for those that decide nothing.
pub(super) fn brief(
    frame: &Frame,
    scene: &Scene,
    around: &Surroundings,
    command: &str,
    today: Date,
    pool: Option<&DrawPool>,
) -> Vec<Row> {
    let mut brief = Brief { frame, scene, around, today, rows: Vec::new() };
    match command {
        "check" => {
            brief.files();
            brief.score();
        }
        "commit_draw" | "draw" => brief.draw(pool),
        "propose" => brief.score(),
        "approve" | "send_back" => {
            brief.proposal();
            brief.score();
        }
        "publish_notice" => {
            brief.decision();
            brief.score();
            brief.notice();
        }
        // what stands until then
        "report_event" | "rule_event" | "revoke" => {
            brief.decision();
            brief.honour();
        }
        "state_case" => brief.basis(),
        "close_notice" | "rule" => {
            brief.decision();
            brief.running();
        }
        "issue" => {
            brief.decision();
            brief.score();
            brief.naming();
        }
        "enter_record" | "correct_record" | "confirm_record" | "return_record" => {
            brief.record(command);
        }
        _ => {}
    }
    brief.rows
}

struct Brief<'b> {
    frame: &'b Frame,
    scene: &'b Scene,
    around: &'b Surroundings,
    today: Date,
    rows: Vec<Row>,
}

impl Brief<'_> {
    fn row(&mut self, label: &str, value: impl Into<String>) {
        self.rows.push(Row::new(self.frame, label, value));
    }

    fn warning(&mut self, label: &str, value: impl Into<String>) {
        self.rows.push(Row::warning(self.frame, label, value, true));
    }

    /// What fails stands in the way; what is unclear is still to be found out.
    fn unmet(&mut self, label: &str, value: String, is_open: bool) {
        self.rows.push(Row { is_open, ..Row::warning(self.frame, label, value, !is_open) });
    }

    fn day(&self, day: Date) -> String {
        self.frame.day(&day.to_string())
    }

    fn period(&self, from: Date, until: Option<Date>) -> String {
        match until {
            Some(until) => self.frame.with2("period", "from", &self.day(from), "until", &self.day(until)),
            None => self.frame.with("period-open", "from", self.day(from)),
        }
    }

    /// Since when and until when a certificate holds; its last day is one on which it does.
    fn validity(&self, from: Date, until: Option<Date>) -> String {
        match until {
            Some(until) => self.frame.with2("validity", "from", &self.day(from), "until", &self.day(until)),
            None => self.period(from, None),
        }
    }

    fn grade(&self, grade: &str) -> String {
        self.frame.pick(&self.scene.grade(grade)).to_owned()
    }

    /// Score with its parts, computed grade, gate and vetoes, what assessors differ on.
    fn score(&mut self) {
        let around = self.around;
        let Some(standing) = &around.standing else { return };
        let mut value = points(&standing.total);
        for (title, of, most) in &standing.parts {
            let title = self.frame.pick(title);
            value.push_str(&format!("\n{title} {} / {}", points(of), points(most)));
        }
        value.push_str(&format!("\n{} {}", self.frame.t("brief-base"), points(&standing.base)));
        if let Some(bonus) = &standing.bonus {
            value.push_str(&format!("\n{} {}", self.frame.t("brief-bonus"), points(bonus)));
        }
        self.row("case-total", value);
        let computed = self.grade(&standing.grade);
        match demoted(self.frame, self.scene, standing) {
            Some(why) => self.row("case-computed", format!("{computed}\n{why}")),
            None => self.row("case-computed", computed),
        }
        self.gate(standing);
        if !standing.unsettled.is_empty() {
            let vocabulary = &self.scene.rules.pack.vocabulary;
            let title = |name: &String| {
                let item = self.scene.item(name);
                let fact = || vocabulary.fact(name)?.of(vocabulary).map(|fact| fact.title.clone());
                item.or_else(fact).map_or_else(|| name.clone(), |title| self.frame.pick(&title).to_owned())
            };
            let titles: Vec<String> = standing.unsettled.iter().map(title).collect();
            self.warning("case-unsettled", titles.join("\n"));
        }
    }

    fn gate(&mut self, standing: &Standing) {
        let state = |unclear: bool| self.frame.t(if unclear { "gate-unclear" } else { "gate-fails" });
        match &standing.gate {
            None => self.row("case-gate", self.frame.t("gate-passes")),
            Some((what, unclear)) => {
                let value = format!("{}\n{}", state(*unclear), self.frame.pick(what));
                self.unmet("case-gate", value, *unclear);
            }
        }
        for veto in &standing.vetoes {
            let title = self.frame.pick(&veto.title).to_owned();
            let unclear = if veto.unclear { format!("\n{}", state(true)) } else { String::new() };
            self.unmet("case-veto", title + &unclear, veto.unclear);
        }
    }

    /// What the programme asks for and what was handed in; requests that nobody judged.
    fn files(&mut self) {
        let claim = self.scene.dossier.as_ref().and_then(|dossier| dossier.seen.claim.as_ref());
        let Some(claim) = claim else { return };
        let last = claim.submissions.last();
        let stages = self.scene.programme().into_iter().flat_map(|programme| &programme.stages);
        for stage in stages {
            let Mechanism::File { documents, consents } = &stage.mechanism else { continue };
            for (name, document) in documents {
                let label = self.frame.pick(&document.title).to_owned();
                let file = last.and_then(|last| last.documents.get(name));
                let (value, warns) = match file {
                    Some(file) => (file.clone(), false),
                    None if document.required => (self.frame.t("brief-missing"), true),
                    None => (self.frame.t("brief-not-given"), false),
                };
                let files = self.scene.files_of(name);
                self.rows.push(Row { label, value, warns, is_open: false, files });
            }
            for (name, title) in consents {
                let signed = last.and_then(|last| last.consents.get(name));
                let value = signed.cloned().unwrap_or_else(|| self.frame.t("brief-missing"));
                let label = self.frame.pick(title).to_owned();
                let files = self.scene.files_of(name);
                self.rows.push(Row { label, value, warns: signed.is_none(), is_open: false, files });
            }
        }
        let open = claim.requests.iter().filter(|(_, request)| request.judged.is_none());
        let open: Vec<String> = open
            .map(|(item, _)| {
                let title = self.scene.item(item);
                title.map_or_else(|| item.clone(), |title| self.frame.pick(&title).to_owned())
            })
            .collect();
        if !open.is_empty() {
            self.warning("brief-requests", open.join("\n"));
        }
    }

    /// How many are drawn, from whom, by which rules.
    fn draw(&mut self, pool: Option<&DrawPool>) {
        let Some(pool) = pool else { return };
        self.row("brief-draw-seats", self.frame.with("brief-draw-count", "count", pool.seats));
        let seam = self.frame.t("list-seam");
        // fields say something where the rules ask for them
        let one = |(name, fields): &(String, Vec<String>)| match fields.is_empty() || pool.fields.is_empty() {
            true => name.clone(),
            false => self.frame.with2("brief-draw-expert", "name", name, "fields", &fields.join(&seam)),
        };
        let names: Vec<String> = pool.free.iter().map(one).collect();
        let (count, out) = (pool.free.len().to_string(), pool.conflicted.to_string());
        let count = self.frame.with2("brief-draw-of", "count", &count, "out", &out);
        let value = format!("{count}\n{}", names.join(&seam));
        match pool.free.len() < pool.seats {
            true => self.warning("brief-draw-pool", value),
            false => self.row("brief-draw-pool", value),
        }
        let mut rules = vec![self.frame.t("brief-draw-order")];
        if !pool.fields.is_empty() {
            rules.push(self.frame.with("brief-draw-fields", "fields", pool.fields.join(&seam)));
        }
        rules.push(self.frame.t("brief-draw-next"));
        self.row("brief-draw-rules", rules.join("\n"));
    }

    /// What was proposed, by whom and why.
    fn proposal(&mut self) {
        let scene = self.scene;
        let Some(proposal) = scene.dossier.as_ref().and_then(|dossier| dossier.seen.proposal.as_ref()) else {
            return;
        };
        self.row("case-proposed", self.grade(&proposal.grade));
        if proposal.grade != proposal.computed {
            let computed = self.grade(&proposal.computed);
            self.warning("brief-departs", self.frame.with("brief-departs-from", "grade", computed));
        }
        let reason = match proposal.reason.is_empty() {
            true => self.frame.t("brief-as-computed"),
            false => proposal.reason.clone(),
        };
        self.row("case-reason", reason);
        self.row("case-proposer", scene.person(&proposal.by));
        for by in &proposal.approvals {
            self.row("case-approver", scene.person(by));
        }
    }

    fn decision(&mut self) {
        let decided = self.scene.dossier.as_ref().and_then(|dossier| dossier.seen.decided.as_ref());
        if let Some((grade, on)) = decided {
            let value = format!("{}\n{}", self.grade(grade), self.day(*on));
            self.row("case-decided", value);
        }
    }

    /// The days of a notice that is published today, and what it shows.
    fn notice(&mut self) {
        let stages = self.scene.programme().map(|programme| programme.stages.as_slice()).unwrap_or_default();
        let lasts = stages.iter().find_map(|stage| match &stage.mechanism {
            Mechanism::Notice { lasts, .. } => Some(lasts.in_words()),
            _ => None,
        });
        let mut value = self.period(self.today, self.around.notice_until);
        if let Some(lasts) = lasts {
            value.push_str(&format!("\n{}", self.frame.pick(&lasts)));
        }
        self.row("brief-notice-days", value);
        self.row("brief-public", self.frame.t("brief-public-notice"));
    }

    /// The notice that runs.
    fn running(&mut self) {
        let course = self.scene.dossier.as_ref().and_then(|dossier| dossier.seen.course.as_ref());
        if let Some(notice) = course.and_then(|course| course.notice.as_ref()) {
            self.row("brief-notice-days", self.period(notice.from, Some(notice.until)));
        }
    }

    /// The certificate that is held.
    fn honour(&mut self) {
        let course = self.scene.dossier.as_ref().and_then(|dossier| dossier.seen.course.as_ref());
        if let Some(honour) = course.and_then(|course| course.honour.as_ref()) {
            self.row("column-number", honour.number.clone());
            self.row("column-validity", self.validity(honour.from, honour.until));
        }
    }

    /// What an authority began it on.
    fn basis(&mut self) {
        let course = self.scene.dossier.as_ref().and_then(|dossier| dossier.seen.course.as_ref());
        if let Some(course) = course.filter(|course| !course.basis.is_empty()) {
            self.row("column-basis", course.basis.clone());
        }
    }

    /// What naming gives: since when, until when, in which register, what everybody sees.
    fn naming(&mut self) {
        self.row("column-validity", self.validity(self.today, self.around.honour_until));
        let course = self.scene.dossier.as_ref().and_then(|dossier| dossier.seen.course.as_ref());
        if let Some(notice) = course.and_then(|course| course.notice.as_ref()) {
            self.row("brief-noticed", self.period(notice.from, Some(notice.until)));
        }
        let stages = self.scene.programme().map(|programme| programme.stages.as_slice()).unwrap_or_default();
        let register = stages.iter().find_map(|stage| match &stage.mechanism {
            Mechanism::Issue { register, .. } => register.as_ref(),
            _ => None,
        });
        let register = register.and_then(|(name, _)| self.scene.rules.programmes.register(name));
        if let Some(register) = register {
            self.row("brief-register", self.frame.pick(&register.title).to_owned());
        }
        self.row("brief-public", self.frame.t("brief-public-honour"));
    }

    /// The record as it stands, what is proposed and by whom, and what everybody will see.
    fn record(&mut self, command: &str) {
        let scene = self.scene;
        let Some(register) = scene.fixed("register").and_then(|name| scene.rules.programmes.register(name))
        else {
            return;
        };
        let title = |state: &str| {
            let found = register.states.get(state);
            found.map_or_else(|| state.to_owned(), |of| self.frame.pick(&of.title).to_owned())
        };
        let record = self.around.records.get(&register.id);
        let held = record.and_then(|record| record.held());
        let now = match held {
            Some(held) => {
                format!("{}\n{}", title(&held.state), self.period(held.from, None))
            }
            None => self.frame.t("brief-no-record"),
        };
        self.row("brief-record-now", now);
        if let Some(proposed) = record.and_then(|record| record.proposed.as_ref()) {
            let [what, why] = match proposed.corrects {
                true => ["brief-record-strikes", "brief-strike-reason"],
                false => ["brief-record-new", "column-basis"],
            };
            self.row(what, title(&proposed.state));
            self.row("column-from", self.day(proposed.from));
            self.row(why, proposed.basis.clone());
            let name = self.around.proposers.get(&proposed.by).cloned();
            let proposer = name.unwrap_or_else(|| proposed.by.clone());
            self.row("case-proposer", format!("{proposer}\n{}", self.day(proposed.proposed_on)));
        }
        let public = scene.fixed("state").and_then(|state| register.states.get(state));
        let strikes = command == "correct_record"
            || record.and_then(|record| record.proposed.as_ref()).is_some_and(|of| of.corrects);
        // who confirms is the other person
        let shown = match (public.is_some_and(|state| state.public), strikes, command) {
            (false, ..) => "brief-inside-record",
            (true, true, "confirm_record") => "brief-public-struck-now",
            (true, true, _) => "brief-public-struck",
            (true, false, "confirm_record") => "brief-public-record-now",
            (true, false, _) => "brief-public-record",
        };
        self.row("brief-public", self.frame.t(shown));
    }
}

/// Why the computed grade is lower than the one whose bound the total reaches, in words; none where it is not.
pub(super) fn demoted(frame: &Frame, scene: &Scene, standing: &Standing) -> Option<String> {
    let from = frame.pick(&scene.grade(standing.demoted_from.as_ref()?)).to_owned();
    let missed: Vec<&str> = standing.missed.iter().map(|of| frame.pick(of)).collect();
    Some(frame.with2("brief-demoted", "grade", &from, "missed", &missed.join(&frame.t("seam"))))
}
