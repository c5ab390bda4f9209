//! Forms: what was sent, the token that ties a form to the browser or session that got it, and what is wrong in it.

use std::fmt::Display;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use duheng_app::Failure;
use duheng_app::accounts::AccountFailure;
use duheng_pack::text::Text;

use crate::frame::{Frame, cookie};
use crate::kept;
use crate::site::Site;
use crate::trouble::Trouble;

/// The field that carries the token.
const TOKEN: &str = "token";

/// The fields of a form or of a query, in the order in which they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads what a browser encodes.
    pub(crate) fn read(encoded: &str) -> Self {
        Self(form_urlencoded::parse(encoded.as_bytes()).into_owned().collect())
    }

    /// Fields that are known already.
    pub(crate) fn of(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// As a browser would encode it.
    pub(crate) fn written(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    /// A field as it was sent; empty where it was not.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value)
    }

    /// A field without the space around it.
    pub(crate) fn tidy(&self, name: &str) -> String {
        self.get(name).trim().to_owned()
    }

    /// All values of a field that may be sent several times.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// All fields.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All fields but these.
    pub(crate) fn without(&self, names: &[String]) -> Self {
        Self(self.0.iter().filter(|(name, _)| !names.contains(name)).cloned().collect())
    }

    /// All fields but those that hold what no page shows: they are typed again.
    pub(crate) fn without_secrets(mut self) -> Self {
        self.0.retain(|(name, _)| !is_secret(name));
        self
    }

    /// All fields but the token, which changes.
    pub(crate) fn without_token(mut self) -> Self {
        self.0.retain(|(name, _)| name != TOKEN);
        self
    }
}

/// Whether a field of a form holds what no page shows.
fn is_secret(field: &str) -> bool {
    ["password", "password_again", "present", "code", "codes"].contains(&field)
}

/// A form that was sent by the browser or the session that got it. One that was not is shown for sending once more.
pub(crate) struct Posted(pub(crate) Fields);

impl FromRequest<Arc<Site>> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Response> {
        let frame = Frame::from_extensions(request.extensions());
        let headers = request.headers().clone();
        let bytes = Bytes::from_request(request, site).await.map_err(|error| error.into_response())?;
        let fields = Fields::read(&String::from_utf8_lossy(&bytes));
        let Some(frame) = frame else { return Err(Trouble::Forbidden.into_response()) };
        let tied = match frame.person() {
            Some(person) => fields.get(TOKEN) == person.csrf(),
            None => is_tied(site, &headers, fields.get(TOKEN)),
        };
        match tied {
            true => Ok(Self(fields)),
            false => {
                Err(kept::untied(site, &frame, &headers, &fields).unwrap_or_else(Trouble::into_response))
            }
        }
    }
}

/// A mistake in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// The field, which is also its place in the page.
    pub(crate) field: String,
    /// What is wrong and what to do.
    pub(crate) sentence: String,
}

/// A form as a page shows it: what was typed, what is wrong in it, why the rules refused it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    pub(crate) fields: Fields,
    pub(crate) mistakes: Vec<Mistake>,
    /// What was refused, and what would satisfy the rule.
    pub(crate) refused: Option<(String, String)>,
    pub(crate) token: String,
}

impl Form {
    /// An empty form.
    pub(crate) fn new(token: String) -> Self {
        Self { token, ..Self::default() }
    }

    /// A form that was sent; the same token does again.
    pub(crate) fn sent(fields: Fields) -> Self {
        Self { token: fields.get(TOKEN).to_owned(), fields, ..Self::default() }
    }

    /// What stands in a field.
    pub(crate) fn value(&self, field: &str) -> &str {
        self.fields.get(field)
    }

    /// Whether a box is ticked or a choice chosen.
    pub(crate) fn chosen(&self, field: &str, value: &str) -> bool {
        self.fields.all(field).any(|sent| sent == value)
    }

    /// The reason typed beside an entry of a list.
    pub(crate) fn reason_of(&self, id: &str) -> &str {
        self.value(&format!("refuse.{id}"))
    }

    /// The mistake in a field.
    pub(crate) fn wrong(&self, field: &str) -> Option<&str> {
        self.mistakes.iter().find(|mistake| mistake.field == field).map(|mistake| mistake.sentence.as_str())
    }

    /// Whether the summary of mistakes is shown.
    pub(crate) fn is_wrong(&self) -> bool {
        !self.mistakes.is_empty() || self.refused.is_some()
    }

    /// Notes a mistake.
    pub(crate) fn mistake(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.mistakes.push(Mistake { field: field.into(), sentence: sentence.into() });
    }

    /// Puts the mistakes into the order in which the fields stand.
    pub(crate) fn in_order<'f>(&mut self, fields: impl Iterator<Item = &'f str>) {
        let fields: Vec<&str> = fields.collect();
        let place = |mistake: &Mistake| fields.iter().position(|of| *of == mistake.field);
        self.mistakes.sort_by_key(|mistake| place(mistake).unwrap_or(fields.len()));
    }

    /// Notes the mistake when nothing was typed into a field.
    pub(crate) fn need(&mut self, field: &str, sentence: impl Into<String>) {
        if self.value(field).trim().is_empty() {
            self.mistake(field, sentence);
        }
    }

    /// Notes the mistake when a field has more characters than it may; the text gets `most` and `found`.
    pub(crate) fn at_most(&mut self, frame: &Frame, field: &str, most: usize, text: &str) {
        let found = self.value(field).trim().chars().count();
        if found > most {
            self.mistake(field, frame.with2(text, "most", &most.to_string(), "found", &found.to_string()));
        }
    }

    /// Shows why the rules said no; what broke is trouble.
    pub(crate) fn refuse(&mut self, frame: &Frame, failure: impl Refusing) -> Result<(), Trouble> {
        let (message, remedy) = failure.refusal()?;
        self.refused = Some((frame.head_sentence(&message), frame.head_sentence(&remedy)));
        Ok(())
    }

    /// Notes at its field why the rules did not take a file; what broke is trouble.
    pub(crate) fn refuse_file(
        &mut self,
        frame: &Frame,
        field: &str,
        file: &str,
        failure: impl Refusing,
    ) -> Result<(), Trouble> {
        let (message, remedy) = failure.refusal()?;
        let [message, remedy] = [&message, &remedy].map(|text| frame.pick(text));
        self.mistake(
            field,
            frame.with_all("file-refused", &[("file", file), ("why", message), ("remedy", remedy)]),
        );
        Ok(())
    }
}

/// Why a use-case was not done: rules that said no, or something that broke.
pub(crate) trait Refusing {
    /// What was refused and what would satisfy the rule.
    fn refusal(self) -> Result<(Text, Text), Trouble>;
}

impl Refusing for Failure {
    fn refusal(self) -> Result<(Text, Text), Trouble> {
        match self {
            Self::Refused(refusal) => Ok((refusal.message, refusal.remedy)),
            Self::Broken(fault) => Err(fault.into()),
        }
    }
}

impl Refusing for AccountFailure {
    fn refusal(self) -> Result<(Text, Text), Trouble> {
        match self {
            Self::Refused(refusal) => Ok((refusal.message, refusal.remedy)),
            Self::Broken(fault) => Err(fault.into()),
        }
    }
}

/// The name of the cookie with the token of forms without a session; over TLS no other host can set it.
fn name(site: &Site) -> &'static str {
    if site.settings.tls() { "__Host-duheng_form" } else { "duheng_form" }
}

/// The token of the session, else that of this browser, or a new one.
pub(crate) fn token(site: &Site, frame: &Frame, headers: &HeaderMap) -> Result<String, Trouble> {
    if let Some(person) = frame.person() {
        return Ok(person.csrf().to_owned());
    }
    match cookie(headers, name(site)).filter(|token| is_token(token)) {
        Some(token) => Ok(token.to_owned()),
        None => Ok(site.app.draw()?),
    }
}

fn is_token(token: &str) -> bool {
    token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a form carries the token of the browser that sends it.
fn is_tied(site: &Site, headers: &HeaderMap, sent: &str) -> bool {
    is_token(sent) && cookie(headers, name(site)) == Some(sent)
}

/// Gives the token to the browser.
pub(crate) fn tie(site: &Site, response: &mut Response, token: &str) {
    let secure = if site.settings.tls() { "; Secure" } else { "" };
    let cookie = format!("{}={token}; Path=/; SameSite=Strict; HttpOnly{secure}", name(site));
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// An address with the name of what was done there, which the page then says.
pub(crate) fn done(place: &str, what: impl Display) -> Response {
    let mark = if place.contains('?') { '&' } else { '?' };
    axum::response::Redirect::to(&format!("{place}{mark}done={what}")).into_response()
}
