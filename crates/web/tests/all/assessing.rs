//! An expert declares, judges, confirms, seals; and works blind.

use std::fs;
use std::path::Path;

use duheng_app::accounts::{GrantKind, NewGrant, NewPerson, SignedIn, SignedInPerson};
use duheng_pack::calendar::Date;
use duheng_pack::source::FileId;
use duheng_pack::tree::{Limits, read};
use duheng_programme::walk::{Material, play_on};

use crate::browser::Browser;
use crate::deployment::{Served, empty};
use crate::enterprises::{HARBOUR, PROGRAMME};
use crate::host::Deployed;
use crate::people::{PASSWORD, code, enrol, set_up, sign_in};
use crate::town::Town;

/// The people of the walk with their logins.
const PEOPLE: [(&str, &str, GrantKind, &str); 5] = [
    ("lin", "lin", GrantKind::Office, "office"),
    ("zhou", "zhou", GrantKind::Office, "office"),
    ("qian", "qian", GrantKind::Expert, "expert"),
    ("li", "li.expert", GrantKind::Expert, "expert"),
    ("sun", "sun", GrantKind::Expert, "expert"),
];

fn place() -> String {
    format!("/assess/{PROGRAMME}/2026/{HARBOUR}")
}

pub(crate) async fn root(served: &Served, secret: &str) -> SignedInPerson {
    let app = &served.app;
    let SignedIn::NeedsSecondFactor(pending) = app.sign_in("root", PASSWORD, "").await.unwrap() else {
        panic!()
    };
    let session = app.second_factor(&pending, &code(served, secret)).await.unwrap();
    app.who(&session).await.unwrap().unwrap()
}

/// A person who was invited and has set a password.
pub(crate) async fn member(served: &Served, root: &SignedInPerson, login: &str) -> String {
    let new = NewPerson {
        login: login.to_owned(),
        name: format!("示例 {login}"),
        email: format!("{login}@panel.example"),
        language: "zh".to_owned(),
    };
    let id = served.app.invite_person(root, &new).await.unwrap();
    let letters = served.app.outbox().await.unwrap();
    let letter = letters.iter().find(|letter| letter.to == new.email).unwrap();
    let line = letter.body.lines().find(|line| line.starts_with('/')).unwrap();
    served.app.accept_invitation(line.rsplit('/').next().unwrap(), PASSWORD).await.unwrap();
    id
}

/// The walk with its people renamed, word by word.
fn renamed(text: &str, ids: &[(&str, String)]) -> String {
    let is_word = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_';
    let mut made = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|sign| !is_word(sign)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        made.push_str(ids.iter().find(|(name, _)| *name == word).map_or(word, |(_, id)| id));
        let gap = after.find(is_word).unwrap_or(after.len());
        made.push_str(&after[..gap]);
        rest = &after[gap..];
    }
    made
}

/// A deployment after the steps of the walk of objections before the one that begins with `until`, whose people have accounts.
fn staged(until: &str) -> Served {
    let served = empty();
    served.noon(2026, 2, 1);
    set_up(&served);
    let secret = enrol(&served, "root");
    served.noon(2026, 2, 2);
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let installed = served.runtime.block_on(async {
        served.app.enter_office("sz", "示例市企业评价办公室（虚构）", None, Date::FIRST).await.unwrap();
        served.app.install_pack(packs.join(PROGRAMME)).await.unwrap()
    });
    let ids: Vec<(&str, String)> = served.runtime.block_on(async {
        let root = root(&served, &secret).await;
        let mut ids = Vec::new();
        for (name, login, ..) in PEOPLE {
            ids.push((name, member(&served, &root, login).await));
        }
        ids
    });
    let text = fs::read_to_string(packs.join(PROGRAMME).join("walks/objection.yaml")).unwrap();
    let cut = text.find(until).map(|at| text[..at].rfind("\n  - ").unwrap()).unwrap();
    let tree = read(FileId::default(), &renamed(&text[..=cut], &ids), &Limits::default()).0.unwrap();
    let bundle = installed.bundle().unwrap();
    let material = Material { pack: &installed.pack, programmes: &installed.programmes, bundle };
    let mut host = Deployed { runtime: &served.runtime, app: &served.app, clock: &served.clock };
    let played = play_on(&tree, material, &mut host);
    assert!(played.passed(), "{:?}", played.failures);
    served.noon(2026, 6, 9);
    served.runtime.block_on(async {
        let root = root(&served, &secret).await;
        for ((_, id), (_, _, kind, role)) in ids.iter().zip(PEOPLE) {
            let new = NewGrant {
                person: id.clone(),
                kind,
                role: role.to_owned(),
                place: "sz".to_owned(),
                programme: "*".to_owned(),
                may_submit: false,
                since: None,
                until: None,
            };
            served.app.give_role(&root, &new).await.unwrap();
        }
    });
    served
}

/// The browser of somebody who has just enrolled a second factor.
pub(crate) fn enrolled(served: &Served, login: &str) -> Browser {
    let secret = enrol(served, login);
    // a code counts once
    served.clock.set(served.now() + 60_000_000);
    let mut browser = Browser::new(served.address);
    let page = sign_in(&mut browser, login);
    let desk = browser.send(&page, "/sign-in/code", &[("code", &code(served, &secret))]);
    assert_eq!(desk.status, 200);
    browser
}

/// The experts who were drawn, and the one who was not.
fn panel(served: &Served) -> (Vec<Browser>, Browser) {
    let (mut seated, mut other) = (Vec::new(), None);
    for login in ["qian", "li.expert", "sun"] {
        let mut browser = enrolled(served, login);
        match browser.open(&place()).status {
            200 => seated.push(browser),
            status => {
                assert_eq!(status, 404);
                other = Some(browser);
            }
        }
    }
    assert_eq!(seated.len(), 2);
    (seated, other.unwrap())
}

/// Covers S4-06, S4-36.
#[test]
fn an_expert_declares_reviews_blind_seals_and_then_reads_only() {
    let served = staged("at: 2026-06-05 10:00");
    let (mut seated, mut other) = panel(&served);
    for browser in &mut seated {
        let page = browser.open(&place());
        assert_eq!(page.texts("h2"), ["利益冲突声明"], "{}", page.body);
        let empty = browser.send(&page, &format!("{}/declare", place()), &[]);
        assert_eq!((empty.status, empty.attribute(".wrong a", "href")), (422, vec!["#conflict".into()]));
        let done = browser.send(&page, &format!("{}/declare", place()), &[("conflict", "no")]);
        assert_eq!(done.texts(".done"), ["已声明。"], "{}", done.body);
    }
    let [first, second] = seated.as_mut_slice() else { panic!() };
    let item = format!("{}/items/6.1.6.c", place());
    let page = first.open(&item);
    assert_eq!(page.status, 200);
    assert!(page.texts("#fact-liabilities .value").len() >= 3, "the claim stands beside: {}", page.body);
    let saved = first.send(&page, &item, &[("c-liabilities", "confirm"), ("do", "save")]);
    assert_eq!(saved.texts(".done"), ["已保存。"], "{}", saved.body);
    assert_eq!(saved.attribute("#fact-liabilities input[checked]", "value"), ["confirm"]);
    // "otherwise" needs something that is other, and a reason
    let same = first.send(&saved, &item, &[("c-liabilities", "found"), ("do", "save")]);
    assert_eq!((same.status, same.attribute(".wrong a", "href")), (422, vec!["#fact-liabilities".into()]));
    assert!(same.texts(".wrong a")[0].contains("须改动至少一处"), "{:?}", same.texts(".wrong a"));
    assert_eq!(same.attribute("#fact-liabilities input[checked]", "value"), ["found"]);
    let found = [
        ("c-liabilities", "found"),
        ("f-liabilities-2025", "9999"),
        ("u-liabilities-2025", "元"),
        ("do", "save"),
    ];
    let bare = first.send(&same, &item, &found);
    assert_eq!(bare.status, 422);
    assert!(bare.texts(".wrong a")[0].contains("理由"), "{:?}", bare.texts(".wrong a"));
    let why = [("c-liabilities", "found"), ("why-liabilities", "与审计报告附注不符"), ("do", "save")];
    let saved = first.send(&bare, &item, &why);
    assert_eq!(saved.status, 200, "{:?}", saved.texts(".wrong"));
    assert_eq!(saved.attribute("#f-liabilities-2025", "value"), ["9999"], "{}", saved.body);
    assert_eq!(saved.texts("#why-liabilities"), ["与审计报告附注不符"]);
    // points outside of the range are kept and told
    let judged = format!("{}/items/bonus.a", place());
    let page = first.open(&judged);
    let wrong = first.send(&page, &judged, &[("judged", "99"), ("do", "save")]);
    assert_eq!(
        (wrong.status, wrong.attribute("#judged", "value")),
        (422, vec!["99".into()]),
        "{}",
        wrong.body
    );
    // points need a reason too
    let bare = first.send(&page, &judged, &[("judged", "5"), ("do", "save")]);
    assert_eq!((bare.status, bare.attribute(".wrong a", "href")), (422, vec!["#judged".into()]));
    assert_eq!(bare.texts(".wrong a"), ["请写明这样评分的理由"]);
    let right =
        first.send(&bare, &judged, &[("judged", "5"), ("judged-why", "方案有部署无考核"), ("do", "save")]);
    assert_eq!(right.status, 200, "{:?}", right.texts(".wrong"));
    assert_eq!(right.attribute("#judged", "value"), ["5"]);
    assert_eq!(right.texts("#judged-why"), ["方案有部署无考核"]);
    // blind: the other expert sees nothing of it, and who does not sit on the panel nothing at all
    let blind = second.open(&item);
    assert_eq!(blind.attribute("#fact-liabilities input[checked]", "value"), [""]);
    assert_ne!(blind.attribute("#f-liabilities-2025", "value"), ["9999"]);
    assert_eq!(second.open(&judged).attribute("#judged", "value"), [""]);
    assert_eq!((other.open(&place()).status, other.open(&item).status), (404, 404));
    let seal = format!("{}/seal", place());
    // nothing is sealed while items are open: facts are taken as claimed in one act that lists them, points are given
    let page = first.open(&seal);
    assert!(page.attribute("main form", "action").iter().all(|action| !action.ends_with("/seal")));
    let listed = page.attribute("input[name=item]", "value");
    assert!(listed.len() > 40 && !listed.contains(&"bonus.a".to_owned()), "{listed:?}");
    assert_eq!(page.texts("#rest details.reviewed").len(), listed.len());
    let taken = first.send(&page, &format!("{}/rest", place()), &[]);
    assert_eq!(taken.texts(".done"), ["已按企业申报认定，作为您本人的评定记入。"], "{}", taken.body);
    assert_eq!(taken.texts("#rest").len(), 0);
    let open = taken.attribute(".open-items a", "href");
    assert!(!open.is_empty() && open.iter().all(|link| link.contains("/items/bonus.")), "{open:?}");
    for link in open {
        let page = first.open(&link);
        assert_eq!(first.send(&page, &link, &[("judged", "3"), ("do", "save")]).status, 422);
        // the points stand, and the item is open until there is a reason
        let left = first.open(&seal).attribute(".open-items a", "href");
        assert!(left.contains(&link), "{left:?}");
        let page = first.open(&link);
        assert_eq!(first.send(&page, &link, &[("judged-why", "有成效"), ("do", "save")]).status, 200);
    }
    let page = first.open(&seal);
    // each item stands with what was found and the points that follow; one whose code is no number of a clause by its title
    let found: Vec<String> = page.texts(".reviewed summary");
    let of = |code: &str| found.iter().find(|said| said.starts_with(code)).unwrap().clone();
    assert!(found.len() > 40, "{}", found.len());
    assert!(
        of("顶层设计").contains("评 5 分") && of("顶层设计").contains("得 5 分，满分 10 分"),
        "{}",
        of("顶层设计")
    );
    assert!(of("6.1.6.c").contains("有 1 处与申报不一致"), "{}", of("6.1.6.c"));
    assert!(of("6.1.2.a").contains("与申报一致") && of("6.1.2.a").contains("满分 2 分"), "{}", of("6.1.2.a"));
    assert!(page.body.contains("您在本次评审中的评定"));
    assert!(page.body.contains("与审计报告附注不符"), "what differs, with its reason");
    assert!(page.body.contains("方案有部署无考核"), "what is judged, with its reason");
    let done = first.send(&page, &seal, &[]);
    assert_eq!(done.texts(".done"), ["已提交，不能再改。"], "{}", done.body);
    assert!(!done.texts(".notice-line").is_empty());
    assert!(first.open(&item).attribute("input[value=confirm]", "name").is_empty(), "read only");
    // the score sheet prints one's own opinion with its reason, to the other it does not say that there is one
    let case = format!("/cases/{PROGRAMME}/2026/{HARBOUR}");
    let link = |page: &crate::browser::Answer| page.attribute("a[href*='/score-sheet']", "href");
    let (own, others) = (first.open(&case), second.open(&case));
    let (own, others) = (first.open(&link(&own)[0]), second.open(&link(&others)[0]));
    assert_eq!((own.header("content-type"), others.status), (Some("application/pdf"), 200));
    assert!(own.body.contains("与审计报告附注不符"), "{}", own.body);
    assert!(!others.body.contains("与审计报告附注不符"));
    // beside the item stands what was found of it, with why; and its files
    let beside = |code: &str, said: &str| {
        let after = own.body.split(&format!("\"{code}\": BesideItem")).nth(1).unwrap();
        let of = after.split("BesideItem").next().unwrap();
        assert!(of.contains(said), "{code}: {of}");
    };
    beside("6.1.6.c", "负债总额认定为");
    beside("6.1.6.c", "理由：与审计报告附注不符");
    beside("bonus.a", "评 5 分；理由：方案有部署无考核");
    assert!(own.body.contains("与申报一致"), "what was confirmed");
    for none in ["方案有部署无考核", "与申报一致", "评 5 分"] {
        assert!(!others.body.contains(none), "{none}: {}", others.body);
    }
    assert!(others.body.contains("办理记录"), "what happened is there for both: {}", others.body);
    assert_eq!(other.open(&format!("{case}/score-sheet")).status, 404);
}

/// What is shared says so, and what nobody claimed can be found all the same.
#[test]
fn an_item_says_what_else_it_decides_and_offers_a_row_for_what_was_not_claimed() {
    let served = staged("at: 2026-06-05 10:00");
    let (mut seated, _) = panel(&served);
    for browser in &mut seated {
        let page = browser.open(&place());
        browser.send(&page, &format!("{}/declare", place()), &[("conflict", "no")]);
    }
    let first = &mut seated[0];
    let page = first.open(&format!("{}/items/6.1.1.b", place()));
    let shared = page.attribute("#fact-policies .shared a", "href");
    assert!(shared.contains(&format!("{}/items/6.1.1.d", place())), "{shared:?}");
    assert!(!shared.contains(&format!("{}/items/6.1.1.b", place())), "not the item itself");
    // a list has an empty row at its end, which changes nothing by itself
    let rows = page.texts("#fact-policies .record").len();
    let same =
        first.send(&page, &format!("{}/items/6.1.1.b", place()), &[("c-policies", "found"), ("do", "save")]);
    assert_eq!(same.status, 422);
    assert!(same.texts(".wrong a")[0].contains("须改动至少一处"), "{:?}", same.texts(".wrong a"));
    assert_eq!(same.texts("#fact-policies .record").len(), rows);
    // of a list that nobody claimed there is nothing to confirm, and a row for what was found
    let list = first.open(&place());
    let items: Vec<String> =
        list.attribute("ul.items a", "href").into_iter().filter(|link| link.contains("/items/")).collect();
    let unclaimed = items.iter().find_map(|item| {
        let page = first.open(item);
        let lists = page.attribute("input[type=hidden][name^='n-']", "name");
        let of = |name: &String| name.trim_start_matches("n-").to_owned();
        let empty = |fact: &String| page.texts(&format!("#fact-{fact} .value")).is_empty();
        lists.iter().map(of).find(empty).map(|fact| (item.clone(), fact, page))
    });
    let (item, fact, page) = unclaimed.expect("a list that is not claimed");
    assert_eq!(page.texts(&format!("#fact-{fact} .record")).len(), 1);
    assert_eq!(page.attribute(&format!("input[name='c-{fact}']"), "value"), ["", "found"]);
    let empty = first.send(&page, &item, &[(format!("c-{fact}").as_str(), "found"), ("do", "save")]);
    assert_eq!(empty.status, 422, "nothing was found in it");
}

/// Where assessors agreed before, nothing is asked of them: the page says so, and asks for the visit.
#[test]
fn a_later_layer_says_that_nothing_is_asked_and_needs_the_day_of_the_visit() {
    let town = Town::new(PROGRAMME, "objection.yaml");
    for step in ["do: open_edition", "do: apply", "do: supply", "do: submit", "do: check", "do: commit_draw"]
    {
        town.play_one(step);
    }
    for step in ["do: draw", "by: qian, do: declare", "by: li, do: declare"] {
        town.play_one(step);
    }
    for expert in ["qian", "li"] {
        town.seal(expert, "2026-06-12", "{ case: average, like: expert-1 }");
    }
    town.day("2026-06-18");
    let mut first = town.browser("qian");
    let page = first.open(&place());
    assert!(!page.body.contains("0 / 0"), "{}", page.body);
    assert!(page.body.contains("本环节没有须您逐项评定的内容"), "{}", page.body);
    assert!(page.texts(".part-figures").iter().all(|said| said == "无须评定，沿用此前认定"));
    let seal = format!("{}/seal", place());
    let page = first.open(&seal);
    let stand = page.texts(".stand li");
    assert!(stand.len() > 40 && stand.iter().all(|item| item.contains("满分")), "{stand:?}");
    assert_eq!(page.attribute("#held_on", "type"), ["date"]);
    let empty = first.send(&page, &seal, &[("participants", "企业负责人"), ("minutes", "座谈")]);
    assert_eq!((empty.status, empty.texts(".wrong a")), (422, vec!["请填写走访日期".into()]));
    // what no field for days can show stands as it was typed
    let wrong = first.send(
        &empty,
        &seal,
        &[("held_on", "六月十八"), ("participants", "企业负责人"), ("minutes", "座谈")],
    );
    assert_eq!((wrong.status, wrong.attribute("#held_on", "type")), (422, vec!["text".into()]));
    assert_eq!(wrong.attribute("#held_on", "value"), ["六月十八"]);
    assert!(wrong.texts(".wrong a")[0] != "请填写走访日期");
    let right = [("held_on", "2026-06-18"), ("participants", "企业负责人"), ("minutes", "座谈")];
    let confirm = first.send(&wrong, &seal, &right);
    assert_eq!(confirm.texts("h1"), ["请核对：提交评审意见"], "{}", confirm.body);
    // the record stands there once more, and goes back into the form where something is to be changed
    assert_eq!(confirm.texts(".facts dd"), ["2026年6月18日", "企业负责人", "座谈"]);
    let back = first.send(&confirm, &seal, &[("change", "yes")]);
    assert_eq!(back.attribute("#held_on", "value"), ["2026-06-18"]);
    assert_eq!(back.texts("#participants, #minutes"), ["企业负责人", "座谈"]);
    // nothing of it is lost with the session
    first.forget("duheng_session");
    let asked = first.send(&wrong, &seal, &right);
    let kept = &asked.attribute("input[name=form]", "value")[0];
    let kept: Vec<(String, String)> = form_urlencoded::parse(kept.as_bytes()).into_owned().collect();
    for (name, value) in right {
        assert!(kept.contains(&(name.to_owned(), value.to_owned())), "{name} not in {kept:?}");
    }
}
