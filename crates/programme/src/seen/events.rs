//! Events as people read them: their titles, and the part of a filing that each belongs to.

use duheng_pack::text::Text;

use super::table::Part;

/// The events of filings: name, title, part.
pub const FILING_EVENTS: &[(&str, [&str; 2], Part)] = &[
    ("approved", ["批准建议", "proposal approved"], Part::Proposal),
    ("case_stated", ["陈述申辩", "case stated"], Part::Statements),
    ("checked", ["作出审核结论", "checked"], Part::Course),
    ("cleared", ["会签答复", "unit answered"], Part::Clearances),
    ("decided", ["等级确定", "grade decided"], Part::Decision),
    ("declared", ["利益冲突申报", "conflict of interest declared"], Part::Seats),
    ("draw_committed", ["公布抽取校验码", "commitment to the draw published"], Part::Seats),
    ("drawn", ["抽取专家", "panel drawn"], Part::Seats),
    ("ended", ["办结", "ended"], Part::Course),
    ("entered", ["参加评价", "entered"], Part::Course),
    ("event_reported", ["情况上报", "event reported"], Part::Tracked),
    ("event_ruled", ["情况处理", "event ruled on"], Part::Tracked),
    ("extended", ["延期", "extended"], Part::Course),
    ("honour_ended", ["荣誉终止", "honour ended"], Part::Course),
    ("issued", ["认定发证", "named"], Part::Course),
    ("listed_as", ["名单审定", "decided on a list"], Part::Lists),
    ("notice_published", ["发布公示", "put on public notice"], Part::Course),
    ("objected", ["提出异议", "objection made"], Part::Objections),
    ("proposed", ["提出等级建议", "grade proposed"], Part::Proposal),
    ("reached", ["转入阶段", "reached a stage"], Part::Course),
    ("renewal_due", ["复评到期提醒", "re-evaluation due"], Part::Course),
    ("reopened", ["评审意见退回修改", "entries opened again"], Part::Entries),
    ("replaced", ["递补专家", "expert replaced"], Part::Seats),
    ("replied", ["答复建议", "reply to a suggestion"], Part::Suggestions),
    ("request_judged", ["不参评认定", "request not to evaluate decided"], Part::Claim),
    ("returned", ["退回补正", "returned to be supplemented"], Part::Course),
    ("ruled", ["异议裁定", "objection ruled on"], Part::Objections),
    ("sealed", ["提交评审意见", "entries sealed"], Part::Entries),
    ("sent_back", ["退回建议", "proposal sent back"], Part::Proposal),
    ("settled", ["建议了结", "suggestion settled"], Part::Suggestions),
    ("silence_agreed", ["逾期未复视为同意", "silence taken as agreement"], Part::Clearances),
    ("submitted", ["提交申报", "submitted"], Part::Course),
    ("suggested", ["提出建议", "suggestion made"], Part::Suggestions),
    ("supplied", ["提供官方数据", "facts of authorities supplied"], Part::Claim),
    ("withdrawn", ["撤回申报", "withdrawn"], Part::Course),
];

/// The title of an event of a filing.
#[must_use]
pub fn event_title(name: &str) -> Text {
    let found = FILING_EVENTS.iter().find(|(of, ..)| *of == name);
    found.map_or_else(|| Text::same(name), |(_, [zh, en], _)| Text::new(*zh, *en))
}

/// The part of a filing that an event belongs to.
pub(super) fn part_of(name: &str) -> Option<Part> {
    FILING_EVENTS.iter().find(|(of, ..)| *of == name).map(|(.., part)| *part)
}
