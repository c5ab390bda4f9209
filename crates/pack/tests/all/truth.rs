//! The truth tables of the reference.

use duheng_pack::expr::truth_tables;
use duheng_pack::text::Language;

#[test]
fn the_tables_are_those_of_kleene() {
    let text: String = truth_tables().iter().map(|table| table.markdown(Language::En) + "\n").collect();
    insta::assert_snapshot!(text);
}
