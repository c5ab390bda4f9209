//! The commands on the records of a register, and that of walks by which a place moves.

use duheng_pack::schema::{Field, Kind, Shape};

use super::REASON;

command!(
    ENTER_RECORD,
    "enter_record",
    ["提出登记", "Propose an entry"],
    [
        "提出记入一个状态；由另一人核准后生效。",
        "Proposes a state of a record; it holds once somebody else confirms it."
    ],
    [
        Field::must("register", Shape::Name, ["名录", "the register"]),
        Field::must("state", Shape::Name, ["状态", "the state"]),
        Field::must("from", Shape::Date, ["起始日", "the day from which it holds"]),
        Field::may("basis", Shape::Line, ["依据", "what it rests on"]),
    ]
);
command!(
    CORRECT_RECORD,
    "correct_record",
    ["更正登记", "Correct an entry"],
    [
        "提出注销误登的一条，由另一人核准后恢复到前一状态；认定发证或荣誉终止写入的不能注销。",
        "Proposes that a wrong entry is struck; once somebody else confirms, the entry before holds again. What naming or the end of an honour entered cannot be struck."
    ],
    [
        Field::must("register", Shape::Name, ["名录", "the register"]),
        Field::must("state", Shape::Name, ["误登的状态", "the state that was entered by mistake"]),
        REASON,
    ]
);
command!(
    CONFIRM_RECORD,
    "confirm_record",
    ["核准登记", "Confirm an entry"],
    [
        "核准他人提出的登记，自其起始日起生效。",
        "Confirms an entry that somebody else proposed; it holds from its first day."
    ],
    [
        Field::must("register", Shape::Name, ["名录", "the register"]),
        Field::must("state", Shape::Name, ["状态", "the state"]),
    ]
);
command!(
    RETURN_RECORD,
    "return_record",
    ["退回登记", "Return an entry"],
    ["退回或收回尚未核准的登记。", "Takes off an entry that is not confirmed."],
    [
        Field::must("register", Shape::Name, ["名录", "the register"]),
        Field::must("state", Shape::Name, ["状态", "the state"]),
        Field::must("reason", Shape::Line, ["理由", "why"]),
    ]
);

command!(
    MOVE_PLACE,
    "move_place",
    ["变更隶属", "Move a place"],
    ["组织树的变更，自某日起。", "A change of the organisation tree from a day on."],
    [
        Field::must("place", Shape::Name, ["单位", "the place"]),
        Field::must("under", Shape::Name, ["上级单位", "what it hangs below"]),
        Field::must("from", Shape::Date, ["起始日", "the day from which it holds"]),
    ]
);
