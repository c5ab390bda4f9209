//! Refusals about where an application is and what it lacks.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;

use super::{Refusal, both, unknown_name};

/// A command that does not fit the stage.
#[must_use]
pub fn wrong_stage(stands: &Text, wanted: &Text) -> Refusal {
    Refusal::new(
        "wrong-stage",
        [
            alloc::format!("申报现处于“{}”，此事属于“{}”", stands.zh, wanted.zh),
            alloc::format!("the application stands in `{}`; this belongs to `{}`", stands.en, wanted.en),
        ],
        both!("按阶段的次序办理", "go through the stages in their order"),
    )
}

/// An edition that takes nothing more.
#[must_use]
pub fn edition_closed() -> Refusal {
    Refusal::new(
        "edition-closed",
        both!("本届没有开放", "the edition is not open"),
        both!("等待下一届", "wait for the next edition"),
    )
}

/// An application that an edition left unfinished when it was closed.
#[must_use]
pub fn left_unfinished() -> Refusal {
    Refusal::new(
        "edition-closed",
        both!(
            "本届已结束，未办完的申报不再办理",
            "the edition is closed; what was not finished goes no further"
        ),
        both!("等待下一届", "wait for the next edition"),
    )
}

/// A stage of the edition that has to be finished first.
#[must_use]
pub fn stage_unfinished(stage: &Text, lacking: &[Text]) -> Refusal {
    let named =
        |pick: fn(&Text) -> &str, seam: &str| lacking.iter().map(pick).collect::<Vec<&str>>().join(seam);
    let [zh, en] = [named(|text| &text.zh, "，"), named(|text| &text.en, ", ")];
    let message = match lacking.is_empty() {
        true => [alloc::format!("“{}”尚未完成", stage.zh), alloc::format!("`{}` is not finished", stage.en)],
        false => [
            alloc::format!("“{}”还缺材料：{zh}", stage.zh),
            alloc::format!("documents of `{}` are missing: {en}", stage.en),
        ],
    };
    let remedy = match lacking.is_empty() {
        true => both!("先办完该阶段", "finish that stage first"),
        false => both!("归档后再结束", "file them, then close the stage"),
    };
    Refusal::new("stage-unfinished", message, remedy)
}

/// A stage of the edition that began already.
#[must_use]
pub fn stage_started(stage: &Text, on: Date) -> Refusal {
    Refusal::new(
        "stage-started",
        [alloc::format!("“{}”已于 {on} 开始", stage.zh), alloc::format!("`{}` began on {on}", stage.en)],
        both!("继续办理该阶段", "go on with it"),
    )
}

/// A stage of the edition that has ended.
#[must_use]
pub fn stage_over(stage: &Text, on: Date) -> Refusal {
    Refusal::new(
        "stage-over",
        [alloc::format!("“{}”已于 {on} 结束", stage.zh), alloc::format!("`{}` ended on {on}", stage.en)],
        both!("继续办理其后的阶段", "go on with the stages after it"),
    )
}

/// A cohort frozen while somebody may still submit, and would not be compared.
#[must_use]
pub fn cohort_early(filing: &Text, closes: Date) -> Refusal {
    Refusal::new(
        "cohort-early",
        [
            alloc::format!("“{}”到 {closes} 24:00 截止，此前仍有企业可以提交", filing.zh),
            alloc::format!("`{}` runs until 24:00 on {closes}: enterprises may still submit", filing.en),
        ],
        both!("{0} 过后再冻结比较组", "freeze the cohort after {0}", closes),
    )
}

/// A cohort of nobody, by which nobody could be graded.
#[must_use]
pub fn cohort_empty(stage: &Text) -> Refusal {
    Refusal::new(
        "cohort-empty",
        [
            alloc::format!("没有申报在等待“{}”，比较组为空", stage.zh),
            alloc::format!("no application waits for `{}`: the cohort would be empty", stage.en),
        ],
        both!("待企业提交后再冻结", "freeze it once enterprises have submitted"),
    )
}

/// A second freezing of the cohort.
#[must_use]
pub fn cohort_frozen(stage: &Text) -> Refusal {
    Refusal::new(
        "cohort-frozen",
        [
            alloc::format!("“{}”的比较组已冻结", stage.zh),
            alloc::format!("the cohort of `{}` is frozen", stage.en),
        ],
        both!("按已冻结的比较组继续", "go on with the frozen cohort"),
    )
}

/// A stage that ends without the cohort that it is there for.
#[must_use]
pub fn cohort_open(stage: &Text) -> Refusal {
    Refusal::new(
        "cohort-open",
        [
            alloc::format!("“{}”须先冻结比较组", stage.zh),
            alloc::format!("the cohort of `{}` is not frozen yet", stage.en),
        ],
        both!("先冻结比较组，再结束本阶段", "freeze the cohort, then close the stage"),
    )
}

/// A stage that freezes no cohort.
#[must_use]
pub fn freezes_nothing() -> Refusal {
    unknown_name(&Text::new("冻结比较组的阶段", "stage that freezes a cohort"), "")
}

/// A second application in one programme and edition.
#[must_use]
pub fn already_entered(programme: &Text) -> Refusal {
    Refusal::new(
        "already-entered",
        [
            alloc::format!("本企业已申报“{}”", programme.zh),
            alloc::format!("the enterprise has entered `{}` already", programme.en),
        ],
        both!("在已有的申报上继续", "go on with that application"),
    )
}

/// A second edition of the same name.
#[must_use]
pub fn edition_exists(name: &str) -> Refusal {
    Refusal::new(
        "already-entered",
        both!("已有 {0} 届", "there is an edition {0} already", name),
        both!("请换一个届次名称", "give the edition another name"),
    )
    .at("edition")
}

/// A second recommendation of an enterprise.
#[must_use]
pub fn already_recommended() -> Refusal {
    Refusal::new(
        "already-entered",
        both!("该企业已获推荐", "the enterprise was recommended already"),
        both!("无须重复推荐", "it need not be recommended again"),
    )
}

/// Facts that cannot be read.
#[must_use]
pub fn claim_invalid(finding: &Text, help: &Text, count: usize) -> Refusal {
    if count == 1 {
        return Refusal::new(
            "claim-invalid",
            [&finding.zh, &finding.en].map(Clone::clone),
            [help.zh.clone(), help.en.clone()],
        );
    }
    Refusal::new(
        "claim-invalid",
        [
            alloc::format!("填报有 {count} 处错误，第一处：{}", finding.zh),
            alloc::format!("{} in the facts, the first: {}", counted(count, "mistake"), finding.en),
        ],
        [help.zh.clone(), help.en.clone()],
    )
}

/// A required document that is not there.
#[must_use]
pub fn document_missing(documents: &Text) -> Refusal {
    Refusal::new(
        "document-missing",
        [
            alloc::format!("缺少材料：{}", documents.zh),
            alloc::format!("documents are missing: {}", documents.en),
        ],
        both!("上传后再提交", "add them and submit again"),
    )
}

/// A document of the wrong format.
#[must_use]
pub fn document_format(document: &Text, file: &str) -> Refusal {
    Refusal::new(
        "document-format",
        [
            alloc::format!("“{}”须为 PDF，`{file}` 不是", document.zh),
            alloc::format!("`{}` must be a PDF; `{file}` is not", document.en),
        ],
        both!("另存为 PDF 后上传", "save it as PDF and upload that"),
    )
}

/// A consent that was not given.
#[must_use]
pub fn consent_missing(consent: &Text) -> Refusal {
    Refusal::new(
        "consent-missing",
        [
            alloc::format!("须由企业签署同意：{}", consent.zh),
            alloc::format!("the enterprise has to consent: {}", consent.en),
        ],
        both!("签署人写明姓名后再提交", "name who signs and submit again"),
    )
}

/// Returned as often as allowed.
#[must_use]
pub fn returned_too_often(times: u16) -> Refusal {
    Refusal::new(
        "returned-too-often",
        both!(
            "至多退回补正 {0} 次，次数已用完",
            "it may be sent back {0} times at most; that is used up",
            times
        ),
        both!("作出通过或不予通过的决定", "pass it or fail it"),
    )
}

/// A reply where nothing was sent back.
#[must_use]
pub fn nothing_asked() -> Refusal {
    Refusal::new(
        "nothing-asked",
        both!("没有退回补正，无须答复", "it was not sent back, so there is nothing to reply to"),
        both!("不写答复，直接提交", "submit it without a reply"),
    )
}

/// The gate is not passed, or a veto strikes.
#[must_use]
pub fn gate_not_passed(requirements: &Text, clarify: bool) -> Refusal {
    let [zh, en] = if clarify {
        ["基本要求或一票否决待澄清", "basic requirements or vetoes are to be clarified"]
    } else {
        ["未满足基本要求或触及一票否决", "basic requirements are not met or vetoes strike"]
    };
    Refusal::new(
        "gate-not-passed",
        [alloc::format!("{zh}：{}", requirements.zh), alloc::format!("{en}: {}", requirements.en)],
        both!("查清事实并由有关单位认定后再办理", "establish the facts, have them decided, then go on"),
    )
}

/// Units that have not agreed.
#[must_use]
pub fn clearance_pending(units: &Text) -> Refusal {
    Refusal::new(
        "clearance-pending",
        [
            alloc::format!("尚未同意的会签单位：{}", units.zh),
            alloc::format!("units that have not agreed: {}", units.en),
        ],
        both!("等待会签或解决其意见", "wait for them, or settle what they object to"),
    )
}

/// A visit that took place already.
#[must_use]
pub fn second_visit(stage: &Text) -> Refusal {
    Refusal::new(
        "second-visit",
        [
            alloc::format!("本卷的“{}”已办过，共用一卷的评价活动只办一次", stage.zh),
            alloc::format!("`{}` took place; programmes that share the filing have it once", stage.en),
        ],
        both!("使用已有的现场记录", "use the record that exists"),
    )
}

/// A visit without record.
#[must_use]
pub fn visit_missing() -> Refusal {
    Refusal::new(
        "visit-missing",
        both!(
            "提交评审意见前须有现场记录：日期、双方在场人员、纪要",
            "a record of the visit is needed before sealing: day, who was there of both sides, minutes"
        ),
        both!("补上现场记录", "add the record of the visit"),
    )
}

/// Assessors differ, or have not sealed.
#[must_use]
pub fn unsettled(what: &[String]) -> Refusal {
    Refusal::new(
        "unsettled",
        both!(
            "评审意见不一，尚未裁定：{0}",
            "the assessors differ and nobody has settled it: {0}",
            what.join(", ")
        ),
        both!("由下一层作出认定", "the next layer has to decide"),
    )
}

/// Suggestions that are not settled.
#[must_use]
pub fn suggestion_open(count: usize) -> Refusal {
    Refusal::new(
        "suggestion-open",
        [
            alloc::format!("还有 {count} 条建议未了结"),
            alloc::format!("not settled: {}", counted(count, "suggestion")),
        ],
        both!("答复并逐条了结", "reply to them and settle each"),
    )
}

/// A departure that the programme does not allow.
#[must_use]
pub fn departure_not_allowed(computed: &str) -> Refusal {
    Refusal::new(
        "departure-not-allowed",
        both!(
            "本评价活动不得偏离算得的等级 `{0}`",
            "this programme does not depart from the computed grade `{0}`",
            computed
        ),
        both!("按算得的等级提出", "propose the computed grade"),
    )
}

/// A result that the entry does not permit.
#[must_use]
pub fn result_not_permitted(grade: &str, permitted: &[String]) -> Refusal {
    Refusal::new(
        "result-not-permitted",
        both!(
            "此进入方式不能得到 `{0}`，可得：{1}",
            "this entry cannot give `{0}`; it gives: {1}",
            grade,
            permitted.join(", ")
        ),
        both!("提出可得的结果之一", "propose one of these"),
    )
}

/// A programme that is decided together with this one and has not come as far.
#[must_use]
pub fn together_missing(programme: &Text) -> Refusal {
    Refusal::new(
        "together-missing",
        [
            alloc::format!("与“{}”同时决定，而后者尚未走到这一步", programme.zh),
            alloc::format!("it is decided together with `{}`, which has not come as far", programme.en),
        ],
        both!("两个评价活动都走到决定后再办理", "decide when both have"),
    )
}

/// Whoever objects leaves no way to be told the ruling.
#[must_use]
pub fn contact_unreachable() -> Refusal {
    Refusal::new(
        "contact-unreachable",
        both!(
            "联系方式须为电话号码或电子邮箱",
            "the contact is neither a telephone number nor an e-mail address"
        ),
        both!("留下能够告知裁定结果的电话或邮箱", "leave one by which the ruling can be told"),
    )
}

/// Objections without a ruling.
#[must_use]
pub fn objection_open(count: usize) -> Refusal {
    Refusal::new(
        "objection-open",
        [
            alloc::format!("还有 {count} 件异议未裁定"),
            alloc::format!("without a ruling: {}", counted(count, "objection")),
        ],
        both!("逐件裁定后再继续", "rule on each first"),
    )
}

/// No honour in force.
#[must_use]
pub fn honour_missing() -> Refusal {
    Refusal::new(
        "honour-missing",
        both!("没有有效的荣誉", "there is no honour in force"),
        both!("复评、撤销以有效的荣誉为前提", "re-evaluation and withdrawal need one"),
    )
}

/// A number with its noun: `1 mistake`, `2 mistakes`.
fn counted(count: usize, noun: &str) -> String {
    if count == 1 { alloc::format!("1 {noun}") } else { alloc::format!("{count} {noun}s") }
}
