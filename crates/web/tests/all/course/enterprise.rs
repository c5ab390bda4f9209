//! What an enterprise does: it registers, applies, fills in its claim, and submits it twice.

use super::{Course, HARBOUR, NAME, file};
use crate::people::PASSWORD;

impl Course {
    /// The enterprise registers and applies; returns its id.
    pub(super) fn applied(&mut self) -> String {
        self.on("2026-03-02");
        self.screen.session(None);
        self.screen.home();
        self.screen.go("企业注册");
        self.step("enterprise", "register");
        for (field, text) in [
            ("统一社会信用代码", HARBOUR),
            ("企业名称", NAME),
            ("姓名", "示例 陈经办"),
            ("登录名", "chen"),
            ("电子邮箱", "chen@firm.example"),
        ] {
            self.screen.write(field, text);
        }
        self.screen.choose("主管的主办单位", "sz");
        self.screen.go("下一步");
        self.screen.look(None);
        self.screen.write("新密码", PASSWORD);
        self.screen.write("再输入一次", PASSWORD);
        self.screen.go("确认注册");
        self.screen.see(".done", "注册成功，已登录。");
        self.step("enterprise", "apply");
        self.screen.go("提出申报：首次申报");
        self.screen.look(None);
        let (_, person) = self.of_firm();
        let id = person.roles()[0].place.clone();
        self.town.registered("harbour", &id);
        self.town.play_one("do: supply");
        id
    }

    fn item(&mut self, code: &str) {
        let part = code.split('.').take(2).collect::<Vec<_>>().join(".");
        if self.screen.texts("details.part[open] > summary").iter().all(|text| !text.starts_with(&part)) {
            self.screen.press(&format!("{part}…"));
        }
        self.screen.go(&format!("{code}…"));
    }

    /// Types figures; they are saved by themselves, or where scripts are forbidden by the button. The version of the
    /// last one tells that all are.
    fn typed(&mut self, figures: &[(&str, &str)]) {
        let last = figures.last().unwrap().0;
        let before = self.screen.value(&format!("#v-{last}"));
        for (figure, text) in figures {
            self.screen.write(&format!("#f-{figure}"), text);
        }
        if self.screen.scripts {
            let newer = format!("return document.getElementById('v-{last}').value !== '{before}'");
            self.screen.until(&newer, "a newer version");
            self.screen.see("#saved", "已保存");
        } else {
            self.screen.go("保存");
            self.screen.see(".done", "已保存。");
        }
    }

    /// Where answers save themselves, the page tells why they were not.
    fn told(&self, why: &str) {
        if self.screen.scripts {
            self.screen.see("#saved", why);
        }
    }

    /// Fills in an item, with a colleague in another window, a lost session and a file.
    pub(super) fn answered(&mut self, id: &str) {
        self.on("2026-05-20");
        let (token, _) = self.of_firm();
        self.again(&token);
        self.screen.go("申报");
        self.screen.go("打开申报");
        self.item("6.1.6.c");
        self.screen.look(None);
        assert_eq!(self.screen.texts("#score-box .scored"), ["待填报"]);
        self.screen.mark();
        self.typed(&[
            ("liabilities-2025", "900 万元"),
            ("liabilities-2024", "800 万元"),
            ("liabilities-2023", "700 万元"),
            ("total_assets-2025", "2000 万元"),
            ("total_assets-2024", "2000 万元"),
            ("total_assets-2023", "2000 万元"),
        ]);
        if self.screen.scripts {
            self.screen.until("return window.untouched === true", "the same page");
        }
        assert_eq!(self.screen.texts("#score-box .scored"), ["满足"]);
        assert_eq!(self.screen.texts("#item-rule .sign"), ["✓"], "the rule tells the same");
        self.screen.reload();
        assert_eq!(self.screen.value("#f-liabilities-2025"), "900");
        self.step("enterprise", "answer");
        self.evidence();
        self.screen.go("‹ 深圳市可持续发展企业评价 2026");
        self.item("6.1.6.c");
        // the same item in another window
        let first = self.screen.window();
        let second = self.screen.another();
        self.screen.desk();
        self.screen.go("申报");
        self.screen.go("打开申报");
        self.item("6.1.6.c");
        self.screen.turn(&first);
        self.typed(&[("liabilities-2025", "910")]);
        self.screen.turn(&second);
        self.screen.write("#f-liabilities-2025", "920");
        self.told("同事刚改了这里");
        self.screen.go("保存");
        assert!(self.screen.texts(".stale .theirs").iter().any(|theirs| theirs.contains("910")));
        assert_eq!(self.screen.value("#f-liabilities-2025"), "920");
        self.screen.look(None);
        self.step("enterprise", "both");
        self.screen.tick("用同事保存的");
        self.screen.go("保存");
        assert_eq!(self.screen.value("#f-liabilities-2025"), "910");
        self.screen.close();
        self.screen.turn(&first);
        // the session ends in the middle of typing: nobody has used it for two hours
        self.town.later(2 * 3600);
        self.screen.write("#f-liabilities-2024", "810");
        self.told("未能自动保存");
        self.screen.go("保存");
        self.screen.see(".notice-line", "您填写的内容已保留");
        self.screen.look(None);
        self.town.later(60);
        // what is typed cannot be asked for again in the other language: it comes in English where scripts run
        let (tongue, heading, send) = match self.screen.scripts {
            true => ("en", "Send it once more", "Send"),
            false => ("zh", "请再提交一次", "提交"),
        };
        self.screen.tongue(tongue);
        self.identify("chen", None);
        assert_eq!(self.screen.heading(), heading);
        self.step("enterprise", "again");
        self.screen.go(send);
        self.screen.tongue("zh");
        assert_eq!(self.screen.value("#f-liabilities-2024"), "810");
        self.rest(id);
    }

    /// Brings a file over a slow line, and sees how far it is.
    fn evidence(&mut self) {
        self.screen.go("‹ 深圳市可持续发展企业评价 2026");
        self.item("6.1.1.a");
        self.screen.pick("upload-organs", &file("组织结构图.pdf", 300_000));
        if self.screen.scripts {
            self.screen.slow(true);
            self.screen.press_within("#files-organs", "上传");
            let half = "const bar = document.querySelector('#files-organs progress.sending:not([hidden])'); \
                return !!bar && bar.value > 0 && bar.value < 100";
            self.screen.until(half, "a file on its way");
            self.screen.slow(false);
        } else {
            self.screen.go_within("#files-organs", "上传");
        }
        self.screen.see(".done", "文件已上传。");
        assert_eq!(self.screen.texts("#files-organs .files a"), ["组织结构图.pdf"]);
        self.step("enterprise", "evidence");
    }

    /// Checks the claim and submits it; what is missing is told first.
    pub(super) fn submitted(&mut self) {
        let (token, _) = self.of_firm();
        self.again(&token);
        self.screen.go("申报");
        self.screen.go("打开申报");
        self.screen.go("得分表");
        self.screen.look(None);
        self.screen.go("‹ 深圳市可持续发展企业评价 2026");
        self.screen.go("核对填报内容");
        self.screen.go("提交申报");
        assert_eq!(self.screen.texts(".wrong a").len(), 2, "the form and that all of it is true");
        self.screen.look(None);
        self.screen.pick("upload-application_form", &file("申请书.pdf", 1000));
        self.screen.go_within("#document-application_form", "上传");
        self.screen.see(".done", "文件已上传。");
        self.step("enterprise", "submit");
        self.handed_in();
        self.returned();
        self.on("2026-06-03");
        let (token, _) = self.of_firm();
        self.again(&token);
        self.screen.go("申报");
        self.screen.go("打开申报");
        self.step("enterprise", "supplement");
        self.screen.go("核对填报内容");
        self.handed_in();
    }

    fn handed_in(&mut self) {
        self.screen.tick("本企业确认…");
        self.screen.go("提交申报");
        self.screen.look(None);
        self.screen.go("确认提交申报");
        assert_eq!(self.screen.heading(), "申报已提交");
        self.screen.look(None);
    }
}
