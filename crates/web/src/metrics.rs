//! Plain counters.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::StatusCode;

/// What is counted since the start.
#[derive(Default)]
pub(crate) struct Metrics {
    /// Responses by the hundreds of their status, from 1xx to 5xx.
    responses: [AtomicU64; 5],
    objections: AtomicU64,
}

impl Metrics {
    pub(crate) fn answered(&self, status: StatusCode) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some(counter) = self.responses.get(class) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(crate) fn objected(&self) {
        self.objections.fetch_add(1, Ordering::Relaxed);
    }

    /// In the text form of Prometheus.
    pub(crate) fn show(&self) -> String {
        let mut shown = String::from(
            "# HELP duheng_responses_total Responses since the start.\n# TYPE duheng_responses_total counter\n",
        );
        for (class, counter) in (1..).zip(&self.responses) {
            let count = counter.load(Ordering::Relaxed);
            shown.push_str(&format!("duheng_responses_total{{class=\"{class}xx\"}} {count}\n"));
        }
        let objections = self.objections.load(Ordering::Relaxed);
        shown.push_str("# HELP duheng_objections_total Objections received since the start.\n");
        shown.push_str("# TYPE duheng_objections_total counter\n");
        shown.push_str(&format!("duheng_objections_total {objections}\n"));
        shown
    }
}
