//! Every walk of every shipped pack goes as it says; together they touch every command, event, refusal and mechanism.

use std::collections::BTreeSet;

use duheng_pack::bundle::FileKind;
use duheng_pack::diagnostic::Severity;
use duheng_pack::source::FileId;
use duheng_pack::tree::{Limits, read};
use duheng_programme::walk::{Material, play};
use duheng_programme::{event, language, read_programmes, refusal};
use duheng_testkit::shipped;

/// A place in a file, as `path:line:column`.
fn place(shipped: &shipped::Shipped, span: duheng_pack::source::Span) -> String {
    let Some(source) = shipped.sources.get(span.file) else { return String::new() };
    let (line, column) = source.line_column(span.start);
    format!("{}:{line}:{column}", source.path)
}

/// How a walk of the Shenzhen pack goes after changes: its differences, and how many steps were not played.
fn changed(walk: &str, changes: &[(&str, &str)]) -> (Vec<String>, usize) {
    let shipped = shipped::named(&["common", "sz-sustainable-enterprise"]);
    let pack = shipped.pack("sz-sustainable-enterprise").unwrap();
    let bundle = shipped.bundles.last().unwrap();
    let (programmes, _) = read_programmes(bundle, &shipped.bundles, pack);
    let path = shipped::folder().join("sz-sustainable-enterprise/walks").join(walk);
    let mut text = std::fs::read_to_string(path).unwrap();
    for (old, new) in changes {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text = text.replace(old, new);
    }
    let tree = read(FileId::default(), &text, &Limits::default()).0.unwrap();
    let played = play(&tree, Material { pack, programmes: &programmes, bundle });
    let findings = played.findings.iter().map(|finding| finding.message.en.clone());
    (
        findings.chain(played.failures.iter().map(|failure| failure.message.en.clone())).collect(),
        played.unplayed,
    )
}

#[test]
fn all_that_differs_is_told_where_the_walk_can_go_on() {
    let (told, unplayed) = changed("arbitration.yaml", &[("{ reached: site }", "{ reached: office }")]);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(unplayed, 0);
    let both = [("{ reached: site }", "{ reached: office }"), ("{ reached: settle }", "{ reached: notice }")];
    let (told, unplayed) = changed("arbitration.yaml", &both);
    assert_eq!((told.len(), unplayed), (2, 0), "{told:#?}");
    let refused = [("{ verdict: pass }", "{ verdict: fail, reason: 示例 }")];
    let (told, unplayed) = changed("arbitration.yaml", &refused);
    assert_eq!(told.len(), 1, "what follows would only repeat it: {told:#?}");
    assert!(unplayed > 3);
}

#[test]
fn every_walk_goes_as_it_says() {
    let shipped = shipped::packs();
    let mut wrong = Vec::new();
    let (mut commands, mut events, mut refusals, mut mechanisms) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for bundle in &shipped.bundles {
        let Some(pack) = shipped.pack(&bundle.folder) else { continue };
        let (programmes, findings) = read_programmes(bundle, &shipped.bundles, pack);
        for finding in findings.iter().filter(|finding| finding.severity() > Severity::Note) {
            wrong.push(format!(
                "{} {}: {} ({})",
                place(&shipped, finding.span),
                finding.code.name,
                finding.message.en,
                finding.help.en
            ));
        }
        for file in bundle.of_kind(FileKind::Walk) {
            let played = play(&file.tree, Material { pack, programmes: &programmes, bundle });
            for finding in &played.findings {
                wrong.push(format!("{} {}", place(&shipped, finding.span), finding.message.en));
            }
            for failure in &played.failures {
                wrong.push(format!(
                    "{} {} ({})",
                    place(&shipped, failure.span),
                    failure.message.en,
                    failure.help.en
                ));
            }
            commands.extend(played.touched.commands);
            events.extend(played.touched.events);
            refusals.extend(played.touched.refusals);
            mechanisms.extend(played.touched.mechanisms);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let missing = |all: Vec<&'static str>, touched: &BTreeSet<&str>| -> Vec<&'static str> {
        all.into_iter().filter(|name| !touched.contains(name)).collect()
    };
    let commands_known = language::COMMANDS.iter().map(|kind| kind.name).collect();
    let mechanisms_known = language::MECHANISMS.iter().map(|mechanism| mechanism.name).collect();
    let refusals_known = refusal::CODES.iter().map(|(code, _)| *code).collect();
    let untouched = [
        missing(commands_known, &commands),
        missing(mechanisms_known, &mechanisms),
        missing(refusals_known, &refusals),
        missing(event::NAMES.to_vec(), &events),
    ];
    assert!(untouched.iter().all(Vec::is_empty), "no walk touches {untouched:?}");
    assert!(
        events.iter().all(|name| event::NAMES.contains(name)),
        "an event without its name in NAMES: {events:?}"
    );
}

/// The README beside the packs names what a walk may say, so that nobody has to look for it.
#[test]
fn the_readme_of_the_packs_names_all_that_a_walk_may_say() {
    let readme = std::fs::read_to_string(shipped::folder().join("README.md")).unwrap();
    let commands = language::COMMANDS.iter().map(|command| command.name);
    let missing: Vec<&str> = commands
        .chain(event::NAMES.iter().copied())
        .filter(|name| !readme.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "packs/README.md does not name {missing:?}");
}
