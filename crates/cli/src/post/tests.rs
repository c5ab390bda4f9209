use std::future::ready;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::thread;

use duheng_app::Settings;
use duheng_app::accounts::{FirstAdministrator, NewPerson};
use tokio::runtime::Runtime;

use super::*;

/// Takes nothing.
struct Broken;

impl Carrier for Broken {
    fn carry<'a>(
        &'a mut self,
        _: &'a Parcel,
    ) -> Pin<Box<dyn Future<Output = Result<(), Undelivered>> + Send + 'a>> {
        Box::pin(ready(Err(Undelivered("it is broken".to_owned()))))
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("duheng-post-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A deployment whose administrator has asked for another password.
async fn asked(folder: &std::path::Path) -> App {
    let database = format!("sqlite:{}", folder.join("post.sqlite").display());
    let app = App::open(Settings::new(database, folder.join("files"))).await.unwrap();
    let person = NewPerson {
        login: "admin".to_owned(),
        name: "管理员".to_owned(),
        email: "admin@office.example".to_owned(),
        language: "zh".to_owned(),
    };
    app.set_up(&FirstAdministrator { person, password: "a long password".to_owned() }).await.unwrap();
    app.ask_reset("admin").await.unwrap();
    app
}

#[test]
fn a_letter_that_fails_stays_and_one_that_goes_out_is_erased() {
    let folder = folder("folder");
    Runtime::new().unwrap().block_on(async {
        let app = asked(&folder).await;
        let mut broken = Post::new(Box::new(Broken), "https://pj.example.cn/", "pj@example.cn");
        assert_eq!(broken.round(&app).await, 0);
        let letter = app.outbox().await.unwrap().remove(0);
        assert!(!broken.waits.is_due(&letter.id, Instant::now()));
        let letters = folder.join("letters");
        let carrier = Folder::new(letters.clone(), false).unwrap();
        let mut post = Post::new(Box::new(carrier), "https://pj.example.cn/", "pj@example.cn");
        assert_eq!(post.round(&app).await, 1);
        assert_eq!(post.round(&app).await, 0);
        assert!(app.outbox().await.unwrap().is_empty());
        let files: Vec<_> = std::fs::read_dir(&letters).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files, [letters.join(format!("{}.eml", letter.id))]);
        let text = std::fs::read_to_string(&files[0]).unwrap();
        for header in ["From: pj@example.cn", "To: admin@office.example", "Subject: ", "Message-ID: <"] {
            assert!(text.contains(header), "{text}");
        }
        let parcel = parcel(&letter, "https://pj.example.cn", "pj@example.cn", false).unwrap();
        let link = parcel.link.unwrap();
        assert!(link.starts_with("https://pj.example.cn/reset/"), "{link}");
        // a file is read as it is: the link stands on one line, and the words can be read
        assert!(text.contains("Content-Transfer-Encoding: 8bit"), "{text}");
        assert!(text.lines().any(|line| line == link), "{text}");
        assert!(letter.body.lines().filter(|line| !line.starts_with('/')).all(|line| text.contains(line)));
        // what goes to a mail server has lines that every one takes, in letters that every one knows
        let sent = String::from_utf8(parcel.message.formatted()).unwrap();
        assert!(sent.is_ascii() && sent.lines().all(|line| line.len() <= 78), "{sent}");
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A mail server for one letter, which answers the recipient with a code; returns what it was sent.
fn server(code: &'static str) -> (u16, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut answers = stream.try_clone().unwrap();
        let mut answer = |line: &str| write!(answers, "{line}\r\n").unwrap();
        answer("220 relay.example");
        let (mut all, mut data) = (String::new(), false);
        for line in BufReader::new(stream).lines() {
            let Ok(line) = line else { break };
            all += &format!("{line}\n");
            match line.get(..4).unwrap_or(&line) {
                "." => {
                    data = false;
                    answer("250 taken");
                }
                _ if data => {}
                "EHLO" => answer("250 relay.example"),
                "RCPT" => answer(code),
                "DATA" => {
                    data = true;
                    answer("354 go on");
                }
                "QUIT" => {
                    answer("221 bye");
                    break;
                }
                _ => answer("250 ok"),
            }
        }
        all
    });
    (port, served)
}

#[test]
fn a_relay_gets_letters_and_its_refusal_is_told_without_addresses() {
    let folder = folder("relay");
    Runtime::new().unwrap().block_on(async {
        let app = asked(&folder).await;
        let letter = app.outbox().await.unwrap().remove(0);
        let parcel = parcel(&letter, "https://pj.example.cn", "pj@example.cn", false).unwrap();
        let (port, refusing) = server("550 no mailbox admin@office.example");
        let refused = Relay::new("127.0.0.1", port).carry(&parcel).await;
        assert_eq!(refused, Err(Undelivered("the relay answered 550".to_owned())));
        let _ = refusing.join();
        let unreachable = Relay::new("127.0.0.1", port).carry(&parcel).await;
        assert_eq!(unreachable, Err(Undelivered("the relay cannot be reached".to_owned())));
        let (port, taking) = server("250 ok");
        let mut post =
            Post::new(Box::new(Relay::new("127.0.0.1", port)), "https://pj.example.cn", "pj@example.cn");
        assert_eq!(post.round(&app).await, 1);
        drop(post);
        let told = taking.join().unwrap();
        assert!(told.contains("RCPT TO:<admin@office.example>"), "{told}");
        assert!(told.contains("MAIL FROM:<pj@example.cn>"), "{told}");
    });
    std::fs::remove_dir_all(&folder).unwrap();
}
