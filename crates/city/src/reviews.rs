//! Reviews that wait on the day of the city: some of the experts who have one are told of, and the first of them has begun.

use std::collections::BTreeSet;

use duheng_app::forms::Point;
use duheng_app::{App, Target, typed};
use duheng_pack::text::Text;

use crate::data::City;
use crate::people::{Account, Inhabitants, Reviewer, session};
use crate::trouble::Trouble;

/// How many experts with a review that waits are told of at least.
const TOLD: usize = 2;

/// A review that waits for an expert.
#[derive(Clone, Debug)]
pub(crate) struct OpenReview {
    pub(crate) expert: String,
    /// The role in which they review.
    pub(crate) role: String,
    pub(crate) target: Target,
}

/// Tells of the experts who have something to do, of each programme one and of the first one more, and lets the first of
/// them begin.
pub(crate) async fn begin(
    app: &App,
    data: &City,
    waiting: &[OpenReview],
    city: &mut Inhabitants,
) -> Result<(), Trouble> {
    let (mut chosen, mut programmes) = (BTreeSet::new(), BTreeSet::new());
    for review in waiting {
        let fresh = programmes.insert(&review.target.programme);
        if !fresh && chosen.len() >= TOLD {
            continue;
        }
        let Some(expert) = city.experts.get(&review.expert).filter(|_| chosen.insert(&review.expert)) else {
            continue;
        };
        city.accounts.push(account(expert, &data.password));
        if chosen.len() == 1 {
            write(app, &expert.login, &data.password, review).await?;
        }
    }
    // a small city may have no review that waits
    if chosen.is_empty()
        && let Some(expert) = city.experts.values().next()
    {
        city.accounts.push(account(expert, &data.password));
    }
    Ok(())
}

/// All experts, by the numbers of their logins.
pub(crate) fn experts(data: &City, city: &Inhabitants) -> Vec<Account> {
    let mut all: Vec<Account> = city.experts.values().map(|expert| account(expert, &data.password)).collect();
    all.sort_by_key(|expert| (expert.login.len(), expert.login.clone()));
    all
}

fn account(expert: &Reviewer, password: &str) -> Account {
    Account {
        login: expert.login.clone(),
        password: password.to_owned(),
        name: expert.name.clone(),
        role: Text::new("评审专家", "expert"),
        place: expert.organisation.clone(),
        todo: Text::default(),
    }
}

/// Confirms the first fact that was claimed.
async fn write(app: &App, login: &str, password: &str, review: &OpenReview) -> Result<(), Trouble> {
    let who = session(app, login, password).await?;
    let OpenReview { role, target, .. } = review;
    let form = app.review(&who, role, None, target).await?;
    let claimed = form.items.iter().flat_map(|item| &item.facts).find(|fact| !fact.claim.is_empty());
    if let Some(fact) = claimed {
        let point = Point::Confirmed { fact: fact.name.clone() };
        app.save_finding(&who, role, None, target, &point, Some(&typed("yes")), 0).await?;
    }
    app.sign_out(&who).await?;
    Ok(())
}
