//! What only the whole programme shows: names that lead nowhere, stages that nobody reaches or leaves, idle roles.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::schema::Fields;
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_standard::model::{Pack, Standard};

use crate::cohort;
use crate::findings::{
    cohort_not_frozen, honour_by_hand, honour_without_end, idle_role, leads_to_itself, no_way_out,
    result_not_public, reversed_window, undeclared_role, unknown_part, unknown_target, unreachable_stage,
};
use crate::model::{Mechanism, Programme, Programmes, Stage};

/// Checks one programme.
pub(crate) fn check(
    programme: &Programme,
    tree: &Node,
    all: &Programmes,
    pack: &Pack,
    findings: &mut Vec<Diagnostic>,
) {
    let mut check = Check { programme, tree, all, findings };
    check.roles();
    check.names(pack);
    check.windows();
    check.targets();
    // any other error of the file is mended first: what follows from an outcome or a target that does not exist would
    // only repeat it
    let wrong =
        |finding: &Diagnostic| finding.severity() == Severity::Error && finding.span.file == tree.span.file;
    if !check.findings.iter().any(wrong) {
        check.ways();
    }
}

/// Names with the titles of what they name.
type Titled<'t> = Vec<(&'t str, &'t Text)>;

/// Whether one of these is the name of something.
fn names(known: &[(&str, &Text)], name: &str) -> bool {
    known.iter().any(|(known, _)| *known == name)
}

struct Check<'c> {
    programme: &'c Programme,
    tree: &'c Node,
    all: &'c Programmes,
    findings: &'c mut Vec<Diagnostic>,
}

impl Check<'_> {
    /// The node behind a path of keys, or the head.
    fn place(&self, path: &[&str]) -> Span {
        let mut node = self.tree;
        for key in path {
            match node.get(key) {
                Some(next) => node = next,
                None => break,
            }
        }
        if node.is_map() { self.programme.span } else { node.span }
    }

    fn name(&mut self, place: Span, zh: &str, en: &str, name: &str, known: &[&str]) {
        if !name.is_empty() && !known.contains(&name) {
            self.findings.push(unknown_part::at(place, &Text::new(zh, en), name, known));
        }
    }

    /// As [`name`](Self::name), of things that have titles too.
    fn titled(&mut self, place: Span, zh: &str, en: &str, name: &str, known: &[(&str, &Text)]) {
        if !name.is_empty() && !names(known, name) {
            self.findings.push(unknown_part::titled(place, &Text::new(zh, en), name, known));
        }
    }

    fn roles(&mut self) {
        let programme = self.programme;
        let known: Vec<(&str, &Text)> =
            programme.roles.iter().map(|(name, role)| (name.as_str(), &role.title)).collect();
        let mut used: BTreeSet<&str> = BTreeSet::new();
        let mut uses: Vec<(&str, Span)> = Vec::new();
        uses.push((&programme.managed_by, self.place(&["managed_by"])));
        uses.extend(programme.given_by.iter().map(|role| (role.as_str(), self.place(&["given_by"]))));
        for (name, entry) in &programme.entries {
            uses.push((&entry.opened_by, self.place(&["entries", name, "opened_by"])));
        }
        for stage in &programme.stages {
            let at = self.place(&["stages", &stage.id, "by"]);
            uses.extend(stage.by.iter().map(|role| (role.as_str(), at)));
            let (key, others) = match &stage.mechanism {
                Mechanism::Notice { objection_by, .. } => ("objection_by", objection_by),
                Mechanism::List { listed_by, .. } => ("listed_by", listed_by),
                _ => continue,
            };
            let at = self.place(&["stages", &stage.id, key]);
            uses.extend(others.iter().map(|role| (role.as_str(), at)));
        }
        for register in &self.all.registers {
            used.extend(register.entered_by.iter().map(String::as_str));
        }
        for (role, place) in uses {
            if !role.is_empty() && !programme.roles.contains_key(role) {
                self.findings.push(undeclared_role::at(place, role, &known));
            }
            used.insert(role);
        }
        let roles = Fields(self.tree).entries("roles");
        for entry in roles.iter().filter(|entry| !used.contains(entry.key.as_str())) {
            self.findings.push(idle_role::at(entry.key_span, &entry.key));
        }
    }

    /// Names outside the flow: standard, layers, grades, calendar, registers, lists, filings.
    fn names(&mut self, pack: &Pack) {
        let programme = self.programme;
        let calendars: Vec<&str> = self.all.calendars.iter().map(|calendar| calendar.id.as_str()).collect();
        self.name(self.place(&["calendar"]), "工作日历", "calendar", &programme.calendar, &calendars);
        let standard = programme
            .standard
            .as_deref()
            .and_then(|id| pack.standard(Some(id), programme.profile.as_deref()));
        if let (Some(id), None) = (programme.standard.as_deref(), standard) {
            let known: Vec<&str> = pack.standards.iter().map(|standard| standard.id.as_str()).collect();
            let profiles: Vec<&str> =
                pack.standards.iter().map(|standard| standard.profile.id.as_str()).collect();
            if known.contains(&id) {
                let profile = programme.profile.as_deref().unwrap_or_default();
                self.name(self.place(&["profile"]), "分值方案", "profile", profile, &profiles);
            } else {
                self.name(self.place(&["standard"]), "标准", "standard", id, &known);
            }
        }
        if let Some(standard) = standard {
            self.of_standard(standard);
            self.results(standard);
        }
        let registers: Titled<'_> =
            self.all.registers.iter().map(|register| (register.id.as_str(), &register.title)).collect();
        let programmes: Titled<'_> =
            self.all.programmes.iter().map(|programme| (programme.id.as_str(), &programme.title)).collect();
        let lists: Vec<&str> = programme
            .stages
            .iter()
            .filter_map(|stage| match &stage.mechanism {
                Mechanism::List { list, .. } => Some(list.as_str()),
                _ => None,
            })
            .collect();
        for stage in &programme.stages {
            match &stage.mechanism {
                Mechanism::Issue { register: Some((register, state)), valid, .. } => {
                    let place = self.place(&["stages", &stage.id, "register"]);
                    self.titled(place, "登记簿", "register", register, &registers);
                    let given = self.given(stage, state.as_deref(), standard);
                    self.honours(place, stage, register, &given, valid.is_some());
                }
                Mechanism::Decide { together, .. } => {
                    let place = self.place(&["stages", &stage.id, "together"]);
                    together
                        .iter()
                        .for_each(|name| self.titled(place, "评价活动", "programme", name, &programmes));
                }
                Mechanism::List { from: Some(from), .. } => {
                    let place = self.place(&["stages", &stage.id, "from"]);
                    self.name(place, "名单", "list", from, &lists);
                }
                _ => {}
            }
        }
    }

    /// The states that a stage of naming writes into a register.
    fn given<'p>(
        &self,
        stage: &Stage,
        state: Option<&'p str>,
        standard: Option<&'p Standard>,
    ) -> BTreeSet<&'p str>
    where
        Self: 'p,
    {
        let programme = self.programme;
        let Some(state) = state else {
            // what is named from a list, without a grade
            let mut given = BTreeSet::from(["listed"]);
            let bands = || standard.into_iter().flat_map(|of| &of.grades).map(|band| band.code.as_str());
            let leads = |first: &str| reached(programme, first).contains(stage.id.as_str());
            for entry in programme.entries.values().filter(|of| leads(&of.first)) {
                match entry.results.is_empty() {
                    true => given.extend(bands()),
                    false => given.extend(entry.results.iter().map(String::as_str)),
                }
            }
            return given;
        };
        BTreeSet::from([state])
    }

    /// What a stage of naming writes into a register must come from naming alone, and its end must be writable too.
    fn honours(&mut self, place: Span, stage: &Stage, register: &str, given: &BTreeSet<&str>, lapses: bool) {
        let Some(rules) = self.all.register(register) else { return };
        let tracked = |of: &Stage| matches!(of.mechanism, Mechanism::Track { .. });
        let tracked = self.programme.stages.iter().any(tracked);
        let ends = [("withdrawn", tracked), ("lapsed", tracked && lapses)];
        for (name, state) in given.iter().filter_map(|name| Some((*name, rules.states.get(*name)?))) {
            if !state.issued {
                self.findings.push(honour_by_hand::at(place, register, name, &stage.id));
            }
            for (end, _) in ends.iter().filter(|(end, may)| *may && !state.to.iter().any(|to| to == end)) {
                self.findings.push(honour_without_end::at(place, register, name, end));
            }
        }
    }

    /// The results of entries: grades of the standard, `none`, or, where the authority alone decides, states of a
    /// register.
    fn results(&mut self, standard: &Standard) {
        let none = Text::new("未评定等级", "no grade");
        let grades = standard.grades.iter().map(|band| (band.code.as_str(), &band.title));
        let states = self.all.registers.iter().flat_map(|register| &register.states);
        let states = states.map(|(name, state)| (name.as_str(), &state.title));
        let known: Titled<'_> = grades.chain(states).chain([("none", &none)]).collect();
        let tree = self.tree;
        for entry in Fields(tree).entries("entries") {
            for (result, span) in Fields(&entry.value).words("results") {
                self.titled(span, "结果", "result", result, &known);
            }
        }
    }

    fn of_standard(&mut self, standard: &Standard) {
        let programme = self.programme;
        let layers: Titled<'_> =
            standard.layers.iter().map(|layer| (layer.id.as_str(), &layer.title)).collect();
        for stage in &programme.stages {
            if let Mechanism::Assess { layer, .. } = &stage.mechanism {
                let place = self.place(&["stages", &stage.id, "writes"]);
                self.titled(place, "评价环节", "layer", layer, &layers);
            }
            if let Some(layer) = cohort::layer_of(stage) {
                let place = self.place(&["stages", &stage.id, "freezes"]);
                self.titled(place, "评价环节", "layer", layer, &layers);
            }
        }
        let freezes = programme.stages.iter().any(|stage| cohort::layer_of(stage).is_some());
        let ranked = standard.grades.iter().find(|band| band.percentile.is_some());
        if let Some(band) = ranked.filter(|_| !freezes) {
            self.findings.push(cohort_not_frozen::at(self.place(&["standard"]), &band.code));
        }
    }

    /// Stages that close before they open.
    fn windows(&mut self) {
        for stage in &self.programme.stages {
            if let (Some(opens), Some(closes)) = (stage.opens, stage.closes)
                && closes < opens
            {
                let place = |key: &str| self.place(&["stages", &stage.id, key]);
                let finding =
                    reversed_window::at(place("closes"), &stage.id, (opens, place("opens")), closes);
                self.findings.push(finding);
            }
        }
    }

    fn targets(&mut self) {
        let (programme, tree) = (self.programme, self.tree);
        // a stage that could not be read is there all the same: what leads to it is no second mistake
        let untitled = Text::default();
        let read = programme.stages.iter().map(|stage| (stage.id.as_str(), &stage.title));
        let unread = Fields(tree).entries("stages").iter().map(|entry| entry.key.as_str());
        let unread = unread.filter(|name| programme.stage(name).is_none()).map(|name| (name, &untitled));
        let stages: Titled<'_> = read.chain(unread).collect();
        let ends: Titled<'_> = programme.ends.iter().map(|(name, title)| (name.as_str(), title)).collect();
        let entries: Titled<'_> =
            programme.entries.iter().map(|(name, entry)| (name.as_str(), &entry.title)).collect();
        let known: Titled<'_> = stages.iter().chain(&ends).copied().collect();
        for stage in &programme.stages {
            for (outcome, target) in &stage.next {
                if !names(&known, target) {
                    let named = self.place(&["stages", &stage.id, "next", outcome]);
                    self.findings.push(unknown_target::at(named, target, &known));
                } else if *target == stage.id && !may_repeat(stage, outcome) {
                    let named = self.place(&["stages", &stage.id, "next", outcome]);
                    self.findings.push(leads_to_itself::at(named, &stage.id, outcome));
                }
            }
            for needed in &stage.needs {
                let place = self.place(&["stages", &stage.id, "needs"]);
                self.titled(place, "阶段", "stage", needed, &stages);
            }
            if let Mechanism::Check { supplement: Some(supplement), .. } = &stage.mechanism {
                let place = self.place(&["stages", &stage.id, "supplement", "stage"]);
                self.titled(place, "阶段", "stage", &supplement.stage, &stages);
            }
            if let Mechanism::Track { renewal: Some(renewal), .. } = &stage.mechanism {
                let place = self.place(&["stages", &stage.id, "renewal", "entry"]);
                self.titled(place, "进入方式", "entry", &renewal.entry, &entries);
            }
        }
        for (name, entry) in &programme.entries {
            self.titled(self.place(&["entries", name, "first"]), "阶段", "stage", &entry.first, &stages);
            if let Some(stage) = &entry.recommended_in {
                self.titled(
                    self.place(&["entries", name, "recommended_in"]),
                    "阶段",
                    "stage",
                    stage,
                    &stages,
                );
            }
        }
        // whoever may apply may withdraw
        if !programme.ends.contains_key("withdrawn") {
            self.titled(programme.span, "结局", "end", "withdrawn", &ends);
        }
    }

    /// Stages of applications that no entry reaches, and those from which no end is reached.
    fn ways(&mut self) {
        let programme = self.programme;
        let firsts = programme.entries.values();
        let reached: BTreeSet<&str> = firsts.flat_map(|entry| reached(programme, &entry.first)).collect();
        let mut leaving: BTreeSet<&str> = programme.ends.keys().map(String::as_str).collect();
        loop {
            let more: Vec<&str> = programme
                .stages
                .iter()
                .filter(|stage| !leaving.contains(stage.id.as_str()))
                .filter(|stage| targets(stage).any(|target| leaving.contains(target)))
                .map(|stage| stage.id.as_str())
                .collect();
            if more.is_empty() {
                break;
            }
            leaving.extend(more);
        }
        for stage in &programme.stages {
            let own_way = stage.of_edition && stage.next.is_empty();
            if own_way {
                continue;
            }
            if !reached.contains(stage.id.as_str()) {
                self.findings.push(unreachable_stage::at(stage.span, &stage.id));
            } else if !leaving.contains(stage.id.as_str()) {
                self.findings.push(no_way_out::at(stage.span, &stage.id));
            }
            if matches!(stage.mechanism, Mechanism::Decide { .. }) && !made_public(programme, stage) {
                self.findings.push(result_not_public::at(stage.span, &stage.id));
            }
        }
    }
}

/// Whether a stage after this one publishes or issues what it decides.
fn made_public(programme: &Programme, stage: &Stage) -> bool {
    let public =
        |mechanism: &Mechanism| matches!(mechanism, Mechanism::Notice { .. } | Mechanism::Issue { .. });
    let after = reached(programme, &stage.id);
    after.into_iter().filter_map(|name| programme.stage(name)).any(|stage| public(&stage.mechanism))
}

/// Whether a stage may come again right after itself: an honour renewed is tracked on, a notice published once more.
fn may_repeat(stage: &Stage, outcome: &str) -> bool {
    matches!(stage.mechanism, Mechanism::Track { .. }) || outcome == "again"
}

/// The stages and ends to which a stage leads, itself included.
fn reached<'p>(programme: &'p Programme, first: &'p str) -> BTreeSet<&'p str> {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut open = Vec::from([first]);
    while let Some(name) = open.pop() {
        if reached.insert(name) {
            open.extend(programme.stage(name).into_iter().flat_map(targets));
        }
    }
    reached
}

/// Where a stage may lead.
fn targets(stage: &Stage) -> impl Iterator<Item = &str> {
    let returns = match &stage.mechanism {
        Mechanism::Check { supplement: Some(supplement), .. } => Some(supplement.stage.as_str()),
        _ => None,
    };
    stage.next.values().map(String::as_str).chain(returns)
}
