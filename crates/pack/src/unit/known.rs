//! The table of known units.

use super::Dimension::{self, Area, Energy, Length, Mass, Money, Month, None as Ratio, Time, Volume};
use super::Dimension::{Carbon, Power, StandardCoal};
use super::Noun;

/// One known unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownUnit {
    /// How it is written.
    pub symbol: &'static str,
    /// Other ways to write it.
    pub aliases: &'static [&'static str],
    /// Its Chinese name.
    pub zh: &'static str,
    /// Its English name.
    pub en: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units it is: a numerator and a denominator.
    pub(super) scale: (i64, i64),
}

impl KnownUnit {
    /// How many base units of its dimension it is.
    #[must_use]
    pub fn scale(&self) -> crate::number::Rational {
        crate::number::Rational::from_ratio(self.scale.0, self.scale.1)
            .unwrap_or(crate::number::Rational::ONE)
    }
}

const fn unit(
    dimension: Dimension,
    scale: (i64, i64),
    symbol: &'static str,
    aliases: &'static [&'static str],
    zh: &'static str,
    en: &'static str,
) -> KnownUnit {
    KnownUnit { symbol, aliases, zh, en, dimension, scale }
}

const fn noun(
    noun: Noun,
    symbol: &'static str,
    aliases: &'static [&'static str],
    en: &'static str,
) -> KnownUnit {
    unit(Dimension::Count(noun), (1, 1), symbol, aliases, symbol, en)
}

/// Every known unit, by dimension. The first of a dimension with scale 1 is its base unit.
pub(super) const KNOWN: &[KnownUnit] = &[
    unit(Ratio, (1, 100), "%", &[], "百分之一", "per cent"),
    unit(Ratio, (1, 1000), "‰", &[], "千分之一", "per mille"),
    unit(Ratio, (1, 1_000_000), "ppm", &[], "百万分之一", "parts per million"),
    unit(Money, (1, 1), "元", &["CNY"], "人民币元", "yuan"),
    // No 分: in a standard it is a point of the score.
    unit(Money, (1000, 1), "千元", &[], "千元", "thousand yuan"),
    unit(Money, (10_000, 1), "万元", &[], "万元", "ten thousand yuan"),
    unit(Money, (1_000_000, 1), "百万元", &[], "百万元", "million yuan"),
    unit(Money, (100_000_000, 1), "亿元", &[], "亿元", "hundred million yuan"),
    unit(Mass, (1, 1), "kg", &["千克", "公斤"], "千克", "kilogram"),
    unit(Mass, (1, 1_000_000), "mg", &["毫克"], "毫克", "milligram"),
    unit(Mass, (1, 1000), "g", &["克"], "克", "gram"),
    unit(Mass, (1000, 1), "t", &["吨"], "吨", "tonne"),
    unit(Mass, (1_000_000, 1), "kt", &["千吨"], "千吨", "kilotonne"),
    unit(Length, (1, 1), "m", &["米"], "米", "metre"),
    unit(Length, (1, 1000), "mm", &["毫米"], "毫米", "millimetre"),
    unit(Length, (1, 100), "cm", &["厘米"], "厘米", "centimetre"),
    unit(Length, (1000, 1), "km", &["千米", "公里"], "千米", "kilometre"),
    unit(Area, (1, 1), "m2", &["m²", "平方米", "㎡"], "平方米", "square metre"),
    unit(Area, (2000, 3), "亩", &[], "亩", "mu"),
    unit(Area, (10_000, 1), "ha", &["公顷", "hm2", "hm²"], "公顷", "hectare"),
    unit(Area, (1_000_000, 1), "km2", &["km²", "平方公里", "平方千米"], "平方千米", "square kilometre"),
    unit(Volume, (1, 1), "m3", &["m³", "立方米", "㎥"], "立方米", "cubic metre"),
    unit(Volume, (1, 1_000_000), "mL", &["ml", "毫升"], "毫升", "millilitre"),
    unit(Volume, (1, 1000), "L", &["l", "升"], "升", "litre"),
    unit(Time, (1, 1), "day", &["天", "日", "days", "d"], "天", "day"),
    unit(Time, (1, 86_400), "second", &["秒", "seconds", "s"], "秒", "second"),
    unit(Time, (1, 1440), "minute", &["分钟", "minutes", "min"], "分钟", "minute"),
    unit(Time, (1, 24), "hour", &["小时", "hours", "h"], "小时", "hour"),
    unit(Time, (7, 1), "week", &["周", "weeks"], "周", "week"),
    unit(Month, (1, 1), "month", &["月", "个月", "months"], "月", "month"),
    unit(Month, (12, 1), "year", &["年", "years"], "年", "year"),
    unit(Energy, (1, 1), "MJ", &["兆焦"], "兆焦", "megajoule"),
    unit(Energy, (1, 1000), "kJ", &["千焦"], "千焦", "kilojoule"),
    unit(Energy, (1000, 1), "GJ", &["吉焦"], "吉焦", "gigajoule"),
    unit(Energy, (1_000_000, 1), "TJ", &["太焦"], "太焦", "terajoule"),
    unit(Energy, (18, 5), "kWh", &["千瓦时", "度"], "千瓦时", "kilowatt-hour"),
    unit(Energy, (3600, 1), "MWh", &["兆瓦时"], "兆瓦时", "megawatt-hour"),
    unit(Energy, (3_600_000, 1), "GWh", &["吉瓦时"], "吉瓦时", "gigawatt-hour"),
    unit(Power, (1, 1), "kW", &["千瓦"], "千瓦", "kilowatt"),
    unit(Power, (1000, 1), "MW", &["兆瓦"], "兆瓦", "megawatt"),
    unit(StandardCoal, (1, 1), "kgce", &["千克标准煤"], "千克标准煤", "kilogram of standard coal"),
    unit(StandardCoal, (1000, 1), "tce", &["吨标准煤", "吨标煤"], "吨标准煤", "tonne of standard coal"),
    unit(
        Carbon,
        (1, 1),
        "kgCO2e",
        &["kgCO2", "kgCO₂", "kgCO₂e"],
        "千克二氧化碳当量",
        "kilogram of CO2 equivalent",
    ),
    unit(Carbon, (1, 1000), "gCO2e", &["gCO2", "gCO₂", "gCO₂e"], "克二氧化碳当量", "gram of CO2 equivalent"),
    unit(
        Carbon,
        (1000, 1),
        "tCO2e",
        &["tCO2", "tCO₂", "tCO₂e", "吨二氧化碳", "吨二氧化碳当量"],
        "吨二氧化碳当量",
        "tonne of CO2 equivalent",
    ),
    noun(Noun::Person, "人", &["名", "person", "people", "persons"], "person"),
    noun(Noun::Visit, "人次", &[], "person-time (a person counted each time)"),
    noun(Noun::Piece, "件", &[], "piece (of goods, cases, patents)"),
    noun(Noun::Time, "次", &["times"], "time (an occurrence)"),
    noun(Noun::Vehicle, "辆", &[], "vehicle"),
    noun(Noun::Machine, "台", &["台套"], "machine"),
    noun(Noun::Project, "项", &["items"], "item (a project, measure, standard)"),
    noun(Noun::Organisation, "家", &[], "organisation"),
    noun(Noun::Thing, "个", &[], "thing"),
    noun(Noun::Household, "户", &[], "household"),
    noun(Noun::Copy, "份", &[], "copy (of a document, a share)"),
    noun(Noun::Article, "篇", &[], "article"),
    noun(Noun::Event, "场", &[], "event"),
    noun(Noun::Issue, "期", &[], "issue or session"),
    noun(Noun::Set, "套", &[], "set"),
    noun(Noun::Incident, "起", &[], "incident"),
    noun(Noun::Place, "处", &[], "place"),
    noun(Noun::School, "所", &[], "school or institution"),
    noun(Noun::Rule, "条", &[], "line (a rule, suggestion, finding)"),
    noun(Noun::Tree, "棵", &["株"], "tree or plant"),
];

/// Names of currencies that are no unit here (codes of ISO 4217 and Chinese names), and of the yuan that are none: who
/// writes one means money, whatever unit is written alike.
pub(super) const OTHER_CURRENCIES: &[&str] = &[
    "RMB",
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "HKD",
    "MOP",
    "TWD",
    "KRW",
    "SGD",
    "AUD",
    "CAD",
    "CHF",
    "NZD",
    "THB",
    "INR",
    "RUB",
    "euro",
    "euros",
    "dollar",
    "dollars",
    "yuan",
    "人民币",
    "圆",
    "美元",
    "欧元",
    "英镑",
    "日元",
    "港元",
    "港币",
    "澳门元",
    "新台币",
    "韩元",
    "新加坡元",
    "澳元",
    "加元",
    "瑞士法郎",
    "卢布",
    "卢比",
];

/// Chinese multiples that may stand before a unit: 万人, 亿千瓦时, 万吨标准煤. Longer ones first.
pub(super) const MULTIPLES: &[(&str, i64)] = &[
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1000),
    ("百", 100),
];
