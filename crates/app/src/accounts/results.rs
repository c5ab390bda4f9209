//! Letters to the people of an enterprise about its results: written with the act by which it may know of them.

use duheng_pack::text::Text;
use duheng_programme::event::FilingEvent;
use duheng_programme::seen::all_decided;
use duheng_programme::state::{Application, Filing};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use super::grants::{ACTIVE, GrantKind, Held};
use super::letters::About;
use crate::app::App;
use crate::fault::Fault;
use crate::packs::Packs;
use crate::public::titles::grade_in_words;
use crate::store::entity::{grant_of_role, organisation, person};

/// A result of an application.
pub(super) struct News {
    /// `grade_decided`, `notice_published` or `named`.
    pub(super) kind: &'static str,
    /// The enterprise.
    enterprise: String,
    /// The programme with its edition.
    programme: Text,
    /// What happened.
    what: Text,
    /// The page of the application.
    address: String,
}

impl News {
    pub(super) fn subject(&self) -> Text {
        let of = &self.programme;
        let [zh, en] = match self.kind {
            "grade_decided" => ["等级已确定", "the grade is decided"],
            "notice_published" => ["结果已公示", "the result is on public notice"],
            _ => ["已认定发证", "the certificate is given"],
        };
        Text::new(format!("{}：{zh}", of.zh), format!("{}: {en}", of.en))
    }

    pub(super) fn body(&self, name: &str) -> Text {
        let (enterprise, of, what, address) = (&self.enterprise, &self.programme, &self.what, &self.address);
        Text::new(
            format!(
                "{name}，您好！\n\n{enterprise}参加的{}：{}。登录后可以查看：\n\n{address}\n",
                of.zh, what.zh
            ),
            format!(
                "Dear {name},\n\nof {enterprise} in {}: {}. Sign in to look at it:\n\n{address}\n",
                of.en, what.en
            ),
        )
    }
}

/// What an enterprise may know of an application since the events that led from one state of its filing to the next.
fn happened(
    programme: &str,
    application: &Application,
    events: &[FilingEvent],
    newly_told: bool,
    told: bool,
    title: impl Fn(&str) -> Text,
) -> Vec<(&'static str, Text)> {
    let mut news = Vec::new();
    let decided_now = events
        .iter()
        .any(|event| matches!(event, FilingEvent::Decided { programme: of, .. } if of == programme));
    if let Some((grade, on)) = application.decided.as_ref().filter(|_| newly_told || (told && decided_now)) {
        let grade = title(grade);
        let what = Text::new(
            format!("等级已于 {on} 确定：{}", grade.zh),
            format!("the grade was decided on {on}: {}", grade.en),
        );
        news.push(("grade_decided", what));
    }
    for event in events {
        match event {
            FilingEvent::NoticePublished { programme: of, from, until, .. } if of == programme => {
                let what = Text::new(
                    format!("结果自 {from} 至 {until} 公示"),
                    format!("the result is on public notice from {from} to {until}"),
                );
                news.push(("notice_published", what));
            }
            FilingEvent::Issued { programme: of, grade, number, .. } if of == programme => {
                let grade = title(grade);
                let what = Text::new(
                    format!("已认定为{}，证书编号 {number}", grade.zh),
                    format!("named {}, certificate number {number}", grade.en),
                );
                news.push(("named", what));
            }
            _ => {}
        }
    }
    news
}

impl App {
    /// Writes to the people of an enterprise what it may know since these events of its filing.
    pub(crate) async fn write_results(
        &self,
        db: &impl ConnectionTrait,
        edition: &str,
        (before, after): (Option<&Filing>, &Filing),
        events: &[FilingEvent],
        packs: &Packs,
    ) -> Result<(), Fault> {
        let told = all_decided(after);
        let newly_told = told && !before.is_some_and(all_decided);
        let mut all = Vec::new();
        for (name, application) in &after.applications {
            let Some(installed) = packs.get(name) else { continue };
            let Some(programme) = installed.programmes.programme(name) else { continue };
            let title = |grade: &str| grade_in_words(installed, programme, grade);
            let titled = Text::new(
                format!("{} {edition}", programme.title.zh),
                format!("{} {edition}", programme.title.en),
            );
            for (kind, what) in happened(name, application, events, newly_told, told, title) {
                all.push((name, kind, titled.clone(), what));
            }
        }
        if all.is_empty() {
            return Ok(());
        }
        let Some(enterprise) = organisation::Entity::find_by_id(&after.organisation).one(db).await? else {
            return Ok(());
        };
        let people = self.people_of(db, &after.organisation).await?;
        for (programme, kind, titled, what) in all {
            let news = News {
                kind,
                enterprise: enterprise.name.clone(),
                programme: titled,
                what,
                address: format!("/cases/{programme}/{edition}/{}", enterprise.uscc),
            };
            for person in &people {
                self.write_to(db, person, &About::Result(&news)).await?;
            }
        }
        Ok(())
    }

    /// Those who act for an enterprise today and have signed in once, each once.
    async fn people_of(
        &self,
        db: &impl ConnectionTrait,
        organisation: &str,
    ) -> Result<Vec<person::Model>, Fault> {
        let today = self.today()?;
        let rows = grant_of_role::Entity::find()
            .filter(grant_of_role::Column::Kind.eq(GrantKind::Enterprise.name()))
            .filter(grant_of_role::Column::Place.eq(organisation))
            .filter(grant_of_role::Column::EndedAt.is_null())
            .order_by_asc(grant_of_role::Column::GivenAt)
            .all(db)
            .await?;
        let mut people: Vec<person::Model> = Vec::new();
        for row in rows {
            let id = row.person.clone();
            if !Held::of(row)?.holds(today) || people.iter().any(|of| of.id == id) {
                continue;
            }
            let whose = person::Entity::find_by_id(id).one(db).await?;
            people.extend(whose.filter(|of| of.state == ACTIVE && of.password.is_some()));
        }
        Ok(people)
    }
}
