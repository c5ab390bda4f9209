//! Places are exact in quoted scalars and behind Chinese text, and the whole text where it is not written as it reads.

use super::support::facts;

fn found(formula: &str) -> Vec<String> {
    facts(&format!("# 注释：中文\nfacts:\n  收入: {{ type: money 元, per: year }}\n  比率: {formula}\n"))
        .found()
}

#[test]
fn exact_in_every_style_that_is_verbatim() {
    for formula in [
        "{ formula: '收入[y] / 资产[y]' }",
        "{ formula: \"收入[y] / 资产[y]\" }",
        "\n    title: 说明\n    formula: 收入[y] / 资产[y]",
        "\n    title: 说明\n    formula:   '收入[y] / 资产[y]' # 完",
    ] {
        assert_eq!(found(formula), ["unknown-name `资产`"], "{formula}");
    }
}

#[test]
fn the_whole_text_where_escapes_or_folded_lines_shift_it() {
    assert_eq!(found("{ formula: \"\\u6536入[y] / 资产[y]\" }"), ["unknown-name `\\u6536入[y] / 资产[y]`"]);
    assert_eq!(found("\n    formula: 收入[y]\n      / 资产[y]"), ["unknown-name `收入[y]\n      / 资产[y]`"]);
    assert_eq!(
        found("\n    formula: >-\n      收入[y]\n      / 资产[y]"),
        ["unknown-name `>-\n      收入[y]\n      / 资产[y]`"]
    );
    assert_eq!(
        found("{ formula: '收入[y] > 1 元 and ''a'' = 资产' }"),
        ["unknown-name `收入[y] > 1 元 and ''a'' = 资产`"]
    );
}

#[test]
fn syntax_errors_too() {
    assert_eq!(found("{ formula: '收入[y] / / 2' }"), ["expression-syntax `/`"]);
    assert_eq!(found("{ formula: '收入[y' }"), ["expression-syntax ``"]);
    assert_eq!(found("{ formula: \"收入\\x5by\" }"), ["expression-syntax `收入\\x5by`"]);
}

#[test]
fn an_index_ends_with_its_bracket() {
    assert_eq!(found("{ formula: '收入[ y ] > 2%' }"), ["unit-clash `2%`"]);
    assert_eq!(found("{ formula: '2% < 收入[ y ]  ' }"), ["unit-clash `2%`"]);
    assert_eq!(found("{ formula: '收入[ y ] > 收入[ y ] / 收入[y]' }"), ["unit-clash `收入[ y ] / 收入[y]`"]);
    assert_eq!(found("{ formula: '收入[ y ] and yes' }"), ["wrong-type `收入[ y ]`"]);
}

#[test]
fn types_and_keys_behind_chinese_text() {
    assert_eq!(
        facts("facts:\n  收入: { title: 收入, type: 'money 元角' }\n").found(),
        ["unknown-type `'money 元角'`"]
    );
    assert_eq!(
        facts("facts:\n  收入: { title: 收入, type: date, 单位: x }\n").found(),
        ["unknown-key `单位`"]
    );
}
