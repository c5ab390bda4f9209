//! Where an honour is ended that a record may not leave by hand: in the edition that gave it.

use duheng_app::accounts::SignedInPerson;
use duheng_app::public::Standing;
use duheng_programme::Opening;
use duheng_programme::model::Mechanism;

use super::scene::Scene;
use crate::forms::Fields;
use crate::site::Site;
use crate::trouble::Trouble;

/// The form by which somebody ends the honour that stands in their way; else the application that holds it, where they
/// may look at it.
pub(super) async fn ends_at(
    site: &Site,
    person: &SignedInPerson,
    scene: &Scene,
    opening: &Opening,
) -> Result<Option<String>, Trouble> {
    let stands = opening.blocked.as_ref().is_some_and(|refusal| refusal.code == "ended-by-programme");
    let (Some(register), Some(uscc), true) = (scene.fixed("register"), &scene.uscc, stands) else {
        return Ok(None);
    };
    let names = |programme: &str| {
        let of = scene.rules.programmes.programme(programme);
        of.into_iter().flat_map(|of| &of.stages).any(|stage| {
            matches!(&stage.mechanism, Mechanism::Issue { register: Some((name, _)), .. } if name == register)
        })
    };
    let honours = site.app.company(uscc).await?.map(|company| company.honours).unwrap_or_default();
    let look = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let asked = Fields::of(vec![look("role", &scene.look.role), look("place", &scene.look.place)]);
    for honour in honours {
        if honour.standing != Standing::Valid || !names(&honour.programme) {
            continue;
        }
        let which = (honour.programme, honour.edition, uscc.clone());
        // who may not look at it is not led there
        let Ok((found, _)) = Scene::of_case(site, person, &which, &asked).await else { continue };
        let revoke = found.openings.iter().find(|opening| opening.ask.command == "revoke");
        return Ok(Some(revoke.map_or_else(|| found.back(), |opening| found.form_of(opening))));
    }
    Ok(None)
}
