//! `duheng backup`, `restore` and `verify` on a deployment of their own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use duheng_app::{App, Settings, Target};
use duheng_pack::calendar::Date;
use duheng_programme::Actor;
use duheng_programme::command::{Command, EditionCommand};
use sea_orm::{ConnectionTrait as _, Database};
use tokio::runtime::Runtime;

use crate::{code, duheng, err, out, pack};

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// A deployment with an open edition in a folder.
fn deployment(name: &str) -> PathBuf {
    let folder = folder(name);
    let runtime = Runtime::new().expect("tokio starts");
    runtime.block_on(async {
        let settings =
            Settings::new(format!("sqlite:{}", folder.join("duheng.sqlite").display()), folder.join("files"));
        let app = Arc::new(App::open(settings).await.expect("it opens"));
        app.install_pack(pack().into()).await.expect("the pack has no errors");
        let manager = Actor::Person { person: "lin".into(), role: "office".into(), place: "city".into() };
        let target = Target {
            programme: "sz-sustainable-enterprise".into(),
            edition: "2026".into(),
            organisation: None,
        };
        let open = EditionCommand::Open {
            pack: String::new(),
            year: 2025,
            as_of: Date::read("2026-06-01").expect("a day"),
            windows: std::collections::BTreeMap::new(),
        };
        app.act(&duheng_app::Vouched::rehearsal(manager), &target, Command::Edition(open))
            .await
            .expect("it is opened");
        app.sequence("test").await.expect("it is logged");
    });
    folder
}

fn data(folder: &Path) -> String {
    folder.display().to_string()
}

///
#[test]
fn a_deployment_is_saved_restored_and_verified() {
    let (from, into) = (deployment("keep-from"), folder("keep-into").join("new"));
    let file = from.join("backup.jsonl").display().to_string();
    let verified = duheng(&["verify", "--data", &data(&from)], "");
    assert_eq!(code(&verified), 0, "{}", err(&verified));
    let text = out(&verified);
    assert!(text.starts_with("verified 1 stream with 1 event: nothing was changed\n"), "{text}");
    let head =
        text.lines().find_map(|line| line.strip_prefix("head of the log ")).expect("it tells the head");

    let saved = duheng(&["backup", "--data", &data(&from), &file], "");
    assert_eq!(code(&saved), 0, "{}", err(&saved));
    let again = duheng(&["backup", "--data", &data(&from), &file], "");
    assert_eq!((code(&again), err(&again).contains("exists")), (1, true), "{}", err(&again));

    let restored = duheng(&["restore", "--data", &data(&into), &file, "--lang", "zh"], "");
    assert_eq!(code(&restored), 0, "{}", err(&restored));
    assert!(out(&restored).contains("已恢复"), "{}", out(&restored));
    let twice = duheng(&["restore", "--data", &data(&into), &file], "");
    assert_eq!((code(&twice), err(&twice).contains("not empty")), (1, true), "{}", err(&twice));
    let verified = duheng(&["verify", "--data", &data(&into), "--head", head], "");
    assert_eq!(code(&verified), 0, "{}", out(&verified));
}

///
#[test]
fn a_change_behind_the_program_is_named() {
    let folder = deployment("keep-damaged");
    let runtime = Runtime::new().expect("tokio starts");
    runtime.block_on(async {
        let address = format!("sqlite:{}", folder.join("duheng.sqlite").display());
        let beside = Database::connect(address).await.expect("it connects");
        let change = "UPDATE event SET body = replace(body, '2025', '2024')";
        beside.execute_unprepared(change).await.expect("it is changed");
    });
    let verified = duheng(&["verify", "--data", &data(&folder)], "");
    assert_eq!(code(&verified), 1);
    let text = out(&verified);
    let first = "the content of event 1 of `edition/sz-sustainable-enterprise/2026` was changed\n";
    assert!(text.starts_with(first), "{text}");
    let zh = out(&duheng(&["verify", "--data", &data(&folder), "--lang", "zh"], ""));
    assert!(zh.contains("第 1 个事件的内容被改过"), "{zh}");
}

#[test]
fn a_folder_without_a_deployment_is_not_made_into_one() {
    let folder = folder("keep-nothing");
    let verified = duheng(&["verify", "--data", &data(&folder)], "");
    assert_eq!((code(&verified), err(&verified).contains("there is no database")), (64, true));
    assert!(!folder.join("duheng.sqlite").exists());
    std::fs::write(folder.join("city.sqlite"), "").expect("it can be written");
    let city = err(&duheng(&["verify", "--data", &data(&folder)], ""));
    assert!(city.contains("holds a demonstration city: add `--database sqlite:"), "{city}");
    let bad = folder.join("bad.jsonl");
    std::fs::write(&bad, "{}\n").expect("it can be written");
    let new = folder.join("new");
    let restored = duheng(&["restore", "--data", &data(&new), &data(&bad)], "");
    assert_eq!((code(&restored), new.exists()), (1, false), "{}", err(&restored));
    let neither = duheng(&["verify"], "");
    assert_eq!(code(&neither), 64, "{}", err(&neither));
}

#[test]
fn a_database_that_does_not_answer_is_told_soon_and_without_its_password() {
    let folder = folder("keep-nowhere");
    let began = std::time::Instant::now();
    for (language, said) in [
        ("en", "no database answers at `postgres://127.0.0.1:1/x`"),
        ("zh", "`postgres://127.0.0.1:1/x` 的数据库在 5 秒内没有应答"),
    ] {
        let address = "postgres://duheng:secret@127.0.0.1:1/x";
        let verified =
            duheng(&["verify", "--data", &data(&folder), "--database", address, "--lang", language], "");
        assert_eq!(code(&verified), 1);
        assert!(err(&verified).contains(said) && !err(&verified).contains("secret"), "{}", err(&verified));
    }
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    let other = duheng(&["verify", "--data", &data(&folder), "--database", "mysql://127.0.0.1/x"], "");
    assert!(err(&other).contains("is no address of a database"), "{}", err(&other));
}

#[test]
fn a_head_that_is_none_or_another_is_explained() {
    let folder = deployment("keep-heads");
    let with = |head: &str, language: &str| {
        duheng(&["verify", "--data", &data(&folder), "--head", head, "--lang", language], "")
    };
    for (language, said) in [("en", "`12:ab` is no head of a log"), ("zh", "`12:ab` 不是日志末行")] {
        let verified = with("12:ab", language);
        assert_eq!((code(&verified), err(&verified).contains(said)), (64, true), "{}", err(&verified));
    }
    let wrong = with(&format!("1:{}", "0".repeat(64)), "en");
    assert_eq!(code(&wrong), 1);
    assert!(out(&wrong).starts_with("line 1 of the log is not the noted head"), "{}", out(&wrong));
    assert!(out(&wrong).ends_with("compare with a backup before you go on\n"), "{}", out(&wrong));
    let ahead = with(&format!("7:{}", "0".repeat(64)), "zh");
    assert!(out(&ahead).starts_with("记下的是总日志第 7 行，现在只有 1 行"), "{}", out(&ahead));
}

#[test]
fn the_first_administrator_is_set_up_once() {
    let folder = folder("keep-user").join("new");
    let data = data(&folder);
    let arguments =
        ["user", "--data", &data, "--login", "Root", "--name", "示例", "--email", "root@city.example"];
    let short = duheng(&arguments, "short\n");
    assert_eq!(code(&short), 2, "{}", err(&short));
    let done = duheng(&arguments, "four quiet herons\n");
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(out(&done).contains("`root`") && !out(&done).contains("herons"));
    let again = duheng(&arguments, "four quiet herons\n");
    assert_eq!(code(&again), 2);
    assert!(folder.join("key").is_file());

    let recover = ["user", "--data", &data, "--login", "Root", "--recover"];
    let weak = duheng(&recover, "short\n");
    assert_eq!(code(&weak), 2, "{}", err(&weak));
    let back = duheng(&recover, "five quiet herons\n");
    assert_eq!(code(&back), 0, "{}", err(&back));
    assert!(out(&back).contains("`root`") && !out(&back).contains("herons"));
    let nobody = duheng(&["user", "--data", &data, "--login", "nobody", "--recover"], "five quiet herons\n");
    assert_eq!(code(&nobody), 2);
    assert!(err(&nobody).contains("“nobody”"), "{}", err(&nobody));
}
