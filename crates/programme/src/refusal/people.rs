//! Refusals about who may do what.

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

/// An enterprise that takes back what an authority began.
#[must_use]
pub fn begun_by_authority(authority: &Text) -> Refusal {
    Refusal::new(
        "not-your-role",
        [
            alloc::format!("此件由{}发起，企业不能撤回", authority.zh),
            alloc::format!("the {} began this; the enterprise cannot withdraw it", authority.en),
        ],
        both!("对所依据的事实有异议的，请陈述申辩", "state your case if the facts are not so"),
    )
}

/// An enterprise that the actor does not reach.
#[must_use]
pub fn out_of_reach(organisation: &str) -> Refusal {
    Refusal::new(
        "out-of-reach",
        both!("`{0}` 不在您的范围内", "`{0}` is not within your reach", organisation),
        both!("请负责的单位办理", "ask the unit that is responsible for it"),
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

/// A decision on a proposal that nobody made.
#[must_use]
pub fn proposal_missing() -> Refusal {
    Refusal::new(
        "proposal-missing",
        both!("尚未提出等级建议", "no grade is proposed yet"),
        both!(
            "先提出建议，再由另一人批准或退回",
            "propose one first; then another person approves it or sends it back"
        ),
    )
}

/// An entry while another waits.
#[must_use]
pub fn entry_waiting(state: &Text) -> Refusal {
    Refusal::new(
        "entry-waiting",
        [
            alloc::format!("登记“{}”已提出，尚待另一人核准", state.zh),
            alloc::format!("the entry `{}` is proposed and waits for another person", state.en),
        ],
        both!("先由另一人核准或退回", "let another person confirm or return it first"),
    )
}

/// A state that naming alone gives.
#[must_use]
pub fn given_by_naming(state: &Text) -> Refusal {
    Refusal::new(
        "given-by-naming",
        [
            alloc::format!("“{}”只由认定发证产生，不能自行登记", state.zh),
            alloc::format!("`{}` is given by naming alone and cannot be entered by hand", state.en),
        ],
        both!(
            "按程序评价、公示、认定发证；已有的登记可更正起始日和依据",
            "go through evaluation, notice and naming; of one that was given the day and the basis can be corrected"
        ),
    )
}

/// A state that the programme entered, which no office moves or strikes by hand.
#[must_use]
pub fn ended_by_programme(state: &Text) -> Refusal {
    Refusal::new(
        "ended-by-programme",
        [
            alloc::format!("“{}”由认定发证或荣誉终止写入，证书以此为准，不能自行改登", state.zh),
            alloc::format!(
                "`{}` was entered by the programme and a certificate rests on it; no office changes it by hand",
                state.en
            ),
        ],
        both!(
            "要终止荣誉，请在授予它的那一届办理“撤销荣誉”；复评和到期由平台自动登记",
            "to end the honour, use \"Revoke\" in the edition that gave it; re-evaluation and the end of its validity are entered by the platform"
        ),
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
        both!("种子与已公布的校验码不符", "the seed does not fit the commitment that was published"),
        both!("使用公布校验码时的种子", "use the seed that the commitment was made for"),
    )
}

/// A draw without a commitment.
#[must_use]
pub fn commitment_missing() -> Refusal {
    Refusal::new(
        "commitment-missing",
        both!(
            "抽取前须先封存种子并公布校验码",
            "a commitment to the seed has to be published before the draw"
        ),
        both!("先准备抽取，公布校验码", "publish the commitment first"),
    )
}

/// A second commitment.
#[must_use]
pub fn commitment_exists() -> Refusal {
    Refusal::new(
        "commitment-exists",
        both!("抽取校验码已经公布，不能更换", "a commitment is published and cannot be replaced"),
        both!("用已封存的种子抽取", "draw with the seed that it was made for"),
    )
}

/// So many experts have not declared; who they are the case says by name.
#[must_use]
pub fn declarations_open(experts: usize) -> Refusal {
    Refusal::new(
        "declarations-open",
        both!(
            "还有 {0} 位专家没有声明有无利益冲突",
            "experts who have not yet declared whether there is a conflict: {0}",
            experts
        ),
        both!("全部声明后再继续", "go on when all have declared"),
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
        both!("您的评审意见已提交", "your entries are sealed"),
        both!(
            "确需修改，请主办单位写明理由后重新打开",
            "the office can open them again and records the reason"
        ),
    )
}
