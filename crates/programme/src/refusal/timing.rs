//! Refusals about time.

use alloc::string::ToString;
use core::fmt::Display;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;

use super::{Refusal, both};

/// The window of a stage has not opened.
#[must_use]
pub fn window_early(stage: &Text, opens: Date) -> Refusal {
    Refusal::new(
        "window-early",
        [alloc::format!("“{}”{opens} 才开始", stage.zh), alloc::format!("`{}` opens on {opens}", stage.en)],
        [alloc::format!("{opens} 起办理"), alloc::format!("come back on {opens}")],
    )
}

/// The window of a stage has closed.
#[must_use]
pub fn window_closed(stage: &Text, closes: Date, manager: &Text) -> Refusal {
    Refusal::new(
        "window-closed",
        [
            alloc::format!("“{}”已于 {closes} 24:00 截止", stage.zh),
            alloc::format!("`{}` closed at 24:00 on {closes}", stage.en),
        ],
        [
            alloc::format!("如有正当理由，请向{}申请延期", manager.zh),
            alloc::format!("with good reason, ask the {} for an extension", manager.en),
        ],
    )
}

/// The calendar does not know a year.
#[must_use]
pub fn calendar_unknown(year: i16) -> Refusal {
    Refusal::new(
        "calendar-unknown",
        both!("工作日历没有 {0} 年的放假安排", "the calendar has no working days of {0}", year),
        both!("在 calendars/ 中补充 {0} 年的放假通知", "add the holidays of {0} to calendars/", year),
    )
}

/// An extension that does not extend.
#[must_use]
pub fn deadline_not_later(until: Date, closes: Date) -> Refusal {
    Refusal::new(
        "deadline-not-later",
        both!("{0} 不晚于现有的截止日 {1}", "{0} is not later than the closing day {1}", until, closes),
        both!("选择 {0} 之后的日期", "choose a day after {0}", closes),
    )
}

/// The hearing is still running.
#[must_use]
pub fn hearing_running(until: Date) -> Refusal {
    Refusal::new(
        "hearing-running",
        both!("企业陈述申辩的期限到 {0}", "the enterprise may state its case until {0}", until),
        both!("期满或企业已陈述后再决定", "decide after that day, or after it has stated its case"),
    )
}

/// There is no notice yet, or none of this round.
#[must_use]
pub fn notice_missing() -> Refusal {
    Refusal::new(
        "notice-missing",
        both!("尚未公示", "there is no public notice yet"),
        both!(
            "公示发布后，在公示期内办理",
            "come back when the notice is published, before its last day is over"
        ),
    )
}

/// The notice is still running.
#[must_use]
pub fn notice_running(until: Date) -> Refusal {
    Refusal::new(
        "notice-running",
        both!("公示到 {0} 24:00 止", "the public notice runs until 24:00 on {0}", until),
        both!("公示期满后再办理", "wait until it has ended"),
    )
}

/// The notice is over.
#[must_use]
pub fn notice_over(until: Date) -> Refusal {
    Refusal::new(
        "notice-over",
        both!(
            "公示已于 {0} 24:00 结束，不再受理异议",
            "the public notice ended at 24:00 on {0}; objections are no longer taken",
            until
        ),
        both!("有新的事实，可向主办单位反映", "report new facts to the office"),
    )
}

/// Re-evaluation does not open yet.
#[must_use]
pub fn renewal_not_open(opens: Date, until: Date) -> Refusal {
    Refusal::new(
        "renewal-not-open",
        both!(
            "荣誉有效期到 {1}，{0} 起可申请复评",
            "the honour is valid until {1}; re-evaluation opens on {0}",
            opens,
            until
        ),
        both!("{0} 起申请", "apply from {0} on", opens),
    )
}

/// Nothing is due.
#[must_use]
pub fn nothing_due(now: impl Display) -> Refusal {
    Refusal::new(
        "nothing-due",
        [alloc::format!("{now} 没有到期的事"), alloc::format!("nothing is due at {now}")],
        both!("无须办理", "there is nothing to do").map(|text| text.to_string()),
    )
}
