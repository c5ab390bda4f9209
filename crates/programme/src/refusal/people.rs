//! Refusals about who may do what.

use alloc::string::String;

use duheng_pack::text::Text;

use super::{Refusal, both};

/// A role that may not do this.
#[must_use]
pub fn not_your_role(roles: &Text) -> Refusal {
    Refusal::new(
        "not-your-role",
        [alloc::format!("此事由{}办理", roles.zh), alloc::format!("this is done by: {}", roles.en)],
        both!("请有此职责的人办理", "ask somebody who has that role"),
    )
}

/// An enterprise that the actor does not reach.
#[must_use]
pub fn out_of_reach(organisation: &str) -> Refusal {
    Refusal::new(
        "out-of-reach",
        both!("`{0}` 不在您的范围内", "`{0}` is not within your reach", organisation),
        both!("请负责该企业的单位办理", "ask the unit that is responsible for it"),
    )
}

/// The proposer or an approver again.
#[must_use]
pub fn approval_by_proposer() -> Refusal {
    Refusal::new(
        "approval-by-proposer",
        both!("提出建议或已经批准的人不能再批准", "who proposed or approved it already cannot approve it"),
        both!("请另一人批准", "another person has to approve it"),
    )
}

/// Too few experts without conflict.
#[must_use]
pub fn pool_too_small(left: usize, seats: usize) -> Refusal {
    Refusal::new(
        "pool-too-small",
        both!(
            "没有利益冲突且符合专业要求的专家只有 {0} 名，需要 {1} 名",
            "only {0} experts have no conflict and the needed fields; {1} are needed",
            left,
            seats
        ),
        both!("扩充专家库后再抽取", "add experts to the base and draw then"),
    )
}

/// The seed does not fit its commitment.
#[must_use]
pub fn seed_wrong() -> Refusal {
    Refusal::new(
        "seed-wrong",
        both!("种子与已公布的承诺不符", "the seed does not fit the commitment that was published"),
        both!("使用作出承诺时的种子", "use the seed that the commitment was made for"),
    )
}

/// A draw without a commitment.
#[must_use]
pub fn commitment_missing() -> Refusal {
    Refusal::new(
        "commitment-missing",
        both!("抽取前须先公布种子的承诺", "a commitment to the seed has to be published before the draw"),
        both!("先公布承诺", "publish the commitment first"),
    )
}

/// A second commitment.
#[must_use]
pub fn commitment_exists() -> Refusal {
    Refusal::new(
        "commitment-exists",
        both!("种子的承诺已经公布，不能更换", "a commitment is published and cannot be replaced"),
        both!("用已承诺的种子抽取", "draw with the seed that it was made for"),
    )
}

/// Experts who have not declared.
#[must_use]
pub fn declarations_open(experts: &[String]) -> Refusal {
    Refusal::new(
        "declarations-open",
        both!(
            "尚未申报有无利益冲突：{0}",
            "not yet declared whether there is a conflict: {0}",
            experts.join(", ")
        ),
        both!("全部申报后再继续", "go on when all have declared"),
    )
}

/// An expert declares twice.
#[must_use]
pub fn already_declared() -> Refusal {
    Refusal::new(
        "already-declared",
        both!("您已申报没有利益冲突", "you have declared that there is no conflict"),
        both!("情况有变，请告知主办单位", "tell the office if that has changed"),
    )
}

/// An assessor seals twice.
#[must_use]
pub fn already_sealed() -> Refusal {
    Refusal::new(
        "already-sealed",
        both!("您的评审已封卷", "your entries are sealed"),
        both!(
            "确需修改，请主办单位写明理由后重新打开",
            "the office can open them again and records the reason"
        ),
    )
}
