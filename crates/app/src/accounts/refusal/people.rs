//! Refusals about people and how they come in.

use duheng_pack::text::Text;

use super::{AccountRefusal, both};

/// A deployment that has people.
pub(in crate::accounts) fn already_set_up() -> AccountRefusal {
    AccountRefusal::new(
        "already-set-up",
        both!(
            "本平台已有用户，首位管理员已经设立",
            "the deployment has people; its first administrator was set up"
        ),
        both!("请管理员发出邀请", "ask an administrator for an invitation"),
    )
}

/// A login that cannot be one.
pub(in crate::accounts) fn login_invalid(login: &str) -> AccountRefusal {
    AccountRefusal::new(
        "login-invalid",
        both!(
            "登录名 “{0}” 不符合要求：3 至 64 位，只用字母、数字和 . _ - @",
            "“{0}” cannot be a login: it has 3 to 64 characters, which are letters, digits or . _ - @",
            login
        ),
        both!("请换一个登录名", "choose another one"),
    )
}

/// A login that somebody has.
pub(in crate::accounts) fn login_taken(login: &str) -> AccountRefusal {
    AccountRefusal::new(
        "login-taken",
        both!("登录名 “{0}” 已被使用", "the login “{0}” is taken", login),
        both!("请换一个登录名", "choose another one"),
    )
}

/// A name that is empty or too long.
pub(in crate::accounts) fn name_missing() -> AccountRefusal {
    AccountRefusal::new(
        "name-missing",
        both!("须填写姓名或名称，最多 200 字", "a name is needed, of 200 characters at most"),
        both!("填写后再提交", "write it and send it again"),
    )
}

/// What is no address of e-mail.
pub(in crate::accounts) fn email_invalid(email: &str) -> AccountRefusal {
    AccountRefusal::new(
        "email-invalid",
        both!("“{0}” 不是电子邮箱地址", "“{0}” is no address of e-mail", email),
        both!("请核对，例如 name@example.cn", "compare it; one looks like name@example.cn"),
    )
}

/// A person who does not exist or has left.
pub(in crate::accounts) fn person_unknown(person: &str) -> AccountRefusal {
    AccountRefusal::new(
        "person-unknown",
        both!("没有在用的用户 “{0}”", "there is no active person “{0}”", person),
        both!("请从用户名单中选择", "choose one from the list of people"),
    )
}

/// A person who was deactivated before.
pub(in crate::accounts) fn already_deactivated() -> AccountRefusal {
    AccountRefusal::new(
        "already-deactivated",
        both!("该用户已经停用", "the person was deactivated before"),
        both!("无须再次停用", "nothing is left to do"),
    )
}

/// The last administrator goes.
pub(in crate::accounts) fn last_administrator() -> AccountRefusal {
    AccountRefusal::new(
        "last-administrator",
        both!(
            "这是最后一位管理员，不能停用或收回角色",
            "this is the last administrator, who cannot be deactivated or lose the role"
        ),
        both!(
            "先请另一人担任管理员，待其设置密码后再办",
            "make another person administrator and wait until they have set a password"
        ),
    )
}

/// A successor who cannot take over.
pub(in crate::accounts) fn successor_unfit() -> AccountRefusal {
    AccountRefusal::new(
        "successor-unfit",
        both!("接任人须是另一位已启用的用户", "the successor has to be another active person"),
        both!("请另选接任人", "choose another successor"),
    )
}

/// A secret that nobody was sent.
pub(in crate::accounts) fn invitation_unknown() -> AccountRefusal {
    AccountRefusal::new(
        "invitation-unknown",
        both!("链接无效", "the link is not valid"),
        both!("请核对链接是否完整，或重新申请", "check that the link is complete, or ask for a new one"),
    )
}

/// A secret that was used.
pub(in crate::accounts) fn invitation_used() -> AccountRefusal {
    AccountRefusal::new(
        "invitation-used",
        both!("链接已经用过，只能用一次", "the link was used; it works once"),
        both!(
            "请用已设置的密码登录，忘记密码可申请重置",
            "sign in with the password that was set, or ask for a reset"
        ),
    )
}

/// A secret that is too old.
pub(in crate::accounts) fn invitation_expired() -> AccountRefusal {
    AccountRefusal::new(
        "invitation-expired",
        both!("链接已过期", "the link has expired"),
        both!(
            "受邀请的，请邀请您的人重新邀请；重置密码的，请重新申请",
            "if you were invited, ask whoever invited you to do so again; if you asked for a reset, ask for another one"
        ),
    )
}

/// A person who has a password is invited again.
pub(in crate::accounts) fn invitation_accepted() -> AccountRefusal {
    AccountRefusal::new(
        "invitation-accepted",
        both!("该用户已设置密码，无须再邀请", "the person has set a password and needs no invitation"),
        both!("忘记密码的，请本人申请重置", "who forgot it asks for a reset"),
    )
}

/// What is no unified social credit code.
pub(in crate::accounts) fn uscc_invalid(reason: &Text) -> AccountRefusal {
    AccountRefusal::new(
        "uscc-invalid",
        [reason.zh.clone(), reason.en.clone()],
        both!("请对照营业执照填写", "copy it from the business licence"),
    )
}

/// A registration by somebody who is not signed in, of a code or by a login that has an account. It does not say which of
/// both, or whoever asks could find out who has one.
pub(in crate::accounts) fn registration_taken() -> AccountRefusal {
    AccountRefusal::new(
        "registration-taken",
        both!(
            "该统一社会信用代码或该登录名已有账号",
            "this unified social credit code or this login has an account"
        ),
        both!(
            "本单位已经注册的，请登录、找回密码，或请同事邀请您，已发信告知账号持有人；无人可联系的，请主办单位核实后办理；本单位尚未注册的，请换一个登录名再试",
            "if your enterprise is registered, sign in, reset your password, or have a colleague invite you: whoever has the account was told by letter; if nobody can be reached, ask the office, which will check your identity; if it is not registered, choose another login"
        ),
    )
}

/// An enterprise that is registered.
pub(in crate::accounts) fn enterprise_registered(uscc: &str) -> AccountRefusal {
    AccountRefusal::new(
        "enterprise-registered",
        both!("统一社会信用代码 “{0}” 已经注册", "the unified social credit code “{0}” is registered", uscc),
        both!(
            "请本单位已有账号的人员邀请您；无人可联系的，请主办单位核实后办理",
            "ask a colleague who has an account to invite you; if nobody can be reached, ask the office, which will check your identity"
        ),
    )
}
