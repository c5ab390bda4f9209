//! Letters to people: written in the transaction that makes them necessary, sent later.

use duheng_pack::text::Text;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Set,
};

use super::results::News;
use super::{AccountFailure, DAY, in_transaction, opaque, secrets};
use crate::app::App;
use crate::fault::Fault;
use crate::store::entity::{outbox, person};

/// How many letters are read at a time.
const BATCH: u64 = 100;

/// A letter that is to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its id.
    pub id: String,
    /// `invitation`, `reset`, `password_changed`, `registered_already`, `grade_decided`, `notice_published` or `named`.
    pub kind: String,
    /// The address of e-mail.
    pub to: String,
    /// `zh` or `en`.
    pub language: String,
    /// The subject.
    pub subject: String,
    /// The text; it may hold a secret, which is why it is erased once sent.
    pub body: String,
    /// When it was written, in microseconds since 1970-01-01 UTC.
    pub created_at: i64,
}

/// The kind of the letters to those whose account somebody tried to register once more.
const REGISTERED_ALREADY: &str = "registered_already";

/// What a letter is about.
pub(super) enum About<'a> {
    Invitation { token: &'a str, by: &'a str },
    Reset { token: &'a str },
    PasswordChanged,
    RegisteredAlready,
    Result(&'a News),
}

impl About<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Self::Invitation { .. } => "invitation",
            Self::Reset { .. } => "reset",
            Self::PasswordChanged => "password_changed",
            Self::RegisteredAlready => REGISTERED_ALREADY,
            Self::Result(news) => news.kind,
        }
    }

    fn subject(&self) -> Text {
        match self {
            Self::Invitation { .. } => Text::new("度衡平台邀请您", "You are invited to Duheng"),
            Self::Reset { .. } => Text::new("度衡平台重置密码", "Reset your password of Duheng"),
            Self::PasswordChanged => Text::new("度衡平台密码已修改", "Your password of Duheng was changed"),
            Self::RegisteredAlready => {
                Text::new("度衡平台有人再次申请注册", "Somebody tried to register again at Duheng")
            }
            Self::Result(news) => news.subject(),
        }
    }

    fn body(&self, name: &str, login: &str) -> Text {
        match self {
            Self::Invitation { token, by } => Text::new(
                format!(
                    "{name}，您好！\n\n{by} 邀请您使用度衡平台（企业社会责任和可持续发展评价），您的登录名是 {login}。请在 7 天内打开下面的链接设置密码，链接只能用一次：\n\n/invitation/{token}\n\n如不认识邀请人，请忽略此信，不要设置密码。\n"
                ),
                format!(
                    "Dear {name},\n\n{by} invites you to Duheng, the platform on which enterprises are evaluated on social responsibility and sustainability. Your login is {login}. Open this link within 7 days to set a password; it works once:\n\n/invitation/{token}\n\nIf you do not know who invites you, ignore this letter and set no password.\n"
                ),
            ),
            Self::Reset { token } => Text::new(
                format!(
                    "{name}，您好！\n\n请在 1 小时内打开下面的链接重置密码，链接只能用一次：\n\n/reset/{token}\n\n如非本人申请，请忽略此信。\n"
                ),
                format!(
                    "Dear {name},\n\nopen this link within an hour to set another password; it works once:\n\n/reset/{token}\n\nIf you did not ask for it, ignore this letter.\n"
                ),
            ),
            Self::PasswordChanged => Text::new(
                format!(
                    "{name}，您好！\n\n您的密码刚刚修改，其他登录均已结束。如非本人操作，请立即联系管理员。\n"
                ),
                format!(
                    "Dear {name},\n\nyour password was changed just now and all other sessions have ended. If that was not you, tell the administrator at once.\n"
                ),
            ),
            Self::RegisteredAlready => Text::new(
                format!(
                    "{name}，您好！\n\n刚刚有人以您单位的统一社会信用代码或您的登录名 {login} 申请注册，未予办理，您的账号没有变化。\n\n如是您本人：请直接登录；忘记密码的，请打开下面的链接重置：\n\n/forgot\n\n如是您的同事：请登录后在“我的账号”中邀请其加入。\n\n都不是的：无须处理，也不要把密码告诉任何人。\n"
                ),
                format!(
                    "Dear {name},\n\nsomebody just tried to register with the code of your enterprise or with your login {login}. Nothing was registered, and your account is as it was.\n\nIf it was you: sign in; if you forgot the password, set another one here:\n\n/forgot\n\nIf it was a colleague: sign in and invite them under “Your account”.\n\nIf it was neither: there is nothing to do; tell nobody your password.\n"
                ),
            ),
            Self::Result(news) => news.body(name),
        }
    }
}

opaque!(Letter);

impl App {
    /// Puts a letter to a person into the outbox; nothing for one without an address.
    pub(super) async fn write_to(
        &self,
        db: &impl ConnectionTrait,
        person: &person::Model,
        about: &About<'_>,
    ) -> Result<(), Fault> {
        if person.email.is_empty() {
            return Ok(());
        }
        let spoken = |text: Text| if person.language == "en" { text.en } else { text.zh };
        let row = outbox::ActiveModel {
            id: Set(secrets::id(self.chance.as_ref())?),
            kind: Set(about.kind().to_owned()),
            recipient: Set(person.email.clone()),
            language: Set(person.language.clone()),
            subject: Set(spoken(about.subject())),
            body: Set(Some(spoken(about.body(&person.name, &person.login)))),
            created_at: Set(self.clock.now()),
            sent_at: Set(None),
        };
        outbox::Entity::insert(row).exec_without_returning(db).await?;
        Ok(())
    }

    /// Tells a person that somebody tried to register what they have; once a day, however often it is tried.
    pub(super) async fn tell_of_registering(
        &self,
        db: &impl ConnectionTrait,
        person: &person::Model,
    ) -> Result<(), Fault> {
        let told = outbox::Entity::find()
            .filter(outbox::Column::Kind.eq(REGISTERED_ALREADY))
            .filter(outbox::Column::Recipient.eq(person.email.as_str()))
            .filter(outbox::Column::CreatedAt.gt(self.clock.now() - DAY))
            .one(db)
            .await?;
        match told {
            Some(_) => Ok(()),
            None => self.write_to(db, person, &About::RegisteredAlready).await,
        }
    }

    /// The letters to be sent, oldest first, at most 100.
    pub async fn outbox(&self) -> Result<Vec<Letter>, Fault> {
        let rows = outbox::Entity::find()
            .filter(outbox::Column::SentAt.is_null())
            .order_by_asc(outbox::Column::CreatedAt)
            .order_by_asc(outbox::Column::Id)
            .limit(BATCH)
            .all(self.store.read())
            .await?;
        let letter = |row: outbox::Model| Letter {
            id: row.id,
            kind: row.kind,
            to: row.recipient,
            language: row.language,
            subject: row.subject,
            body: row.body.unwrap_or_default(),
            created_at: row.created_at,
        };
        Ok(rows.into_iter().map(letter).collect())
    }

    /// Says that a letter was sent; its text, which may hold a secret, is erased.
    pub async fn outbox_sent(&self, letter: &str) -> Result<(), AccountFailure> {
        let now = self.clock.now();
        in_transaction!(self, db => {
            outbox::Entity::update_many()
                .col_expr(outbox::Column::SentAt, Expr::value(now))
                .col_expr(outbox::Column::Body, Expr::value(Option::<String>::None))
                .filter(outbox::Column::Id.eq(letter))
                .exec(db)
                .await?;
            Ok(())
        });
        Ok(())
    }
}
