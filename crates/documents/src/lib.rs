//! Charts and documents from plain data.
//!
//! This crate knows no pack, no score and no store, charts alone. Its callers hand it labels, figures as shown and dates; it
//! gives back SVG and PDF. The same input gives the same bytes.
//!
//! | way in | gives |
//! | --- | --- |
//! | [`certificate`], [`score_sheet`], [`notice`], [`application_form`] | the documents that ship, from [typed data](documents) |
//! | [`render`] | a PDF from any template that is part of the program |
//! | [`child::render_in_child`] | the same in a child process with limits, for templates of packs |
//! | [`chart`] | radar, bars and goals as SVG with their numbers, from a crate of their own |
//! | [`qr`] | a QR code as SVG |

pub mod child;
pub mod documents;

mod failure;
mod fonts;
mod qr;
mod render;
mod svg;
mod world;

pub use documents::{Document, application_form, certificate, notice, score_sheet};
pub use failure::Failure;
pub use fonts::Fonts;
pub use qr::qr;
pub use render::{Pdf, Template, render, render_with};
pub use world::Asset;

pub use duheng_chart as chart;
pub use duheng_chart::Language;
pub use jiff::civil::Date;
