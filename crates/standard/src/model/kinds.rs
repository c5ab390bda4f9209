//! What kind of text a standard is, how far it binds, and whether one that it refers to is in force.

use duheng_pack::text::Text;

/// What kind of standard it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StandardKind {
    /// A national standard.
    National,
    /// A standard of an industry.
    Industry,
    /// A local standard.
    Local,
    /// A group standard, of a society or an association.
    Group,
    /// A standard of an enterprise.
    Enterprise,
    /// An official document.
    Document,
}

impl StandardKind {
    /// The kind of this name in a pack.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "national" => Self::National,
            "industry" => Self::Industry,
            "local" => Self::Local,
            "group" => Self::Group,
            "enterprise" => Self::Enterprise,
            "document" => Self::Document,
            _ => return None,
        })
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::National => Text::new("国家标准", "national standard"),
            Self::Industry => Text::new("行业标准", "industry standard"),
            Self::Local => Text::new("地方标准", "local standard"),
            Self::Group => Text::new("团体标准", "group standard"),
            Self::Enterprise => Text::new("企业标准", "enterprise standard"),
            Self::Document => Text::new("文件", "official document"),
        }
    }
}

/// How far a standard binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binding {
    /// Whoever wants to may follow it.
    Recommended,
    /// It has to be followed.
    Mandatory,
    /// It is a draft for comments.
    Draft,
}

impl Binding {
    /// The force of this name in a pack.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "recommended" => Self::Recommended,
            "mandatory" => Self::Mandatory,
            "draft" => Self::Draft,
            _ => return None,
        })
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Recommended => Text::new("推荐性", "recommended"),
            Self::Mandatory => Text::new("强制性", "mandatory"),
            Self::Draft => Text::new("征求意见稿", "draft for comments"),
        }
    }
}

/// Kind and binding force in a few words, such as `推荐性团体标准`; empty where neither is said.
#[must_use]
pub(super) fn nature(kind: Option<StandardKind>, binding: Option<Binding>) -> Text {
    let (kind, binding) = (kind.map(StandardKind::title), binding.map(Binding::title));
    match (binding, kind) {
        (Some(binding), Some(kind)) => Text::new(binding.zh + &kind.zh, binding.en + " " + &kind.en),
        (one, other) => one.or(other).unwrap_or_default(),
    }
}

/// Whether a standard is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Validity {
    /// It is.
    InForce,
    /// Another stands in its place.
    Replaced,
    /// It was withdrawn.
    Withdrawn,
    /// Nobody has checked.
    Unchecked,
}

impl Validity {
    /// The state of this name in a pack.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "in_force" => Self::InForce,
            "replaced" => Self::Replaced,
            "withdrawn" => Self::Withdrawn,
            "unchecked" => Self::Unchecked,
            _ => return None,
        })
    }

    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Replaced => "replaced",
            Self::Withdrawn => "withdrawn",
            Self::Unchecked => "unchecked",
        }
    }

    /// Whether items that rest on it need a look.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Replaced | Self::Withdrawn)
    }
}
