//! The functions of the expression language, as one table for the reference and for suggestions.

/// One function: how it is written and what it means. The language reference is printed from this table.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Its forms.
    pub forms: &'static [&'static str],
    /// What it means: Chinese, English.
    pub about: [&'static str; 2],
}

macro_rules! functions {
    ($($name:literal, [$($form:literal),*], $zh:literal, $en:literal;)*) => {
        &[$(Function { name: $name, forms: &[$($form),*], about: [$zh, $en] }),*]
    };
}

/// All functions, in the order of the reference.
pub static FUNCTIONS: &[Function] = functions! {
    "count", ["count(list)", "count(list where condition)"],
        "符合条件的记录数；有记录未定时为上下界之间的数，比较结果在两端一致才成立；两个 count 相除亦同",
        "how many records fit; with undecided records a number between two bounds, and a comparison decides only where both bounds agree; so does one count divided by another";
    "any", ["any(list where condition)", "any(y in 3 years, condition)"],
        "至少一条记录（一个期间）符合", "at least one record (one period) fits";
    "none", ["none(list where condition)"], "没有记录符合", "no record fits";
    "all", ["all(list where condition, condition)"],
        "清单中每条记录都满足后一个条件；空清单为真", "every record of the list fulfils the second condition; true for an empty list";
    "every", ["every(y in 3 years, condition)", "every(q in 4 quarters, condition)"],
        "每个期间都满足", "every period fulfils the condition";
    "mean", ["mean(x, 3 years)", "mean(a, b)", "mean(list.field where condition)"],
        "平均值；缺一个期间的值即为未知", "the mean; unknown when the value of one period is missing";
    "sum", ["sum(x, 3 years)", "sum(a, b)", "sum(list.field where condition)"], "合计", "the sum";
    "min", ["min(x, 3 years)", "min(a, b)", "min(list.field where condition)"], "最小值", "the least";
    "max", ["max(x, 3 years)", "max(a, b)", "max(list.field where condition)"], "最大值", "the greatest";
    "rising", ["rising(x, 3 years)"],
        "逐期严格上升；每个期间都要有值", "strictly higher from period to period; every period needs a value";
    "falling", ["falling(x, 3 years)"],
        "逐期严格下降；每个期间都要有值", "strictly lower from period to period; every period needs a value";
    "average_growth", ["average_growth(x, 3 years) >= 10%"],
        "年均增长率与右边比较：n 年前到报告年度，用乘方比较，不开方；起点须大于零",
        "average yearly growth from n years before the reporting year, compared by powers and never by roots; the first value must be above zero";
    "clamp", ["clamp(x, low, high)"], "把 x 限制在上下限之间", "x kept between two numbers";
    "scaled", ["scaled(x, baseline, leading)"],
        "x 从基准值到领先值走了多少，0 到 1", "how far x has come from a baseline to a leading value, 0 to 1";
    "round", ["round(x, 2, half_up)"],
        "按写明的方式取舍到几位小数：half_up、half_even、down、up；填报的比率按百分数取舍，乘除所得的按数值取舍",
        "rounded to so many decimals in the named way: half_up, half_even, down, up; a stated share in per cent, a product or quotient of shares as a plain number";
    "abs", ["abs(x)"], "绝对值", "x without its sign";
    "known", ["known(x)"], "是否已知；本身从不未知", "whether x is known; never unknown itself";
    "on_list", ["on_list(list)"],
        "是否在报告年度的官方名录上；名录未标完整时为未知", "whether the subject stands on the official list; unknown until the list is marked complete";
    "result", ["result('programme').grade >= value"],
        "其他评价活动在基准日有效的等级", "the grade of another programme's result in force on the day of the evaluation";
    "cohort_mean", ["cohort_mean(x)"],
        "比较组企业的平均值；未冻结前为待定", "the mean over the cohort; pending until it is frozen";
    "cohort_percentile", ["cohort_percentile(x, 90%)"],
        "比较组中至少该比例不超过的最小值", "the least cohort value that at least this share does not exceed";
};
