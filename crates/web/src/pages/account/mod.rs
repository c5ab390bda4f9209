//! One's own account, and the accounts and places that administrators manage.

mod colleagues;
mod delegation;
mod enterprise;
mod factor;
mod link;
mod organisations;
mod own;
mod password;
mod people;
mod person;
mod roles;
pub(crate) mod sign_in;
mod tokens;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use duheng_app::accounts::{AccountFailure, AccountRefusal};
use duheng_pack::calendar::Date;

use crate::forms::Form;
use crate::frame::Frame;
use crate::guard::ROOM;
use crate::routes::{Route, administrator, open, signed_in};
use crate::trouble::Trouble;

/// Its routes. Signing in carries a form along that was sent without a session, encoded once more.
pub(crate) const ROUTES: &[Route] = &[
    open("GET", "/sign-in", &[], || get(sign_in::form)),
    open("POST", "/sign-in", &["sign_in", "who"], || {
        post(sign_in::send).layer(DefaultBodyLimit::max(4 * ROOM))
    }),
    // the page of the code is shown by a form; who comes back to its address begins again
    open("GET", "/sign-in/code", &[], || get(sign_in::form)),
    open("POST", "/sign-in/code", &["second_factor", "who"], || {
        post(sign_in::send_code).layer(DefaultBodyLimit::max(4 * ROOM))
    }),
    signed_in("POST", "/sign-out", &["sign_out"], || post(sign_in::out)),
    open("GET", "/invitation/{token}", &["link_holder"], || get(link::invitation)),
    open("POST", "/invitation/{token}", &["link_holder", "accept_invitation"], || post(link::accept)),
    open("GET", "/forgot", &[], || get(link::forgot)),
    open("POST", "/forgot", &["ask_reset"], || post(link::ask)),
    open("GET", "/forgot/sent", &[], || get(link::sent)),
    open("GET", "/reset/{token}", &["link_holder"], || get(link::reset)),
    open("POST", "/reset/{token}", &["link_holder", "reset"], || post(link::set)),
    open("GET", "/register", &["homes"], || get(enterprise::form)),
    open("POST", "/register", &["homes"], || post(enterprise::check)),
    open("POST", "/register/change", &["homes"], || post(enterprise::change)),
    open("GET", "/register/send", &["homes"], || get(enterprise::form)),
    open("POST", "/register/send", &["homes", "register_enterprise", "sign_in", "who"], || {
        post(enterprise::send)
    }),
    signed_in("GET", "/account", &["own_account", "sessions"], || get(own::page)),
    signed_in("POST", "/account/sessions", &["own_account", "sessions", "revoke_session"], || {
        post(own::end_session)
    }),
    signed_in("GET", "/account/tokens", &["tokens"], || get(tokens::page)),
    signed_in("POST", "/account/tokens", &["tokens", "make_token"], || post(tokens::make)),
    signed_in("POST", "/account/tokens/revoke", &["tokens", "revoke_token"], || post(tokens::revoke)),
    signed_in("POST", "/account/delegations", &["own_account", "sessions", "end_delegation"], || {
        post(own::end_delegation)
    }),
    signed_in("GET", "/account/password", &[], || get(password::form)),
    signed_in("POST", "/account/password", &["change_password"], || post(password::change)),
    signed_in("GET", "/account/factor", &["own_account", "enrolment"], || get(factor::page)),
    signed_in("POST", "/account/factor", &["own_account", "enrolment", "enrol_second_factor"], || {
        post(factor::begin)
    }),
    signed_in("GET", "/account/factor/confirm", &["own_account", "enrolment"], || get(factor::page)),
    signed_in(
        "POST",
        "/account/factor/confirm",
        &["own_account", "enrolment", "confirm_second_factor", "who"],
        || post(factor::confirm),
    ),
    signed_in("POST", "/account/factor/codes", &[], || post(factor::download)),
    signed_in("GET", "/account/delegate/{grant}", &["own_account", "fellows"], || get(delegation::form)),
    signed_in("POST", "/account/delegate/{grant}", &["own_account", "fellows", "delegate"], || {
        post(delegation::send)
    }),
    signed_in("GET", "/account/colleagues/{organisation}", &["colleagues"], || get(colleagues::page)),
    signed_in(
        "POST",
        "/account/colleagues/{organisation}",
        &["colleagues", "end_colleague", "invite_colleague_again"],
        || post(colleagues::manage),
    ),
    signed_in("GET", "/account/colleagues/{organisation}/new", &["colleagues"], || get(colleagues::new)),
    signed_in("POST", "/account/colleagues/{organisation}/new", &["colleagues", "invite_colleague"], || {
        post(colleagues::invite)
    }),
    administrator("GET", "/people", &["people"], || get(people::list)),
    administrator("GET", "/people/new", &[], || get(people::new)),
    administrator("POST", "/people/new", &["invite_person"], || post(people::invite)),
    administrator("GET", "/people/{person}", &["managed_person"], || get(person::page)),
    administrator(
        "POST",
        "/people/{person}",
        &["managed_person", "end_role", "invite_again", "remove_second_factor"],
        || post(person::manage),
    ),
    administrator("GET", "/people/{person}/role", &["managed_person", "offices"], || get(roles::form)),
    administrator(
        "POST",
        "/people/{person}/role",
        &["managed_person", "offices", "organisations", "give_role"],
        || post(roles::give),
    ),
    administrator("GET", "/people/{person}/expert", &["managed_person"], || get(person::expert)),
    administrator("POST", "/people/{person}/expert", &["managed_person", "enter_expert"], || {
        post(person::enter_expert)
    }),
    administrator("GET", "/people/{person}/leave", &["managed_person"], || get(person::leave)),
    administrator("POST", "/people/{person}/leave", &["managed_person", "successor", "deactivate"], || {
        post(person::deactivate)
    }),
    administrator("GET", "/organisations", &["offices", "organisations"], || get(organisations::list)),
    administrator("GET", "/organisations/new", &["offices"], || get(organisations::new)),
    administrator("POST", "/organisations/new", &["offices", "found_office", "enter_organisation"], || {
        post(organisations::enter)
    }),
    administrator("GET", "/organisations/{place}", &["managed_place", "offices"], || {
        get(organisations::page)
    }),
    administrator("POST", "/organisations/{place}", &["managed_place", "offices", "move_place"], || {
        post(organisations::hang)
    }),
];

/// Refusals that are about one field, by the name that the field has in all forms.
pub(crate) const FIELDS: [(&str, &[&str]); 9] = [
    ("login", &["login-invalid", "login-taken"]),
    ("email", &["email-invalid"]),
    ("name", &["name-missing"]),
    ("password", &["password-short", "password-long", "password-usual", "password-is-login"]),
    ("present", &["password-wrong"]),
    ("code", &["code-wrong", "code-used", "second-factor-unreadable"]),
    ("uscc", &["uscc-invalid", "enterprise-registered"]),
    ("until", &["until-past", "until-before-since", "until-too-late", "token-too-late"]),
    ("successor", &["successor-unfit"]),
];

/// Shows a refusal beside the field that it is about, else above the form. What is not for who asks is trouble.
fn refuse(form: &mut Form, frame: &Frame, failure: AccountFailure) -> Result<(), Trouble> {
    match failure {
        AccountFailure::Broken(fault) => Err(fault.into()),
        AccountFailure::Refused(refusal) => match hidden(&refusal) {
            Some(trouble) => Err(trouble),
            None => {
                if field_of(&refusal).is_none() {
                    form.refuse(frame, AccountFailure::Refused(refusal))?;
                } else {
                    note(form, frame, &refusal);
                }
                Ok(())
            }
        },
    }
}

/// The field that a refusal is about.
fn field_of(refusal: &AccountRefusal) -> Option<&'static str> {
    FIELDS.iter().find(|(_, codes)| codes.contains(&refusal.code)).map(|(field, _)| *field)
}

/// Tells a refusal beside its field, of which nothing else is told.
fn note(form: &mut Form, frame: &Frame, refusal: &AccountRefusal) {
    if let Some(field) = field_of(refusal).filter(|field| form.wrong(field).is_none()) {
        form.mistake(field, sentence(frame, refusal));
    }
}

/// What was refused with its remedy, in one sentence.
fn sentence(frame: &Frame, refusal: &AccountRefusal) -> String {
    frame.with2(
        "refused-in-field",
        "what",
        &frame.dated(&refusal.message),
        "remedy",
        &frame.dated(&refusal.remedy),
    )
}

fn hidden(refusal: &AccountRefusal) -> Option<Trouble> {
    match refusal.code {
        "not-permitted" => Some(Trouble::Forbidden),
        "signed-out" => Some(Trouble::SignedOut),
        _ => None,
    }
}

/// Why a page cannot be read: what is refused there does not exist for who asks.
pub(super) fn unread(failure: AccountFailure) -> Trouble {
    match failure {
        AccountFailure::Broken(fault) => fault.into(),
        AccountFailure::Refused(refusal) => hidden(&refusal).unwrap_or(Trouble::NotFound),
    }
}

/// Two passwords that are to be the same: what is wrong is noted.
fn passwords(form: &mut Form, frame: &Frame) {
    form.need("password", frame.t("password-missing"));
    if form.value("password") != form.value("password_again") {
        form.mistake("password_again", frame.t("password-differs"));
    }
}

/// A day that may be left out; what is no day is noted.
fn day(form: &mut Form, frame: &Frame, field: &str) -> Option<Date> {
    let text = form.fields.tidy(field);
    let read = Date::read(&text).ok();
    if read.is_none() && !text.is_empty() {
        form.mistake(field, frame.t("day-wrong"));
    }
    read
}

/// Fields of a person who comes in; all that is wrong with them is noted.
fn new_person(form: &mut Form, frame: &Frame) -> duheng_app::accounts::NewPerson {
    form.need("login", frame.t("person-login-missing"));
    form.need("name", frame.t("person-name-missing"));
    form.need("email", frame.t("person-email-missing"));
    let person = duheng_app::accounts::NewPerson {
        login: form.fields.tidy("login"),
        name: form.fields.tidy("name"),
        email: form.fields.tidy("email"),
        language: form.fields.tidy("language"),
    };
    person.mistakes().iter().for_each(|wrong| note(form, frame, wrong));
    form.in_order(["name", "login", "email"].into_iter());
    person
}
