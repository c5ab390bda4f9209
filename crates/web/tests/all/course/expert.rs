//! What experts do: they declare, judge blind, seal, and record the visit.

use super::Course;
use crate::town::login_of;

/// What the second expert enters where nobody clicks.
const LIKE_FIRST: &str = "{ case: average, like: expert-1 }";

impl Course {
    /// Both experts review the documents, then the site.
    pub(super) fn reviewed(&mut self, seats: &[&'static str], id: &str) {
        for (at, expert) in seats.iter().enumerate() {
            self.on("2026-06-05");
            self.sign_in(&login_of(expert), Some(expert));
            self.screen.go("声明有无利益冲突");
            if at == 0 {
                self.step("expert", "declare");
            }
            // nothing is chosen for who declares
            self.screen.go("声明");
            assert_eq!(self.screen.texts(".wrong a"), ["请选择您与该企业有没有利益关系"]);
            self.screen.look(None);
            self.screen.tick("我与该企业没有利益关系");
            self.screen.go("声明");
            self.screen.see(".done", "已声明。");
        }
        self.assess("2026-06-12", seats[0], id, true, None);
        // the second does the same; once is enough for whoever reads without scripts
        match self.screen.scripts {
            true => self.assess("2026-06-12", seats[1], id, false, None),
            false => self.town.seal(seats[1], "2026-06-12", LIKE_FIRST),
        }
        self.assess("2026-06-18", seats[0], id, true, Some("座谈并查看设施"));
        self.town.seal(seats[1], "2026-06-18", LIKE_FIRST);
    }

    /// One expert reviews and seals; the record of the visit is written once by each.
    fn assess(&mut self, day: &str, expert: &str, id: &str, shown: bool, visit: Option<&str>) {
        self.back(day, expert);
        self.screen.go("继续评审");
        self.screen.look(None);
        if visit.is_none() {
            self.screen.go("6.1.6.c…");
            self.screen.tick("与申报一致");
            if self.screen.scripts {
                self.screen.see("#saved", "已保存");
            }
            if shown {
                self.step("expert", "review");
            }
            self.screen.go("保存");
            self.screen.see(".done", "已保存。");
            self.screen.go("‹ 深圳示例普通制造有限公司");
            // points of one's own judgement, and why
            self.screen.press("工作亮点…");
            self.screen.go("顶层设计…");
            self.screen.write("评定分值", "8");
            self.screen.write("评分理由（必填）", "有部署，有考核");
            self.screen.go("保存");
            self.screen.see(".done", "已保存。");
            self.screen.go("‹ 深圳示例普通制造有限公司");
        }
        let token = self.screen.token();
        self.opinion(&token, id);
        self.screen.go("核对并提交评审意见");
        if let Some(minutes) = visit {
            if shown {
                self.step("expert", "visit");
            }
            // nothing is submitted without the minutes
            self.screen.go("提交评审意见");
            assert_eq!(self.screen.texts(".wrong a").len(), 3, "day, people and minutes");
            self.screen.look(None);
            self.screen.date("日期", day);
            self.screen.write("参加人员", "钱专家\n企业负责人");
            self.screen.write("座谈走访纪要", minutes);
        } else if shown {
            self.step("expert", "seal");
        }
        self.screen.go("提交评审意见");
        // what was typed on this page is shown once more
        if visit.is_some() {
            self.screen.look(None);
            self.screen.go("提交评审意见");
        }
        self.screen.see(".done", "已提交，不能再改。");
    }
}
