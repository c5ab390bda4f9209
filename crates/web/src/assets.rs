//! What browsers load beside pages. The names carry the hash of what is in them, so they are kept for ever.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

use crate::trouble::Trouble;

/// One embedded file.
pub(crate) struct Asset {
    name: &'static str,
    file: &'static str,
    bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of a file by the name that templates use; empty where there is none.
pub(crate) fn address(name: &str) -> String {
    let found = ASSETS.iter().find(|asset| asset.name == name);
    found.map(|asset| format!("/assets/{}", asset.file)).unwrap_or_default()
}

/// `GET /assets/{file}`
pub(crate) async fn asset(Path(file): Path<String>) -> Result<Response, Trouble> {
    let asset = ASSETS.iter().find(|asset| asset.file == file).ok_or(Trouble::NotFound)?;
    let kind = match asset.file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        _ => "image/svg+xml",
    };
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.bytes).into_response())
}
