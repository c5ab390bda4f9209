use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::hash::{Hash as _, Hasher};

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{One as _, Signed as _, Zero as _};
use proptest::prelude::*;

use super::*;

fn number(text: &str) -> Rational {
    Rational::parse_exact(text).unwrap()
}

/// A fraction without reduction or fast path: the definition that the type is held against.
#[derive(Clone, Debug)]
struct Plain(BigInt, BigInt);

impl Plain {
    fn value(&self) -> Rational {
        Rational::from_big(self.0.clone(), self.1.clone()).unwrap()
    }

    fn plus(&self, other: &Self) -> Self {
        Self(&self.0 * &other.1 + &other.0 * &self.1, &self.1 * &other.1)
    }

    fn minus(&self, other: &Self) -> Self {
        Self(&self.0 * &other.1 - &other.0 * &self.1, &self.1 * &other.1)
    }

    fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0, &self.1 * &other.1)
    }

    fn compare(&self, other: &Self) -> Ordering {
        (&self.0 * &other.1).cmp(&(&other.0 * &self.1))
    }

    /// Whether the number has this value and the one form that the type allows for it.
    fn is(&self, number: &Rational) -> bool {
        let (numerator, denominator) = number.to_big();
        let fits = small(&numerator).is_some() && small(&denominator).is_some();
        denominator.is_positive()
            && numerator.gcd(&denominator).is_one()
            && fits == matches!(number.0, Repr::Small(..))
            && &self.0 * denominator == &self.1 * numerator
    }
}

/// Integers of every size, thick around the limits of the small form.
fn integer() -> impl Strategy<Value = BigInt> {
    prop_oneof![
        4 => (-20_i64..=20).prop_map(BigInt::from),
        3 => any::<i64>().prop_map(BigInt::from),
        3 => any::<i128>().prop_map(BigInt::from),
        2 => (-3_i8..=3, any::<bool>()).prop_map(|(step, low)| {
            BigInt::from(if low { i128::MIN } else { i128::MAX }) + BigInt::from(step)
        }),
        2 => (any::<i128>(), any::<i128>()).prop_map(|(a, b)| BigInt::from(a) * BigInt::from(b)),
        1 => (0_u32..200, -1_i8..=1).prop_map(|(power, step)| BigInt::from(2).pow(power) + BigInt::from(step)),
    ]
}

fn plain() -> impl Strategy<Value = Plain> {
    let denominator = prop_oneof![Just(BigInt::one()), integer()];
    (integer(), denominator).prop_map(|(numerator, denominator)| {
        let denominator = if denominator.is_zero() { BigInt::one() } else { denominator };
        if denominator.is_negative() {
            Plain(-numerator, -denominator)
        } else {
            Plain(numerator, denominator)
        }
    })
}

/// Rounding by its definition: look at the two neighbours and take the one that the mode names.
fn slowly_rounded(number: &Rational, digits: u32, mode: Rounding) -> Rational {
    let unit = number_of_decimals(digits);
    let (numerator, denominator) = (number * &unit.inverse().unwrap()).to_big();
    let below = Rational::from_big(numerator.div_floor(&denominator), BigInt::one()).unwrap() * &unit;
    if below == *number {
        return below;
    }
    let above = &below + &unit;
    let (toward_zero, away) = if number.is_negative() { (above, below) } else { (below, above) };
    let near = (number - &toward_zero).abs().cmp(&(number - &away).abs());
    let even = |candidate: &Rational| {
        candidate.checked_div(&unit).unwrap().checked_div(&Rational::from_int(2)).unwrap().is_integer()
    };
    let take_away = match mode {
        Rounding::Down => false,
        Rounding::Up => true,
        Rounding::HalfUp => near != Ordering::Less,
        Rounding::HalfEven => near == Ordering::Greater || (near == Ordering::Equal && even(&away)),
    };
    if take_away { away } else { toward_zero }
}

fn number_of_decimals(digits: u32) -> Rational {
    Rational::from_big(BigInt::one(), BigInt::from(10).pow(digits)).unwrap()
}

fn hash(value: &Rational) -> u64 {
    /// FNV-1a, because the standard hasher needs the standard library.
    struct Fnv(u64);
    impl Hasher for Fnv {
        fn finish(&self) -> u64 {
            self.0
        }
        fn write(&mut self, bytes: &[u8]) {
            for byte in bytes {
                self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    value.hash(&mut hasher);
    hasher.finish()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn operations_agree_with_plain_fractions(a in plain(), b in plain()) {
        let (x, y) = (a.value(), b.value());
        prop_assert!(a.is(&x));
        prop_assert!(a.plus(&b).is(&(&x + &y)));
        prop_assert!(a.minus(&b).is(&(&x - &y)));
        prop_assert!(a.times(&b).is(&(&x * &y)));
        prop_assert!(Plain(-&a.0, a.1.clone()).is(&-&x));
        prop_assert!(Plain(a.0.abs(), a.1.clone()).is(&x.abs()));
        match x.checked_div(&y) {
            Some(quotient) => prop_assert!(Plain(&a.0 * &b.1, &a.1 * &b.0).is(&quotient)),
            None => prop_assert!(b.0.is_zero()),
        }
    }

    #[test]
    fn order_is_that_of_cross_products(a in plain(), b in plain(), factor in 1_i64..1000) {
        let (x, y) = (a.value(), b.value());
        prop_assert_eq!(x.cmp(&y), a.compare(&b));
        prop_assert_eq!(y.cmp(&x), b.compare(&a));
        prop_assert_eq!(x == y, a.compare(&b) == Ordering::Equal);
        let same = Plain(&a.0 * factor, &a.1 * factor).value();
        prop_assert_eq!(x.cmp(&same), Ordering::Equal);
        prop_assert_eq!(hash(&x), hash(&same));
    }

    #[test]
    fn near_numbers_are_told_apart(a in any::<i128>(), b in 1..=i128::MAX, c in any::<i128>(), steps in 0_i8..3) {
        // Neighbours whose cross products do not fit, so that the continued fractions decide.
        let left = Plain(BigInt::from(a), BigInt::from(b));
        let right = Plain(BigInt::from(a).max(BigInt::from(c)) - steps, BigInt::from(b) - BigInt::from(steps % 2));
        prop_assume!(right.1.is_positive());
        prop_assert_eq!(left.value().cmp(&right.value()), left.compare(&right));
    }

    #[test]
    fn laws_of_a_field_hold(a in plain(), b in plain(), c in plain()) {
        let (x, y, z) = (a.value(), b.value(), c.value());
        prop_assert_eq!(&x + &y, &y + &x);
        prop_assert_eq!(&x * &y, &y * &x);
        prop_assert_eq!((&x + &y) + &z, &x + (&y + &z));
        prop_assert_eq!((&x * &y) * &z, &x * (&y * &z));
        prop_assert_eq!(&x * (&y + &z), &x * &y + &x * &z);
        prop_assert_eq!(&x + Rational::ZERO, x.clone());
        prop_assert_eq!(&x * Rational::ONE, x.clone());
        prop_assert_eq!(&x - &x, Rational::ZERO);
        if let Some(inverse) = x.inverse() {
            prop_assert_eq!(&x * inverse, Rational::ONE);
        }
        prop_assert_eq!([&x, &y, &z].into_iter().sum::<Rational>(), x + y + z);
    }

    #[test]
    fn powers_are_repeated_products(a in plain(), exponent in 0_u32..8) {
        let x = a.value();
        let product = (0..exponent).fold(Rational::ONE, |product, _| product * &x);
        prop_assert_eq!(x.pow(exponent), product);
    }

    #[test]
    fn rounding_follows_its_definition(a in plain(), digits in 0_u32..25) {
        let x = a.value();
        for mode in Rounding::ALL {
            let rounded = x.round(digits, mode);
            prop_assert_eq!(&rounded, &slowly_rounded(&x, digits, mode));
            prop_assert_eq!(&rounded.round(digits, mode), &rounded);
            prop_assert_eq!(&Rational::parse_decimal(&x.display(digits, mode)).unwrap(), &rounded);
            prop_assert_eq!(&Rational::parse_decimal(&x.display_fixed(digits, mode)).unwrap(), &rounded);
        }
    }

    #[test]
    fn halves_are_rounded_by_their_mode(whole in any::<i64>(), digits in 0_u32..6) {
        let x = (Rational::from(whole) + number("1/2")) * number_of_decimals(digits);
        for mode in Rounding::ALL {
            prop_assert_eq!(x.round(digits, mode), slowly_rounded(&x, digits, mode));
        }
    }

    #[test]
    fn text_and_value_go_round(a in plain()) {
        let x = a.value();
        prop_assert_eq!(Rational::parse_exact(&x.to_string()), Some(x.clone()));
        let (numerator, denominator) = x.numerator_denominator();
        prop_assert_eq!(Rational::parse_exact(&format!("{numerator}/{denominator}")), Some(x));
    }

    #[test]
    fn written_decimals_have_their_value(text in "-?[0-9]{1,60}(\\.[0-9]{1,60})?") {
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len() as u32);
        let digits = text.replace('.', "");
        let expected = Plain(digits.parse().unwrap(), BigInt::from(10).pow(decimals));
        let read = Rational::parse_decimal(&text).unwrap();
        prop_assert!(expected.is(&read));
        prop_assert_eq!(Rational::parse_decimal(&read.to_decimal().unwrap()), Some(read.clone()));
        prop_assert_eq!(read_number(&text), Ok(read));
    }

    #[test]
    fn grouped_and_full_width_numbers_read_as_plain_ones(whole in 0_u64.., decimals in "[0-9]{0,5}") {
        let point = if decimals.is_empty() { "" } else { "." };
        let plain = format!("{whole}{point}{decimals}");
        let digits: Vec<char> = whole.to_string().chars().collect();
        let groups: Vec<String> = digits.rchunks(3).rev().map(|group| group.iter().collect()).collect();
        let grouped = format!("{}{point}{decimals}", groups.join(","));
        let wide: String = grouped.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect();
        let expected = Rational::parse_decimal(&plain).unwrap();
        for text in [plain, grouped, wide] {
            prop_assert_eq!(read_number(&text), Ok(expected.clone()), "{}", text);
        }
    }

    #[test]
    fn no_text_breaks_the_readers(text in "[0-9０-９.,，．+\\-－ /%a　]{0,20}") {
        let _ = (Rational::parse_decimal(&text), Rational::parse_exact(&text));
        if let Err(error) = read_number(&text) {
            prop_assert!(!error.text().is_empty());
            if let NumberError::NotANumber { at } = error {
                prop_assert!(at <= text.chars().count());
            }
        }
    }
}

#[test]
fn exact_values_are_shown_as_fractions() {
    for text in ["0", "85", "-3", "800/9", "-247/5"] {
        assert_eq!(number(text).to_string(), text);
    }
    assert_eq!(number("98.90").to_string(), "989/10");
    assert_eq!(Rational::from_ratio(6, -4), Some(number("-3/2")));
    assert_eq!(Rational::from_ratio(i64::MIN, i64::MIN), Some(Rational::ONE));
    assert_eq!(Rational::from_ratio(1, 0), None);
    assert_eq!(Rational::default(), Rational::ZERO);
}

#[test]
fn decimals_for_people() {
    let shown = |text: &str, digits| number(text).display(digits, Rounding::HalfUp);
    assert_eq!(shown("800/9", 2), "88.89");
    assert_eq!(shown("85", 2), "85");
    assert_eq!(shown("1/2", 2), "0.5");
    assert_eq!(shown("-1/2", 0), "-1");
    assert_eq!(shown("-1/3", 0), "0");
    assert_eq!(shown("-0.004", 2), "0");
    assert_eq!(shown("100", 0), "100");
    assert_eq!(shown("99.995", 2), "100");
    assert_eq!(shown("0.05", 1), "0.1");
    assert_eq!(number("85").display_fixed(2, Rounding::HalfUp), "85.00");
    assert_eq!(number("-0.004").display_fixed(2, Rounding::HalfUp), "0.00");
    assert_eq!(number("98.9").to_decimal().as_deref(), Some("98.9"));
    assert_eq!(number("800/9").to_decimal(), None);
    assert_eq!(number("1/3").display(u32::MAX, Rounding::Down).len(), 402);
}

#[test]
fn modes_differ_at_halves_and_signs() {
    let cases = [
        ("2.5", ["3", "2", "2", "3"]),
        ("3.5", ["4", "4", "3", "4"]),
        ("-2.5", ["-3", "-2", "-2", "-3"]),
        ("-2.4", ["-2", "-2", "-2", "-3"]),
        ("2.6", ["3", "3", "2", "3"]),
        ("2", ["2", "2", "2", "2"]),
    ];
    for (written, rounded) in cases {
        for (mode, expected) in Rounding::ALL.into_iter().zip(rounded) {
            assert_eq!(number(written).round(0, mode), number(expected), "{written} {}", mode.name());
            assert_eq!(Rounding::parse(mode.name()), Some(mode));
        }
    }
    assert_eq!(Rounding::parse("HalfUp"), None);
}

#[test]
fn balance_sheets_leave_the_small_form_and_come_back() {
    // Three debt ratios with totals of eighteen digits: the common denominator has more than fifty.
    let ratios = [
        ("612345678901234567", "999999999999999989"),
        ("712345678901234561", "999999999999999967"),
        ("512345678901234563", "999999999999999877"),
    ];
    let ratios = ratios.map(|(liabilities, assets)| number(&format!("{liabilities}/{assets}")));
    let mean = ratios.iter().sum::<Rational>().checked_div(&Rational::from_int(3)).unwrap();
    assert!(matches!(mean.0, Repr::Big(_)));
    assert!(mean.bits() > 127);
    assert_eq!(mean.display(4, Rounding::HalfUp), "0.6123");
    assert!(mean > number("0.612"));
    assert!(mean < number("0.6124"));
    let back = &mean * Rational::from_int(3) - &ratios[0] - &ratios[1];
    assert_eq!(back, ratios[2]);
    assert!(matches!(back.0, Repr::Small(..)));
}

#[test]
fn limits_of_the_small_form() {
    let lowest = number(&i128::MIN.to_string());
    assert!(matches!(lowest.0, Repr::Big(_)));
    assert_eq!((-&lowest).to_string(), "170141183460469231731687303715884105728");
    assert_eq!(-(-&lowest), lowest);
    let highest = number(&i128::MAX.to_string());
    assert!(matches!(highest.0, Repr::Small(..)));
    assert_eq!(-&highest - Rational::ONE, lowest);
    assert_eq!(&lowest + Rational::ONE, -&highest);
    assert_eq!(Rational::from_int(-2).pow(127), lowest);
    assert_eq!(highest.bits(), 127);
    assert_eq!((Rational::ZERO.bits(), lowest.bits()), (1, 128));
    assert_eq!(highest.to_i64(), None);
    assert_eq!(Rational::from(i64::MIN).to_i64(), Some(i64::MIN));
    assert_eq!(number("1/2").to_i64(), None);
    assert_eq!(Rational::from(usize::MAX).to_string(), usize::MAX.to_string());
    assert_eq!(Rational::from_int(-1).pow(u32::MAX), Rational::from_int(-1));
    assert_eq!(Rational::ZERO.pow(0), Rational::ONE);
}

#[test]
fn strict_forms() {
    for text in ["", "-", "+1", "1.", ".5", "1e5", " 1", "1,000", "１", "--1", "1.2.3", "1/2"] {
        assert_eq!(Rational::parse_decimal(text), None, "{text}");
    }
    for text in ["1/0", "1/-2", "1.5/2", "/", "1/", "/2", "1/2/3"] {
        assert_eq!(Rational::parse_exact(text), None, "{text}");
    }
    assert_eq!(Rational::parse_decimal("-3.50"), Some(number("-7/2")));
    assert_eq!(Rational::parse_decimal("-0"), Some(Rational::ZERO));
    assert!(Rational::parse_decimal(&"9".repeat(400)).is_some());
    assert_eq!(Rational::parse_decimal(&"9".repeat(401)), None);
    assert!(Rational::parse_exact(&"9".repeat(401)).is_some());
    assert_eq!(Rational::parse_exact(&"9".repeat(10_001)), None);
}

#[test]
fn numbers_as_people_write_them() {
    let read = |text| read_number(text).map(|number| number.to_decimal().unwrap());
    let good = [
        ("1,234,567.5", "1234567.5"),
        ("1，234", "1234"),
        ("１２．５", "12.5"),
        (" 12 ", "12"),
        ("　12　", "12"),
        ("+3", "3"),
        ("－3", "-3"),
        ("−3.50", "-3.5"),
        ("-1,000", "-1000"),
        ("007", "7"),
    ];
    for (written, expected) in good {
        assert_eq!(read(written).as_deref(), Ok(expected), "{written}");
    }
    let bad = [
        ("", NumberError::Empty),
        (" 　", NumberError::Empty),
        ("1,23", NumberError::BadGrouping),
        ("1234,567", NumberError::BadGrouping),
        ("12,34,567", NumberError::BadGrouping),
        ("1.234,567", NumberError::BadGrouping),
        ("0,123", NumberError::BadGrouping),
        ("1,,000", NumberError::BadGrouping),
        ("1,000,", NumberError::BadGrouping),
        ("12a", NumberError::NotANumber { at: 2 }),
        (" 一", NumberError::NotANumber { at: 1 }),
        ("1 2", NumberError::NotANumber { at: 1 }),
        (".5", NumberError::NotANumber { at: 0 }),
        ("5.", NumberError::NotANumber { at: 2 }),
        ("1.2.3", NumberError::NotANumber { at: 3 }),
        ("-", NumberError::NotANumber { at: 1 }),
        ("+-1", NumberError::NotANumber { at: 1 }),
        (",123", NumberError::NotANumber { at: 0 }),
    ];
    for (written, expected) in bad {
        assert_eq!(read_number(written), Err(expected), "{written}");
    }
    assert_eq!(read_number(&"1".repeat(401)), Err(NumberError::TooLong));
    assert_eq!(NumberError::NotANumber { at: 2 }.text().en, "a digit is expected at character 3");
}
