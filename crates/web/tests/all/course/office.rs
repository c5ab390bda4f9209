//! What the office does, and what everybody may see of it.

use super::{Course, NAME};
use crate::town::login_of;

impl Course {
    pub(super) fn opened(&mut self) {
        self.on("2026-02-20");
        self.sign_in(&login_of("lin"), Some("lin"));
        self.step("office", "sign-in");
        self.screen.go("开新一届");
        self.screen.look(None);
        self.screen.go("深圳市可持续发展企业评价");
        self.step("office", "open");
        self.screen.date("基准日", "2026-06-01");
        self.finish("开届");
        self.screen.look(None);
    }

    /// The office asks for a supplement.
    pub(super) fn returned(&mut self) {
        self.back("2026-06-03", "lin");
        self.screen.go("待办");
        self.screen.look(None);
        self.screen.go(NAME);
        self.screen.look(None);
        self.screen.go("提交审核结论");
        self.step("office", "check");
        self.screen.tick("退回补正");
        self.screen.write("理由", "请补充亮点工作的材料");
        self.finish("提交审核结论");
    }

    /// The office passes the claim and draws the panel; returns who is on it.
    pub(super) fn drawn(&mut self) -> Vec<&'static str> {
        self.back("2026-06-04", "lin");
        self.screen.go("提交审核结论");
        assert_eq!(self.screen.texts(".basis a.file"), ["申请书.pdf"], "what was handed in is a link");
        self.screen.tick("通过");
        self.finish("提交审核结论");
        self.back("2026-06-04", "lin");
        self.screen.go("准备抽取专家");
        self.finish("准备抽取专家");
        self.back("2026-06-05", "lin");
        self.screen.go("抽取专家");
        self.step("office", "draw");
        self.finish("抽取专家");
        self.screen.look(None);
        self.seated()
    }

    /// One proposes, another approves, the notice is published.
    pub(super) fn decided(&mut self) {
        self.back("2026-06-22", "lin");
        self.screen.go("提出等级");
        self.step("office", "propose");
        self.finish("提出等级");
        self.on("2026-06-22");
        self.sign_in(&login_of("zhou"), Some("zhou"));
        self.screen.go("批准");
        self.step("office", "approve");
        self.finish("批准");
        self.back("2026-06-23", "lin");
        self.screen.go("发布公示");
        self.step("office", "notice");
        self.finish("发布公示");
    }

    /// Somebody objects, the office upholds it, and the grade is decided and shown again.
    pub(super) fn objected(&mut self) {
        self.on("2026-06-25");
        self.screen.session(None);
        self.screen.home();
        self.step("public", "notices");
        self.screen.go("查看并提出异议");
        self.step("public", "object");
        self.screen.write("姓名或单位名称", "赵某");
        self.screen.write("联系方式", "13800000000");
        self.screen.write("异议内容", "亮点工作不实");
        self.screen.go("提交异议");
        assert_eq!(self.screen.heading(), "异议已收到");
        self.objection = self.screen.texts(".reference").remove(0);
        self.screen.look(None);
        self.back("2026-07-02", "lin");
        self.screen.go("裁定异议");
        self.step("office", "rule");
        self.screen.tick("第 1 件…");
        self.screen.tick("成立，重新决定");
        self.screen.write("理由", "亮点的成效材料属于母公司");
        self.finish("裁定异议");
        if self.screen.scripts {
            self.asked_after();
        }
        for step in
            ["bonus.c: 0", "proposed: three_star", "decided: three_star", "notice_published: 2026-07-13"]
        {
            self.town.play_one(step);
        }
    }

    /// Who objected looks up what became of it.
    fn asked_after(&mut self) {
        self.screen.session(None);
        self.screen.home();
        self.screen.go_above("公示");
        self.screen.look(None);
        self.screen.go("查询异议处理情况");
        self.screen.look(None);
        let number = self.objection.clone();
        self.screen.write("受理编号", &number);
        self.screen.write("联系方式", "13800000000");
        self.screen.go("查询");
        self.screen.see(".facts dd", "亮点的成效材料属于母公司");
        self.screen.look(None);
    }

    /// The certificate is issued, and verified from the public page.
    pub(super) fn issued(&mut self) {
        self.back("2026-07-14", "lin");
        self.screen.go("结束公示");
        self.finish("结束公示");
        self.back("2026-07-14", "lin");
        self.screen.go("认定发证");
        self.step("office", "issue");
        self.finish("认定发证");
        let number = self.screen.texts("a.number").remove(0);
        self.screen.session(None);
        self.screen.home();
        self.screen.go("深圳市可持续发展企业评价");
        self.screen.look(None);
        self.screen.go(&number);
        self.screen.see(".answer h2", "证书有效");
        self.step("public", "verify");
        self.screen.go(NAME);
        self.screen.look(None);
    }

    /// What the office finds afterwards: the list of applications, and its register.
    pub(super) fn kept(&mut self) {
        self.back("2026-08-03", "zhou");
        self.screen.go("深圳市可持续发展企业评价 2026");
        self.screen.go("查看全部申报（1）");
        self.screen.look(None);
        self.screen.go_above("工作台");
        self.screen.go("可持续发展企业名录");
        self.screen.look(None);
    }
}
