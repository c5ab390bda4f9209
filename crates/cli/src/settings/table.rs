//! All settings of a deployment: one table for the reader, its mistakes and the reference page.

use duheng_pack::text::Text;

use crate::log::{Form, Level};

/// What a setting may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `sqlite:PATH` or `postgres://…`.
    Database,
    /// A path; one that is not absolute counts from the folder of the file.
    Path,
    /// A list of paths.
    Paths,
    /// A text of one line.
    Text,
    /// An address of IP.
    Address,
    /// A list of addresses of IP.
    Addresses,
    /// 0 to 65535.
    Port,
    /// The address of a site, `https://…` or `http://…`.
    Site,
    /// A host and a port, `127.0.0.1:25`.
    Relay,
    /// An address of e-mail.
    Mail,
    /// How much the log tells.
    Level,
    /// How the log is written.
    Form,
}

impl Kind {
    /// What is expected, as the help of a mistake and as the reference page say it.
    pub fn expected(self) -> Text {
        let named = |names: Vec<&str>| {
            let ticked: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            Text::new(ticked.join("、"), ticked.join(", "))
        };
        match self {
            Self::Database => Text::same("`sqlite:…`, `postgres://…`"),
            Self::Path => Text::new("路径", "a path"),
            Self::Paths => Text::new("路径的清单，如 `[a, b]`", "a list of paths, such as `[a, b]`"),
            Self::Text => Text::new("一行文字", "one line of text"),
            Self::Address => Text::new("IP 地址，如 `127.0.0.1`", "an IP address, such as `127.0.0.1`"),
            Self::Addresses => {
                Text::new("IP 地址的清单，如 `[10.0.0.2]`", "a list of IP addresses, such as `[10.0.0.2]`")
            }
            Self::Port => Text::new("0 到 65535 的整数", "a whole number from 0 to 65535"),
            Self::Site => Text::new("网址，如 `https://pj.example.cn`", "such as `https://pj.example.cn`"),
            Self::Relay => Text::new(
                "本机地址和端口，如 `127.0.0.1:25`",
                "an address of this machine and a port, such as `127.0.0.1:25`",
            ),
            Self::Mail => Text::new("电子邮箱，如 `pj@example.cn`", "such as `pj@example.cn`"),
            Self::Level => named(Level::ALL.iter().map(|(name, _)| *name).collect()),
            Self::Form => named(Form::ALL.iter().map(|(name, _)| *name).collect()),
        }
    }
}

/// One setting.
pub struct Setting {
    pub key: &'static str,
    pub kind: Kind,
    /// As it would be written; none for one that may be left out or that has to be there.
    pub default: Option<&'static str>,
    pub required: bool,
    /// What it is for.
    pub about: [&'static str; 2],
}

const fn setting(
    key: &'static str,
    kind: Kind,
    default: Option<&'static str>,
    required: bool,
    about: [&'static str; 2],
) -> Setting {
    Setting { key, kind, default, required, about }
}

/// The settings, in the order of the reference page.
pub const SETTINGS: &[Setting] = &[
    setting("database", Kind::Database, None, true, ["数据库", "the database"]),
    setting(
        "files",
        Kind::Path,
        None,
        true,
        ["存放佐证材料的文件夹，不存在则新建", "the folder of evidence; made where it is missing"],
    ),
    setting(
        "packs",
        Kind::Paths,
        Some("[]"),
        false,
        ["启动时安装的标准包", "the packs that are installed at the start"],
    ),
    setting(
        "name_zh",
        Kind::Text,
        Some("企业评价公共服务平台"),
        false,
        ["平台的中文名称", "the Chinese name of the platform"],
    ),
    setting(
        "name_en",
        Kind::Text,
        Some("Public portal for the evaluation of companies"),
        false,
        ["平台的英文名称", "the English name of the platform"],
    ),
    setting(
        "address",
        Kind::Address,
        Some("127.0.0.1"),
        false,
        [
            "监听地址；不是本机地址时须写明 `trusted_proxies`",
            "where to listen; one that is not of this machine needs `trusted_proxies`",
        ],
    ),
    setting(
        "port",
        Kind::Port,
        Some("8080"),
        false,
        ["监听端口；0 为任一空闲端口", "the port; 0 takes one that is free"],
    ),
    setting(
        "trusted_proxies",
        Kind::Addresses,
        Some("[]"),
        false,
        [
            "负责 TLS 的反向代理的地址，它们以 X-Forwarded-For 告知访问者的地址；写明后，Cookie 只经 TLS 发送，绕过代理的访问一律拒绝",
            "the reverse proxies that do TLS and tell the address of their clients in X-Forwarded-For; once they are named, cookies go over TLS alone and whoever passes them by is refused",
        ],
    ),
    setting(
        "public_address",
        Kind::Site,
        None,
        false,
        [
            "对外网址，信中的链接以此开头；未写则用监听地址",
            "the address of the site, with which links in letters begin; the listening address unless it is named",
        ],
    ),
    setting(
        "mail_relay",
        Kind::Relay,
        None,
        false,
        [
            "本机的邮件转发服务（SMTP）；未写则把信件存入 `mail_folder`",
            "the mail relay on this machine (SMTP); letters go to `mail_folder` unless it is named",
        ],
    ),
    setting(
        "mail_folder",
        Kind::Path,
        Some("letters"),
        false,
        ["存放信件的文件夹，每封为一个 .eml 文件", "the folder of letters, each a file .eml"],
    ),
    setting(
        "mail_sender",
        Kind::Mail,
        Some("duheng@localhost.localdomain"),
        false,
        ["发件邮箱", "the address that letters come from"],
    ),
    setting(
        "fonts",
        Kind::Path,
        None,
        false,
        [
            "存放字体（TTF、OTF、TTC）的文件夹，自带字体没有的生僻字由此取得；证书和公示中的字两处都没有的，文书不生成，页面说明缺哪些字",
            "a folder of fonts (TTF, OTF, TTC) for rare characters that the embedded family lacks; a certificate or notice with a character that none of them has is not made, and its page names the character",
        ],
    ),
    setting("log_level", Kind::Level, Some("info"), false, ["日志的详细程度", "how much the log tells"]),
    setting("log_form", Kind::Form, Some("text"), false, ["日志的格式", "how the log is written"]),
];

/// The setting of a key.
pub fn find(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}
