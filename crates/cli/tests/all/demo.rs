//! The demo, the configuration of a server, and what stands in `packaging/`.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;

use insta::assert_snapshot;

use crate::visitor::started;
use crate::{code, duheng, err, out};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// An empty folder of this test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn packs() -> String {
    root().join("packs").display().to_string()
}

#[test]
fn a_city_is_made_once_and_served_again() {
    let folder = folder("city");
    let data = folder.display().to_string();
    let packs = packs();
    let arguments = ["demo", "--once", "--companies", "12", "--packs", &packs, "--data", &data];
    let made = duheng(&arguments, "");
    assert_eq!(code(&made), 0, "{}", err(&made));
    assert!(err(&made).contains("made in") && out(&made).contains("star-office"), "{}", out(&made));
    let again = duheng(&arguments, "");
    assert_eq!((code(&again), err(&again).as_str()), (0, ""));
    assert_eq!(out(&again), out(&made));
    let chinese = duheng(&[&["--lang", "zh"], &arguments[..]].concat(), "");
    assert!(out(&chinese).contains("登录名") && out(&chinese).contains("评审专家"), "{}", out(&chinese));

    let (status, page) = served(&["demo", "--port", "0", "--packs", &packs, "--data", &data], "/");
    assert_eq!(status, "HTTP/1.1 200 OK", "{page}");
    assert!(page.contains("度衡演示市"), "{page}");
    // nothing else may be overwritten
    fs::remove_file(folder.join("city.json")).expect("the card is there");
    let half = duheng(&arguments, "");
    assert_eq!(code(&half), 1);
    assert!(err(&half).contains("holds no whole city"), "{}", err(&half));
    fs::remove_dir_all(&folder).expect("the folder is removed");
}

/// Starts a server, asks for a page, and stops it; returns the status line and all that was answered.
fn served(arguments: &[&str], path: &str) -> (String, String) {
    let (mut child, host) = started(arguments);
    let mut stream = TcpStream::connect(&host).expect("it listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Language: zh\r\nConnection: close\r\n\r\n")
        .expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    let id = child.id().to_string();
    let stopped = Command::new("kill").args(["-TERM", &id]).status().expect("kill runs");
    assert!(stopped.success());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    (answer.lines().next().unwrap_or_default().to_string(), answer)
}

#[test]
fn wrong_plans_of_a_city_are_told() {
    let packs = packs();
    let none = duheng(&["demo", "--once", "--companies", "0", "--packs", &packs], "");
    assert_eq!(code(&none), 64);
    assert!(err(&none).contains("from 1 to 2000"), "{}", err(&none));
    let missing = duheng(&["demo", "--once", "--companies", "3", "--packs", "nowhere"], "");
    assert_eq!(code(&missing), 1, "{}", err(&missing));
}

#[test]
fn a_server_reads_its_configuration() {
    let folder = folder("serve");
    let path = folder.join("duheng.yaml");
    fs::write(
        &path,
        "database: sqlite:data/duheng.sqlite\nfiles: files\nname_zh: 示例平台\nport: 0\nlog_form: json\n",
    )
    .expect("written");
    let (status, page) = served(&["serve", "--config", &path.display().to_string()], "/");
    assert_eq!(status, "HTTP/1.1 200 OK", "{page}");
    assert!(page.contains("示例平台"), "{page}");
    for made in ["data/duheng.sqlite", "files", "letters"] {
        assert!(folder.join(made).exists(), "{made}");
    }
    fs::remove_dir_all(&folder).expect("the folder is removed");
}

#[test]
fn mistakes_of_a_configuration_are_told_at_once_in_both_languages() {
    let folder = folder("mistakes");
    let path = folder.join("duheng.yaml");
    fs::write(&path, "databse: x\nport: many\naddress: 0.0.0.0\nmail_relay: mail.example.cn:25\n")
        .expect("written");
    let name = path.display().to_string();
    let mut told = String::new();
    for language in ["en", "zh"] {
        let output = duheng(&["--lang", language, "serve", "--config", &name], "");
        assert_eq!(code(&output), 64);
        told += &err(&output).replace(&name, "duheng.yaml");
    }
    assert_snapshot!("configuration", told);
    let both = duheng(&["serve", "--config", &name, "--data", "x"], "");
    assert_eq!(code(&both), 64);
    let neither = duheng(&["serve"], "");
    assert_eq!(code(&neither), 64);
    fs::remove_dir_all(&folder).expect("the folder is removed");
}

#[test]
fn what_is_packaged_names_commands_arguments_and_settings_that_exist() {
    let help = out(&duheng(&["serve", "--help"], ""));
    let packaged = |name: &str| {
        fs::read_to_string(root().join("packaging").join(name)).unwrap_or_else(|_| panic!("{name} is there"))
    };
    for name in ["duheng.service", "Containerfile"] {
        let text = packaged(name).replace(['"', ',', '[', ']'], " ");
        let calls = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let call = calls.into_iter().find(|words| words.contains(&"serve") && words.contains(&"--config"));
        let call = call.unwrap_or_else(|| panic!("{name} serves"));
        let words: Vec<&str> = call.into_iter().skip_while(|word| *word != "--config").collect();
        assert_eq!(words, ["--config", "/etc/duheng/duheng.yaml"], "{name}");
        assert!(help.contains("--config"), "{help}");
    }
    // every setting of the example can be read: the only complaints would be about keys and values
    let folder = folder("packaged");
    let example = packaged("duheng.yaml").replace("/var/lib/duheng", &folder.display().to_string());
    let example = example.replace("/usr/share/duheng/packs", &packs()).replace("port: 8080", "port: 0");
    let path = folder.join("duheng.yaml");
    fs::write(&path, example).expect("written");
    let (status, page) = served(&["serve", "--config", &path.display().to_string()], "/");
    assert_eq!(status, "HTTP/1.1 200 OK", "{page}");
    fs::remove_dir_all(&folder).expect("the folder is removed");
    for path in ["packs/sz-sustainable-enterprise/pack.yaml", "package-lock.json", "Cargo.lock"] {
        assert!(root().join(path).exists(), "{path}");
    }
}

#[test]
fn the_unit_is_one_for_systemd() {
    let unit = root().join("packaging/duheng.service");
    let Ok(output) = Command::new("systemd-analyze").arg("verify").arg("--man=no").arg(&unit).output() else {
        let text = fs::read_to_string(&unit).expect("the unit is there");
        assert!(["[Unit]", "[Service]", "[Install]"].iter().all(|part| text.contains(part)), "{text}");
        return;
    };
    // the program itself need not be installed where the tests run
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let wrong: Vec<&str> = told.lines().filter(|line| !line.contains("is not executable")).collect();
    assert_eq!(wrong, Vec::<&str>::new());
}
