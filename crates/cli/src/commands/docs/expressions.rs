//! The expression language: operators, literals, names, functions, units, truth tables.

use duheng_pack::expr::{FUNCTIONS, truth_tables};
use duheng_pack::text::Language;
use duheng_pack::unit::{Unit, known_multiples, known_units};

use super::page::{code, of, table};

type Row = (&'static str, [&'static str; 2]);

/// Operators, the loosest first.
const OPERATORS: [Row; 9] = [
    ("list where condition", ["清单中符合条件的记录", "the records of a list that fulfil the condition"]),
    ("a or b", ["或", "or"]),
    ("a and b", ["且", "and"]),
    ("not a", ["非", "not"]),
    (
        "=, !=, <, <=, >, >=, in",
        [
            "比较，不能连写；`in` 后为列表 `[a, b]`、时间窗口或期间。选项只有写明先后才能比较大小",
            "comparisons, which do not chain; behind `in` stands a list `[a, b]`, a window or a period. Only choices in order have a less and a more",
        ],
    ),
    ("a + b, a - b", ["加、减：单位须相同", "sum and difference: of one unit"]),
    (
        "a * b, a / b",
        [
            "乘、除：单位相乘、相除；`捐赠额 / 营业收入` 为没有单位的比率，可与 `1%` 比较；除以零为未知",
            "product and quotient, units too: `donated / revenue` is a ratio without unit, to be compared with `1%`; a quotient by zero is unknown",
        ],
    ),
    ("-a", ["取负", "minus"]),
    (
        "x[y - 1], list.field, f(…), ( )",
        ["取期间、取字段、函数、括号", "a period's value, a field, a function, parentheses"],
    ),
];

const LITERALS: [Row; 8] = [
    ("12, 12.5", ["数，精确", "numbers, exact"]),
    ("60%", ["比率", "a ratio"]),
    ("10000 元, 50 万元", ["金额", "money"]),
    (
        "3.5 m3/t, 360 day, 10 万 kWh",
        [
            "带单位的数；`万`、`亿` 等可写在任何单位之前",
            "numbers with units; 万 (10⁴), 亿 (10⁸) may stand before any unit",
        ],
    ),
    ("2025-06-01", ["日期", "a date"]),
    ("'text'", ["文字", "a text"]),
    ("yes, no", ["是、否", "yes and no"]),
    ("province", ["选项的值：在需要选项之处直接写", "a value of a choice, where a choice is expected"]),
];

const NAMES: [Row; 7] = [
    (
        "revenue",
        [
            "事实；按年度的事实不写期间即为报告年度的值。`duheng facts` 列出标准包的全部事实及其类型、单位",
            "a fact; one with a value for each year means that of the reporting year. `duheng facts` lists all facts of a pack with their types and units",
        ],
    ),
    ("level", ["`where` 之内：记录的字段", "inside `where`: a field of the record"]),
    ("as_of", ["基准日", "the day of the evaluation"]),
    ("year", ["报告年度", "the reporting year"]),
    (
        "y, q",
        [
            "`every`、`any` 所取的年度或季度，以及派生事实公式中所求的期间；此处事实须写明期间，如 `revenue[y]`",
            "the year or quarter that `every` and `any` go through, and in a formula the period asked for; there a fact names its period, as in `revenue[y]`",
        ],
    ),
    (
        "valid",
        [
            "记录在基准日有效（首尾两天都算），须声明 `valid` 字段",
            "the record is valid on the day of the evaluation, both days in; its type declares `valid`",
        ],
    ),
    ("water_quota(product).general", ["对照表的一格", "a cell of a table"]),
];

const WINDOWS: [Row; 5] = [
    (
        "3 years",
        [
            "截至报告年度的 3 个自然年；窗口的单位写单数、复数均可，例如 `1 year`",
            "the 3 calendar years that end with the reporting year; the step of a window is read with and without `s`, as in `1 year`",
        ],
    ),
    (
        "4 quarters",
        ["截至报告年度第四季度的 4 个季度", "the 4 quarters that end with the fourth of the reporting year"],
    ),
    (
        "trailing 3 years, trailing 6 months, trailing 30 days",
        [
            "基准日往前至基准日，首尾两天都算；只用于日期",
            "from that long before the day of the evaluation up to it, both days in; for dates only",
        ],
    ),
    ("year, y, q", ["一个年度或季度", "one year or quarter"]),
    ("revenue[year - 1]", ["某一期间的值", "the value of one period"]),
];

/// The section on expressions.
pub fn section(language: Language) -> String {
    let zh = language == Language::Zh;
    let mut text = String::from(if zh {
        "<a id=\"expressions\"></a>\n\n## 表达式\n\n条件、公式和记录清单用同一种表达式写成。名称、类型、单位和期间在检查标准包时核对；没有循环、输入输出和时钟。值是任意大小的有理数，不开方，只在写明处取舍。未知不是零：条件按三值逻辑判断。\n\n"
    } else {
        "<a id=\"expressions\"></a>\n\n## Expressions\n\nConditions, formulas and lists of records are written in one expression language. Names, types, units and periods are checked with the pack; there are no loops, no input or output and no clock. Values are rationals of any size, roots are never taken, and rounding happens only where it is written. Unknown is not zero: conditions are three-valued.\n\n"
    });
    let heads =
        |zh_heads: [&'static str; 2], en_heads: [&'static str; 2]| if zh { zh_heads } else { en_heads };
    let parts: [(&str, &[Row], [&str; 2]); 4] = [
        (
            if zh { "运算符，由松到紧" } else { "Operators, the loosest first" },
            &OPERATORS,
            heads(["写法", "含义"], ["form", "meaning"]),
        ),
        (if zh { "字面值" } else { "Literals" }, &LITERALS, heads(["写法", "含义"], ["form", "meaning"])),
        (if zh { "名称" } else { "Names" }, &NAMES, heads(["示例", "含义"], ["example", "meaning"])),
        (if zh { "时间" } else { "Time" }, &WINDOWS, heads(["写法", "含义"], ["form", "meaning"])),
    ];
    for (title, rows, heads) in parts {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|(form, about)| vec![forms(form), of(about, language).to_string()]).collect();
        text.push_str(&format!("### {title}\n\n{}", table(&heads, &rows)));
    }
    text.push_str(&functions(language));
    text.push_str(&truths(language));
    text.push_str(&units(language));
    text
}

/// Forms apart by commas, each in backticks; those with commas of their own stand whole.
fn forms(text: &str) -> String {
    if text.contains('(') || text.contains('[') {
        return code(text);
    }
    text.split(", ").map(code).collect::<Vec<_>>().join(" ")
}

fn functions(language: Language) -> String {
    let rows: Vec<Vec<String>> = FUNCTIONS
        .iter()
        .map(|function| {
            let forms: Vec<String> = function.forms.iter().map(|form| code(form)).collect();
            vec![forms.join("<br>"), of(&function.about, language).to_string()]
        })
        .collect();
    match language {
        Language::Zh => format!("### 函数\n\n{}", table(&["写法", "含义"], &rows)),
        Language::En => format!("### Functions\n\n{}", table(&["form", "meaning"], &rows)),
    }
}

/// The evaluator's own truth tables.
fn truths(language: Language) -> String {
    let mut text = String::from(match language {
        Language::Zh => {
            "### 真值表\n\n有记录未定时，个数在上下界之间；比较结果在两端一致才成立，否则为未知。\n"
        }
        Language::En => {
            "### Truth tables\n\nWith undecided records a count lies between two bounds; a comparison decides where both agree and is unknown otherwise.\n"
        }
    });
    for table in truth_tables() {
        text.push_str(&format!("\n{}", table.markdown(language)));
    }
    text.push('\n');
    text
}

fn units(language: Language) -> String {
    let zh = language == Language::Zh;
    let rows: Vec<Vec<String>> = known_units()
        .iter()
        .map(|unit| {
            let aliases: Vec<String> = unit.aliases.iter().map(|alias| code(alias)).collect();
            let base = Unit::parse(unit.symbol).map(|unit| unit.base().symbol()).unwrap_or_default();
            vec![
                code(unit.symbol),
                aliases.join(" "),
                of(&[unit.zh, unit.en], language).to_string(),
                format!("{} {base}", unit.scale()).trim_end().to_string(),
            ]
        })
        .collect();
    let multiples: Vec<String> = known_multiples().iter().map(|(name, _)| code(name)).collect();
    if zh {
        format!(
            "### 单位\n\n单位可以相乘、相除，例如 `m3/t`、`tCO2e/万元`；不同量纲不能相加或比较。中文单位前可加 {}，例如 `万人`。\n\n{}",
            multiples.join("、"),
            table(&["单位", "也写作", "名称", "等于"], &rows)
        )
    } else {
        format!(
            "### Units\n\nUnits multiply and divide, as in `m3/t` and `tCO2e/万元`; units that measure different things are neither added nor compared. Before a Chinese unit may stand {}, as in `万人`.\n\n{}",
            multiples.join(", "),
            table(&["unit", "also written", "name", "equals"], &rows)
        )
    }
}
