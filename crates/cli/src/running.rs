//! A deployment that runs: pages, the sequencer, the clock and the post, until the process is told to stop.

use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use duheng_app::App;
use duheng_pack::text::Text;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::failure::{Exit, Failure};
use crate::post::Post;

/// How often the sequencer takes its turn.
const TURN: Duration = Duration::from_secs(1);

/// How often honours are looked through for those whose last day has passed.
const LOOK: Duration = Duration::from_secs(60);

/// How often the database is asked to count what it holds.
const COUNT: Duration = Duration::from_secs(600);

/// Done when the process is asked to end.
pub type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What runs.
pub struct Running {
    pub app: Arc<App>,
    pub web: duheng_web::Settings,
    /// Whoever sends letters.
    pub post: Post,
}

impl Running {
    /// Runs until `stop` is done; requests that run then are finished.
    pub async fn serve(self, listener: TcpListener, stop: Stop) -> Result<Exit, Failure> {
        let sequencer = tokio::spawn(sequence(Arc::clone(&self.app)));
        let clock = tokio::spawn(lapse(Arc::clone(&self.app)));
        let jobs = tokio::spawn(work(Arc::clone(&self.app)));
        let counter = tokio::spawn(count(Arc::clone(&self.app)));
        let post = tokio::spawn(self.post.run(Arc::clone(&self.app)));
        let served = duheng_web::serve(listener, self.app, self.web, stop).await;
        sequencer.abort();
        clock.abort();
        jobs.abort();
        counter.abort();
        post.abort();
        served.map(|()| Exit::Done).map_err(|error| broken(&error))
    }
}

/// Writes new heads into the log of the deployment, turn after turn. A turn that fails is taken again.
async fn sequence(app: Arc<App>) {
    let holder = format!("process {}", std::process::id());
    loop {
        match app.sequence(&holder).await {
            Ok(_) => {}
            Err(duheng_app::Failure::Broken(fault)) => tracing::error!(%fault, "the sequencer failed"),
            Err(duheng_app::Failure::Refused(refusal)) => {
                tracing::error!(code = refusal.code, "the sequencer was refused");
            }
        }
        tokio::time::sleep(TURN).await;
    }
}

/// Does the applications of jobs, turn after turn, and rests while there are none.
async fn work(app: Arc<App>) {
    let holder = format!("process {}", std::process::id());
    loop {
        let worked = app.work_jobs(&holder).await;
        match &worked {
            Ok(_) => {}
            Err(duheng_app::Failure::Broken(fault)) => {
                tracing::error!(%fault, "a job failed and is tried again")
            }
            Err(duheng_app::Failure::Refused(refusal)) => {
                tracing::error!(code = refusal.code, "the worker of jobs was refused");
            }
        }
        if !matches!(worked, Ok(1..)) {
            tokio::time::sleep(TURN).await;
        }
    }
}

/// Does what time alone brings: ends honours whose last day has passed, so that registers say the same as certificates,
/// and takes silence as agreement where a programme says so.
async fn lapse(app: Arc<App>) {
    loop {
        if let Err(fault) = app.lapse_honours().await {
            tracing::error!(%fault, "honours that are over could not be ended");
        }
        if let Err(fault) = app.let_silence_agree().await {
            tracing::error!(%fault, "units that did not answer in time could not be taken to agree");
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Does at once what the clock and the sequencer do turn after turn.
pub async fn catch_up(app: &App) -> Result<(), duheng_app::Failure> {
    let holder = format!("process {}", std::process::id());
    app.lapse_honours().await?;
    app.let_silence_agree().await?;
    while app.sequence(&holder).await? > 0 {}
    Ok(())
}

/// Lets the database count what it holds, turn after turn; opening it has done so once.
async fn count(app: Arc<App>) {
    loop {
        tokio::time::sleep(COUNT).await;
        if let Err(fault) = app.count_rows().await {
            tracing::error!(%fault, "the database could not count what it holds");
        }
    }
}

/// Listens at an address.
pub async fn listen(address: IpAddr, port: u16) -> Result<TcpListener, Failure> {
    TcpListener::bind((address, port)).await.map_err(|error| {
        Failure::new(
            Exit::Failed,
            Text::new(
                format!("端口 {port} 不能使用：{error}"),
                format!("port {port} cannot be used: {error}"),
            ),
            Text::new("换一个端口", "choose another port"),
        )
    })
}

/// Where pages are found that a listener serves.
pub fn address(listener: &TcpListener) -> Result<String, Failure> {
    listener.local_addr().map(|place| format!("http://{place}")).map_err(|error| broken(&error))
}

/// What is said when pages are served.
pub fn how_to_stop() -> Text {
    Text::new("按 Ctrl+C 停止", "press Ctrl+C to stop")
}

/// Done when the process is asked to end: SIGINT or SIGTERM.
pub fn stopped() -> Result<Stop, Failure> {
    let signals =
        || -> io::Result<_> { Ok((signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)) };
    let (mut interrupt, mut terminate) = signals().map_err(|error| broken(&error))?;
    Ok(Box::pin(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }))
}

fn broken(error: &io::Error) -> Failure {
    Failure::new(
        Exit::Failed,
        Text::new(format!("不能提供页面：{error}"), format!("the pages cannot be served: {error}")),
        Text::new(
            "检查数据文件夹、端口和系统资源",
            "check the folder of the data, the port and the resources of the system",
        ),
    )
}
