//! What somebody sees on a screen and does with it, by the words that stand there.

mod looks;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};

use crate::chromium::Chromium;

/// How long something that is to happen may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Widths of windows, in pixels.
const DESK: u32 = 1280;
const PHONE: u32 = 375;

/// The words of an element without those for screen readers alone, on one line; and whether they are those that are
/// looked for, of which the end may be left open.
const WORDS: &str = "const words = element => { const copy = element.cloneNode(true); \
    copy.querySelectorAll('.unseen, script').forEach(each => each.remove()); \
    return copy.textContent.replace(/\\s+/g, ' ').trim(); }; \
    const fits = found => !!found && \
    (text.endsWith('…') ? found.startsWith(text.slice(0, -1)) : found === text);";

/// In the middle of the window nothing lies over an element.
const CENTRE: &str = "const centred = element => { \
    if (element) { element.scrollIntoView({ block: 'center', behavior: 'instant' }); } return element || null; };";

/// What opens another page, or does something on this one.
const DOORS: &str = "window.before = true; const seen = element => element.checkVisibility() && !element.closest('.unseen, [aria-hidden=true]'); \
    return centred([...document.querySelectorAll(within)] \
    .flatMap(part => [...part.querySelectorAll('a, button, summary')]) \
    .find(element => seen(element) && fits(words(element))));";

/// A field by the words at it: its label, or its name for screen readers.
const FIELD: &str = "if (text.startsWith('#')) { return document.getElementById(text.slice(1)); } \
    const fields = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]; \
    const named = field => [field.getAttribute('aria-label'), ...[...(field.labels || [])].map(words)]; \
    return centred(fields.find(field => field.checkVisibility() && named(field).some(fits)));";

pub(crate) struct Screen {
    pub(crate) browser: Chromium,
    address: SocketAddr,
    pub(crate) scripts: bool,
    /// How wide the window is: that of a desk, or that of a phone.
    width: u32,
    /// The pages that were looked at, each by its pattern.
    looked: BTreeSet<String>,
    /// All that was wrong with them.
    wrong: BTreeSet<String>,
}

impl Screen {
    /// A window as wide as a desk with scripts; one as narrow as a phone where they are forbidden.
    pub(crate) fn new(address: SocketAddr, scripts: bool) -> Self {
        let (looked, wrong) = (BTreeSet::new(), BTreeSet::new());
        let (browser, width) = (Chromium::start(scripts), if scripts { DESK } else { PHONE });
        browser.prepare(width);
        Self { browser, address, scripts, width, looked, wrong }
    }

    fn goto(&self, address: &str) {
        self.browser.wait(self.browser.client().goto(address)).unwrap();
    }

    /// Opens the start page of everybody. This and that of who is signed in are the only addresses that are typed.
    pub(crate) fn home(&mut self) {
        self.goto(&format!("http://{}/", self.address));
    }

    /// Opens the start page of who is signed in.
    pub(crate) fn desk(&mut self) {
        self.goto(&format!("http://{}/desk", self.address));
    }

    /// Marks this page, so that it shows whether it was loaded again.
    pub(crate) fn mark(&self) {
        self.browser.run("window.untouched = true", Vec::new());
    }

    /// Loads this page again.
    pub(crate) fn reload(&mut self) {
        self.browser.wait(self.browser.client().refresh()).unwrap();
    }

    /// Puts a session into the browser, or takes it out.
    pub(crate) fn session(&mut self, token: Option<&str>) {
        let url = format!("http://{}/", self.address);
        let name = "duheng_session";
        match token {
            Some(value) => self.browser.cdp(
                "Network.setCookie",
                json!({ "name": name, "value": value, "url": url, "httpOnly": true }),
            ),
            None => self.browser.cdp("Network.deleteCookies", json!({ "name": name, "url": url })),
        };
    }

    /// The token of the session that the browser holds.
    pub(crate) fn token(&self) -> String {
        let cookie = self.browser.wait(self.browser.client().get_named_cookie("duheng_session")).unwrap();
        cookie.value().to_owned()
    }

    /// Makes the line slow, or as fast as it was.
    pub(crate) fn slow(&self, slow: bool) {
        let most = if slow { 200_000 } else { -1 };
        let line =
            json!({ "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": most });
        self.browser.cdp("Network.enable", json!({}));
        self.browser.cdp("Network.emulateNetworkConditions", line);
    }

    pub(crate) fn path(&self) -> String {
        self.browser.wait(self.browser.client().current_url()).unwrap().path().to_owned()
    }

    pub(crate) fn window(&self) -> WindowHandle {
        self.browser.wait(self.browser.client().window()).unwrap()
    }

    /// Opens another window, turns to it and returns it.
    pub(crate) fn another(&mut self) -> WindowHandle {
        let new = self.browser.wait(self.browser.client().new_window(true)).unwrap().handle;
        self.turn(&new);
        self.browser.prepare(self.width);
        new
    }

    pub(crate) fn turn(&mut self, to: &WindowHandle) {
        self.browser.wait(self.browser.client().switch_to_window(to.clone())).unwrap();
    }

    /// Closes the window; another is to be turned to.
    pub(crate) fn close(&mut self) {
        self.browser.wait(self.browser.client().close_window()).unwrap();
    }

    fn found(&self, script: &str, arguments: Vec<Value>) -> Option<Element> {
        let names = "const [text, within] = arguments;";
        self.browser.element(&format!("{names}{WORDS}{CENTRE}{script}"), arguments)
    }

    fn door(&self, within: &str, text: &str) -> Element {
        let found = self.found(DOORS, vec![json!(text), json!(within)]);
        found.unwrap_or_else(|| panic!("nothing says `{text}` on {}", self.told()))
    }

    fn press_on(&self, element: &Element) {
        self.browser.wait(element.click()).unwrap_or_else(|error| panic!("{error} on {}", self.told()));
    }

    /// Opens a link or sends a form by the words of its link or button, and waits for the next page.
    pub(crate) fn go(&mut self, text: &str) {
        self.go_in("main", text);
    }

    /// The same with something above the page: the menu, signing in and out.
    pub(crate) fn go_above(&mut self, text: &str) {
        self.go_in("header", text);
    }

    fn go_in(&mut self, within: &str, text: &str) {
        self.press_on(&self.door(within, text));
        self.until("return !window.before && document.readyState === 'complete'", text);
        self.hear();
    }

    /// The same in a part of the page, where its words stand more than once.
    pub(crate) fn go_within(&mut self, part: &str, text: &str) {
        self.go_in(part, text);
    }

    /// Presses something that stays on this page.
    pub(crate) fn press(&mut self, text: &str) {
        self.press_within("main", text);
    }

    /// The same in a part of the page.
    pub(crate) fn press_within(&mut self, part: &str, text: &str) {
        self.press_on(&self.door(part, text));
    }

    fn field(&self, label: &str) -> Element {
        let found = self.found(FIELD, vec![json!(label)]);
        found.unwrap_or_else(|| panic!("no field `{label}` on {}", self.told()))
    }

    /// Puts a day into a field for days: how one is typed depends on the language of the machine.
    pub(crate) fn date(&mut self, label: &str, day: &str) {
        let field = serde_json::to_value(self.field(label)).unwrap();
        self.browser.run("arguments[0].value = arguments[1]", vec![field, json!(day)]);
    }

    /// Types into a field in place of what it holds.
    pub(crate) fn write(&mut self, label: &str, text: &str) {
        let field = self.field(label);
        self.browser.wait(field.clear()).unwrap();
        self.browser.wait(field.send_keys(text)).unwrap();
    }

    /// What a field holds.
    pub(crate) fn value(&self, label: &str) -> String {
        let field = self.field(label);
        self.browser.wait(field.prop("value")).unwrap().unwrap_or_default()
    }

    /// Chooses from a list by the words of the choice.
    pub(crate) fn choose(&mut self, label: &str, choice: &str) {
        let field = self.field(label);
        let at = "return [...arguments[0].options].findIndex(option => option.text.trim() === arguments[1])";
        let at = self.browser.run(at, vec![serde_json::to_value(&field).unwrap(), json!(choice)]);
        let at = at.as_u64().unwrap_or_else(|| panic!("no `{choice}` in `{label}`"));
        self.browser.wait(field.select_by_index(usize::try_from(at).unwrap())).unwrap();
    }

    /// Presses a box or a round button by its words.
    pub(crate) fn tick(&mut self, label: &str) {
        let field = self.field(label);
        self.press_on(&field);
    }

    /// Picks a file; the field of a file has no words that stand for it alone.
    pub(crate) fn pick(&mut self, field: &str, file: &Path) {
        let found = self.browser.element("return document.getElementById(arguments[0])", vec![json!(field)]);
        let found = found.unwrap_or_else(|| panic!("no `{field}` on {}", self.told()));
        self.browser.wait(found.send_keys(file.to_str().unwrap())).unwrap();
    }

    /// The words of all elements that a selector finds.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.texts_now(selector).unwrap_or_else(|| panic!("no page answers"))
    }

    /// The same; none while a page goes away.
    fn texts_now(&self, selector: &str) -> Option<Vec<String>> {
        let script = format!("{WORDS} return [...document.querySelectorAll(arguments[0])].map(words)");
        let found = self.browser.wait(self.browser.client().execute(&script, vec![json!(selector)])).ok()?;
        found.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
    }

    pub(crate) fn heading(&self) -> String {
        self.texts("h1").join(" ")
    }

    /// What this page is, for whom reads why a test fails.
    fn told(&self) -> String {
        let doors = self.texts("main a, main button, main summary, main label");
        format!(
            "{} ({}): {:?}; {doors:?}",
            self.path(),
            self.heading(),
            self.texts(".wrong, .done, .notice-line")
        )
    }

    /// Waits until a function body returns true.
    pub(crate) fn until(&self, script: &str, what: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            // a page that just goes away answers nothing
            let client = self.browser.client();
            let answer = self.browser.wait(client.execute(script, Vec::new()));
            if answer.is_ok_and(|answer| answer == json!(true)) {
                return;
            }
            assert!(Instant::now() < end, "`{what}` does not come true on {}", self.told());
            sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the page says something where a selector leads.
    pub(crate) fn see(&self, selector: &str, text: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            let found = self.texts_now(selector).unwrap_or_default();
            if found.iter().any(|words| words.contains(text)) {
                return;
            }
            assert!(Instant::now() < end, "`{text}` is not in {found:?} on {}", self.told());
            sleep(Duration::from_millis(20));
        }
    }
}
