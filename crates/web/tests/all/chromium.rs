//! Chromium, driven by WebDriver: headless, with a profile of its own, reaching nothing but this machine.

use std::fs;
use std::future::Future;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::Method;
use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use url::Url;

/// Two browsers at once would be slower than one after the other.
static ONE: Mutex<()> = Mutex::new(());

/// The name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Timers that come at once: a page whose scripts are forbidden runs what its driver asks for, and no timer.
const AT_ONCE: &str = "window.setTimeout = (work, _, ...given) => \
    { Promise.resolve().then(() => work(...given)); return 0; };";

/// Runs in every page before its own scripts: notes what the policy of the page refused, and holds axe ready, which is
/// read only where it is asked for.
fn watch() -> String {
    let place = concat!(env!("CARGO_MANIFEST_DIR"), "/../../node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(place).expect("axe: `npm ci` brings it");
    format!("{WATCH} window.loadAxe = () => {{ {axe}\n }};")
}

const WATCH: &str = "document.addEventListener('securitypolicyviolation', event => { \
    (window.refused = window.refused || []).push(event.violatedDirective + ' ' + event.blockedURI); });";

pub(crate) struct Chromium {
    client: Client,
    runtime: Runtime,
    driver: Child,
    /// What runs in every page before its own scripts.
    watch: String,
    _one: MutexGuard<'static, ()>,
}

/// A command beyond those of the standard.
#[derive(Debug)]
struct Beyond {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Beyond {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// Starts the driver on a port that is free; returns it with its address.
fn driver() -> (Child, String) {
    let mut child = Command::new("chromedriver")
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("no chromedriver ({error}): `cargo xtask setup` installs it"));
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let started = "started successfully on port ";
    let port = lines
        .map_while(Result::ok)
        .find_map(|line| Some(line.split_once(started)?.1.trim_end_matches('.').to_owned()));
    let Some(port) = port else {
        let _ = child.kill();
        panic!("chromedriver does not start: {:?}", child.wait());
    };
    (child, format!("http://127.0.0.1:{port}"))
}

impl Chromium {
    /// A browser that runs scripts, or one in which its user has forbidden them.
    pub(crate) fn start(scripts: bool) -> Self {
        let one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let runtime = Runtime::new().unwrap();
        let (driver, address) = driver();
        let options = json!({
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-extensions", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
                // no page is gone back to, and none is drawn before it is there
                "--disable-features=BackForwardCache,PaintHolding,Translate,MediaRouter,OptimizationHints",
                "--renderer-process-limit=1", "--force-color-profile=srgb", "--hide-scrollbars", "--lang=zh-CN", "--window-size=1280,800",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
            "prefs": {
                "intl.accept_languages": "zh-CN,zh",
                "profile.default_content_setting_values.javascript": if scripts { 1 } else { 2 },
                "credentials_enable_service": false,
                "profile.password_manager_leak_detection": false,
            },
        });
        let wanted = json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } });
        let Value::Object(wanted) = wanted else { panic!() };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = runtime.block_on(builder.capabilities(wanted).connect(&address)).unwrap();
        Self { client, runtime, driver, watch: watch(), _one: one }
    }

    /// Makes a new window ready for tests.
    pub(crate) fn prepare(&self, width: u32) {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": self.watch }));
        self.width(width);
    }

    /// Holds axe ready in a page whose scripts are forbidden, where nothing ran before.
    pub(crate) fn hold_axe(&self) {
        self.run(&format!("{AT_ONCE} {}", self.watch), Vec::new());
    }

    pub(crate) fn wait<T>(&self, what: impl Future<Output = T>) -> T {
        self.runtime.block_on(what)
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    fn beyond(&self, path: &'static str, body: Value) -> Value {
        self.wait(self.client.issue_cmd(Beyond { path, body })).unwrap()
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn cdp(&self, name: &str, parameters: Value) -> Value {
        self.beyond("goog/cdp/execute", json!({ "cmd": name, "params": parameters }))
    }

    /// Makes the window so many pixels wide.
    pub(crate) fn width(&self, width: u32) {
        let metrics = json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Runs a function body in the page.
    pub(crate) fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.wait(self.client.execute(script, arguments)).unwrap()
    }

    /// Runs a function body in the page whose last argument is called with the answer.
    pub(crate) fn ask(&self, script: &str) -> Value {
        self.wait(self.client.execute_async(script, Vec::new())).unwrap()
    }

    /// The element that a function body returns; none where it returns null.
    pub(crate) fn element(&self, script: &str, arguments: Vec<Value>) -> Option<Element> {
        let found = self.run(script, arguments);
        let id = found.get(ELEMENT)?.as_str()?.to_owned();
        Some(Element::from_element_id(self.client.clone(), ElementRef::from(id)))
    }

    /// Errors that the console told since it was last asked; not that forms were answered with mistakes, conflicts or
    /// signing in.
    pub(crate) fn errors(&self) -> Vec<String> {
        let told = self.beyond("se/log", json!({ "type": "browser" }));
        let severe = |entry: &&Value| entry["level"] == "SEVERE";
        let texts = told.as_array().into_iter().flatten().filter(severe).map(|entry| {
            format!(
                "{}: {}",
                entry["source"].as_str().unwrap_or_default(),
                entry["message"].as_str().unwrap()
            )
        });
        // Chromium tells it of a page, htmx of what a page asked for
        let ways = ["status of ", "Response Status Error Code "];
        let answered = |text: &String| {
            ["401", "409", "422"]
                .iter()
                .any(|status| ways.iter().any(|way| text.contains(&format!("{way}{status} "))))
        };
        texts.filter(|text| !answered(text)).collect()
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // the driver ends the browser and removes its profile
        let _ = self.runtime.block_on(self.client.clone().close());
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
