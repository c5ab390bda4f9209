//! Sessions and addresses for the load generator.

use std::fs;

use duheng_app::accounts::SignedIn;
use duheng_app::public::{Filter, Show, Standing};

use crate::fill::{code, of_saver, uscc};
use crate::{OFFICE, PROGRAMME, Place, SAVERS, Trouble, saver};

/// How many addresses are listed of each kind.
const LISTED: usize = 2_000;
/// How long a code of an authenticator lasts, in microseconds.
const STEP: i64 = 30_000_000;

/// Opens sessions and lists addresses.
pub async fn people(place: &Place) -> Result<(), Trouble> {
    let password = place.password()?;
    let session = office(place, &password).await?;
    fs::write(place.file("office.cookie"), format!("duheng_session={session}"))?;
    let mut lines = String::new();
    for number in 0..SAVERS {
        let token = place.session(&saver(number), &password).await?;
        let who = place.app.who(&token).await?;
        let who = who.ok_or("a session ended at once")?;
        let claims = place.app.to_apply(&who).await?;
        let claim = claims.into_iter().find(|one| one.target.programme == PROGRAMME && one.stands.is_some());
        let target = claim.ok_or("an enterprise has not applied")?.target;
        let claim = place.app.claim(&who, PROGRAMME, &target.edition, &uscc(of_saver(number))).await?;
        let claim = claim.ok_or("a claim is gone")?;
        let question =
            duheng_app::Question::Fact { fact: "liabilities".to_owned(), period: Some("2025".to_owned()) };
        fs::write(place.file("edition"), &target.edition)?;
        let (uscc, version) = (uscc(of_saver(number)), claim.version(&question));
        lines += &format!("{token}\t{}\t{}\t{uscc}\t{version}\n", who.csrf(), target.edition);
    }
    fs::write(place.file("savers"), lines)?;
    lists(place).await
}

/// The session of the office, which passes its second factor.
async fn office(place: &Place, password: &str) -> Result<String, Trouble> {
    let secret = fs::read_to_string(place.file("secret"))?;
    let signed_in = place.app.sign_in(OFFICE.1, password, "load").await;
    let Ok(SignedIn::NeedsSecondFactor(pending)) = signed_in else {
        return Err("the office has no second factor".into());
    };
    let now = place.app.now();
    if let Ok(token) = place.app.second_factor(&pending, &code(&secret, now)?).await {
        return Ok(token);
    }
    // a code counts once; the next one is accepted a step early
    let next = code(&secret, now + STEP)?;
    Ok(place.app.second_factor(&pending, &next).await?)
}

/// The addresses of certificates, their documents and their companies.
async fn lists(place: &Place) -> Result<(), Trouble> {
    let (mut verify, mut papers, mut companies) = (String::new(), String::new(), String::new());
    let filter = Filter { standing: Some(Standing::Valid), ..Filter::default() };
    let mut show = Show { most: 500, after: None };
    let mut listed = 0;
    while listed < LISTED {
        let page = place.app.register(PROGRAMME, &filter, &show).await?;
        for honour in &page.rows {
            let number = encoded(&honour.number);
            verify += &format!("/verify/{number}\n");
            papers += &format!("/certificates/{number}\n");
            companies += &format!("/companies/{}\n", honour.enterprise.uscc);
        }
        listed += page.rows.len();
        show.after = page.next;
        if show.after.is_none() {
            break;
        }
    }
    fs::write(place.file("verify.paths"), verify)?;
    fs::write(place.file("papers.paths"), papers)?;
    fs::write(place.file("companies.paths"), companies)?;
    println!("{listed} certificates are listed");
    Ok(())
}

/// A text as one segment of a path.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encode = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(encode).collect()
}
