//! Refusals about passwords, second factors and sessions.

use super::{AccountRefusal, both};

/// A login or a password that is wrong; it does not say which.
pub(in crate::accounts) fn sign_in_wrong() -> AccountRefusal {
    AccountRefusal::new(
        "sign-in-wrong",
        both!("登录名或密码不对", "the login or the password is wrong"),
        both!("请核对大小写后再试，忘记密码可申请重置", "compare them and try again, or ask for a reset"),
    )
}

/// Too many failures.
pub(in crate::accounts) fn locked(minutes: i64) -> AccountRefusal {
    AccountRefusal::new(
        "locked",
        both!(
            "连续多次未通过，已暂停登录 {0} 分钟",
            "signing in is suspended for {0} minutes after several failures",
            minutes
        ),
        both!("请到时再试，或申请重置密码", "try again then, or ask for a reset of the password"),
    )
}

/// A password that is too short.
pub(in crate::accounts) fn password_short(least: usize) -> AccountRefusal {
    AccountRefusal::new(
        "password-short",
        both!("密码至少 {0} 个字符", "a password has at least {0} characters", least),
        both!("可用几个不相干的词连成一句", "several words that do not belong together make a good one"),
    )
}

/// A password that is too long.
pub(in crate::accounts) fn password_long(most: usize) -> AccountRefusal {
    AccountRefusal::new(
        "password-long",
        both!("密码最多 {0} 个字符", "a password has at most {0} characters", most),
        both!("请缩短", "shorten it"),
    )
}

/// A password that many use.
pub(in crate::accounts) fn password_usual() -> AccountRefusal {
    AccountRefusal::new(
        "password-usual",
        both!("这个密码太常见", "this password is among the most usual"),
        both!("可用几个不相干的词连成一句", "several words that do not belong together make a good one"),
    )
}

/// The login as password.
pub(in crate::accounts) fn password_is_login() -> AccountRefusal {
    AccountRefusal::new(
        "password-is-login",
        both!("密码不能与登录名相同", "the password cannot be the login"),
        both!("请换一个密码", "choose another one"),
    )
}

/// Somebody changes a password without knowing it.
pub(in crate::accounts) fn password_wrong() -> AccountRefusal {
    AccountRefusal::new(
        "password-wrong",
        both!("现用密码不对", "the present password is wrong"),
        both!("请核对后再试", "compare it and try again"),
    )
}

/// A token that is not theirs, or was revoked.
pub(in crate::accounts) fn token_unknown() -> AccountRefusal {
    AccountRefusal::new(
        "token-unknown",
        both!("没有这个令牌", "there is no such token"),
        both!("请刷新名单", "load the list again"),
    )
}

/// As many tokens as one person may have.
pub(in crate::accounts) fn tokens_full(most: u64) -> AccountRefusal {
    AccountRefusal::new(
        "tokens-full",
        both!("有效的令牌最多 {0} 个", "{0} tokens at most can be valid at once", most),
        both!("请先撤销不用的令牌", "revoke one that is not used any more"),
    )
}

/// The second step comes too late.
pub(in crate::accounts) fn sign_in_over() -> AccountRefusal {
    AccountRefusal::new(
        "sign-in-over",
        both!("登录已超时", "signing in took too long"),
        both!("请重新输入登录名和密码", "begin again with login and password"),
    )
}

/// A session that ended.
pub(in crate::accounts) fn signed_out() -> AccountRefusal {
    AccountRefusal::new(
        "signed-out",
        both!("登录已失效", "the session has ended"),
        both!("请重新登录", "sign in again"),
    )
}

/// A session that is not one of the person.
pub(in crate::accounts) fn session_unknown() -> AccountRefusal {
    AccountRefusal::new(
        "session-unknown",
        both!("没有这个登录", "there is no such session"),
        both!("请刷新名单", "load the list again"),
    )
}

/// A code of the second factor that is wrong.
pub(in crate::accounts) fn code_wrong() -> AccountRefusal {
    AccountRefusal::new(
        "code-wrong",
        both!("验证码不对", "the code is wrong"),
        both!(
            "请输入验证器当前显示的 6 位数字，并核对手机时间",
            "type the six digits that the authenticator shows now, and check the clock of the phone"
        ),
    )
}

/// A code that counted before.
pub(in crate::accounts) fn code_used() -> AccountRefusal {
    AccountRefusal::new(
        "code-used",
        both!("验证码已经用过", "the code was used before"),
        both!("请等验证器显示下一个", "wait for the next one"),
    )
}

/// A second factor exists.
pub(in crate::accounts) fn second_factor_held() -> AccountRefusal {
    AccountRefusal::new(
        "second-factor-held",
        both!("已绑定验证器", "a second factor is enrolled"),
        both!("更换手机的，请管理员解除后再绑定", "to change it, ask an administrator to remove it first"),
    )
}

/// There is nothing to confirm.
pub(in crate::accounts) fn second_factor_missing() -> AccountRefusal {
    AccountRefusal::new(
        "second-factor-missing",
        both!("尚未开始绑定验证器", "no second factor is being enrolled"),
        both!("请先扫描二维码", "begin by scanning the code"),
    )
}

/// A role that needs the second factor.
pub(in crate::accounts) fn second_factor_needed() -> AccountRefusal {
    AccountRefusal::new(
        "second-factor-needed",
        both!("此角色须绑定验证器后才能使用", "the role needs a second factor"),
        both!("请先绑定验证器", "enrol one first"),
    )
}

/// A second factor that was sealed with another key.
pub(in crate::accounts) fn second_factor_unreadable() -> AccountRefusal {
    AccountRefusal::new(
        "second-factor-unreadable",
        both!(
            "平台更换过密钥，您的验证器已不能核对",
            "the key of the deployment has changed, and your second factor cannot be checked any more"
        ),
        both!(
            "请改用备用码登录，或请管理员解除验证器后重新绑定",
            "use a recovery code, or ask an administrator to remove it and enrol another"
        ),
    )
}

/// A token for administering, asked for by somebody who manages no accounts.
pub(in crate::accounts) fn nothing_to_administer() -> AccountRefusal {
    AccountRefusal::new(
        "nothing-to-administer",
        both!(
            "管理令牌只发给平台管理员和企业审批人",
            "a token for administering is for administrators and for approvers of enterprises"
        ),
        both!("请改选“读写”", "choose read and write"),
    )
}

/// A token that was not made to administer.
pub(in crate::accounts) fn token_not_administering() -> AccountRefusal {
    AccountRefusal::new(
        "token-not-administering",
        both!("此令牌不能管理账号和单位", "this token may not manage accounts and places"),
        both!(
            "请管理员（本企业人员请审批人）新建一个“管理”令牌",
            "take one that an administrator made to administer; for the people of an enterprise, one of its approver"
        ),
    )
}

/// An administrator made or ended by a program.
pub(in crate::accounts) fn administrator_by_browser() -> AccountRefusal {
    AccountRefusal::new(
        "administrator-by-browser",
        both!(
            "平台管理员的授予、收回和移交不能用令牌办理",
            "no token makes, ends or replaces an administrator of the deployment"
        ),
        both!("请管理员登录后在网页上办理", "an administrator does it in a browser, signed in"),
    )
}

/// A token that may only read.
pub(in crate::accounts) fn token_read_only() -> AccountRefusal {
    AccountRefusal::new(
        "token-read-only",
        both!("此令牌只能读取", "this token may only read"),
        both!("换用可写的令牌", "take one that may write"),
    )
}
