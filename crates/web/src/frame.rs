//! What every page has around it, and how templates speak: words, days and addresses in the reader's language.

use std::convert::Infallible;
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse as _, Response};
use duheng_app::accounts::SignedInPerson;
use duheng_pack::number::read_number;
use duheng_pack::text::{Language, Text};
use duheng_pack::unit::worded_unit;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::dated::dated;
use crate::forms::Fields;
use crate::site::Site;
use crate::trouble::{Told, Trouble};
use crate::{address, assets, texts};

/// The zone of all days and times on pages.
const ZONE: &str = "Asia/Shanghai";
/// The cookie that keeps the language.
pub(crate) const LANGUAGE: &str = "duheng_language";

/// What a page is shown in.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) language: Language,
    pub(crate) path: String,
    query: String,
    name: Text,
    person: Option<Arc<SignedInPerson>>,
    /// Today as `2026-11-20`, in a demo alone.
    demo_day: Option<String>,
}

impl Frame {
    /// For a request.
    pub(crate) fn of(
        site: &Site,
        uri: &Uri,
        headers: &HeaderMap,
        person: Option<Arc<SignedInPerson>>,
    ) -> Self {
        let kept = cookie(headers, LANGUAGE).and_then(language_named);
        let demo_day = site.demo().and_then(|_| site.app.today().ok()).map(|day| day.to_string());
        // the people of a demo have chosen nothing; whoever looks on plays many of them and goes on in one language
        let own = person.as_ref().filter(|_| !site.app.is_throwaway());
        let liked = || own.and_then(|person| language_named(person.language()));
        Self {
            language: kept.or_else(liked).unwrap_or_else(|| accepted(headers)),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            name: site.settings.name.clone(),
            person,
            demo_day,
        }
    }

    /// That of a request, which the guard has made.
    pub(crate) fn from_extensions(extensions: &Extensions) -> Option<Self> {
        extensions.get().cloned()
    }

    /// Who is signed in.
    pub(crate) fn person(&self) -> Option<&SignedInPerson> {
        self.person.as_deref()
    }

    /// Whether who is signed in administers the deployment.
    pub(crate) fn is_administrator(&self) -> bool {
        self.person().is_some_and(SignedInPerson::is_administrator)
    }

    /// The same page for a person who has just signed in.
    pub(crate) fn of_person(self, person: Arc<SignedInPerson>) -> Self {
        Self { person: Some(person), ..self }
    }

    /// What was done on the page before, as `?done=` names it.
    pub(crate) fn done(&self) -> Option<String> {
        let name = Fields::read(&self.query).get("done").to_owned();
        let id = format!("done-{name}");
        Some(self.t(&id)).filter(|text| *text != id)
    }

    /// Whether this was done on the page before.
    pub(crate) fn has_done(&self, name: &str) -> bool {
        Fields::read(&self.query).get("done") == name
    }

    /// Today, where this is a demo.
    pub(crate) fn demo_day(&self) -> Option<&str> {
        self.demo_day.as_deref()
    }

    /// Where the person of a demo is changed: it is asked there whom this page waits for.
    pub(crate) fn demo_people(&self) -> String {
        match self.path.starts_with("/demo") {
            true => self.here(),
            false => address::with_query("/demo", &[("at", &self.path)]),
        }
    }

    /// The address of this page, without what was done before.
    pub(crate) fn here(&self) -> String {
        let kept: Vec<&str> =
            self.query.split('&').filter(|pair| !pair.is_empty() && !tells_what_was_done(pair)).collect();
        if kept.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, kept.join("&")) }
    }

    /// A text.
    pub(crate) fn t(&self, id: &str) -> String {
        texts::text(self.language, id, &[])
    }

    /// A text whose name has a part that varies.
    pub(crate) fn made(&self, start: &str, name: &str, end: &str) -> String {
        texts::text(self.language, &format!("{start}{name}{end}"), &[])
    }

    /// A text with a value.
    pub(crate) fn with(&self, id: &str, name: &str, value: impl ToString) -> String {
        texts::text(self.language, id, &[(name, &value.to_string())])
    }

    /// A text with two values.
    pub(crate) fn with2(&self, id: &str, name: &str, value: &str, other: &str, second: &str) -> String {
        texts::text(self.language, id, &[(name, value), (other, second)])
    }

    /// A text with as many values as it takes.
    pub(crate) fn with_all(&self, id: &str, values: &[(&str, &str)]) -> String {
        texts::text(self.language, id, values)
    }

    /// The half of a text that is in the language.
    pub(crate) fn pick<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.language)
    }

    /// The code of an item where it is the number that its document gives, which begins with a digit; a name that a pack
    /// made up for itself is nothing to people.
    pub(crate) fn number<'c>(&self, code: &'c str) -> &'c str {
        if code.starts_with(|sign: char| sign.is_ascii_digit()) { code } else { "" }
    }

    /// A title at the head of a cell or of a line, with a capital.
    pub(crate) fn head(&self, text: &Text) -> String {
        capital(self.pick(text))
    }

    /// A sentence of the rules at the head of a line.
    pub(crate) fn head_sentence(&self, text: &Text) -> String {
        capital(&self.sentence(text))
    }

    /// A unit in the words of the page.
    pub(crate) fn unit(&self, symbol: &str) -> String {
        worded_unit(symbol, self.language == Language::Zh)
    }

    /// An amount as it was typed, its unit in the words of the page; what is no amount stays as it is.
    pub(crate) fn amount(&self, text: &str) -> String {
        let last = text.char_indices().rev().find(|(_, sign)| sign.is_numeric());
        let (number, rest) = text.split_at(last.map_or(0, |(at, sign)| at + sign.len_utf8()));
        let unit = rest.trim_start();
        match read_number(number) {
            Ok(_) => format!("{number}{}{}", rest.strip_suffix(unit).unwrap_or_default(), self.unit(unit)),
            Err(_) => text.to_owned(),
        }
    }

    /// A sentence of the rules as people read it: days in words, what it quotes in quotation marks.
    pub(crate) fn sentence(&self, text: &Text) -> String {
        quoted(&self.dated(text), |_| None)
    }

    /// A refusal and what helps as one full sentence: what is wrong, what to do.
    pub(crate) fn full(&self, message: &Text, remedy: &Text) -> String {
        let stop = if self.language == Language::Zh { "。" } else { "." };
        let said = format!("{}{}{}", self.sentence(message), self.t("seam"), self.sentence(remedy));
        format!("{}{stop}", capital(&said))
    }

    /// The half of a text that is in the language, its days in words.
    pub(crate) fn dated(&self, text: &Text) -> String {
        dated(self.pick(text), |iso| self.day(iso))
    }

    /// The name of the deployment.
    pub(crate) fn site(&self) -> &str {
        self.name.get(self.language)
    }

    /// The tag of the language.
    pub(crate) fn tag(&self) -> &'static str {
        match self.language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        }
    }

    /// This page in the other language.
    pub(crate) fn other(&self) -> String {
        let other = if self.language == Language::Zh { "en" } else { "zh" };
        match self.query.is_empty() {
            true => format!("{}?lang={other}", self.path),
            false => format!("{}?{}&lang={other}", self.path, self.query),
        }
    }

    /// The address of an embedded file.
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// The address of an icon.
    pub(crate) fn icon(&self, name: &str) -> String {
        format!("{}#{name}", assets::address("icons"))
    }

    /// Whether this page stands below a heading of the menu.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        self.path == path
            || (path != "/" && self.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')))
    }

    /// A text as a part of an address.
    pub(crate) fn part(&self, text: &str) -> String {
        address::encoded(text)
    }

    /// A day, which is given as `2026-06-30`.
    pub(crate) fn day(&self, iso: &str) -> String {
        let Ok(date) = iso.parse::<Date>() else { return iso.to_owned() };
        match self.language {
            Language::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            Language::En => date.strftime("%-d %B %Y").to_string(),
        }
    }

    /// A time, given in microseconds since 1970-01-01 UTC, with its zone.
    pub(crate) fn time(&self, at: i64) -> String {
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        let Ok(time) = Timestamp::from_microsecond(at) else { return String::new() };
        let time = time.to_zoned(zone);
        let day = self.day(&time.date().to_string());
        self.with2("time-of-day", "day", &day, "time", &time.strftime("%H:%M").to_string())
    }

    /// A time without its zone, for lists that name the zone once.
    pub(crate) fn moment(&self, at: i64) -> String {
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        let Ok(time) = Timestamp::from_microsecond(at) else { return String::new() };
        format!("{} {}", self.day(&time.to_zoned(zone).date().to_string()), self.clock(at))
    }

    /// The day of a time, as `2026-06-30`.
    pub(crate) fn iso_day(&self, at: i64) -> String {
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        let time = Timestamp::from_microsecond(at).unwrap_or_default();
        time.to_zoned(zone).date().to_string()
    }

    /// A size in bytes, in KB or MB.
    pub(crate) fn size(&self, bytes: u64) -> String {
        match bytes {
            0..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
            _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
        }
    }

    /// How many bytes a file may have that is brought.
    pub(crate) fn most_bytes(&self) -> usize {
        duheng_app::LARGEST_FILE
    }

    /// The time of day alone, as `10:32`.
    pub(crate) fn clock(&self, at: i64) -> String {
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        Timestamp::from_microsecond(at)
            .map(|time| time.to_zoned(zone).strftime("%H:%M").to_string())
            .unwrap_or_default()
    }

    /// The version of the program.
    pub(crate) fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// A page. It says itself what is wrong, where its status is one of an error.
    pub(crate) fn show(&self, status: StatusCode, page: &impl Template) -> Result<Response, Trouble> {
        let mut response = (status, Html(page.render()?)).into_response();
        response.extensions_mut().insert(Told);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.tag()));
        headers.insert(header::VARY, HeaderValue::from_static("accept-language, cookie"));
        // what somebody saw who was signed in is gone from the browser after that
        let kept = if self.person.is_some() { "no-store" } else { "private, no-cache" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        Ok(response)
    }
}

impl FromRequestParts<Arc<Site>> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Infallible> {
        let made = Self::from_extensions(&parts.extensions);
        Ok(made.unwrap_or_else(|| Self::of(site, &parts.uri, &parts.headers, None)))
    }
}

/// A sentence in which each word between backticks is replaced: by what is known of it, else by itself in quotation marks.
pub(crate) fn quoted(sentence: &str, known: impl Fn(&str) -> Option<String>) -> String {
    let parts: Vec<&str> = sentence.split('`').collect();
    // a backtick that somebody typed closes nothing
    if parts.len().is_multiple_of(2) {
        return sentence.to_owned();
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => (*part).to_owned(),
        _ => known(part).unwrap_or_else(|| format!("“{part}”")),
    };
    parts.iter().enumerate().map(part).collect()
}

/// A language of `?lang=` and of the cookie.
pub(crate) fn language_named(name: &str) -> Option<Language> {
    match name {
        "zh" => Some(Language::Zh),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The value of a cookie.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(of, _)| *of == name).map(|(_, value)| value).next()
}

/// The language that a browser likes best; Chinese where it names neither.
pub(crate) fn accepted(headers: &HeaderMap) -> Language {
    let line = headers.get(header::ACCEPT_LANGUAGE).and_then(|line| line.to_str().ok()).unwrap_or_default();
    let mut best = (0, Language::Zh);
    for wish in line.split(',') {
        let (tag, weight) = wish.split_once(";q=").unwrap_or((wish, "1"));
        let language = match tag.trim().split('-').next() {
            Some("zh") => Language::Zh,
            Some("en") => Language::En,
            _ => continue,
        };
        let weight = thousandths(weight.trim());
        if weight > best.0 {
            best = (weight, language);
        }
    }
    best.1
}

/// A weight from `0` to `1` with at most three decimals, in thousandths; 0 where it is none.
fn thousandths(weight: &str) -> u32 {
    let (whole, rest) = weight.split_once('.').unwrap_or((weight, ""));
    format!("{whole}{:0<3}", rest.get(..3).unwrap_or(rest)).parse().unwrap_or(0)
}

/// Whether a pair of a query tells what was done on the page before.
fn tells_what_was_done(pair: &str) -> bool {
    ["done=", "did="].iter().any(|name| pair.starts_with(name))
}

/// The same with a capital at its head.
pub(crate) fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_backticks_are_named_or_quoted() {
        let known = |word: &str| (word == "a7").then(|| "苍鹭号".to_owned());
        assert_eq!(quoted("`a7` stands in `Ranking`", known), "苍鹭号 stands in “Ranking”");
        assert_eq!(quoted("one ` alone", known), "one ` alone");
    }

    #[test]
    fn browsers_get_the_language_that_they_like_best() {
        let of = |line: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, line.parse().unwrap());
            accepted(&headers)
        };
        assert_eq!(of("en-GB,en;q=0.9,zh;q=0.8"), Language::En);
        assert_eq!(of("de,en;q=0.3,zh-CN;q=0.7"), Language::Zh);
        assert_eq!(of("fr"), Language::Zh);
        assert_eq!(of("en;q=0"), Language::Zh);
    }
}
