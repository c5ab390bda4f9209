//! What will happen by a command, where that hangs on more than its name and what is answered.

use duheng_app::work::Surroundings;
use duheng_pack::calendar::Date;

use super::scene::Scene;
use crate::frame::Frame;

/// What a command will do, where its usual sentence does not say it. Of an entry of a register it is said to the other
/// person, and with the day since when it holds.
pub(super) fn happens(
    frame: &Frame,
    scene: &Scene,
    around: &Surroundings,
    command: &str,
    today: Date,
) -> Option<String> {
    let record = scene.fixed("register").and_then(|register| around.records.get(register));
    match record.and_then(|record| record.proposed.as_ref()).filter(|_| command == "confirm_record") {
        Some(proposed) if proposed.corrects => Some(frame.t("confirm-confirm_record-strikes")),
        Some(proposed) if proposed.from > today => {
            let day = frame.day(&proposed.from.to_string());
            Some(frame.with("confirm-confirm_record-later", "day", day))
        }
        _ => None,
    }
}
