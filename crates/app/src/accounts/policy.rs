//! What each use-case needs: one table, which the use-cases themselves ask, tests compare with the code, and a page prints.

use duheng_pack::text::Text;

use super::scope::{TokenScope, scope_for};

/// What a use-case needs. A closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AppCapability {
    /// Nothing: anybody may, before signing in.
    Open,
    /// A session; it concerns one's own account, or roles that one holds oneself.
    SignedIn,
    /// The approver of the enterprise that it concerns.
    ApproveForEnterprise,
    /// An administrator of the deployment.
    ManageAccounts,
    /// What the programme says: an actor made from a session, asked by `authorise`.
    Programme,
    /// The same, and it changes something: a token that may only read does not do.
    Change,
    /// The deployment itself, on the command line or by the clock; no page and no route leads to it.
    System,
}

impl AppCapability {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::SignedIn,
        Self::ApproveForEnterprise,
        Self::ManageAccounts,
        Self::Programme,
        Self::Change,
        Self::System,
    ];

    /// What it is called.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Open => Text::new("无须登录", "nothing, before signing in"),
            Self::SignedIn => {
                Text::new("已登录，限本人账号和本人角色", "a session; one's own account and roles")
            }
            Self::ApproveForEnterprise => Text::new("该企业的审批人", "an approver of the enterprise"),
            Self::ManageAccounts => Text::new("平台管理员", "an administrator of the deployment"),
            Self::Programme => Text::new("由评价活动规定", "what the programme says"),
            Self::Change => Text::new(
                "由评价活动规定，只读令牌除外",
                "what the programme says, and no token that may only read",
            ),
            Self::System => {
                Text::new("仅限平台自身（命令行、定时）", "the deployment itself, by command line or clock")
            }
        }
    }
}

/// A use-case with what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UseCase {
    /// The name of the function of [`App`](crate::App).
    pub name: &'static str,
    /// What it needs.
    pub needs: AppCapability,
    /// What it does, in Chinese and English.
    pub does: [&'static str; 2],
}

const fn row(name: &'static str, needs: AppCapability, zh: &'static str, en: &'static str) -> UseCase {
    UseCase { name, needs, does: [zh, en] }
}

use AppCapability::{ApproveForEnterprise, Change, ManageAccounts, Open, Programme, SignedIn, System};

/// All use-cases, by name.
pub const POLICY: &[UseCase] = &[
    row("accept_invitation", Open, "用邀请链接设置密码", "sets the password by an invitation"),
    row(
        "act",
        System,
        "无人登录的办理：公众、时钟、演练",
        "does what nobody signs in for: public, clock, rehearsal",
    ),
    row("act_as", Change, "办理评价活动中的一件事", "does a command in a programme"),
    row(
        "does_ever",
        Programme,
        "查看一件事是否归本人办理",
        "says whether something is a person's to do at some time",
    ),
    row(
        "try_as",
        Programme,
        "核对一件事能否办理，并不办理",
        "says whether a command would be done, and does nothing",
    ),
    row(
        "write_alike",
        System,
        "测速：为其他单位照写同样的申报",
        "writes for other organisations what one did, to measure speed with",
    ),
    row("applications", Programme, "某角色所及的申报", "lists the applications that a role reaches"),
    row("desk", Programme, "本人的待办概况", "shows what waits for a person, by role"),
    row(
        "commit_draw_as",
        Change,
        "生成抽取种子并公布承诺",
        "makes the seed of a draw and publishes the commitment",
    ),
    row(
        "commit_draw",
        System,
        "演练：生成抽取种子并公布承诺",
        "makes the seed of a draw and publishes the commitment, for a rehearsal",
    ),
    row(
        "draw_panel",
        System,
        "演练：用留存的种子抽取专家",
        "draws a panel with the seed that was kept, for a rehearsal",
    ),
    row("draw_as", Change, "用留存的种子抽取专家", "draws a panel with the seed that was kept"),
    row("drawing", Programme, "查看抽取的种子和结果", "shows how a panel was drawn"),
    row("draw_pool", Programme, "查看可以抽取的专家", "shows whom a panel would be drawn from"),
    row(
        "edition_counts",
        Programme,
        "一届评价活动中各环节的申报数",
        "counts the applications of an edition by stage and by end",
    ),
    row("edition_sheet", Programme, "查看一届评价活动", "shows one edition"),
    row(
        "goal_profile",
        Programme,
        "一届的可持续发展目标得分汇总",
        "shows what the enterprises of an edition have of each goal, together",
    ),
    row("kept_registers", Programme, "本人负责的名录", "lists the registers that a person keeps"),
    row("looks", Programme, "本人以哪些角色可以查看", "says in which roles a person may look"),
    row("records", Programme, "查看名录", "lists the records of a register"),
    row(
        "proposed_records",
        Programme,
        "查看待核准的登记",
        "lists the entries of a register that wait for confirmation",
    ),
    row("rules", Programme, "一届评价活动所用的标准包", "gives the pack that an edition pins"),
    row("begin_job", Change, "成批办理", "begins a command on many applications"),
    row("stop_job", Change, "停止本人的成批办理", "stops a job of one's own"),
    row("job", Programme, "查看本人的一项成批办理", "shows a job of one's own"),
    row("jobs", Programme, "本人的成批办理", "lists one's own jobs"),
    row("work_jobs", System, "推进成批办理", "does the next applications of jobs"),
    row("scored_case", Programme, "一件申报的评分表", "what the score sheet of an application rests on"),
    row(
        "surroundings",
        Programme,
        "一件申报的阶段、期限和核查情况",
        "gives what stands around an application",
    ),
    row(
        "awaited",
        Open,
        "在演示平台上指出一件申报等待谁",
        "tells in a demo alone whom an application waits for",
    ),
    row("target_of", Programme, "按统一社会信用代码查找", "finds an organisation by its code"),
    row("dossier", Programme, "查看一件申报", "shows one application"),
    row("edition_openings", Programme, "对一届可办的事", "says what may be done about an edition"),
    row("editions", Programme, "本人角色有关的各届", "lists the editions of a person's roles"),
    row("evidence_of", Programme, "打开已提交的佐证材料", "opens evidence that was submitted"),
    row("review", Programme, "查看评审表和本人的评审", "shows what a layer asks, and one's own entries"),
    row("save_finding", Change, "保存本人的一条评审", "saves an entry of one's own"),
    row(
        "grounds",
        Programme,
        "一件申报的核查依据和各评审人员的意见",
        "what a decision on an application rests on",
    ),
    row("take_as_claimed", Change, "将多项按申报认定", "takes items as claimed, as entries of one's own"),
    row("seal_draft", Change, "提交本人评审意见", "seals one's own entries"),
    row("tasks", Programme, "本人的待办", "lists what waits for a person"),
    row("attach", Change, "为草稿中的答案附佐证材料", "attaches evidence to an answer of a draft"),
    row(
        "attach_for",
        System,
        "演练：为草稿中的答案附佐证材料",
        "attaches evidence to an answer, for a rehearsal",
    ),
    row("attachments", Programme, "查看草稿的佐证材料", "lists the evidence of a draft"),
    row("content", Programme, "打开一件佐证材料", "opens a file of evidence"),
    row("detach", Change, "移除一件佐证材料", "takes a file of evidence off"),
    row("ask_reset", Open, "申请重置密码", "asks for a reset of the password"),
    row("certificates", Open, "按编号核验证书", "verifies a certificate by its number"),
    row("claim", Programme, "填写和查看本企业的申报", "shows the claim of one's own enterprise"),
    row(
        "claim_to",
        Programme,
        "本企业的申报，只算到所需程度",
        "shows the claim of one's own enterprise as far as is needed",
    ),
    row(
        "self_check",
        Programme,
        "本企业未申报时的自查",
        "shows what one's own enterprise would score that has not applied",
    ),
    row(
        "claim_file",
        Programme,
        "打开本企业申报的一件材料",
        "opens a file of the claim of one's own enterprise",
    ),
    row(
        "application_form",
        Programme,
        "打印本企业的申请书和材料清单",
        "gives the application form of one's own enterprise, with the checklist of its evidence",
    ),
    row(
        "application_form_as",
        Programme,
        "打印一件申报的申请书和材料清单",
        "gives the application form of an application as it was submitted, with the checklist of its evidence",
    ),
    row(
        "was_submitted",
        Programme,
        "申报回执",
        "confirms that a claim of one's own enterprise was submitted",
    ),
    row("to_apply", Programme, "本企业可申报的活动", "shows where one's own enterprises may apply"),
    row("colleagues", ApproveForEnterprise, "查看本企业的人员", "lists the people of the enterprise"),
    row("companies", Open, "查找有公开结果的企业", "finds companies with public results"),
    row("company", Open, "查看一家企业的公开结果", "shows the public results of a company"),
    row("ended_notice", Open, "公示何时、为何结束", "tells when and why a notice ended"),
    row("is_ready", Open, "平台是否就绪", "says whether the deployment is ready"),
    row("notice_of", Open, "查看一项公示", "shows one result on notice"),
    row("notices", Open, "查看公示", "lists what is on notice"),
    row("objection_received", Open, "异议回执", "confirms that an objection was received"),
    row(
        "objection_state",
        Open,
        "凭受理编号查询异议",
        "shows the state of an objection to who holds its receipt",
    ),
    row("issued", Open, "证书的颁发单位和存证", "says who issued a certificate, and where the log has it"),
    row("publisher", Open, "公示的发布单位", "names the office that published a notice"),
    row("register", Open, "查看公开名录", "lists a public register"),
    row("valid_honours", Open, "现行有效的认定", "counts the honours in force"),
    row("begin_request", SignedIn, "记下本人程序的一次请求", "notes a request of a program of one's own"),
    row("end_request", SignedIn, "记下这次请求的答复", "notes how that request was answered"),
    row("make_token", SignedIn, "新建本人的接口令牌", "makes a token for a program of one's own"),
    row("tokens", SignedIn, "本人的接口令牌", "the tokens of one's own"),
    row("revoke_token", SignedIn, "撤销本人的接口令牌", "revokes a token of one's own"),
    row("token_holder", Open, "令牌对应的用户", "who a token belongs to"),
    row("change_password", SignedIn, "修改密码", "changes the password"),
    row("confirm_second_factor", SignedIn, "确认绑定验证器", "confirms a second factor"),
    row("backup", System, "备份", "backs the deployment up"),
    row("restore", System, "恢复备份", "restores a backup"),
    row("save_answer", Change, "保存草稿中的一个答案", "saves an answer of a draft"),
    row(
        "confirm_earlier",
        Change,
        "确认沿用上次申报的一个答案",
        "confirms an answer of the last filing as one of this draft",
    ),
    row("draft", Programme, "查看草稿", "reads a draft"),
    row("submit_draft", Change, "提交草稿", "submits a draft"),
    row("deactivate", ManageAccounts, "停用用户并移交角色", "deactivates a person and hands the roles over"),
    row("delegate", SignedIn, "委托本人的角色", "delegates a role of one's own"),
    row("end_colleague", ApproveForEnterprise, "收回本企业同事的角色", "ends the role of a colleague"),
    row("end_delegation", SignedIn, "收回本人的委托", "ends a delegation of one's own"),
    row("end_role", ManageAccounts, "收回角色", "ends a role"),
    row("enrolment", SignedIn, "尚未确认的验证器", "the second factor that is being enrolled"),
    row("enter_expert", ManageAccounts, "将用户纳入专家库", "brings a person into the list of experts"),
    row("enter_organisation", ManageAccounts, "登记单位", "enters an organisation"),
    row("fellows", SignedIn, "可受托的同事", "to whom a role of one's own can be delegated"),
    row("found_office", ManageAccounts, "设立主办单位", "founds an office"),
    row("enter_office", System, "设立单位（系统）", "brings an office under its own name"),
    row("enrol_expert", System, "专家入库", "brings an expert into the base"),
    row("enrol_second_factor", SignedIn, "开始绑定验证器", "begins to enrol a second factor"),
    row("give_role", ManageAccounts, "授予角色", "gives a role"),
    row("hang", System, "设置单位的隶属", "hangs a place below another"),
    row("install_pack", System, "安装标准包", "installs a pack"),
    row("install_texts", System, "安装标准包（文本）", "installs a pack whose texts are at hand"),
    row("invite_again", ManageAccounts, "重新邀请", "invites a person again"),
    row(
        "invite_colleague",
        ApproveForEnterprise,
        "邀请本企业的同事",
        "invites a colleague of the enterprise",
    ),
    row("invite_colleague_again", ApproveForEnterprise, "重新邀请本企业的同事", "invites a colleague again"),
    row("link_holder", Open, "查看邀请或重置链接是否可用", "says whose a link to set a password is"),
    row("managed_person", ManageAccounts, "查看一名用户", "shows a person"),
    row("managed_place", ManageAccounts, "查看一个单位", "shows a place"),
    row("move_place", ManageAccounts, "调整单位的隶属", "moves a place below another"),
    row("homes", Open, "企业可归属的主办单位", "lists the offices below which an enterprise may register"),
    row("offices", Open, "主办单位名录", "lists the offices"),
    row("organisations", ManageAccounts, "查看单位名单", "lists the organisations"),
    row("own_account", SignedIn, "本人的账号", "one's own account"),
    row("people", ManageAccounts, "查看用户名单", "lists the people"),
    row("invite_person", ManageAccounts, "邀请用户", "invites a person"),
    row("open", System, "打开平台", "opens the deployment"),
    row("open_throwaway", System, "打开演示平台", "opens a deployment of fictional data"),
    row("outbox", System, "待发信件", "the letters to be sent"),
    row("outbox_sent", System, "信件已发出", "says that a letter was sent"),
    row(
        "recover",
        System,
        "以新密码找回账号并解除验证器",
        "lets a person back in by a new password, without the second factor",
    ),
    row("register_enterprise", Open, "企业自行注册", "registers an enterprise by itself"),
    row("register_organisation", System, "登记单位", "registers an organisation"),
    row("remove_second_factor", ManageAccounts, "解除验证器", "removes a second factor"),
    row("reset", Open, "用重置链接设置密码", "sets the password by a reset"),
    row("revoke_session", SignedIn, "结束本人的一个登录", "ends a session of one's own"),
    row("scene", System, "一届评价活动的现状", "what holds in an edition"),
    row("second_factor", Open, "登录第二步", "the second step of signing in"),
    row(
        "lapse_honours",
        System,
        "到期的荣誉自动终止并登记",
        "ends honours whose last day has passed, and their records",
    ),
    row("count_rows", System, "让数据库统计各表的规模", "lets the database count what it holds"),
    row(
        "let_silence_agree",
        System,
        "逾期未复视为同意的会签，到期自动同意",
        "lets units agree that did not answer in time, where silence is agreement",
    ),
    row("sequence", System, "将新事件记入总日志", "brings new heads into the log"),
    row("sessions", SignedIn, "本人的登录", "the sessions of one's own"),
    row(
        "set_up",
        System,
        "设立首位管理员，仅限空平台",
        "sets the first administrator up, on an empty deployment",
    ),
    row("sign_in", Open, "登录", "signs in"),
    row("sign_out", SignedIn, "退出登录", "signs out"),
    row("successor", ManageAccounts, "按登录名查接任人", "finds a successor by their login"),
    row(
        "unreadable_second_factors",
        System,
        "密钥打不开的验证器",
        "counts second factors that the key does not open",
    ),
    row("sweep_accounts", System, "清理过期的登录和链接", "clears what has expired"),
    row("verify", System, "核验全部事件", "verifies all events"),
    row("who", Open, "登录对应的用户", "who a session belongs to"),
];

/// What a use-case needs; nothing for one that is not in the table, which nobody may then do.
#[must_use]
pub fn capability_of(name: &str) -> Option<AppCapability> {
    POLICY.iter().find(|row| row.name == name).map(|row| row.needs)
}

/// The table as a page in Markdown: Chinese, English.
#[must_use]
pub fn policy_page() -> [String; 2] {
    let mut zh = "# 权限\n\n每个用例及其所需的权限。未列入的一律不得办理。末列是所需的令牌权限：read 只读、write 读写、administer 管理；— 表示不能用令牌办理。\n\n| 用例 | 内容 | 所需权限 | 令牌 |\n| --- | --- | --- | --- |\n".to_owned();
    let mut en = "# Rights\n\nEach use-case with what it needs. What is not in the table nobody may do. The last column is the scope that a token must have; what has — no token does.\n\n| use-case | what it does | needs | token |\n| --- | --- | --- | --- |\n".to_owned();
    for row in POLICY {
        let UseCase { name, needs, does: [does_zh, does_en] } = row;
        let (needs, token) = (needs.text(), scope_for(row).map_or("—", TokenScope::name));
        zh.push_str(&format!("| `{name}` | {does_zh} | {} | {token} |\n", needs.zh));
        en.push_str(&format!("| `{name}` | {does_en} | {} | {token} |\n", needs.en));
    }
    [zh, en]
}
