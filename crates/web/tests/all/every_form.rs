//! Every form of every command that the walks of a pack leave open, in a browser.

use crate::browser::{Answer, Browser};
use crate::town::{Town, walks};

/// All addresses below the content of a page.
fn links(answer: &Answer) -> Vec<String> {
    answer.attribute("main a", "href")
}

/// Every form of every command that a walk leaves open answers for who may, and for nobody else.
fn every_form(pack: &str) {
    let mut commands = std::collections::BTreeSet::new();
    for walk in walks(pack) {
        let town = Town::new(pack, &walk);
        town.play_all();
        let mut stranger = Browser::new(town.served.address);
        for login in town.logins() {
            let mut browser = town.browser(&login);
            let mut pages: Vec<String> = vec!["/desk".into(), "/tasks".into(), "/editions".into()];
            for at in ["/desk", "/editions"] {
                pages.extend(
                    links(&browser.open(at)).into_iter().filter(|link| link.starts_with("/editions/")),
                );
            }
            let editions: Vec<String> =
                pages.iter().filter(|page| page.starts_with("/editions/")).cloned().collect();
            for edition in editions {
                let answer = browser.open(&edition);
                pages.extend(links(&answer).into_iter().filter(|link| link.contains("/do/")));
                for list in links(&answer).into_iter().filter(|link| link.contains("/applications?")).take(4)
                {
                    let cases =
                        links(&browser.open(&list)).into_iter().filter(|link| link.starts_with("/cases/"));
                    for case in cases.take(3) {
                        let answer = browser.open(&case);
                        assert_eq!(answer.status, 200, "{walk} {login} {case}");
                        pages.extend(links(&answer).into_iter().filter(|link| link.contains("/do/")));
                        pages.push(case);
                    }
                }
            }
            pages.sort();
            pages.dedup();
            for page in pages {
                let answer = browser.open(&page);
                assert_eq!(answer.status, 200, "{walk} {login} {page}");
                // a label belongs to the first element of its name
                let ids = answer.attribute("[id]", "id");
                let twice = ids.iter().find(|id| ids.iter().filter(|other| other == id).count() > 1);
                assert_eq!(twice, None, "{page}");
                if let Some((_, rest)) = page.split_once("/do/") {
                    commands.insert(rest.split('?').next().unwrap().to_owned());
                    let told = stranger.ask("GET", &page, "");
                    assert_eq!(told.status, 303, "{page}");
                }
            }
        }
    }
    assert!(commands.len() > 8, "{commands:?}");
}

///
#[test]
fn every_form_of_shanghai_answers() {
    every_form("sh-csr-report");
}

///
#[test]
fn every_form_of_ningbo_answers() {
    every_form("nb-harmonious-enterprise");
}
