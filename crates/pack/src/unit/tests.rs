use alloc::string::ToString as _;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;
use crate::number::NumberError;

fn unit(text: &str) -> Unit {
    Unit::parse(text).unwrap_or_else(|| panic!("{text} is a unit"))
}

fn number(text: &str) -> Rational {
    Rational::parse_exact(text).unwrap()
}

#[test]
fn every_known_unit_reads_and_has_a_base() {
    let mut spellings: Vec<&str> = Vec::new();
    for known in known_units() {
        spellings.push(known.symbol);
        spellings.extend(known.aliases);
        for spelling in core::iter::once(&known.symbol).chain(known.aliases) {
            let unit = unit(spelling);
            assert_eq!(unit.symbol(), *spelling);
            assert_eq!(*unit.scale(), known.scale());
            assert!(!known.zh.is_empty() && !known.en.is_empty());
            assert_eq!(unit.is_dimensionless(), known.dimension == Dimension::None);
            let base = unit.base();
            assert!(base.same_dimension(&unit), "{spelling}");
            assert_eq!(*base.scale(), Rational::ONE);
            assert_eq!(Unit::parse(&base.symbol()), Some(base), "{spelling}");
        }
    }
    let count = spellings.len();
    spellings.sort_unstable();
    spellings.dedup();
    assert_eq!(spellings.len(), count, "a spelling stands for one unit only");
}

#[test]
fn scales() {
    let cases = [
        ("万元", "10000"),
        ("亿元", "100000000"),
        ("%", "1/100"),
        ("‰", "1/1000"),
        ("t", "1000"),
        ("kWh", "18/5"),
        ("MWh", "3600"),
        ("GJ", "1000"),
        ("L", "1/1000"),
        ("hour", "1/24"),
        ("tce", "1000"),
        ("m3/t", "1/1000"),
        ("kg/t", "1/1000"),
        ("t/万元", "1/10"),
        ("元/人", "1"),
        ("kWh/m2", "18/5"),
        ("万人", "10000"),
        ("亿千瓦时", "360000000"),
        ("万kWh", "36000"),
        ("万吨标准煤", "10000000"),
        ("万", "10000"),
        ("百万元", "1000000"),
        ("km^2", "1000000"),
        ("1/人", "1"),
        ("kg/(m2·month)", "1"),
        ("亩", "2000/3"),
    ];
    for (symbol, scale) in cases {
        assert_eq!(*unit(symbol).scale(), number(scale), "{symbol}");
        assert_eq!(unit(&unit(symbol).symbol()), unit(symbol), "{symbol}");
    }
}

#[test]
fn dimensions() {
    let same = [
        ("万元", "元"),
        ("tCO2", "tCO2e"),
        ("kgCO2", "tCO2e"),
        ("t", "吨"),
        ("天", "hour"),
        ("月", "年"),
        ("kWh", "GJ"),
        ("m2", "m^2"),
        ("m3/m2", "m"),
        ("m3", "L"),
        ("%", "kg/t"),
        ("元/人/天", "元/(人·天)"),
    ];
    for (a, b) in same {
        assert!(unit(a).same_dimension(&unit(b)), "{a} {b}");
    }
    let different = [
        ("元", "%"),
        ("t", "tCO2e"),
        ("t", "tce"),
        ("tce", "GJ"),
        ("人", "件"),
        ("人", "人次"),
        ("次", "项"),
        ("day", "month"),
        ("元/人", "元"),
        ("人", "%"),
    ];
    for (a, b) in different {
        assert!(!unit(a).same_dimension(&unit(b)), "{a} {b}");
    }
    assert!(unit("亿元").is_money());
    assert!(!unit("元/人").is_money() && !unit("%").is_money() && !unit("元^2").is_money());
    assert!(unit("%").is_dimensionless() && unit("元/万元").is_dimensionless());
    assert_eq!(unit("吨"), unit("t"));
    assert_ne!(unit("kg"), unit("t"));
    assert_eq!(unit("m3/t").base().symbol(), "m3/kg");
}

#[test]
fn products_are_written_as_they_came() {
    assert_eq!(unit("元").div(&unit("人")).unwrap().symbol(), "元/人");
    assert_eq!(unit("元/人").mul(&unit("人")).unwrap().symbol(), "元");
    assert_eq!(unit("t").mul(&unit("km")).unwrap().symbol(), "t·km");
    assert_eq!(unit("元").div(&unit("元")).unwrap().symbol(), "");
    assert_eq!(unit("元/(人·天)").symbol(), "元/人/天");
    assert_eq!(Unit::one().div(&unit("人")).unwrap().symbol(), "1/人");
    assert_eq!(unit("万元").pow(-2).unwrap().symbol(), "1/万元^2");
    assert_eq!(unit("元").pow(0), Some(Unit::one()));
    assert_eq!(unit("元").pow(128), None);
    assert_eq!(unit("元").pow(i32::MIN), None);
    assert_eq!(unit("%").pow(i32::MAX), None);
    assert_eq!(unit("t/万元").pow(2).unwrap().pow(2), unit("t/万元").pow(4));
}

#[test]
fn growing_scales_end() {
    let mut unit = unit("%");
    for _ in 0..64 {
        match unit.mul(&unit) {
            Some(square) => unit = square,
            None => return,
        }
    }
    panic!("a scale grows without end");
}

#[test]
fn quantities() {
    let cases = [
        ("50 万元", "500000", "万元"),
        ("50万元", "500000", "万元"),
        ("3.5 m3/t", "7/2000", "m3/t"),
        ("60%", "3/5", "%"),
        ("６０％", "3/5", "%"),
        ("360 day", "360", "day"),
        ("1,234 元", "1234", "元"),
        ("-5 kWh", "-18", "kWh"),
        ("12", "12", ""),
        (" 2 小时 ", "1/12", "小时"),
        ("3 m²", "3", "m²"),
        ("7 1/人", "7", "1/人"),
    ];
    for (written, value, symbol) in cases {
        let (read, unit) = read_quantity(written).unwrap();
        assert_eq!((read, unit.symbol().as_str()), (number(value), symbol), "{written}");
    }
}

#[test]
fn quantities_that_are_none() {
    let unknown = |text: &str| match read_quantity(text) {
        Err(QuantityError::UnknownUnit { unit, nearest }) => (unit, nearest.unwrap_or_default()),
        other => panic!("{text}: {other:?}"),
    };
    let cases = [
        ("5 万圆", "万圆", "万元"),
        ("5 kwh", "kwh", "kWh"),
        ("5 KG/m2", "KG", "kg"),
        ("5 dayz", "dayz", "day"),
        ("5 元/xyzzy", "xyzzy", ""),
        ("5 tC02e", "tC02e", "tCO2e"),
        ("5 元/", "", ""),
        ("5 元 人", "元 人", ""),
        ("5 元/(人", "元/(人", ""),
        ("5 元)", "元)", ""),
        ("5 元^0", "元^0", ""),
        ("5 万万元", "万万元", "万元"),
        ("5 万%", "万%", "%"),
        ("5 分", "分", ""),
    ];
    for (written, part, nearest) in cases {
        assert_eq!(unknown(written), (part.to_string(), nearest.to_string()), "{written}");
    }
    let numbers = [
        ("", NumberError::Empty),
        ("  ", NumberError::Empty),
        ("万元", NumberError::NotANumber { at: 0 }),
        (" 1.2.3 元", NumberError::NotANumber { at: 4 }),
        ("1,23 元", NumberError::BadGrouping),
    ];
    for (written, error) in numbers {
        assert_eq!(read_quantity(written), Err(QuantityError::Number(error)), "{written}");
    }
    let text = read_quantity("5 万圆").unwrap_err().text();
    assert_eq!(text.zh, "未知单位 `万圆`，是否应为 `万元`");
    assert_eq!(text.en, "the unit `万圆` is unknown; perhaps `万元` is meant");
}

fn any_unit() -> impl Strategy<Value = Unit> {
    let factor = (0..known_units().len(), -2_i32..=2);
    prop::collection::vec(factor, 0..4).prop_map(|factors| {
        factors.into_iter().fold(Unit::one(), |product, (index, exponent)| {
            product.mul(&unit(known_units()[index].symbol).pow(exponent).unwrap()).unwrap()
        })
    })
}

proptest! {
    #[test]
    fn symbols_read_back(unit in any_unit()) {
        prop_assert_eq!(Unit::parse(&unit.symbol()), Some(unit.clone()), "{}", unit.symbol());
        prop_assert!(unit.base().same_dimension(&unit));
        prop_assert_eq!(Unit::parse(&unit.base().symbol()), Some(unit.base()));
    }

    #[test]
    fn units_form_a_group(a in any_unit(), b in any_unit(), c in any_unit()) {
        prop_assert_eq!(a.mul(&b), b.mul(&a));
        prop_assert_eq!(a.mul(&b).unwrap().mul(&c), a.mul(&b.mul(&c).unwrap()));
        prop_assert_eq!(a.mul(&b).unwrap().div(&b), Some(a.clone()));
        prop_assert_eq!(a.div(&a), Some(Unit::one()));
        prop_assert_eq!(a.pow(2), a.mul(&a));
        prop_assert_eq!(a.pow(-1).unwrap().pow(-1), Some(a));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[0-9.,]{0,4}[ 万亿元千瓦时人/·*()^0-9mtk%]{0,12}|.*") {
        if let Err(error) = read_quantity(&text) {
            prop_assert!(!error.text().is_empty());
        }
    }
}
