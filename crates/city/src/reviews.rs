//! Reviews that wait on the day of the city: two experts who have one can sign in, and the first of them has begun.

use std::collections::BTreeSet;

use duheng_app::forms::Point;
use duheng_app::{App, Target, typed};
use duheng_pack::text::Text;

use crate::data::City;
use crate::people::{Account, Inhabitants, accept, session};
use crate::trouble::Trouble;

/// How many experts with a review that waits can sign in.
const INVITED: usize = 2;

/// A review that waits for an expert.
#[derive(Clone, Debug)]
pub(crate) struct OpenReview {
    pub(crate) expert: String,
    /// The role in which they review.
    pub(crate) role: String,
    pub(crate) target: Target,
}

/// Gives logins to the first experts who have something to do, and lets the first of them begin.
pub(crate) async fn begin(
    app: &App,
    data: &City,
    waiting: &[OpenReview],
    city: &mut Inhabitants,
) -> Result<(), Trouble> {
    let (login, _) = &data.administrator;
    let administrator = session(app, login, &data.password).await?;
    let mut chosen = BTreeSet::new();
    for review in waiting {
        if chosen.len() == INVITED {
            break;
        }
        let Some(expert) = city.experts.get(&review.expert).filter(|_| chosen.insert(&review.expert)) else {
            continue;
        };
        if !city.accounts.iter().any(|account| account.login == expert.login) {
            app.invite_again(&administrator, &review.expert).await?;
            accept(app, &data.password, true).await?;
            city.accounts.push(Account {
                login: expert.login.clone(),
                password: data.password.clone(),
                name: expert.name.clone(),
                role: Text::new("评审专家", "expert"),
                place: expert.organisation.clone(),
            });
        }
        if chosen.len() == 1 {
            write(app, &expert.login, &data.password, review).await?;
        }
    }
    app.sign_out(&administrator).await?;
    Ok(())
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
