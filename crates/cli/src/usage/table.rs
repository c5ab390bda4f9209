//! The Chinese of the help: what each command and argument is for, by its name. The English stands beside the
//! arguments themselves.

/// Commands, by name; the program itself is `duheng`.
pub const COMMANDS: &[(&str, &str)] = &[
    ("duheng", "依据以数据写成的标准评价企业"),
    ("check", "检查标准包，说明每一处错误"),
    ("fmt", "统一标准包文件的格式"),
    ("diff", "列出标准包修订前后的变更"),
    ("docs", "生成程序自身的文档"),
    ("render-document", "按标准输入的请求在限额内生成文书"),
    ("score", "为一家企业的事实评分"),
    ("demo", "在本机提供一座虚构的演示城市，供随意查看和操作"),
    ("serve", "提供部署的页面"),
    ("facts", "列出标准所需的事实，或生成空白事实文件"),
    ("test", "运行标准包的算例"),
    ("user", "设立部署的首位管理员，或让用户重新登录；密码在提示后输入，或由标准输入给出"),
    ("backup", "把全部数据备份为一个文件"),
    ("restore", "从备份恢复到空的数据库"),
    ("verify", "核验数据没有被改动、抽走或截断"),
    ("completions", "输出命令行补全脚本"),
    ("man", "输出手册页，或为每条命令各写一页"),
    ("help", "显示本说明或某条命令的说明"),
];

/// Arguments, by command (`*` for all) and id.
pub const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("*", "lang", "信息所用语言；默认依环境变量（`LANG`）"),
    ("*", "color", "是否使用颜色"),
    ("*", "help", "显示说明"),
    ("*", "version", "显示版本"),
    ("check", "packs", "标准包的文件夹；所引入的标准包在其旁边查找"),
    ("check", "format", "检查结果的输出格式"),
    ("check", "deny_warnings", "有警告也按失败退出"),
    ("check", "notes", "完整列出说明；不加时文本格式只计数"),
    ("fmt", "paths", "标准包的文件夹，或单个 YAML 文件"),
    ("fmt", "check", "不写入文件；列出将改动的文件，如有则失败"),
    ("diff", "before", "修订前的标准包文件夹"),
    ("diff", "after", "修订后的标准包文件夹"),
    ("diff", "format", "变更的输出格式"),
    ("docs", "out", "写入的文件夹"),
    ("score", "pack", "标准包的文件夹"),
    ("score", "facts", "事实文件，YAML 或 JSON；`-` 为标准输入"),
    ("score", "standard", "标准包含多项标准时，选用哪一项"),
    ("score", "profile", "分值方案：同一标准的另一套分值"),
    ("score", "layer", "按哪一评价环节评分；默认为有记载的最后一个环节"),
    ("score", "format", "评分表，或含全部计算过程的 JSON"),
    ("score", "pdf", "把评分表写成 PDF 存入此文件，不再输出到屏幕"),
    ("score", "fonts", "PDF 的补充字体文件夹，用于内置字体所缺的字"),
    ("demo", "port", "端口；0 为任一空闲端口"),
    ("demo", "data", "城市的文件夹；已有城市的直接提供。不写则结束时删除"),
    ("demo", "as_of", "城市所处的日期"),
    ("demo", "companies", "企业的家数"),
    ("demo", "seed", "种子；同一种子和日期得到同一座城市"),
    ("demo", "packs", "存放标准包的文件夹"),
    ("demo", "log", "日志的详略：error、warn、info 或 debug"),
    ("demo", "once", "建成即结束，不提供页面"),
    ("serve", "config", "配置文件；写了它就不写其他参数"),
    ("serve", "data", "数据文件夹，不存在则新建：存放文件；未用 `--database` 另指时也存放数据库"),
    ("serve", "database", "数据库地址：`sqlite:路径` 或 `postgres://…`"),
    ("serve", "port", "端口；0 为任一空闲端口"),
    ("serve", "address", "监听地址，限本机；其他地址在配置文件中写明"),
    ("serve", "packs", "要安装的标准包文件夹"),
    ("facts", "pack", "标准包的文件夹"),
    ("facts", "standard", "标准包含多项标准时，选用哪一项"),
    ("facts", "format", "表格、CSV 或空白的 YAML 事实文件"),
    ("test", "packs", "标准包的文件夹"),
    ("test", "filter", "只运行路径或标题含此文字的算例和走程"),
    ("test", "format", "输出文字或 JSON"),
    ("test", "full", "每个不符的算例都列出全部计算过程"),
    ("test", "update", "把新的得分写入不符算例的 `expect:`，保留注释和格式"),
    ("user", "data", "数据文件夹，不存在则新建：存放文件；未用 `--database` 另指时也存放数据库"),
    ("user", "database", "数据库地址：`sqlite:路径` 或 `postgres://…`"),
    ("user", "login", "登录名：3 至 64 位字母、数字或 `. _ - @`"),
    ("user", "name", "姓名"),
    ("user", "email", "电子邮箱"),
    ("user", "recover", "以新密码重新登录，并解除验证器，登录后重新绑定"),
    ("backup", "data", "数据文件夹：存放文件；未用 `--database` 另指时也存放数据库"),
    ("backup", "database", "数据库地址：`sqlite:路径` 或 `postgres://…`"),
    ("backup", "file", "写入的文件；已有的文件不会覆盖"),
    ("restore", "data", "数据文件夹，不存在则新建：存放文件；未用 `--database` 另指时也存放数据库"),
    ("restore", "database", "数据库地址：`sqlite:路径` 或 `postgres://…`"),
    ("restore", "file", "备份文件"),
    ("verify", "data", "数据文件夹：存放文件；未用 `--database` 另指时也存放数据库"),
    ("verify", "database", "数据库地址：`sqlite:路径` 或 `postgres://…`"),
    ("verify", "head", "此前记下的日志末行，写作 `行号:散列值`"),
    ("completions", "shell", "命令行环境"),
    ("man", "out", "写入的文件夹；不存在则新建"),
];

/// Names of values as they stand in usage lines.
pub const VALUES: &[(&str, &str)] = &[
    ("PACK", "标准包"),
    ("FACTS", "事实文件"),
    ("BEFORE", "修订前"),
    ("AFTER", "修订后"),
    ("DIR", "文件夹"),
    ("URL", "地址"),
    ("DATE", "日期"),
    ("N", "数"),
    ("FILE", "文件"),
    ("HEAD", "末行"),
    ("TEXT", "文字"),
    ("FILE", "文件"),
    ("FORMAT", "格式"),
    ("LANG", "语言"),
    ("COLOR", "何时"),
    ("SHELL", "环境"),
    ("LOGIN", "登录名"),
    ("NAME", "姓名"),
    ("EMAIL", "邮箱"),
    ("PORT", "端口"),
    ("ADDRESS", "地址"),
    ("S", "标准"),
    ("P", "分值方案"),
    ("L", "评价环节"),
];

/// The Chinese for a command.
pub fn command(name: &str) -> Option<&'static str> {
    COMMANDS.iter().find(|(of, _)| *of == name).map(|(_, zh)| *zh)
}

/// The Chinese for an argument of a command.
pub fn argument(command: &str, id: &str) -> Option<&'static str> {
    ARGUMENTS.iter().find(|(of, name, _)| [command, "*"].contains(of) && *name == id).map(|(.., zh)| *zh)
}

/// The Chinese for the name of a value.
pub fn value(name: &str) -> Option<&'static str> {
    VALUES.iter().find(|(of, _)| *of == name).map(|(_, zh)| *zh)
}
