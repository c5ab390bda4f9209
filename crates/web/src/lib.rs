//! The pages of Duheng. A page reads what the use-cases of `duheng-app` give and shows it; it decides nothing.
//!
//! Every page works without JavaScript, in Chinese and in English, on a phone, by keyboard and on paper.

mod address;
mod api;
mod assets;
mod client;
mod dated;
mod demo;
mod form_paper;
mod forms;
mod frame;
mod guard;
mod headers;
mod kept;
mod limit;
mod metrics;
mod pages;
mod papers;
mod reference;
mod routes;
mod site;
mod table;
mod texts;
mod trouble;
mod visitor;

pub use api::{Operation, operations};
pub use demo::{Assessing, Demo, DemoAccount, Filled, Filling, Moving, Unmoved};
pub use form_paper::{FormEvidence, FormFile, FormItem, FormPaper, FormPart};
pub use guard::ROOM;
pub use headers::SECURITY;
pub use papers::{BesideItem, CertificatePaper, NoticePaper, Press, SheetPaper, Unprinted};
pub use routes::{Capability, Route, routes};
pub use site::{Settings, serve};
