//! What is wrong with a page, in both languages; and its picture for the guides.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::json;

use super::{PHONE, Screen};

/// Set to `1` where the pictures of the guides are to be written.
const WRITE: &str = "DUHENG_WRITE_DOCS";

/// What axe finds to be serious or critical.
const JUDGE: &str = "const done = arguments[arguments.length - 1]; \
    if (!window.axe) { window.loadAxe(); } axe.run(document, { resultTypes: ['violations'] }).then(told => done(told.violations \
    .filter(found => ['serious', 'critical'].includes(found.impact)) \
    .map(found => found.id + ': ' + found.nodes.slice(0, 3).map(node => node.target.join(' ')).join('; '))));";

/// How much wider this page is than its window, what its policy refused, and which links that stand alone are too low to be
/// hit: WCAG 2.2 asks for 24 pixels in 2.5.8, and leaves out those within a sentence.
const WIDER: &str = "const root = document.documentElement; \
    const alone = link => link.parentElement.textContent.trim() === link.textContent.trim(); \
    const low = [...document.querySelectorAll('main a, nav a, footer a')] \
    .filter(link => link.checkVisibility() && !link.closest('.unseen') && alone(link)) \
    .filter(link => link.getBoundingClientRect().height < 24).map(link => link.textContent.trim()); \
    return { wider: root.scrollWidth - root.clientWidth, refused: window.refused || [], low }";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The pattern of a path: numbers, codes and hashes left out.
fn pattern(path: &str) -> String {
    let is_number = |part: &str| part.chars().any(|sign| sign.is_ascii_digit());
    let parts = path.split('/').map(|part| if is_number(part) { "*" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

impl Screen {
    /// Notes what the console told.
    pub(super) fn hear(&mut self) {
        for error in self.browser.errors() {
            let path = self.path();
            self.wrong.insert(format!("{path}: console: {error}"));
        }
    }

    /// Notes what is wrong with this page as it stands: rules of access, the policy of scripts, its width on a phone.
    fn judge(&mut self) {
        let place = format!("{} ({})", self.path(), self.heading());
        let mut wrong: Vec<String> = Vec::new();
        self.browser.width(PHONE);
        let told = self.browser.run(WIDER, Vec::new());
        if told["wider"].as_i64().unwrap_or_default() > 0 {
            wrong.push(format!("wider than a phone by {} pixels", told["wider"]));
        }
        let refused = told["refused"].as_array().into_iter().flatten();
        wrong.extend(refused.map(|of| format!("the policy refused {of}")));
        let low = told["low"].as_array().into_iter().flatten();
        wrong.extend(low.map(|of| format!("too low to be hit: {of}")));
        if self.width != PHONE {
            self.browser.width(self.width);
        }
        if !self.scripts {
            self.browser.hold_axe();
        }
        let told = self.browser.ask(JUDGE);
        wrong.extend(told.as_array().unwrap().iter().map(|of| format!("axe: {}", of.as_str().unwrap())));
        self.hear();
        self.wrong.extend(wrong.into_iter().map(|of| format!("{place}: {of}")));
    }

    /// Judges this page in both languages, once for each kind of page; with pictures for a step of a guide. A page that
    /// answers a form is asked for by the same form again. Without scripts a page is as wide as with them: there it is
    /// judged as it stands.
    pub(crate) fn look(&mut self, picture: Option<(&str, &str)>) {
        let words = self.texts("h1, h2.group, .wrong h2");
        let kind = format!("{} {words:?}", pattern(&self.path()));
        let picture = picture.filter(|_| self.scripts && env::var(WRITE).is_ok_and(|value| value == "1"));
        if !self.looked.insert(kind) && picture.is_none() {
            return;
        }
        if !self.scripts {
            return self.judge();
        }
        for language in [("zh", "zh-CN"), ("en", "en")] {
            if language.0 == "en" {
                self.speak(language);
            }
            self.judge();
            if let Some((name, at)) = picture {
                self.photograph(&format!("{name}.{}", language.1), at);
            }
        }
        self.speak(("zh", "zh-CN"));
    }

    /// Judges this page in the language in which it stands: what is typed there would be lost by asking for it again.
    pub(crate) fn look_here(&mut self) {
        self.judge();
    }

    /// Has the next pages come in a language.
    pub(crate) fn tongue(&self, name: &str) {
        let url = format!("http://{}/", self.address);
        let cookie = json!({ "name": "duheng_language", "value": name, "url": url });
        self.browser.cdp("Network.setCookie", cookie);
    }

    /// Asks for this page in a language, by the name of its cookie and its tag.
    fn speak(&mut self, (name, tag): (&str, &str)) {
        self.tongue(name);
        self.browser.run("window.before = true", Vec::new());
        self.reload();
        let there = format!(
            "return !window.before && document.readyState === 'complete' && document.documentElement.lang === '{tag}'"
        );
        self.until(&there, tag);
    }

    /// Writes a picture of the part of the page to which a selector leads; of its head where there is none.
    fn photograph(&self, name: &str, at: &str) {
        let there = "window.scrollTo(0, 0); const part = arguments[0] && document.querySelector(arguments[0]); \
            if (part) { part.style.scrollMarginBlock = '2rem 5rem'; \
            part.scrollIntoView({ block: 'end', behavior: 'instant' }); }";
        self.browser.run(there, vec![json!(at)]);
        let picture = self.browser.wait(self.browser.client().screenshot()).unwrap();
        let small = crate::picture::small(&picture);
        fs::write(repository().join("docs/guides/images").join(format!("{name}.png")), small).unwrap();
    }

    /// Fails with all that was wrong.
    pub(crate) fn sound(&self) {
        let wrong: Vec<&String> = self.wrong.iter().collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// What the walks rely on: a page with one fault of each kind is found to have them; without scripts, all but what a
/// policy refused, which only a script could note.
#[test]
fn faults_of_a_page_are_found() {
    for (scripts, kinds) in [
        (
            true,
            &[
                "axe: label: input",
                "wider than a phone by",
                "too low to be hit: \"low",
                "the policy refused \"img-src",
                "told",
            ][..],
        ),
        (
            false,
            &[
                "axe: label: input",
                "axe: color-contrast: ",
                "wider than a phone by",
                "too low to be hit: \"low",
            ][..],
        ),
    ] {
        let mut screen = Screen::new(std::net::SocketAddr::from(([127, 0, 0, 1], 1)), scripts);
        let policy = "<meta http-equiv='Content-Security-Policy' content='img-src https:'>";
        let faults = "<input><img alt='' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>\
            <p style='width:600px'>wide<p><a href='/'>low</a></p><p style='color:silver;background:white'>pale";
        screen.goto(&format!(
            "data:text/html,<html lang=en>{policy}<title>One</title><main><h1>One</h1>{faults}"
        ));
        screen.browser.run("console.error('told')", Vec::new());
        screen.judge();
        let wrong = std::mem::take(&mut screen.wrong).into_iter().collect::<String>();
        for kind in kinds {
            assert!(wrong.contains(kind), "no `{kind}` in {wrong}");
        }
    }
}
