//! From the text of a configuration to settings, or to all mistakes in it at once.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use duheng_pack::nearest::nearest;
use duheng_pack::source::{FileId, Span};
use duheng_pack::text::Text;
use duheng_pack::tree::{Entry, Limits, Node, read};

use super::Configuration;
use super::table::{Kind, SETTINGS, Setting, find};
use crate::log::{Form, Level};

/// A mistake in a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1; none where something is missing.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub help: Text,
}

/// A value as its setting has it.
enum Value {
    Text(String),
    Path(PathBuf),
    Paths(Vec<PathBuf>),
    Address(IpAddr),
    Addresses(Vec<IpAddr>),
    Port(u16),
    Relay(SocketAddr),
    Level(Level),
    Form(Form),
}

/// Values by key.
struct Values(BTreeMap<&'static str, Value>);

macro_rules! taken {
    ($($name:ident: $variant:ident -> $type:ty),+ $(,)?) => {$(
        fn $name(&mut self, key: &str) -> Option<$type> {
            match self.0.remove(key) {
                Some(Value::$variant(value)) => Some(value),
                _ => None,
            }
        }
    )+};
}

impl Values {
    taken! {
        text: Text -> String,
        path: Path -> PathBuf,
        paths: Paths -> Vec<PathBuf>,
        address: Address -> IpAddr,
        addresses: Addresses -> Vec<IpAddr>,
        port: Port -> u16,
        relay: Relay -> SocketAddr,
        level: Level -> Level,
        form: Form -> Form,
    }
}

/// Reads a configuration; paths in it count from `folder`.
pub fn configuration(text: &str, folder: &Path) -> Result<Configuration, Vec<Mistake>> {
    let reader = Reader { text, folder };
    let (tree, findings) = read(FileId::default(), text, &Limits::default());
    let mut mistakes: Vec<Mistake> = findings
        .into_iter()
        .map(|finding| Mistake {
            line: Some(reader.line(finding.span)),
            message: finding.message,
            help: finding.help,
        })
        .collect();
    let entries = match &tree {
        Some(tree) if tree.is_map() => tree.entries(),
        Some(tree) if !tree.is_list() && tree.as_str().is_none() => &[],
        Some(tree) => {
            mistakes.push(Mistake {
                line: Some(reader.line(tree.span)),
                message: Text::new("配置应由设置组成", "a configuration is made of settings"),
                help: Text::new("每行写 `键: 值`", "write a `key: value` on each line"),
            });
            &[]
        }
        None => &[],
    };
    let mut values = Values(BTreeMap::new());
    for entry in entries {
        if let Err(mistake) = reader.entry(entry, &mut values) {
            mistakes.push(mistake);
        }
    }
    let written = |setting: &Setting| entries.iter().any(|entry| entry.key == setting.key);
    if tree.is_some() {
        for missing in SETTINGS.iter().filter(|setting| setting.required && !written(setting)) {
            mistakes.push(Mistake {
                line: None,
                message: Text::new(
                    format!("缺少设置 `{}`", missing.key),
                    format!("the setting `{}` is missing", missing.key),
                ),
                help: expected(missing),
            });
        }
    }
    reader.defaults(&mut values);
    reader.guarded(entries, &values, &mut mistakes);
    match (mistakes.is_empty(), made(values)) {
        (true, Some(configuration)) => Ok(configuration),
        _ => Err(mistakes),
    }
}

fn expected(setting: &Setting) -> Text {
    let Text { zh, en } = setting.kind.expected();
    Text::new(format!("写 {zh}"), format!("write {en}"))
}

struct Reader<'t> {
    text: &'t str,
    folder: &'t Path,
}

impl Reader<'_> {
    fn line(&self, span: Span) -> usize {
        let start = usize::try_from(span.start).unwrap_or(usize::MAX);
        self.text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1
    }

    fn entry(&self, entry: &Entry, values: &mut Values) -> Result<(), Mistake> {
        let Some(setting) = find(&entry.key) else {
            let known: Vec<&str> = SETTINGS.iter().map(|setting| setting.key).collect();
            let help = match nearest(&entry.key, &known) {
                Some(near) => Text::new(format!("是否指 `{near}`？"), format!("did you mean `{near}`?")),
                None => Text::new(
                    "删去，或查看 docs/configuration.zh.md",
                    "remove it, or see docs/configuration.en.md",
                ),
            };
            return Err(Mistake {
                line: Some(self.line(entry.key_span)),
                message: Text::new(
                    format!("没有设置 `{}`", entry.key),
                    format!("there is no setting `{}`", entry.key),
                ),
                help,
            });
        };
        let value = self.value(setting.kind, &entry.value).ok_or_else(|| Mistake {
            line: Some(self.line(entry.value.span)),
            message: match entry.value.as_str() {
                Some(written) => Text::new(
                    format!("`{}` 不能是 `{written}`", setting.key),
                    format!("`{}` cannot be `{written}`", setting.key),
                ),
                None => Text::new(
                    format!("`{}` 的值写法不对", setting.key),
                    format!("the value of `{}` is not of the right shape", setting.key),
                ),
            },
            help: expected(setting),
        })?;
        values.0.insert(setting.key, value);
        Ok(())
    }

    fn value(&self, kind: Kind, node: &Node) -> Option<Value> {
        let one = || node.as_str().map(str::trim).filter(|text| !text.is_empty());
        let path = |text: &str| self.folder.join(text);
        let several = || -> Option<Vec<&str>> {
            node.is_list().then(|| node.items().iter().map(Node::as_str).collect::<Option<_>>())?
        };
        Some(match kind {
            Kind::Database => Value::Text(self.database(one()?)?),
            Kind::Path => Value::Path(path(one()?)),
            Kind::Paths => Value::Paths(several()?.into_iter().map(path).collect()),
            Kind::Text => Value::Text(one()?.to_owned()),
            Kind::Address => Value::Address(one()?.parse().ok()?),
            Kind::Addresses => {
                let read: Result<_, _> = several()?.into_iter().map(str::parse).collect();
                Value::Addresses(read.ok()?)
            }
            Kind::Port => Value::Port(one()?.parse().ok()?),
            Kind::Site => Value::Text(one().filter(|text| is_site(text))?.to_owned()),
            Kind::Relay => {
                Value::Relay(one()?.parse().ok().filter(|relay: &SocketAddr| relay.ip().is_loopback())?)
            }
            Kind::Mail => {
                let text = one()?;
                text.parse::<lettre::Address>().ok()?;
                Value::Text(text.to_owned())
            }
            Kind::Level => Value::Level(named(Level::ALL, one()?)?),
            Kind::Form => Value::Form(named(Form::ALL, one()?)?),
        })
    }

    /// The address of a database; the path of a file counts from the folder.
    fn database(&self, text: &str) -> Option<String> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.trim_start_matches("//");
            return (!path.is_empty()).then(|| format!("sqlite:{}", self.folder.join(path).display()));
        }
        let server = ["postgres://", "postgresql://"].iter().find_map(|start| text.strip_prefix(start));
        server.filter(|rest| !rest.is_empty()).map(|_| text.to_owned())
    }

    fn defaults(&self, values: &mut Values) {
        for setting in SETTINGS {
            let Some(default) = setting.default.filter(|_| !values.0.contains_key(setting.key)) else {
                continue;
            };
            let (tree, _) = read(FileId::default(), &format!("default: {default}\n"), &Limits::default());
            let node = tree.as_ref().and_then(|tree| tree.get("default"));
            if let Some(value) = node.and_then(|node| self.value(setting.kind, node)) {
                values.0.insert(setting.key, value);
            }
        }
    }

    /// Pages leave the machine over a proxy that does TLS, or not at all.
    fn guarded(&self, entries: &[Entry], values: &Values, mistakes: &mut Vec<Mistake>) {
        let Some(Value::Address(address)) = values.0.get("address") else { return };
        let declared =
            matches!(values.0.get("trusted_proxies"), Some(Value::Addresses(proxies)) if !proxies.is_empty());
        if address.is_loopback() || declared {
            return;
        }
        let at = entries.iter().find(|entry| entry.key == "address");
        mistakes.push(Mistake {
            line: at.map(|entry| self.line(entry.value.span)),
            message: Text::new(
                format!("`{address}` 不是本机地址，未加密的页面不对外提供"),
                format!("`{address}` is no address of this machine, and pages do not leave it unencrypted"),
            ),
            help: Text::new(
                "由反向代理负责 TLS，并在 `trusted_proxies` 中写明其地址；或监听 127.0.0.1",
                "let a reverse proxy do TLS and name it under `trusted_proxies`, or listen at 127.0.0.1",
            ),
        });
    }
}

fn is_site(text: &str) -> bool {
    let host = ["https://", "http://"].iter().find_map(|start| text.strip_prefix(start));
    let fits = |sign: char| sign.is_ascii_alphanumeric() || ".-:[]/_~".contains(sign);
    host.is_some_and(|host| !host.is_empty() && !host.starts_with('/') && host.chars().all(fits))
}

fn named<T: Copy>(all: &[(&str, T)], name: &str) -> Option<T> {
    all.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

/// The configuration, if every setting that it needs has a value.
fn made(mut values: Values) -> Option<Configuration> {
    Some(Configuration {
        database: values.text("database")?,
        files: values.path("files")?,
        packs: values.paths("packs")?,
        name: Text::new(values.text("name_zh")?, values.text("name_en")?),
        address: values.address("address")?,
        port: values.port("port")?,
        trusted_proxies: values.addresses("trusted_proxies")?,
        public_address: values.text("public_address"),
        mail_relay: values.relay("mail_relay"),
        mail_folder: values.path("mail_folder")?,
        mail_sender: values.text("mail_sender")?,
        fonts: values.path("fonts"),
        log_level: values.level("log_level")?,
        log_form: values.form("log_form")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(Option<usize>, String)> {
        let read = configuration(text, Path::new("/etc/duheng"));
        read.err().unwrap_or_default().into_iter().map(|of| (of.line, of.message.en)).collect()
    }

    #[test]
    fn the_least_configuration_gets_all_defaults() {
        let text = "database: sqlite:data/duheng.sqlite\nfiles: /var/lib/duheng/files\n";
        let with_fonts = configuration(&format!("{text}fonts: rare\n"), Path::new("/etc/duheng")).unwrap();
        assert_eq!(with_fonts.fonts.as_deref(), Some(Path::new("/etc/duheng/rare")));
        let read = configuration(text, Path::new("/etc/duheng")).unwrap();
        assert_eq!(read.database, "sqlite:/etc/duheng/data/duheng.sqlite");
        assert_eq!(read.files, Path::new("/var/lib/duheng/files"));
        assert_eq!((read.address.to_string().as_str(), read.port), ("127.0.0.1", 8080));
        assert_eq!(read.mail_folder, Path::new("/etc/duheng/letters"));
        assert_eq!((read.log_level, read.log_form), (Level::Info, Form::Text));
        assert!(read.mail_relay.is_none() && read.trusted_proxies.is_empty() && read.fonts.is_none());
    }

    #[test]
    fn every_default_can_be_read() {
        let reader = Reader { text: "", folder: Path::new("") };
        let mut values = Values(BTreeMap::new());
        reader.defaults(&mut values);
        for setting in SETTINGS {
            assert_eq!(values.0.contains_key(setting.key), setting.default.is_some(), "{}", setting.key);
            assert!(!(setting.required && setting.default.is_some()), "{}", setting.key);
        }
    }

    #[test]
    fn all_mistakes_are_told_at_once_with_their_lines() {
        let text = "databse: sqlite:x\nport: 70000\nlog_level: loud\n\ntrusted_proxies: 10.0.0.1\nmail_relay: 192.0.2.1:25\npublic_address: ftp://a\n";
        let wanted = [
            (Some(1), "there is no setting `databse`"),
            (Some(2), "`port` cannot be `70000`"),
            (Some(3), "`log_level` cannot be `loud`"),
            (Some(5), "`trusted_proxies` cannot be `10.0.0.1`"),
            (Some(6), "`mail_relay` cannot be `192.0.2.1:25`"),
            (Some(7), "`public_address` cannot be `ftp://a`"),
            (None, "the setting `database` is missing"),
            (None, "the setting `files` is missing"),
        ];
        assert_eq!(told(text), wanted.map(|(line, message)| (line, message.to_owned())));
    }

    #[test]
    fn pages_leave_the_machine_over_a_declared_proxy_alone() {
        let open = "database: sqlite:x\nfiles: f\naddress: 0.0.0.0\n";
        let message = "`0.0.0.0` is no address of this machine, and pages do not leave it unencrypted";
        assert_eq!(told(open), [(Some(3), message.to_owned())]);
        assert_eq!(told(&format!("{open}trusted_proxies: []\n")).len(), 1);
        assert_eq!(told(&format!("{open}trusted_proxies: [10.0.0.2]\n")), []);
    }

    #[test]
    fn what_is_no_configuration_is_told() {
        for text in ["- a\n", "a: [\n", "text\n"] {
            assert!(!told(text).is_empty(), "{text}");
        }
        assert_eq!(told("").len(), 2);
    }
}
