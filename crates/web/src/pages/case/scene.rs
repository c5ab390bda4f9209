//! Where a command is done: on an application or on an edition, by whom, in which role, and what the rules say of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use duheng_app::accounts::SignedInPerson;
use duheng_app::public::Enterprise;
use duheng_app::work::{Dossier, Look};
use duheng_app::{Failure, InstalledPack, Target};
use duheng_pack::schema::Kind;
use duheng_pack::text::Text;
use duheng_programme::command::Evidence;
use duheng_programme::model::{Mechanism, Programme};
use duheng_programme::state::{Edition, Place};
use duheng_programme::time::Window;
use duheng_programme::{Ask, Opening, language};

use crate::address::{case, encoded, with_query};
use crate::forms::Fields;
use crate::frame::{Frame, quoted};
use crate::site::Site;
use crate::trouble::Trouble;

/// What a form of a command needs to know.
pub(crate) struct Scene {
    pub(crate) target: Target,
    /// The code in the address, where it is about an application.
    pub(crate) uscc: Option<String>,
    pub(crate) look: Look,
    pub(crate) rules: Arc<InstalledPack>,
    pub(crate) dossier: Option<Dossier>,
    pub(crate) edition: Option<Edition>,
    pub(crate) windows: BTreeMap<String, Window>,
    /// The stages for which an extension helps the application.
    pub(crate) extensible: Vec<String>,
    pub(crate) enterprises: BTreeMap<String, Enterprise>,
    /// The title of the grade as computed, for offices.
    pub(crate) computed: Option<Text>,
    pub(crate) openings: Vec<Opening>,
    /// The enterprise is named in the form.
    pub(crate) needs_code: bool,
    /// What the opening says already, by field.
    pub(crate) fixed: BTreeMap<&'static str, String>,
}

/// What is not there, and what is not theirs, is not told apart.
pub(crate) fn hidden(failure: Failure) -> Trouble {
    match failure {
        Failure::Refused(_) => Trouble::NotFound,
        Failure::Broken(fault) => fault.into(),
    }
}

/// The role that was chosen, of those in which somebody may look; the first where none was.
pub(crate) fn chosen(looks: &[Look], asked: &Fields) -> Result<Look, Trouble> {
    let (role, place) = (asked.get("role"), asked.get("place"));
    let fits =
        |look: &&Look| (role.is_empty() || look.role == role) && (place.is_empty() || look.place == place);
    looks.iter().find(fits).cloned().ok_or(Trouble::NotFound)
}

impl Scene {
    /// The scene of an application.
    pub(crate) async fn of_case(
        site: &Site,
        person: &SignedInPerson,
        (programme, edition, uscc): &(String, String, String),
        asked: &Fields,
    ) -> Result<(Self, Vec<Look>), Trouble> {
        let found = site.app.target_of(person, programme, edition, uscc).await.map_err(hidden)?;
        let target = found.ok_or(Trouble::NotFound)?;
        let looks = site.app.looks(person, &target).await.map_err(hidden)?;
        let look = chosen(&looks, asked)?;
        let dossier = site.app.dossier(person, &look.role, Some(&look.place), &target);
        let dossier = dossier.await.map_err(hidden)?;
        let around = site.app.surroundings(person, &look.role, Some(&look.place), &target);
        let around = around.await.map_err(hidden)?;
        let computed = around.standing.as_ref().map(|standing| standing.grade.clone());
        let mut scene = Self {
            target,
            uscc: Some(uscc.clone()),
            look,
            rules: around.rules,
            openings: dossier.openings.clone(),
            dossier: Some(dossier),
            edition: None,
            windows: around.windows,
            extensible: around.extensible,
            enterprises: BTreeMap::new(),
            computed: None,
            needs_code: false,
            fixed: BTreeMap::new(),
        };
        scene.computed = computed.map(|grade| scene.grade(&grade));
        Ok((scene, looks))
    }

    /// The scene of an edition.
    pub(crate) async fn of_edition(
        site: &Site,
        person: &SignedInPerson,
        (programme, edition): &(String, String),
        asked: &Fields,
    ) -> Result<(Self, Vec<Look>), Trouble> {
        let target = Target { programme: programme.clone(), edition: edition.clone(), organisation: None };
        let looks = site.app.looks(person, &target).await.map_err(hidden)?;
        let look = chosen(&looks, asked)?;
        let sheet = site.app.edition_sheet(person, &look.role, Some(&look.place), programme, edition);
        let sheet = sheet.await.map_err(hidden)?;
        let scene = Self {
            target,
            uscc: None,
            look,
            rules: sheet.rules,
            dossier: None,
            edition: Some(sheet.edition),
            windows: sheet.windows,
            extensible: Vec::new(),
            enterprises: sheet.enterprises,
            computed: None,
            openings: sheet.openings,
            needs_code: false,
            fixed: BTreeMap::new(),
        };
        Ok((scene, looks))
    }

    /// Sets the scene for one command: the opening that the address or the form names. None where nothing like it is open.
    pub(crate) fn open(&mut self, command: &str, asked: &Fields) -> Option<(Opening, &'static Kind)> {
        let kind = language::command(command)?;
        let fits = |opening: &&Opening| {
            let named = named(&opening.ask);
            opening.ask.command == command
                && named
                    .iter()
                    .all(|(key, value)| asked.get(key).is_empty() || asked.get(key) == value.as_str())
        };
        let opening = self.openings.iter().find(fits).cloned()?;
        self.needs_code = self.uscc.is_none()
            && ["recommend", "take_back", "enlist", "delist"].contains(&opening.ask.command);
        self.fixed = named(&opening.ask).into_iter().collect();
        Some((opening, kind))
    }

    /// What a form says before anything is typed: in whose name, and what the opening says.
    pub(crate) fn said(&self) -> Fields {
        let look = [("role", self.look.role.as_str()), ("place", self.look.place.as_str())];
        let fixed = self.fixed.iter().map(|(name, value)| (*name, value.as_str()));
        Fields::of(look.into_iter().chain(fixed).map(|(name, value)| (name.into(), value.into())).collect())
    }

    /// What the opening says of a field.
    pub(crate) fn fixed(&self, name: &str) -> Option<&str> {
        self.fixed.get(name).map(String::as_str)
    }

    pub(crate) fn programme(&self) -> Option<&Programme> {
        self.rules.programmes.programme(&self.target.programme)
    }

    /// Whether the application stands where a grade is decided: what a review had to find it found.
    pub(crate) fn is_reviewed(&self) -> bool {
        let course = self.dossier.as_ref().and_then(|dossier| dossier.seen.course.as_ref());
        let Some(Place::At(stage)) = course.map(|course| &course.place) else { return false };
        let stage = self.programme().and_then(|programme| programme.stage(stage));
        stage.is_some_and(|stage| matches!(stage.mechanism, Mechanism::Decide { .. }))
    }

    /// What the opening says of a field, as people read it.
    pub(crate) fn fixed_title(&self, frame: &Frame, name: &str) -> String {
        let Some(value) = self.fixed(name) else { return String::new() };
        frame.pick(&self.title(name, value)).to_owned()
    }

    fn title(&self, name: &str, value: &str) -> Text {
        let programme = self.programme();
        let found = match name {
            "stage" => programme.and_then(|of| of.stage(value)).map(|stage| stage.title.clone()),
            "entry" => programme.and_then(|of| of.entries.get(value)).map(|entry| entry.title.clone()),
            "register" => self.rules.programmes.register(value).map(|register| register.title.clone()),
            "state" => {
                let register = self.fixed("register").and_then(|of| self.rules.programmes.register(of));
                register.and_then(|of| of.states.get(value)).map(|state| state.title.clone())
            }
            "item" => self.item(value),
            _ => None,
        };
        found.unwrap_or_else(|| Text::same(value))
    }

    /// The title of an item, with its code where that is the number of a clause.
    pub(crate) fn item(&self, code: &str) -> Option<Text> {
        let title = &self.rules.standard_of(self.programme()?)?.item(code)?.title;
        if code.starts_with(|sign: char| sign.is_ascii_lowercase()) {
            return Some(title.clone());
        }
        Some(Text::new(format!("{code} {}", title.zh), format!("{code} {}", title.en)))
    }

    /// The title of a document or of a consent that some stage asks for, or of a document that proves facts.
    pub(crate) fn document(&self, name: &str) -> Option<Text> {
        let mut stages = self.programme().into_iter().flat_map(|programme| &programme.stages);
        let of_stage = stages.find_map(|stage| match &stage.mechanism {
            Mechanism::File { documents, consents } => documents
                .get(name)
                .map(|document| document.title.clone())
                .or_else(|| consents.get(name).cloned()),
            _ => None,
        });
        let vocabulary = &self.rules.pack.vocabulary;
        of_stage.or_else(|| vocabulary.documents.get(name).map(|of| of.title.clone()))
    }

    /// What evidence is for: the title of a fact, an item or a document.
    pub(crate) fn asked_for(&self, frame: &Frame, name: &str) -> String {
        let vocabulary = &self.rules.pack.vocabulary;
        let fact = || vocabulary.fact(name).and_then(|id| id.of(vocabulary)).map(|fact| fact.title.clone());
        let title = self.item(name).or_else(fact).or_else(|| self.document(name));
        title.map_or_else(|| name.to_owned(), |title| frame.pick(&title).to_owned())
    }

    /// The title of a layer of the standard.
    pub(crate) fn layer(&self, frame: &Frame, id: &str) -> String {
        // a filing may be shared, and its layer be one of the standard of another programme
        let programmes = self.programme().into_iter().chain(&self.rules.programmes.programmes);
        let mut standards = programmes.filter_map(|of| self.rules.standard_of(of));
        let layer = standards.find_map(|standard| standard.layers.iter().find(|layer| layer.id == id));
        layer.map_or_else(|| id.to_owned(), |layer| frame.head(&layer.title))
    }

    /// The title of a grade: of the standard, else of a register that it is entered in.
    pub(crate) fn grade(&self, grade: &str) -> Text {
        grade_title(&self.rules, self.programme(), grade)
    }

    /// The name of a person.
    pub(crate) fn person(&self, id: &str) -> String {
        let named = self.dossier.as_ref().and_then(|dossier| dossier.people.get(id));
        named.cloned().unwrap_or_else(|| id.to_owned())
    }

    /// The evidence under a name: the names of the files with their addresses.
    pub(crate) fn files_of(&self, name: &str) -> Vec<(String, String)> {
        let files = self.dossier.as_ref().and_then(|dossier| dossier.evidence.get(name));
        let file = |file: &Evidence| {
            let address = format!("{}/evidence/{}", self.home(), encoded(&file.hash));
            let look = [("role", self.look.role.as_str()), ("place", &self.look.place)];
            (file.name.clone(), with_query(&address, &look))
        };
        files.into_iter().flatten().map(file).collect()
    }

    /// The name of an enterprise on a list.
    pub(crate) fn enterprise(&self, id: &str) -> String {
        self.enterprises.get(id).map_or_else(|| id.to_owned(), |of| of.name.clone())
    }

    /// A sentence of a refusal, with names and titles in place of the ids that it quotes.
    pub(crate) fn named_in(&self, frame: &Frame, sentence: &Text) -> String {
        let known = |id: &str| {
            let people = self.dossier.iter().flat_map(|dossier| &dossier.people);
            let mut names = self.enterprises.iter().map(|(id, of)| (id, &of.name)).chain(people);
            names
                .find(|(of, _)| *of == id)
                .map(|(_, name)| name.clone())
                .or_else(|| Some(format!("“{}”", frame.pick(&self.titled(id)?))))
        };
        quoted(&frame.dated(sentence), known)
    }

    /// The title of whatever the rules call by this id.
    fn titled(&self, id: &str) -> Option<Text> {
        let programme = self.programme()?;
        let vocabulary = &self.rules.pack.vocabulary;
        let stage = || programme.stage(id).map(|stage| stage.title.clone());
        let role = || programme.roles.get(id).map(|role| role.title.clone());
        let entry = || programme.entries.get(id).map(|entry| entry.title.clone());
        let fact = || vocabulary.fact(id).and_then(|fact| fact.of(vocabulary)).map(|fact| fact.title.clone());
        let grade = || Some(self.grade(id)).filter(|title| title.zh != id);
        self.item(id)
            .or_else(|| self.document(id))
            .or_else(grade)
            .or_else(stage)
            .or_else(role)
            .or_else(entry)
            .or_else(fact)
    }

    /// Whose it is: the enterprise, or the programme and its edition.
    pub(crate) fn of(&self, frame: &Frame) -> String {
        match &self.dossier {
            Some(dossier) => dossier.enterprise.name.clone(),
            None => {
                let title = self.programme().map(|programme| frame.pick(&programme.title).to_owned());
                format!("{} {}", title.unwrap_or_default(), self.target.edition)
            }
        }
    }

    /// The address of the page on which the command is done.
    pub(crate) fn home(&self) -> String {
        let (programme, edition) = (&self.target.programme, &self.target.edition);
        match &self.uscc {
            Some(uscc) => case(programme, edition, uscc),
            None => format!("/editions/{}/{}", encoded(programme), encoded(edition)),
        }
    }

    /// That page in the role that was chosen.
    pub(crate) fn back(&self) -> String {
        with_query(&self.home(), &[("role", &self.look.role), ("place", &self.look.place)])
    }

    /// The address of the form of an opening.
    pub(crate) fn form_of(&self, opening: &Opening) -> String {
        address_of(&self.home(), &self.look.role, &self.look.place, &opening.ask)
    }

    /// What an opening is called, with what it is about.
    pub(crate) fn called(&self, frame: &Frame, ask: &Ask) -> String {
        if ask.command == "enter_record"
            && let Some((register, state)) = &ask.record
            && let Some(state) = self.rules.programmes.register(register).and_then(|of| of.states.get(state))
            && state.issued
        {
            // what naming gave is entered by nobody else: only its day and its basis can be set right
            return frame.with("opening-redate", "state", frame.pick(&state.title));
        }
        let own = named(ask).into_iter().map(|(key, value)| match key {
            "state" => {
                let register = ask.record.as_ref().and_then(|(of, _)| self.rules.programmes.register(of));
                let state = register.and_then(|of| of.states.get(&value));
                state.map_or_else(|| Text::same(&value), |state| state.title.clone())
            }
            _ => self.title(key, &value),
        });
        let about: Vec<String> = own.map(|text| frame.pick(&text).to_owned()).collect();
        let name = called(frame, ask.command);
        match about.is_empty() {
            true => name,
            false => frame.with2("opening-about", "command", &name, "about", &about.join(" · ")),
        }
    }
}

/// What a command is called where it leads to its form: sealing comes at the end of a review, which it leads to.
pub(crate) fn called(frame: &Frame, command: &str) -> String {
    if command == "seal" { frame.t("opening-seal") } else { name_of(frame, command) }
}

/// The title of a command.
pub(crate) fn name_of(frame: &Frame, command: &str) -> String {
    language::command(command)
        .map_or_else(|| command.to_owned(), |kind| super::fields::half(frame, kind.title))
}

/// The title of a grade: of the standard, else of a register that it is entered in.
pub(crate) fn grade_title(rules: &InstalledPack, programme: Option<&Programme>, grade: &str) -> Text {
    let of_standard = programme.and_then(|programme| {
        let standard = rules.standard_of(programme)?;
        standard.grades.iter().find(|band| band.code == grade).map(|band| band.title.clone())
    });
    let of_register = || {
        let mut registers = rules.programmes.registers.iter();
        registers.find_map(|register| register.states.get(grade).map(|state| state.title.clone()))
    };
    let no_grade = || {
        let own = rules.standard_of(programme?)?.no_grade.clone();
        (!own.is_empty()).then_some(own)
    };
    match grade {
        "none" => no_grade().unwrap_or_else(|| Text::new("不定等级", "no grade")),
        _ => of_standard.or_else(of_register).unwrap_or_else(|| Text::same(grade)),
    }
}

/// The address of the form of an opening.
pub(crate) fn address_of(home: &str, role: &str, place: &str, ask: &Ask) -> String {
    let own = named(ask);
    let mut values = vec![("role", role), ("place", place)];
    values.extend(own.iter().map(|(key, value)| (*key, value.as_str())));
    with_query(&format!("{home}/do/{}", ask.command), &values)
}

/// What an opening says already, by field.
fn named(ask: &Ask) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (key, value) in [("stage", &ask.stage), ("entry", &ask.entry), ("item", &ask.item)] {
        found.extend(value.clone().map(|value| (key, value)));
    }
    if let Some((register, state)) = &ask.record {
        found.extend([("register", register.clone()), ("state", state.clone())]);
    }
    found
}
