//! `duheng demo`: a fictional city to look at, made anew or served again.

mod visit;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use std::{fs, io};

use clap::Args;
use duheng_app::outside::{Clock, DrivenClock, SeededChance, SystemChance, SystemClock};
use duheng_app::{App, Settings};
use duheng_city::{Account, Plan, Progress, Trouble, build, opening};
use duheng_pack::calendar::Date;
use duheng_pack::text::{Language, Text};
use serde::{Deserialize, Serialize};

use self::visit::{CityClock, Visit};
use super::deployment::CITY;
use super::{Show, deployment};
use crate::columns::{left, width};
use crate::failure::{Exit, Failure};
use crate::log::{self, Form, Level};
use crate::output::{complain, print};
use crate::post::{Folder, Post};
use crate::press::Printer;
use crate::running::{self, Running};

/// What the city is; written when it is whole.
const CARD: &str = "city.json";
/// Letters to its people.
const LETTERS: &str = "letters";

/// Serve a living fictional city on this machine, to look around in
#[derive(Debug, Args)]
pub struct Demo {
    /// The port; 0 takes one that is free
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    /// The folder of the city; one that holds a city is served again. Without it the city is gone in the end
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The day on which the city is looked at
    #[arg(long, value_name = "DATE", default_value = "2026-11-20", value_parser = date)]
    as_of: Date,
    /// How many enterprises there are
    #[arg(long, value_name = "N", default_value_t = duheng_city::USUAL)]
    companies: usize,
    /// The seed from which everything follows
    #[arg(long, value_name = "N", default_value_t = duheng_city::SEED)]
    seed: u64,
    /// The folder that holds the packs
    #[arg(long, value_name = "DIR", default_value = "packs")]
    packs: PathBuf,
    /// Make the city and stop, without serving it
    #[arg(long)]
    once: bool,
    /// How much the log tells: error, warn, info or debug
    #[arg(long, value_name = "LEVEL", default_value = "warn", value_parser = level)]
    log: Level,
}

fn date(text: &str) -> Result<Date, String> {
    Date::read(text).map_err(|why| why.text().en)
}

fn level(text: &str) -> Result<Level, String> {
    let found = Level::ALL.iter().find(|(name, _)| *name == text);
    found.map(|(_, level)| *level).ok_or_else(|| "one of error, warn, info, debug".to_owned())
}

/// What is known of a city beside its database.
#[derive(Serialize, Deserialize)]
struct Card {
    zh: String,
    en: String,
    as_of: String,
    seed: u64,
    companies: usize,
    /// When it was made, in microseconds since 1970-01-01 UTC by the clock of the machine.
    made_at: i64,
    /// By how much visitors moved its clock forward, in microseconds.
    #[serde(default)]
    moved: i64,
    accounts: Vec<Row>,
    /// All experts; none in cities that are older than this.
    #[serde(default)]
    experts: Vec<Row>,
}

impl Card {
    /// Writes it whole or not at all: without it the city is lost.
    fn write(&self, path: &Path) -> io::Result<()> {
        let fresh = path.with_extension("new");
        fs::write(&fresh, serde_json::to_string_pretty(self)?)?;
        fs::rename(&fresh, path)
    }
}

/// An account of the table.
#[derive(Serialize, Deserialize)]
struct Row {
    login: String,
    password: String,
    name: String,
    zh: String,
    en: String,
    place: String,
    /// What they can do: Chinese, English; empty in cities that are older than this.
    #[serde(default)]
    todo: [String; 2],
}

impl From<Account> for Row {
    fn from(account: Account) -> Self {
        let Account { login, password, name, role, place, todo } = account;
        Self { login, password, name, zh: role.zh, en: role.en, place, todo: [todo.zh, todo.en] }
    }
}

/// The folder of a city, removed in the end where nobody named one.
struct Place {
    folder: PathBuf,
    passing: bool,
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.passing {
            // what is left lies in the folder of temporary files, which the machine clears itself
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

impl Place {
    fn named(data: Option<PathBuf>) -> Result<Self, Failure> {
        let passing = data.is_none();
        let own = || std::env::temp_dir().join(format!("duheng-demo-{}", std::process::id()));
        let folder = data.unwrap_or_else(own);
        fs::create_dir_all(&folder).map_err(|error| Failure::unwritable(&folder, &error))?;
        Ok(Self { folder, passing })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The city that the folder holds.
    fn card(&self) -> Result<Option<Card>, Failure> {
        let path = self.file(CARD);
        if path.is_file() {
            let text = fs::read_to_string(&path).map_err(|error| Failure::unreadable(&path, &error))?;
            return serde_json::from_str(&text).map(Some).map_err(|_| no_city(&path));
        }
        let strange =
            fs::read_dir(&self.folder).map_err(|error| Failure::unreadable(&self.folder, &error))?;
        // neither half a city nor anything else is overwritten
        if strange.count() > 0 { Err(no_city(&self.folder)) } else { Ok(None) }
    }

    fn settings(&self, clock: Arc<dyn Clock>, chance: Arc<dyn duheng_app::outside::Chance>) -> Settings {
        let database = format!("sqlite:{}", self.file(CITY).display());
        Settings { database, files: self.file("files"), clock, chance }
    }
}

fn no_city(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        Exit::Failed,
        Text::new(
            format!("`{path}` 里不是完整的演示城市"),
            format!("`{path}` holds no whole city of the demo"),
        ),
        Text::new("换一个空文件夹，或先删除它", "name an empty folder, or delete this one first"),
    )
}

impl Demo {
    /// Makes the city unless it is there, and serves it until the process is told to stop.
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        deployment::run(async {
            let place = Place::named(self.data.clone())?;
            let mut stop = running::stopped()?;
            let card = match place.card()? {
                Some(card) => card,
                None => tokio::select! {
                    made = self.make(&place, show) => made?,
                    () = stop.as_mut() => return Ok(Exit::Done),
                },
            };
            print(&table(&card, show.language))?;
            if self.once {
                return Ok(Exit::Done);
            }
            let as_of = Date::read(&card.as_of).map_err(|_| no_city(&place.file(CARD)))?;
            let clock = Arc::new(CityClock::ahead(opening(as_of) - card.made_at + card.moved));
            let app = App::open_throwaway(place.settings(clock.clone(), Arc::new(SystemChance))).await?;
            let listener = running::listen(std::net::Ipv4Addr::LOCALHOST.into(), self.port).await?;
            log::start(self.log, Form::Text);
            let site = running::address(&listener)?;
            print(&format!("{site}/\n"))?;
            complain(&format!("{}\n", running::how_to_stop().get(show.language)));
            let post =
                Post::new(Box::new(Folder::new(place.file(LETTERS), true)?), &site, "demo@demo.example");
            let web = duheng_web::Settings {
                name: Text::new(card.zh.clone(), card.en.clone()),
                proxies: Vec::new(),
                address: Some(site),
                press: Some(Arc::new(Printer::new())),
                demo: Some(Arc::new(Visit::new(clock, card, place.file(CARD)))),
            };
            Running { app: Arc::new(app), web, post }.serve(listener, stop).await
        })
    }

    async fn make(&self, place: &Place, show: Show) -> Result<Card, Failure> {
        let started = Instant::now();
        let clock = Arc::new(DrivenClock::default());
        let chance = SeededChance::new(&format!("city {}", self.seed));
        let app = App::open_throwaway(place.settings(clock.clone(), Arc::new(chance))).await?;
        let plan =
            Plan { seed: self.seed, as_of: self.as_of, companies: self.companies, packs: self.packs.clone() };
        let mut tell = |progress: &Progress| {
            let Progress { what, done, of } = progress;
            complain(&format!("{} {done}/{of}\n", what.get(show.language)));
        };
        let city = build(&app, &clock, &plan, &mut tell).await?;
        let card = Card {
            zh: city.name.zh,
            en: city.name.en,
            as_of: self.as_of.to_string(),
            seed: self.seed,
            companies: self.companies,
            made_at: SystemClock.now(),
            moved: 0,
            accounts: city.accounts.into_iter().map(Row::from).collect(),
            experts: city.experts.into_iter().map(Row::from).collect(),
        };
        let path = place.file(CARD);
        card.write(&path).map_err(|error| Failure::unwritable(&path, &error))?;
        let seconds = started.elapsed().as_secs();
        let (done, skipped) = (city.done, city.skipped);
        complain(&match show.language {
            Language::Zh => {
                format!(
                    "{seconds} 秒建成：计划 {} 步，办理 {done} 步，其余 {skipped} 步因案件进程无须办理\n",
                    done + skipped
                )
            }
            Language::En => format!(
                "made in {seconds} s: of {} planned steps {done} were done; the course of the cases made the other {skipped} unnecessary\n",
                done + skipped
            ),
        });
        Ok(card)
    }
}

/// The accounts, as they are printed.
fn table(card: &Card, language: Language) -> String {
    let head = match language {
        Language::Zh => ["登录名", "密码", "角色", "待办", "姓名", "所在"],
        Language::En => ["login", "password", "role", "to do", "name", "where"],
    };
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for row in &card.accounts {
        let [zh, en] = &row.todo;
        let (role, todo) = if language == Language::Zh { (&row.zh, zh) } else { (&row.en, en) };
        rows.push(vec![
            row.login.clone(),
            row.password.clone(),
            role.clone(),
            todo.clone(),
            row.name.clone(),
            row.place.clone(),
        ]);
    }
    let said = match language {
        Language::Zh => format!(
            "{}，{}，{} 家企业；全部数据均为虚构。演示环境只核对密码，不要求第二重验证。\n\n",
            card.zh, card.as_of, card.companies
        ),
        Language::En => format!(
            "{}, {}, {} enterprises; all of it is fictional. A password alone signs in: the demo asks for no second factor.\n\n",
            card.en, card.as_of, card.companies
        ),
    };
    let widest = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max();
    let widths: Vec<usize> = (0..6).map(|at| widest(at).unwrap_or(0) + 2).collect();
    let mut lines = said;
    for row in &rows {
        let cells: String = row.iter().zip(&widths).map(|(cell, wide)| left(cell, *wide)).collect();
        lines.push_str(cells.trim_end());
        lines.push('\n');
    }
    lines.push_str(match language {
        Language::Zh => "\n登录页列出以上人员和全部专家，点一下即可登录；抽取到的专家在其中按姓名查找，密码相同。\n每页顶部的按钮可让演示的时间前进。\n\n",
        Language::En => "\nThe sign-in page lists these people and all experts: one click signs in. Experts who are drawn are found there by name; they have the same password.\nTime moves by the buttons at the top of each page.\n\n",
    });
    lines
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        let [message, help] = trouble.text();
        let exit = if matches!(trouble, Trouble::Plan(_)) { Exit::Usage } else { Exit::Failed };
        Self::new(exit, message, help)
    }
}
