//! Charts and documents from plain data.
//!
//! A leaf: this crate knows no pack, no score and no store. Its callers hand it labels, figures as shown and dates; it
//! gives back SVG and PDF. The same input gives the same bytes.
//!
//! | way in | gives |
//! | --- | --- |
//! | [`certificate`], [`score_sheet`], [`notice`] | the documents that ship, from [typed data](documents) |
//! | [`render`] | a PDF from any template that is part of the program |
//! | [`child::render_in_child`] | the same in a child process with limits, for templates of packs |
//! | [`chart`] | radar, bars and goals as SVG with their numbers |
//! | [`qr`] | a QR code as SVG |

pub mod chart;
pub mod child;
pub mod documents;

mod failure;
mod fonts;
mod qr;
mod render;
mod svg;
mod world;

pub use documents::{Document, certificate, notice, score_sheet};
pub use failure::Failure;
pub use fonts::Fonts;
pub use qr::qr;
pub use render::{Pdf, Template, render, render_with};
pub use world::Asset;

pub use jiff::civil::Date;

use serde::{Deserialize, Serialize};

/// The language of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}
