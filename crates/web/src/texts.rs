//! The words of all pages, in `texts/zh` and `texts/en`, one file for each group of pages.

use std::sync::LazyLock;

use duheng_pack::text::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// The files of both languages.
macro_rules! files {
    ($($group:literal),+ $(,)?) => {
        const ZH: &[&str] = &[$(include_str!(concat!("../texts/zh/", $group, ".ftl"))),+];
        const EN: &[&str] = &[$(include_str!(concat!("../texts/en/", $group, ".ftl"))),+];
    };
}

files!["portal", "account", "claim", "demo", "assess", "office", "case", "form"];

static CHINESE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle("zh-CN", ZH));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle("en", EN));

fn bundle(language: &str, sources: &[&str]) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // values are shown as they are; no invisible marks around them
    bundle.set_use_isolating(false);
    for source in sources {
        // a test reads all files, so what cannot be read is not reached
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The text of this name with these values; the name itself where there is none.
pub(crate) fn text(language: Language, id: &str, values: &[(&str, &str)]) -> String {
    let bundle = match language {
        Language::Zh => &*CHINESE,
        Language::En => &*ENGLISH,
    };
    let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
        return id.to_owned();
    };
    let mut arguments = FluentArgs::new();
    for (name, value) in values {
        // one thing alone is the number that a text may tell apart (`[one]`); all else is shown letter for letter
        if *value == "1" {
            arguments.set(*name, 1);
        } else {
            arguments.set(*name, (*value).to_owned());
        }
    }
    bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use duheng_pack::text::Language;
    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

    use super::{EN, ZH, text};

    /// The names of the values in a text, in all its variants.
    fn values(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            let (Expression::Inline(inline) | Expression::Select { selector: inline, .. }) = expression;
            if let InlineExpression::VariableReference { id } = inline {
                names.insert(id.name.to_owned());
            }
            if let Expression::Select { variants, .. } = expression {
                variants.iter().for_each(|variant| values(&variant.value, names));
            }
        }
    }

    #[test]
    fn one_thing_alone_has_a_text_of_its_own() {
        let say = |count| text(Language::En, "gaps-unanswered", &[("count", count)]);
        assert_eq!(
            ["1", "2", "21"].map(say),
            ["1 answer is open.", "2 answers are open.", "21 answers are open."]
        );
        assert_eq!(text(Language::Zh, "gaps-unanswered", &[("count", "1")]), "1 处未填。");
    }

    /// The names of all texts with the names of their values.
    fn messages(sources: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let joined = sources.join("\n");
        let resource = fluent_syntax::parser::parse(joined.as_str()).unwrap();
        let entry = |entry: &Entry<&str>| {
            let Entry::Message(message) = entry else { return None };
            let mut names = BTreeSet::new();
            message.value.iter().for_each(|pattern| values(pattern, &mut names));
            Some((message.id.name.to_owned(), names))
        };
        resource.body.iter().filter_map(entry).collect()
    }

    /// All files below a folder.
    fn gather(folder: &Path, sources: &mut String) {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            match path.is_dir() {
                true => gather(&path, sources),
                false => sources.push_str(&std::fs::read_to_string(path).unwrap()),
            }
        }
    }

    #[test]
    fn every_text_is_written_once() {
        for sources in [ZH, EN] {
            let count: usize = sources.iter().map(|source| messages(&[source]).len()).sum();
            assert_eq!(count, messages(sources).len());
        }
    }

    #[test]
    fn both_languages_have_the_same_texts_with_the_same_values() {
        assert_eq!(messages(ZH), messages(EN));
    }

    #[test]
    fn every_text_that_is_named_exists_and_every_one_that_exists_is_named() {
        let known = messages(ZH);
        let mut sources = String::new();
        for folder in ["templates", "src"] {
            gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut sources);
        }
        for call in [".t(\"", ".with(\"", ".with2(\"", ".with_all(\""] {
            for after in sources.split(call).skip(1) {
                let id = after.split('"').next().unwrap();
                assert!(known.contains_key(id), "`{id}` is named and not written");
            }
        }
        let starts = [
            "confirm-",
            "did-",
            "done-",
            "evidence-state-",
            "explain-",
            "item-state-",
            "job-state-",
            "list-",
            "listed-",
            "reference-",
            "role-",
            "ruling-",
            "scored-",
            "state-",
            "step-",
            "token-scope-",
            "token-until-hint",
            "trouble-",
            "verify-answer-",
        ];
        // a text that is named by its start alone is kept by this list
        for after in sources.split(".made(\"").skip(1) {
            let start = after.split('"').next().unwrap();
            assert!(starts.contains(&start), "`{start}` is not among the starts of names");
        }
        for id in known.keys() {
            let made = starts.iter().any(|start| id.starts_with(start));
            assert!(made || sources.contains(&format!("\"{id}\"")), "`{id}` is written and not named");
        }
    }

    #[test]
    fn every_command_says_what_was_done() {
        let known = messages(EN);
        for kind in duheng_programme::language::COMMANDS {
            let values = known.get(&format!("did-{}", kind.name));
            assert_eq!(values, Some(&BTreeSet::from(["of".to_owned()])), "{}", kind.name);
        }
    }
}
