//! What whoever is told of can do on the day of the city, so that nobody signs in for nothing.

use std::collections::BTreeMap;

use duheng_app::accounts::SignedInPerson;
use duheng_app::public::Show;
use duheng_app::work::{Task, WorkFilter};
use duheng_app::{App, Failure};
use duheng_pack::text::Text;
use duheng_programme::Opening;

use crate::people::{Account, session};
use crate::trouble::Trouble;

/// How many kinds of tasks are told of one person.
const TOLD: usize = 2;
/// How many tasks are looked through.
const MOST: u64 = 500;

/// Says of each account what it can do, and leaves out those of enterprises and experts that can do nothing, as long as
/// another of the same role can.
pub(crate) async fn tell(app: &App, accounts: Vec<Account>) -> Result<Vec<Account>, Trouble> {
    let mut told = each(app, accounts).await?;
    let able: Vec<Text> = told
        .iter()
        .filter(|account| !account.todo.zh.is_empty())
        .map(|account| account.role.clone())
        .collect();
    told.retain(|account| !account.todo.zh.is_empty() || !able.contains(&account.role));
    for account in told.iter_mut().filter(|account| account.todo.zh.is_empty()) {
        account.todo = Text::new("查看；目前没有待办", "looks on; nothing waits");
    }
    Ok(told)
}

/// Says of each account what it can do; nothing where that is nothing.
pub(crate) async fn each(app: &App, mut accounts: Vec<Account>) -> Result<Vec<Account>, Trouble> {
    for account in &mut accounts {
        let who = session(app, &account.login, &account.password).await?;
        account.todo = of(app, &who).await?;
        app.sign_out(&who).await?;
    }
    Ok(accounts)
}

/// What somebody can do now; empty where that is nothing.
async fn of(app: &App, who: &SignedInPerson) -> Result<Text, Failure> {
    if who.is_administrator() {
        return Ok(Text::new("用户、组织机构", "people and places"));
    }
    let show = Show { most: MOST, ..Show::default() };
    let tasks = app.tasks(who, &WorkFilter::default(), &show).await?.rows;
    let can = |task: &&Task| task.openings.iter().any(Opening::is_open);
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for Task { stage_title, .. } in tasks.iter().filter(can) {
        *counts.entry((stage_title.zh.clone(), stage_title.en.clone())).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut parts: Vec<Text> = counts
        .into_iter()
        .take(TOLD)
        .map(|((zh, en), count)| Text::new(format!("{zh} {count} 件"), format!("{en} {count}")))
        .collect();
    let desk = app.desk(who).await?;
    let mut editions = desk.roles.iter().flat_map(|role| &role.editions);
    if parts.is_empty() && editions.any(|edition| edition.openings.iter().any(Opening::is_open)) {
        let applies = desk.roles.iter().any(|role| role.enterprise.is_some());
        parts.push(match applies {
            true => Text::new("可以申报", "may apply"),
            false => Text::new("整届工作", "work of an edition"),
        });
    }
    let join = |pick: fn(&Text) -> &str, seam: &str| parts.iter().map(pick).collect::<Vec<_>>().join(seam);
    Ok(Text::new(join(|text| &text.zh, "、"), join(|text| &text.en, ", ")))
}
