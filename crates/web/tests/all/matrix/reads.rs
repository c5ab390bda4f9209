//! Everybody asks for everything; what comes back is searched for what is somebody's own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::cast::World;
use super::routes::{self, Things};
use crate::browser::Answer;

/// Who is not signed in.
pub(super) const NOBODY: &str = "nobody";

/// Who saw which word, and the first address at which they did.
pub(super) type Seen = BTreeMap<String, BTreeMap<String, String>>;

/// What everybody saw, and how often was asked.
#[derive(Default)]
pub(super) struct Sight {
    pub(super) seen: Seen,
    pub(super) asked: usize,
    /// Answers that tell what is there from what is not.
    pub(super) told_apart: Vec<String>,
    pub(super) broken: Vec<String>,
}

/// The words that [`super::cast::marked`] makes, which stand in a text.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let is_word = |byte: &u8| byte.is_ascii_lowercase() || *byte == b'.';
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices(".z") {
        let bytes = &text.as_bytes()[..at];
        let start = bytes.iter().rposition(|byte| !is_word(byte)).map_or(0, |before| before + 1);
        let mut parts = text[start..at].rsplit('.');
        if let (Some(key), Some(what)) = (parts.next(), parts.next())
            && !key.is_empty()
            && !what.is_empty()
        {
            found.insert(format!("{what}.{key}"));
        }
    }
    found
}

/// An answer without what differs from request to request, and without the names of things.
pub(super) fn alike(answer: &Answer, names: &[&str]) -> String {
    let request = answer.header("x-request-id").unwrap_or("-").to_owned();
    let kept = ["content-type", "content-disposition", "etag", "location"];
    let headers: Vec<String> = kept.iter().map(|name| format!("{name}: {:?}", answer.header(name))).collect();
    let mut text =
        format!("{}\n{}\n{}", answer.status, headers.join("\n"), answer.body).replace(&request, "-");
    for name in names.iter().filter(|name| name.len() > 1) {
        text = text.replace(name, "#");
    }
    text
}

impl World {
    /// Those who ask: everybody, and who is not signed in.
    pub(super) fn actors(&self) -> Vec<String> {
        self.people.keys().cloned().chain([NOBODY.to_owned()]).collect()
    }

    /// As the table calls somebody: those on panels by their seats.
    pub(super) fn called(&self, key: &str) -> String {
        self.renamed.iter().find(|(_, of)| *of == key).map_or(key, |(name, _)| name).to_owned()
    }

    /// The key of somebody whom the table calls so.
    pub(super) fn key(&self, name: &str) -> String {
        self.renamed.get(name).map_or(name, String::as_str).to_owned()
    }

    /// What somebody is answered: by their program or their browser, as the address says.
    pub(super) fn get(&self, key: &str, path: &str) -> Answer {
        let member = self.people.get(key).cloned().unwrap_or_default();
        match path.starts_with("/api/") {
            true => self.call(&member.strongest, "GET", path, ""),
            false => self.browse(&member.session, "GET", path, ""),
        }
    }

    /// Everybody asks for everything there is to read of some enterprises, or but for what is about one of them alone.
    pub(super) fn everything(
        &self,
        firms: &[&'static str],
        whole: bool,
        strangers: impl Fn(&str, &str, &str) -> bool + Sync,
    ) -> Sight {
        let things = routes::things(self, firms);
        let gets: Vec<routes::Named> = routes::all()
            .into_iter()
            .filter(|of| of.method == "GET" && (whole || !of.path.contains("{uscc}")))
            .collect();
        let actors = self.actors();
        let (sight, next) = (Mutex::new(Sight::default()), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while let Some(actor) = actors.get(next.fetch_add(1, Ordering::SeqCst)) {
                        let own = self.all_of(actor, &gets, &things, &strangers);
                        let mut all = sight.lock().unwrap();
                        for (word, at) in own.seen {
                            all.seen.entry(word).or_default().extend(at);
                        }
                        all.asked += own.asked;
                        all.told_apart.extend(own.told_apart);
                        all.broken.extend(own.broken);
                    }
                });
            }
        });
        sight.into_inner().unwrap()
    }

    fn all_of(
        &self,
        actor: &str,
        gets: &[routes::Named],
        things: &[Things],
        strangers: &(impl Fn(&str, &str, &str) -> bool + Sync),
    ) -> Sight {
        let mut sight = Sight::default();
        let name = self.called(actor);
        let mut done = BTreeSet::new();
        for route in gets {
            // how it is answered of what is not there, by programme where the address names one
            let mut ghosts: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
            let by_programme = route.path.contains("{programme}");
            for of in things.iter().rev() {
                for path in of.addresses(self, route) {
                    if !done.insert(path.clone()) {
                        continue;
                    }
                    let answer = self.get(actor, &path);
                    sight.asked += 1;
                    if answer.status >= 500 {
                        sight.broken.push(format!("{name} {path}: {}", answer.status));
                    }
                    let headers: String =
                        answer.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
                    for word in words(&headers).into_iter().chain(words(&answer.body)) {
                        let (what, key) = word.split_once('.').unwrap();
                        let word = format!("{what}.{}", self.called(key));
                        sight
                            .seen
                            .entry(word)
                            .or_default()
                            .entry(name.clone())
                            .or_insert_with(|| path.clone());
                    }
                    if !route.path.contains("{uscc}") && !route.path.contains("{organisation}") {
                        continue;
                    }
                    let text = alike(&answer, &of.names(self));
                    let programme = if by_programme { of.programme } else { "" };
                    match of.firm {
                        None => {
                            ghosts.entry(programme).or_default().insert(text);
                        }
                        Some(firm) if strangers(&name, firm, &path) => {
                            let known = ghosts.get(programme);
                            if !known.is_some_and(|known| known.contains(&text)) {
                                let status = answer.status;
                                sight
                                    .told_apart
                                    .push(format!("{name} {path}: {status}, not as what is not there"));
                            }
                        }
                        Some(_) => {}
                    }
                }
            }
        }
        sight
    }
}
