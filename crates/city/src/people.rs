//! The people of the city: an administrator who invites all others, holders of roles, experts, and those of enterprises.

use std::collections::BTreeMap;
use std::sync::Arc;

use duheng_app::accounts::{
    AccountFailure, FirstAdministrator, GrantKind, NewEnterprise, NewGrant, NewPerson, SignedIn,
    SignedInPerson,
};
use duheng_app::{App, InstalledPack, NewOrganisation};
use duheng_pack::text::Text;
use duheng_programme::view::{Expert, Organisation};
use duheng_specimen::Dice;

use crate::data::City;
use crate::firms::{Firm, turn};
use crate::time::later;
use crate::trouble::Trouble;
use crate::{Plan, Progress};

/// Where letters to people of the demo would go: `example` is no domain that anybody has.
const DOMAIN: &str = "demo.example";
/// Since how many days before that of the city conflicts of interest hold.
const CONFLICTED: i32 = -2000;
/// How many enterprises and experts are made between two words about it.
const STEP: usize = 50;

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The login.
    pub login: String,
    /// The password; no second factor is asked for in a demo.
    pub password: String,
    /// The name.
    pub name: String,
    /// The role, as packs and platform call it.
    pub role: Text,
    /// The office or enterprise.
    pub place: String,
    /// What they can do on the day of the city.
    pub todo: Text,
}

/// Somebody of an office, as plots meet them.
pub(crate) struct Holder {
    pub(crate) alias: String,
    pub(crate) person: String,
    pub(crate) role: String,
    pub(crate) at: String,
}

/// An enterprise of the city with its id and the person who acts for it.
pub(crate) struct Settled {
    pub(crate) firm: Firm,
    pub(crate) id: String,
    pub(crate) person: String,
    pub(crate) login: String,
}

/// An expert.
pub(crate) struct Reviewer {
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) organisation: String,
}

/// Everybody.
pub(crate) struct Inhabitants {
    pub(crate) accounts: Vec<Account>,
    pub(crate) holders: Vec<Holder>,
    pub(crate) firms: Vec<Settled>,
    /// The experts, by id.
    pub(crate) experts: BTreeMap<String, Reviewer>,
    /// The offices above each home, itself first.
    pub(crate) above: BTreeMap<String, Vec<String>>,
}

/// Whoever invites everybody.
struct Registrar<'a> {
    app: &'a App,
    plan: &'a Plan,
    data: &'a City,
    packs: &'a [Arc<InstalledPack>],
    who: SignedInPerson,
    accounts: Vec<Account>,
}

/// Brings everybody into the deployment.
pub(crate) async fn settle(
    app: &App,
    data: &City,
    packs: &[Arc<InstalledPack>],
    firms: Vec<Firm>,
    plan: &Plan,
    tell: &mut (dyn FnMut(&Progress) + Send),
) -> Result<Inhabitants, Trouble> {
    let since = later(plan.as_of, CONFLICTED)?;
    for office in &data.offices {
        app.enter_office(&office.id, &office.name, office.above.as_deref(), since).await?;
    }
    let mut registrar = registrar(app, data, packs, plan).await?;
    let holders = registrar.holders().await?;
    let settled = registrar.firms(firms, tell).await?;
    let experts = registrar.experts(&settled, tell).await?;
    let homes = data.homes.iter();
    let above = homes.map(|home| (home.clone(), data.above(home).map(str::to_owned).collect()));
    Ok(Inhabitants { accounts: registrar.accounts, holders, firms: settled, experts, above: above.collect() })
}

fn person(login: &str, name: &str) -> NewPerson {
    NewPerson {
        login: login.to_owned(),
        name: name.to_owned(),
        email: format!("{login}@{DOMAIN}"),
        language: "zh".to_owned(),
    }
}

/// Somebody of the city, signed in by their password alone.
pub(crate) async fn session(app: &App, login: &str, password: &str) -> Result<SignedInPerson, Trouble> {
    let SignedIn::Done(token) = app.sign_in(login, password, "city").await? else {
        return Err(Trouble::Data(format!("`{login}` has a second factor")));
    };
    let who = app.who(&token).await?;
    who.ok_or_else(|| Trouble::Data("a session that was opened just now has ended".to_owned()))
}

/// Somebody who was invited accepts by the link of the letter that waits; all other letters are put away.
pub(crate) async fn accept(app: &App, password: &str, accepts: bool) -> Result<(), Trouble> {
    loop {
        let letters = app.outbox().await?;
        if letters.is_empty() {
            return Ok(());
        }
        for letter in letters {
            let token = letter.body.split("/invitation/").nth(1);
            let token = token.and_then(|rest| rest.split_whitespace().next()).filter(|_| accepts);
            if let Some(token) = token {
                app.accept_invitation(token, password).await?;
            }
            app.outbox_sent(&letter.id).await?;
        }
    }
}

/// The administrator, signed in.
async fn registrar<'a>(
    app: &'a App,
    data: &'a City,
    packs: &'a [Arc<InstalledPack>],
    plan: &'a Plan,
) -> Result<Registrar<'a>, Trouble> {
    let (login, name) = &data.administrator;
    let first = FirstAdministrator { person: person(login, name), password: data.password.clone() };
    app.set_up(&first).await?;
    let who = session(app, login, &data.password).await?;
    let mut registrar = Registrar { app, plan, data, packs, who, accounts: Vec::new() };
    registrar.account(login, name, Text::new("系统管理员", "administrator"), "*");
    Ok(registrar)
}

impl Registrar<'_> {
    fn account(&mut self, login: &str, name: &str, role: Text, place: &str) {
        let office = self.data.offices.iter().find(|office| office.id == place);
        let place = office.map_or(place, |office| office.name.as_str());
        self.accounts.push(Account {
            login: login.to_owned(),
            password: self.data.password.clone(),
            name: name.to_owned(),
            role,
            place: place.to_owned(),
            todo: Text::default(),
        });
    }

    /// Invites somebody; those who are to sign in accept by the link of their letter.
    async fn invite(&self, login: &str, name: &str, accepts: bool) -> Result<String, Trouble> {
        let id = self.app.invite_person(&self.who, &person(login, name)).await?;
        accept(self.app, &self.data.password, accepts).await?;
        Ok(id)
    }

    async fn give(&self, grant: NewGrant) -> Result<(), AccountFailure> {
        self.app.give_role(&self.who, &grant).await.map(|_| ())
    }

    /// The title of a role in a programme.
    fn title(&self, role: &str, programme: &str) -> Text {
        let programmes = self.packs.iter().filter_map(|pack| pack.programmes.programme(programme));
        let mut roles = programmes.filter_map(|programme| programme.roles.get(role));
        roles.next().map_or_else(|| Text::same(role), |role| role.title.clone())
    }

    async fn holders(&mut self) -> Result<Vec<Holder>, Trouble> {
        let mut holders = Vec::new();
        let data = self.data;
        for (number, own) in data.people.iter().enumerate() {
            let login = own.login.clone().unwrap_or_else(|| format!("holder-{number}"));
            let id = self.invite(&login, &own.name, own.login.is_some()).await?;
            for programme in &own.programmes {
                let grant = grant(&id, GrantKind::Office, &own.role, &own.at, programme);
                self.give(grant).await?;
            }
            if own.login.is_some() {
                let first = own.programmes.first().map(String::as_str).unwrap_or_default();
                let title = self.title(&own.role, first);
                self.account(&login, &own.name, title, &own.at);
            }
            holders.push(Holder {
                alias: own.alias.clone(),
                person: id,
                role: own.role.clone(),
                at: own.at.clone(),
            });
        }
        Ok(holders)
    }

    async fn firms(
        &mut self,
        firms: Vec<Firm>,
        tell: &mut (dyn FnMut(&Progress) + Send),
    ) -> Result<Vec<Settled>, Trouble> {
        let of = firms.len();
        let mut settled = Vec::new();
        for (number, firm) in firms.into_iter().enumerate() {
            if number % STEP == 0 {
                tell(&Progress { what: Text::new("登记企业", "enterprises"), done: number, of });
            }
            let login = format!("firm-{}", number + 1);
            let (id, person) = if firm.first {
                self.registers_itself(&firm, &login).await?
            } else {
                self.is_registered(&firm, &login).await?
            };
            settled.push(Settled { firm, id, person, login });
        }
        tell(&Progress { what: Text::new("登记企业", "enterprises"), done: of, of });
        Ok(settled)
    }

    /// An enterprise that registers on its own, and whose person can sign in.
    async fn registers_itself(&mut self, firm: &Firm, login: &str) -> Result<(String, String), Trouble> {
        let name = format!("{}经办人", firm.name);
        let new = NewEnterprise {
            uscc: firm.uscc.clone(),
            name: firm.name.clone(),
            home: firm.home.clone(),
            person: person(login, &name),
            password: self.data.password.clone(),
        };
        let made = self.app.register_enterprise(&new).await?;
        self.account(login, &name, Text::new("企业", "enterprise"), &firm.name);
        Ok((made.organisation, made.person))
    }

    /// An enterprise that an office registers, and whose person is invited.
    async fn is_registered(&self, firm: &Firm, login: &str) -> Result<(String, String), Trouble> {
        let id = format!("organisation-{login}");
        let organisation = Organisation {
            id: id.clone(),
            name: firm.name.clone(),
            uscc: firm.uscc.clone(),
            fictional: true,
        };
        let since = later(self.plan.as_of, CONFLICTED)?;
        self.app
            .register_organisation(&NewOrganisation { organisation, home: firm.home.clone(), since })
            .await?;
        let person = self.invite(login, &format!("{}经办人", firm.name), false).await?;
        let grant = grant(&person, GrantKind::Enterprise, "*", &id, "*");
        self.give(NewGrant { may_submit: true, ..grant }).await?;
        Ok((id, person))
    }

    async fn experts(
        &mut self,
        firms: &[Settled],
        tell: &mut (dyn FnMut(&Progress) + Send),
    ) -> Result<BTreeMap<String, Reviewer>, Trouble> {
        let base = &self.data.experts;
        let mut dice = Dice::new(self.plan.seed.wrapping_add(1));
        let since = later(self.plan.as_of, CONFLICTED)?;
        let mut experts = BTreeMap::new();
        for number in 0..base.count {
            let login = format!("expert-{}", number + 1);
            let family = turn(&base.family, number);
            let name = format!("{family}{}", turn(&base.given, number / base.family.len().max(1)));
            // whoever is drawn can sign in, now and later
            let id = self.invite(&login, &name, true).await?;
            let organisation = turn(&base.organisations, number);
            for (role, programmes) in &base.roles {
                for programme in programmes {
                    self.give(grant(&id, GrantKind::Expert, role, &organisation, programme)).await?;
                }
            }
            let conflict = dice.pick(firms).filter(|_| dice.clone().chance(base.conflicted));
            let fields = [turn(&base.fields, number), turn(&base.fields, number / 2 + 1)];
            let expert = Expert {
                person: id.clone(),
                organisation: organisation.clone(),
                fields: fields.into_iter().collect(),
                conflicts: conflict.map(|firm| (firm.id.clone(), since, None)).into_iter().collect(),
            };
            self.app.enrol_expert(&expert).await?;
            experts.insert(id, Reviewer { login, name, organisation });
        }
        tell(&Progress { what: Text::new("登记专家", "experts"), done: base.count, of: base.count });
        Ok(experts)
    }
}

fn grant(person: &str, kind: GrantKind, role: &str, place: &str, programme: &str) -> NewGrant {
    NewGrant {
        person: person.to_owned(),
        kind,
        role: role.to_owned(),
        place: place.to_owned(),
        programme: programme.to_owned(),
        may_submit: false,
        since: None,
        until: None,
    }
}
