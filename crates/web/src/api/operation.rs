//! What an operation of the interface is: the row from which its route, its rights and its description are made.

use std::sync::Arc;

use axum::routing::MethodRouter;
use duheng_app::accounts::{TokenScope, scope_of};
use duheng_pack::schema::Kind;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use crate::routes::Capability;
use crate::site::Site;

/// Where all operations begin.
pub(crate) const BASE: &str = "/api/v1";

/// Schemas by name, as they are found.
pub(crate) type Schemas = Vec<(String, RefOr<Schema>)>;
/// Notes the schema of a type with those that it is made of, and refers to it.
pub(crate) type Describe = fn(&mut Schemas) -> Value;
pub(crate) type Handler = fn() -> MethodRouter<Arc<Site>>;

/// What a request brings.
#[derive(Clone, Copy)]
pub(crate) enum Asked {
    Nothing,
    Json(Describe),
    /// The arguments of a command.
    Arguments(&'static Kind),
    /// The bytes of a file.
    File,
}

/// What comes back.
#[derive(Clone, Copy)]
pub(crate) enum Answered {
    Json(Describe),
    Nothing,
    File,
    /// A document as PDF.
    Paper,
    /// A table for spreadsheets.
    Table,
    /// The description of the interface itself.
    Description,
}

/// One operation.
pub struct Operation {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// The path, with names in braces.
    pub path: String,
    /// Its stable name.
    pub id: String,
    /// What it does: Chinese, English.
    pub about: [String; 2],
    /// Who may use it.
    pub capability: Capability,
    /// The use-cases that it asks, by the names of the table of rights.
    pub uses: &'static [&'static str],
    /// What may stand behind `?`.
    pub(crate) query: &'static [&'static str],
    /// Whether `If-Match` must say which version was seen.
    pub(crate) versioned: bool,
    pub(crate) asked: Asked,
    pub(crate) answered: Answered,
    pub(crate) handler: Handler,
}

/// Describes a type.
pub(crate) fn of<T: ToSchema>(found: &mut Schemas) -> Value {
    T::schemas(found);
    let name = T::name();
    found.push((name.to_string(), T::schema()));
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// What may stand behind `?` in a list.
pub(crate) const LIST: &[&str] = &["after"];
/// The same with words to search for.
pub(crate) const SEARCH: &[&str] = &["q", "after"];
/// In which role somebody acts or looks, where they hold several.
pub(crate) const AS: &[&str] = &["role", "place"];

impl Operation {
    /// An operation for everybody that reads.
    pub(crate) fn open(path: &str, id: &str, about: [&str; 2], uses: &'static [&'static str]) -> Self {
        Self {
            method: "GET",
            path: format!("{BASE}{path}"),
            id: id.to_owned(),
            about: about.map(str::to_owned),
            capability: Capability::Open,
            uses,
            query: &[],
            versioned: false,
            asked: Asked::Nothing,
            answered: Answered::Nothing,
            handler: MethodRouter::new,
        }
    }

    /// An operation for whoever has a token that reads.
    pub(crate) fn own(path: &str, id: &str, about: [&str; 2], uses: &'static [&'static str]) -> Self {
        Self { capability: Capability::SignedIn, ..Self::open(path, id, about, uses) }
    }

    /// An operation for administrators, by a token that was made to administer.
    pub(crate) fn administering(
        path: &str,
        id: &str,
        about: [&str; 2],
        uses: &'static [&'static str],
    ) -> Self {
        Self { capability: Capability::Administrator, ..Self::open(path, id, about, uses) }
    }

    /// The least scope of a token that does it; none where it takes no token.
    pub fn scope(&self) -> Option<TokenScope> {
        if self.capability == Capability::Open {
            return None;
        }
        let writes = if self.method == "GET" { TokenScope::Read } else { TokenScope::Write };
        let administers =
            if self.capability == Capability::Administrator { TokenScope::Administer } else { writes };
        // looking at what everybody may see asks for no more
        self.uses.iter().filter_map(|name| scope_of(name)).max().max(Some(writes.max(administers)))
    }

    /// The same, by another method.
    pub(crate) fn by(self, method: &'static str) -> Self {
        Self { method, ..self }
    }

    /// With this behind `?`.
    pub(crate) fn with(self, query: &'static [&'static str]) -> Self {
        Self { query, ..self }
    }

    /// What it is asked with.
    pub(crate) fn asks(self, asked: Asked) -> Self {
        Self { asked, ..self }
    }

    /// Over a version that was seen.
    pub(crate) fn versioned(self) -> Self {
        Self { versioned: true, ..self }
    }

    /// How it is answered, and by whom.
    pub(crate) fn gives(self, answered: Answered, handler: Handler) -> Self {
        Self { answered, handler, ..self }
    }

    /// How it is answered with JSON, and by whom.
    pub(crate) fn json(self, describe: Describe, handler: Handler) -> Self {
        self.gives(Answered::Json(describe), handler)
    }
}
