//! Refusals about quotas and lists.

use super::{Refusal, both};

/// The quota of a unit is used up.
#[must_use]
pub fn quota_full(most: u32) -> Refusal {
    Refusal::new(
        "quota-full",
        both!(
            "每个推荐单位至多推荐 {0} 家，名额已满",
            "a unit recommends at most {0}; the quota is used up",
            most
        ),
        both!("收回一家后再推荐", "take one recommendation back first"),
    )
}

/// An enterprise that nobody recommended.
#[must_use]
pub fn not_recommended(organisation: &str) -> Refusal {
    Refusal::new(
        "not-recommended",
        both!("`{0}` 未获推荐", "`{0}` was not recommended", organisation),
        both!("请推荐单位先推荐", "a recommending unit has to recommend it first"),
    )
}

/// A list that is full.
#[must_use]
pub fn list_full(most: usize) -> Refusal {
    Refusal::new(
        "list-full",
        both!("名单至多 {0} 家，已满", "the list takes at most {0} and is full", most),
        both!("移出一家后再列入", "take one off first"),
    )
}

/// An application that does not wait for the list.
#[must_use]
pub fn not_at_list(organisation: &str) -> Refusal {
    Refusal::new(
        "not-at-list",
        both!("`{0}` 尚未走到这一名单", "`{0}` has not come as far as this list", organisation),
        both!("先办完它前面的阶段", "finish its earlier stages first"),
    )
}

/// An organisation that is on no list, or not on the one it must come from.
#[must_use]
pub fn not_on_list(organisation: &str, list: &str) -> Refusal {
    Refusal::new(
        "not-on-list",
        both!("`{0}` 不在名单 `{1}` 上", "`{0}` is not on the list `{1}`", organisation, list),
        both!("先列入该名单", "it has to be on that list first"),
    )
}

/// A list that is decided already.
#[must_use]
pub fn list_decided() -> Refusal {
    Refusal::new(
        "list-decided",
        both!("名单已经审定", "the list is decided"),
        both!("审定后的变更须另行决定", "a later change is a decision of its own"),
    )
}

/// So many entries were neither accepted nor refused.
#[must_use]
pub fn list_incomplete(left: usize) -> Refusal {
    Refusal::new(
        "list-incomplete",
        both!(
            "名单须逐项审定，还有 {0} 项没有审定",
            "the list is decided item by item; entries still open: {0}",
            left
        ),
        both!("逐项写明同意，或不同意及理由", "accept each, or refuse it with a reason"),
    )
}

/// Too many or too few were accepted.
#[must_use]
pub fn wrong_number(accepted: usize, exactly: usize) -> Refusal {
    Refusal::new(
        "wrong-number",
        both!("须恰好选出 {1} 家，现为 {0} 家", "exactly {1} are chosen, not {0}", accepted, exactly),
        both!("选出 {0} 家", "choose {0}", exactly),
    )
}

/// A state that may not follow.
#[must_use]
pub fn state_not_next(state: &str, held: &str) -> Refusal {
    Refusal::new(
        "state-not-next",
        both!("登记状态 `{1}` 不能转为 `{0}`", "the state `{0}` cannot follow `{1}`", state, held),
        both!("登记簿的 states 规定了可以转到的状态", "the register's states say what may follow"),
    )
}
