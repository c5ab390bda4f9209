//! The whole way of an application in a real browser, from the opening of an edition to a certificate: every page is
//! reached from the start page by links and buttons, and each is looked at.

mod enterprise;
mod expert;
mod office;

use std::fs;
use std::path::PathBuf;

use duheng_app::accounts::{SignedIn, SignedInPerson};
use duheng_app::forms::Point;
use duheng_app::{Question, Target, typed};
use duheng_pack::source::FileId;
use duheng_pack::tree::{Limits, Node, read};

use crate::guides::Taken;
use crate::people::PASSWORD;
use crate::screen::Screen;
use crate::town::Town;

const PROGRAMME: &str = "sz-sustainable-enterprise";
const HARBOUR: &str = "914403000000000276";
const NAME: &str = "深圳示例普通制造有限公司";

/// Somebody at the one screen that all share.
struct Course {
    town: Town,
    screen: Screen,
    taken: Taken,
    /// The day on which something was done last.
    today: String,
    /// The number that an objection got.
    objection: String,
}

/// A file to be brought.
fn file(name: &str, size: usize) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("duheng_web_course_{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let place = folder.join(name);
    let mut content = b"%PDF-1.7\n1 0 obj << >> endobj\n".to_vec();
    content.resize(size.max(content.len()), b' ');
    fs::write(&place, content).unwrap();
    place
}

/// The worked example whose facts the enterprise states.
fn example() -> Node {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../packs/sz-sustainable-enterprise/cases/average.yaml");
    read(FileId::default(), &fs::read_to_string(path).unwrap(), &Limits::default()).0.unwrap()
}

/// What is told of each command when it is done.
const DONE: [(&str, &str); 10] = [
    ("开届", "已开放“"),
    ("提交审核结论", "的审核结论已提交"),
    ("准备抽取专家", "的专家抽取已准备"),
    ("抽取专家", "的评审专家已抽取"),
    ("提出等级", "的等级已提出"),
    ("批准", "的等级已批准"),
    ("发布公示", "的公示已发布"),
    ("裁定异议", "的一件异议已裁定"),
    ("结束公示", "的公示已结束"),
    ("认定发证", "认定发证"),
];

impl Course {
    fn new(scripts: bool) -> Self {
        let town = Town::without_firms(PROGRAMME, "objection.yaml");
        let screen = Screen::new(town.served.address, scripts);
        Self { town, screen, taken: Taken::default(), today: String::new(), objection: String::new() }
    }

    fn step(&mut self, guide: &str, name: &str) {
        self.taken.step(&mut self.screen, guide, name);
    }

    /// Signs in by the forms, on the page for it.
    fn identify(&mut self, login: &str, name: Option<&str>) {
        self.screen.write("登录名", login);
        self.screen.write("密码", PASSWORD);
        self.screen.go("登录");
        if let Some(name) = name {
            self.screen.look(None);
            self.screen.write("验证码", &self.town.shown(name));
            self.screen.go("继续");
        }
    }

    /// Signs in from the start page of everybody.
    fn sign_in(&mut self, login: &str, name: Option<&str>) {
        self.screen.session(None);
        self.screen.home();
        self.screen.look(None);
        self.screen.go_above("登录");
        self.screen.look(None);
        self.identify(login, name);
        assert_eq!(self.screen.heading(), "工作台");
    }

    /// Puts the clock to a day. On the same day it goes on: a code counts once.
    fn on(&mut self, day: &str) {
        if self.today == day {
            self.town.later(60);
        } else {
            self.town.day(day);
            self.today = day.to_owned();
        }
    }

    /// Somebody who has signed in once comes back to their desk on a day.
    fn back(&mut self, day: &str, name: &str) {
        self.on(day);
        self.again(&self.town.token(name));
    }

    fn again(&mut self, token: &str) {
        self.screen.session(Some(token));
        self.screen.desk();
        self.screen.look(None);
    }

    /// Does a command by its form, with the page that asks once more where there is one.
    fn finish(&mut self, command: &str) {
        let sure = self.screen.texts("main form.panel button.btn-primary");
        // what asks for nothing is the page that asks once more
        if !self.screen.texts("main button[name=confirmed]").is_empty() {
            self.screen.go(&format!("确认{command}"));
        } else if sure.contains(&"继续，核对后办理".to_owned()) {
            self.screen.go("继续，核对后办理");
            self.screen.look(None);
            self.screen.go(&format!("确认{command}"));
        } else {
            self.screen.go(command);
            self.screen.see("main .done, main button[name=confirmed]", "");
            // what only some answers make final is asked once more too
            if !self.screen.texts("main button[name=confirmed]").is_empty() {
                self.screen.look(None);
                self.screen.go(&format!("确认{command}"));
            }
        }
        let told = DONE.iter().find(|(done, _)| *done == command).map(|(_, told)| *told);
        self.screen.see(".done", told.expect("what is told of it"));
    }

    fn target(&self, id: &str) -> Target {
        let of = |text: &str| text.to_owned();
        Target { programme: of(PROGRAMME), edition: of("2026"), organisation: Some(of(id)) }
    }

    /// A session of an enterprise's person.
    fn of_firm(&self) -> (String, SignedInPerson) {
        let app = &self.town.served.app;
        self.town.later(60);
        self.town.served.runtime.block_on(async {
            let SignedIn::Done(token) = app.sign_in("chen", PASSWORD, "").await.unwrap() else { panic!() };
            let person = app.who(&token).await.unwrap().unwrap();
            (token, person)
        })
    }

    /// Types the rest of the claim, as colleagues did meanwhile.
    fn rest(&self, id: &str) {
        let (_, person) = self.of_firm();
        let (target, example, app) = (self.target(id), example(), &self.town.served.app);
        self.town.served.runtime.block_on(async {
            let claim = app.claim(&person, PROGRAMME, "2026", HARBOUR).await.unwrap().unwrap();
            for question in claim.asks.values().filter(|ask| !ask.given).flat_map(|ask| ask.questions()) {
                let Question::Fact { fact, period } = &question else { continue };
                let stated = example.get("facts").unwrap().get(fact);
                let stated = match period {
                    Some(period) => stated.and_then(|periods| periods.get(period)),
                    None => stated,
                };
                if let Some(value) = stated {
                    let seen = claim.version(&question);
                    app.save_answer(&person, &target, &question, Some(value), seen).await.unwrap();
                }
            }
        });
    }

    /// Writes the rest of what an expert says: all facts as claimed, points as in the worked example.
    fn opinion(&self, token: &str, id: &str) {
        let (target, example, app) = (self.target(id), example(), &self.town.served.app);
        let judged = example.get("layers").and_then(|layers| layers.get("document"));
        let judged = judged.and_then(|layer| layer.get("expert-1")).unwrap().get("judged").unwrap();
        self.town.served.runtime.block_on(async {
            let person = app.who(token).await.unwrap().unwrap();
            let review = app.review(&person, "expert", None, &target).await.unwrap();
            let held = |point: &Point| {
                review.points.iter().find(|saved| &saved.point == point).map_or(0, |saved| saved.version)
            };
            for item in &review.items {
                for fact in item.facts.iter().filter(|fact| !fact.confirmed && !fact.claim.is_empty()) {
                    let point = Point::Confirmed { fact: fact.name.clone() };
                    let seen = held(&point);
                    app.save_finding(&person, "expert", None, &target, &point, Some(&typed("yes")), seen)
                        .await
                        .unwrap();
                }
                if let Some(points) = judged.get(&item.code).filter(|_| item.judge.is_some()) {
                    let point = Point::Judged { item: item.code.clone() };
                    let seen = held(&point);
                    app.save_finding(&person, "expert", None, &target, &point, Some(points), seen)
                        .await
                        .unwrap();
                    let why = Point::Reason { of: item.code.clone() };
                    let seen = held(&why);
                    app.save_finding(&person, "expert", None, &target, &why, Some(&typed("材料齐全")), seen)
                        .await
                        .unwrap();
                }
            }
        });
    }

    /// The experts who were drawn, by the names of the walk.
    fn seated(&self) -> Vec<&'static str> {
        let told = self.screen.texts("section .facts dt");
        let names = ["qian", "sun", "li"].into_iter();
        // who leads the panel is marked behind the name
        let sits = |name: &&str| told.iter().any(|row| row.split(' ').take(2).eq(["示例", *name]));
        let seated: Vec<&str> = names.filter(sits).collect();
        assert_eq!(seated.len(), 2, "{told:?}");
        seated
    }
}

fn walk(scripts: bool) {
    let mut course = Course::new(scripts);
    course.opened();
    let id = course.applied();
    course.answered(&id);
    course.submitted();
    let seats = course.drawn();
    course.reviewed(&seats, &id);
    course.decided();
    course.objected();
    course.issued();
    course.kept();
    course.screen.sound();
    course.taken.all();
}

/// Covers S4-34, X-09.
#[test]
fn the_way_of_an_application_is_walked_by_links_and_buttons() {
    walk(true);
}

#[test]
fn the_same_way_is_walked_on_a_phone_without_scripts() {
    walk(false);
}
