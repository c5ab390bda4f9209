//! Refusals about roles.

use super::{AccountRefusal, both};

/// A use-case that the person has no right to.
pub(in crate::accounts) fn not_permitted() -> AccountRefusal {
    AccountRefusal::new(
        "not-permitted",
        both!("您没有办理此事的权限", "you have no right to do this"),
        both!("请管理员办理", "ask an administrator"),
    )
}

/// A grant that does not exist or has ended.
pub(in crate::accounts) fn grant_unknown() -> AccountRefusal {
    AccountRefusal::new(
        "grant-unknown",
        both!("没有这项授权，或已收回", "there is no such grant, or it has ended"),
        both!("请刷新名单", "load the list again"),
    )
}

/// The person has the role there.
pub(in crate::accounts) fn grant_held() -> AccountRefusal {
    AccountRefusal::new(
        "grant-held",
        both!("该用户在此处已有这一角色", "the person holds this role there"),
        both!(
            "无须重复授予；要改期限的，先收回再授予",
            "nothing is left to do; to change the dates, end it and give it again"
        ),
    )
}

/// A role that no installed programme has.
pub(in crate::accounts) fn role_unknown(role: &str) -> AccountRefusal {
    AccountRefusal::new(
        "role-unknown",
        both!("已安装的评价活动没有角色 “{0}”", "no installed programme has the role “{0}”", role),
        both!("请从评价活动声明的角色中选择", "choose one that the programme declares"),
    )
}

/// A role of another kind.
pub(in crate::accounts) fn role_unfit(role: &str) -> AccountRefusal {
    AccountRefusal::new(
        "role-unfit",
        both!("角色 “{0}” 不是这一类", "the role “{0}” is not of this kind", role),
        both!(
            "按角色的范围选择单位、专家或企业",
            "choose office, expert or enterprise by how far the role reaches"
        ),
    )
}

/// A place that is not in the tree.
pub(in crate::accounts) fn place_unknown(place: &str) -> AccountRefusal {
    AccountRefusal::new(
        "place-unknown",
        both!("没有单位 “{0}”", "there is no place “{0}”", place),
        both!("请从单位名录中选择，或先登记", "choose one from the tree, or register it first"),
    )
}

/// A place that somebody else changed since it was looked at.
pub(in crate::accounts) fn place_changed() -> AccountRefusal {
    AccountRefusal::new(
        "place-changed",
        both!(
            "他人已先改动这个单位，本次没有保存",
            "somebody else changed the place meanwhile; nothing was changed"
        ),
        both!("请重新查看后再办理", "look at it again, then do it"),
    )
}

/// A role that is held at several places.
pub(in crate::accounts) fn place_ambiguous() -> AccountRefusal {
    AccountRefusal::new(
        "place-ambiguous",
        both!("您在多个单位有这一角色", "you hold this role at several places"),
        both!("请选择以哪个单位的名义办理", "choose the place in whose name you act"),
    )
}

/// A role that the session does not have.
pub(in crate::accounts) fn role_not_held(role: &str) -> AccountRefusal {
    AccountRefusal::new(
        "role-not-held",
        both!(
            "您没有角色 “{0}”，或登录尚未通过验证器",
            "you do not hold the role “{0}”, or the session lacks the second factor",
            role
        ),
        both!("请换用您已有的角色，或完成验证", "act in a role that you hold, or finish the second step"),
    )
}

/// Somebody who fills in, but does not approve.
pub(in crate::accounts) fn may_not_submit() -> AccountRefusal {
    AccountRefusal::new(
        "may-not-submit",
        both!("您可以填写，但不能代表企业提交", "you may fill in, but not act for the enterprise"),
        both!("请本单位的审批人提交", "ask the approver of your enterprise to submit it"),
    )
}

/// A last day that is past.
pub(in crate::accounts) fn until_past() -> AccountRefusal {
    AccountRefusal::new(
        "until-past",
        both!("截止日已过", "the last day is past"),
        both!("请填今天或以后的日期", "choose today or later"),
    )
}

/// A last day before the first.
pub(in crate::accounts) fn until_before_since() -> AccountRefusal {
    AccountRefusal::new(
        "until-before-since",
        both!("截止日早于起始日", "the last day comes before the first"),
        both!("请核对两个日期", "compare the two dates"),
    )
}

/// A delegation that outlasts the role.
pub(in crate::accounts) fn until_too_late(last: &str) -> AccountRefusal {
    AccountRefusal::new(
        "until-too-late",
        both!(
            "委托不能晚于本人角色的截止日 {0}",
            "a delegation cannot outlast the role, which ends on {0}",
            last
        ),
        both!("请填 {0} 或更早的日期", "choose {0} or earlier", last),
    )
}

/// A token that would outlast the longest time that tokens hold.
pub(in crate::accounts) fn token_too_late(last: &str) -> AccountRefusal {
    AccountRefusal::new(
        "token-too-late",
        both!(
            "令牌最长有效一年，管理令牌 92 天：不能晚于 {0}",
            "a token holds for a year at most, one that administers for 92 days: until {0}",
            last
        ),
        both!("请填 {0} 或更早的日期", "choose {0} or earlier", last),
    )
}

/// A delegate delegates.
pub(in crate::accounts) fn delegate_onward() -> AccountRefusal {
    AccountRefusal::new(
        "delegate-onward",
        both!("受托的角色不能再委托", "a delegated role cannot be delegated again"),
        both!("请原角色持有人另行委托", "ask who holds the role itself"),
    )
}

/// Somebody delegates to themselves.
pub(in crate::accounts) fn delegate_self() -> AccountRefusal {
    AccountRefusal::new(
        "delegate-self",
        both!("不能委托给本人", "a role cannot be delegated to oneself"),
        both!("请选择另一人", "choose another person"),
    )
}

/// Somebody delegates to a person of another place.
pub(in crate::accounts) fn delegate_stranger() -> AccountRefusal {
    AccountRefusal::new(
        "delegate-stranger",
        both!(
            "受托人须在同一单位任职",
            "a role is delegated to people of the same office or enterprise alone"
        ),
        both!(
            "请选择本单位的人员；须由外人办理的，请管理员或企业审批人另行授权",
            "choose a person of your own office or enterprise; anybody else needs a role from an administrator or approver"
        ),
    )
}

/// An expert delegates.
pub(in crate::accounts) fn expert_not_delegated() -> AccountRefusal {
    AccountRefusal::new(
        "expert-not-delegated",
        both!("专家评审须本人办理，不能委托", "experts act in person"),
        both!("不能履职的，请主办单位另行抽取", "who cannot act tells the office, which draws another"),
    )
}

/// An administrator delegates.
pub(in crate::accounts) fn administrator_not_delegated() -> AccountRefusal {
    AccountRefusal::new(
        "administrator-not-delegated",
        both!("管理员角色不能委托", "the role of administrator cannot be delegated"),
        both!("确需增加的，请授予另一人", "give it to another person instead"),
    )
}

/// An approver ends their own role.
pub(in crate::accounts) fn colleague_self() -> AccountRefusal {
    AccountRefusal::new(
        "colleague-self",
        both!("不能收回本人的角色", "you cannot end your own role"),
        both!("请本企业的另一位审批人办理", "ask another approver of the enterprise"),
    )
}

/// A place that would hang below itself.
pub(in crate::accounts) fn place_above_itself() -> AccountRefusal {
    AccountRefusal::new(
        "place-above-itself",
        both!("单位不能隶属于自己或自己的下级", "a place cannot hang below itself or what hangs below it"),
        both!("请另选上级单位", "choose another place above it"),
    )
}

/// Somebody who is in the base of experts.
pub(in crate::accounts) fn expert_enrolled() -> AccountRefusal {
    AccountRefusal::new(
        "expert-enrolled",
        both!("该用户已在专家库中", "the person is in the list of experts"),
        both!("无须重复入库", "nothing is left to do"),
    )
}

/// A place that moves on a later day already.
pub(in crate::accounts) fn place_moved_later(day: &str) -> AccountRefusal {
    AccountRefusal::new(
        "place-moved-later",
        both!("该单位自 {0} 起另有隶属安排", "the place moves on {0} already", day),
        both!("请待该日以后再调整", "move it after that day"),
    )
}
