//! The nodes inside standards and parts.

use duheng_pack::schema::{Field, Gives, Kind, MARKS, Shape};

use super::rules::RULE;

macro_rules! kind {
    ($(#[$doc:meta])* $id:ident, $name:literal, [$($title:literal),*], [$($about:literal),*], [$($field:expr),* $(,)?], $includes:expr) => {
        $(#[$doc])*
        pub static $id: Kind = Kind {
            name: $name,
            title: [$($title),*],
            about: [$($about),*],
            fields: &[$($field),*],
            includes: $includes,
        };
    };
}

kind!(/// The name of a set of numbers.
    NUMBERS, "numbers", ["分值方案名称", "Name of the numbers"],
    ["各部分所写数字的名称，印在每张评分表上。", "The name of the numbers written in the parts; it is printed on every score sheet."], [
    Field::must("id", Shape::Name, ["名称", "its name"]),
    Field::must("title", Shape::Text, ["标题", "its title"]),
    Field::may("note", Shape::Text, ["说明", "a note"]),
], &[&MARKS]);

kind!(/// Totals that the source declares.
    DECLARED, "declared", ["声明的合计", "Declared totals"],
    ["来源写明的合计，与各评价项实际合计核对。", "What the source says the totals are; compared with what the items give."], [
    Field::may("items", Shape::Integer, ["基础项个数", "the number of base items"]),
    Field::may("indicators", Shape::Integer, ["二级指标个数", "the number of indicators"]),
    Field::may("base", Shape::Number, ["基础项总分", "the points of the base"]),
    Field::may("bonus", Shape::Number, ["加分项总分", "the points of the bonus"]),
    Field::may("total", Shape::Number, ["总分", "all points"]),
    Field::may("parts", Shape::Map(&Shape::Number), ["各部分的分数", "the points of each part"]),
], &[&MARKS]);

kind!(/// A difference to a declared total with its resolution.
    ACCEPTED, "accepted", ["差异的处理", "Accepted difference"],
    ["声明与实际不符，说明如何处理。", "A declared total that the items do not reach, and how that is resolved."], [
    Field::must("what", Shape::Line, ["哪一个合计：items、indicators、base、bonus、total 或部分编号", "which total: items, indicators, base, bonus, total or a part's code"]),
    Field::must("defined", Shape::Number, ["实际的数", "what the items give"]),
    Field::must("reason", Shape::Text, ["理由", "the reason"]),
], &[&MARKS]);

kind!(/// A layer of entries.
    LAYER, "layer", ["评价环节", "Layer"],
    ["谁在这一层填写、几人、意见不一时如何处理。某层的值是该层自己的记载，没有则取最近的前一层。", "Who writes in it, how many, and what happens when they differ. The value at a layer is its own entry, else that of the nearest earlier layer."], [
    Field::must("id", Shape::Name, ["编号", "its id"]),
    Field::may("title", Shape::Text, ["标题", "its title"]),
    Field::must("by", Shape::Name, ["角色", "the role that writes it"]),
    Field::may("assessors", Shape::Integer, ["人数，默认 1；全部封卷后这一层才有值", "how many, 1 unless said; a layer has values when all have sealed"]),
    Field::may("agree", Shape::Node(&AGREE), ["多人意见如何合成", "how several become one"]),
    Field::may("unconfirmed", Shape::Word(&[
        ("unknown", ["未经后续评价环节确认的申报不计", "a claim that no later layer confirmed does not count"]),
        ("counts", ["未经确认的申报照计", "it counts"]),
    ]), ["最后一层：未确认的申报是否计入，默认不计", "last layer: whether unconfirmed claims count; they do not unless said"]),
], &[&MARKS]);

kind!(/// How the entries of several assessors become one.
    AGREE, "agree", ["意见合成", "Agreement"],
    ["事实须一致；打分按方法合成，差距超过 gap 时由下一层决定。", "Facts must agree; points are combined, and beyond `gap` the next layer decides."], [
    Field::may("facts", Shape::Word(&[("all", ["全部一致", "all must agree"])]), ["事实", "facts"]),
    Field::may("judged", Shape::Word(&[
        ("mean", ["平均值", "their mean"]),
        ("median", ["中位数", "their median"]),
        ("consensus", ["须一致", "they must agree"]),
    ]), ["打分的合成，默认 mean", "how points are combined; mean unless said"]),
    Field::may("gap", Shape::Number, ["允许的最大分差", "the greatest difference allowed"]),
], &[&MARKS]);

kind!(/// A basic requirement.
    GATE, "gate", ["基本要求", "Basic requirement"],
    ["none：不得有这样的记录；require：条件须成立。未知为“待核实”。两者写一个。", "none: there must be no such record; require: the condition must hold. Unknown means clarify. One of the two."], [
    Field::must("id", Shape::Name, ["编号", "its id"]),
    Field::must("title", Shape::Text, ["标题", "its title"]),
    Field::may("text", Shape::Text, ["原文", "the text of the source"]),
    Field::may("clause", Shape::Line, ["条款", "its clause"]),
    Field::may("none", Shape::Expression(Gives::Records), ["不得存在的记录", "the records that must not be"]),
    Field::may("require", Shape::Expression(Gives::Condition), ["须成立的条件", "the condition that must hold"]),
    Field::may("guidance", Shape::Text, ["填报指引", "guidance"]),
], &[&MARKS]);

kind!(/// A veto.
    VETO, "veto", ["一票否决", "Veto"],
    ["条件成立时不定级，或最高只能到某级；未知为“待核实”。", "When the condition holds there is no grade, or none above one; unknown means clarify."], [
    Field::must("id", Shape::Name, ["编号", "its id"]),
    Field::must("title", Shape::Text, ["标题", "its title"]),
    Field::may("clause", Shape::Line, ["条款", "its clause"]),
    Field::must("when", Shape::Expression(Gives::Condition), ["条件", "the condition"]),
    Field::must("effect", Shape::Either(&[
        Shape::Word(&[("no_grade", ["不定级", "no grade"])]),
        Shape::Map(&Shape::Line),
    ]), ["后果：`no_grade` 或 `{ at_most: 等级 }`", "what follows: `no_grade` or `{ at_most: GRADE }`"]),
], &[&MARKS]);

kind!(/// The cohort.
    COHORT, "cohort", ["比较组", "Cohort"],
    ["相互比较的一组企业；由一个阶段冻结后成为结果的输入。", "The enterprises that are compared; frozen by a stage and then an input of the result."], [
    Field::may("group_by", Shape::Name, ["分组的事实", "the fact that groups them"]),
    Field::may("at_least", Shape::Integer, ["最少家数；不足时组内数值未知，按位次的等级待定；不写为 1 家", "the least number; below it the values are unknown and a grade by rank stays open; 1 unless said"]),
], &[&MARKS]);

kind!(/// The bonus.
    BONUS, "bonus", ["加分项", "Bonus"],
    ["不计入基础分、不参与折算的评价项。", "Items that are neither part of the base nor converted."], [
    Field::must("code", Shape::Name, ["编号", "its code"]),
    Field::must("title", Shape::Text, ["标题", "its title"]),
    Field::may("clause", Shape::Line, ["条款", "its clause"]),
    Field::may("of", Shape::Name, ["申报的亮点清单", "the list of highlights it is about"]),
    Field::may("at_most", Shape::Integer, ["最多可申报几个", "how many there may be"]),
    Field::must("items", Shape::List(&Shape::Node(&ITEM)), ["评价项", "its items"]),
], &[&MARKS]);

kind!(/// Conversion for items that are not evaluated.
    CONVERSION, "conversion", ["折算", "Conversion"],
    ["有不参评项时：基础分 = to × 参评项得分之和 ÷ 参评项满分之和。", "When items are not evaluated: base = to × points of the evaluated items ÷ their most."], [
    Field::must("to", Shape::Number, ["折算到多少分", "the scale"]),
    Field::may("clause", Shape::Line, ["条款", "its clause"]),
        Field::may("evaluated_at_least", Shape::Quantity, ["参评项满分至少占多少，否则不定级", "the least share that must be evaluated; below it there is no grade"]),
], &[&MARKS]);

kind!(/// A grade.
    BAND, "grade", ["等级", "Grade"],
    ["写的都是下限，须全部满足；below 为来源所印上限，只核对。", "All bounds are lower bounds and must all hold; `below` are printed upper bounds, checked and not evaluated."], [
    Field::must("code", Shape::Name, ["编号", "its code"]),
    Field::must("title", Shape::Text, ["标题", "its title"]),
    Field::may("clause", Shape::Line, ["条款", "its clause"]),
    Field::may("total", Shape::Number, ["总分下限", "the least total"]),
    Field::may("base", Shape::Number, ["基础分下限", "the least base"]),
    Field::may("parts", Shape::Map(&Shape::Number), ["各部分下限", "the least points of parts"]),
    Field::may("percentile", Shape::Quantity, [
        "总分不低于比较组的这一分位值（最近序位法）：设有 n 家，总分由低到高排列，分位值是第 p × n 个（不是整数时进一，至少为第 1 个）的总分；总分恰等于它也算，并列者同进同出；本企业也在 n 家之内。n 家无并列时有 n − ⌈p × n⌉ + 1 家达到：10 家、80% 时为 3 家，80.01% 时为 2 家",
        "the total is at least this percentile of the cohort (nearest rank): with the n totals of the cohort in rising order, the percentile p is the total at place p × n, rounded up, at least the first; a total just at it counts, ties are all in or all out, and the enterprise itself is one of the n. Without ties n − ⌈p × n⌉ + 1 of n reach it: 3 of 10 for 80%, 2 of 10 for 80.01%",
    ]),
    Field::may("when", Shape::Expression(Gives::Condition), ["另须成立的条件", "a condition that must hold too"]),
    Field::may("below", Shape::Node(&BAND_BELOW), ["来源所印上限", "printed upper bounds"]),
], &[&MARKS]);

kind!(/// Printed upper bounds of a grade.
    BAND_BELOW, "below", ["所印上限", "Printed upper bounds"],
    ["应等于上一级的下限。", "They should equal the lower bounds of the next higher grade."], [
    Field::may("total", Shape::Number, ["总分", "the total"]),
    Field::may("base", Shape::Number, ["基础分", "the base"]),
], &[]);

kind!(/// What having no grade is called.
    NO_GRADE, "no_grade", ["未达等级", "No grade"], ["未达任何等级时的名称。", "What it is called when no grade is reached."], [
    Field::must("title", Shape::Text, ["标题", "its title"]),
], &[&MARKS]);

kind!(/// How long a result holds.
    VALIDITY, "validity", ["有效期", "Validity"], ["n 年后的同一日止，当日仍有效。", "To the same day n years on, that day included."], [
    Field::must("years", Shape::Integer, ["年数", "the number of years"]),
    Field::may("clause", Shape::Line, ["条款", "its clause"]),
], &[&MARKS]);

kind!(/// An indicator.
    INDICATOR, "indicator", ["二级指标", "Indicator"], ["若干评价项。", "A few items."], [
    Field::must("code", Shape::Name, ["编号", "its code"]),
    Field::must("title", Shape::Text, ["标题", "its title"]),
    Field::may("printed_code", Shape::Line, ["来源误印的编号", "the code as misprinted"]),
    Field::may("printed_title", Shape::Text, ["来源另处的名称", "the title as printed elsewhere"]),
    Field::may("clause", Shape::Line, ["条款", "its clause"]),
    Field::may("sdg_goals", Shape::List(&Shape::Integer), ["对应的可持续发展目标", "the sustainable development goals"]),
    Field::may("errata", Shape::List(&Shape::Name), ["相关勘误", "its errata"]),
    Field::may("note", Shape::Text, ["说明", "a note"]),
    Field::must("items", Shape::List(&Shape::Node(&ITEM)), ["评价项", "its items"]),
], &[&MARKS]);

kind!(/// An item.
    ITEM, "item", ["评价项", "Item"],
    ["计分的最小单位：原文、材料、方法和一条规则。", "What is scored: its text, evidence, method and one rule."], [
    Field::must("code", Shape::Name, ["编号", "its code"]),
    Field::must("title", Shape::Text, ["简称", "its short title"]),
    Field::may("text", Shape::Text, ["原文", "the text of the source"]),
    Field::may("clause", Shape::Line, ["条款", "its clause"]),
    Field::may("sdg", Shape::List(&Shape::Name), ["对应的具体目标", "the targets it serves"]),
    Field::may("evidence", Shape::List(&Shape::Node(&EVIDENCE)), ["佐证材料清单", "the evidence checklist"]),
    Field::may("method", Shape::List(&Shape::Word(&[
        ("document", ["文审", "document review"]),
        ("site", ["现场", "site visit"]),
        ("interview", ["座谈", "interview"]),
    ])), ["评审方式", "how it is reviewed"]),
    Field::may("guidance", Shape::Text, ["填报指引", "guidance for applicants"]),
    Field::may("errata", Shape::List(&Shape::Name), ["相关勘误", "its errata"]),
    Field::may("references", Shape::List(&Shape::Line), ["引用的标准", "the standards it refers to"]),
    Field::may("note", Shape::Text, ["说明", "a note"]),
    Field::may("missing", Shape::Word(&[
        ("zero", ["未知得 0 分，并显示为未知", "unknown gives 0 and is shown as unknown"]),
        ("unmet", ["未知按不满足处理", "unknown counts as not met"]),
        ("clarify", ["未知得 0 分，等级为暂定", "unknown gives 0 and makes the grade provisional"]),
    ]), ["未知如何处理，默认 zero", "what unknown means; zero unless said"]),
    Field::may("not_evaluated", Shape::Node(&NOT_EVALUATED), ["可以不参评的条件", "when it may be left unevaluated"]),
], &[&RULE, &MARKS]);

kind!(/// An evidence document of an item.
    EVIDENCE, "evidence", ["佐证材料", "Evidence"], ["附在事实或记录上，各评价项共用。", "Attached to a fact or record, so that programmes share it."], [
    Field::must("document", Shape::Name, ["材料种类", "the kind of document"]),
    Field::may("of", Shape::Name, ["所证明的事实", "the fact that it proves"]),
    Field::may("for", Shape::Word(&[
        ("record", ["每条记录一份", "one for each record"]),
        ("fact", ["每个事实一份", "one for the fact"]),
        ("item", ["每个评价项一份", "one for the item"]),
    ]), ["按什么提交", "what each belongs to"]),
    Field::may("required", Shape::YesNo, ["是否必交，默认是", "whether it must be there; yes unless said"]),
], &[&MARKS]);

kind!(/// When an item may be left unevaluated.
    NOT_EVALUATED, "not_evaluated", ["不参评", "Not evaluated"],
    ["只有写明的评价项可以不参评；须说明理由并经批准。", "Only items that say so may be left unevaluated, with a reason and an approval."], [
    Field::may("when", Shape::Expression(Gives::Condition), ["须成立的条件", "the condition that must hold"]),
    Field::must("approved_by", Shape::Name, ["批准的角色", "the role that approves it"]),
], &[&MARKS]);

kind!(/// A subject.
    SUBJECT, "subject", ["主体", "Subject"], ["被评价的企业。", "The enterprise that is evaluated."], [
    Field::must("name", Shape::Line, ["名称", "its name"]),
    Field::may("uscc", Shape::Line, ["统一社会信用代码", "its unified social credit code"]),
    Field::may("fictional", Shape::YesNo, ["是否虚构", "whether it is fictional"]),
], &[]);

kind!(/// A request not to evaluate an item.
    REQUEST, "request", ["不参评申请", "Request not to evaluate"],
    ["没有 approved_by 即尚未批准，仍按参评计算。", "Without approved_by it is not approved yet and the item counts as evaluated."], [
    Field::must("reason", Shape::Text, ["理由", "the reason"]),
    Field::may("approved_by", Shape::Name, ["批准的角色", "the role that approved it"]),
], &[]);

kind!(/// A result of another programme.
    RESULT_CONTEXT, "result_context", ["其他评价活动的结果", "Result of another programme"], ["在起止日期之间有效。", "In force from its first to its last day."], [
    Field::must("grade", Shape::Name, ["等级", "its grade"]),
    Field::may("from", Shape::Date, ["起始日", "its first day"]),
    Field::may("until", Shape::Date, ["截止日，当日有效", "its last day, included"]),
    Field::may("id", Shape::Line, ["编号", "its id"]),
], &[]);

kind!(/// The frozen cohort.
    COHORT_CONTEXT, "cohort_context", ["冻结的比较组", "Frozen cohort"],
    ["frozen 为 no 时，用到它的评价项为待定。", "While it is not frozen, items that read it are pending."], [
    Field::must("frozen", Shape::YesNo, ["是否已冻结", "whether it is frozen"]),
    Field::may("values", Shape::Map(&Shape::List(&Shape::Line)), ["事实 → 各家的值", "fact → the values of all"]),
    Field::may("totals", Shape::List(&Shape::Number), ["各家的总分", "the totals of all"]),
], &[]);

/// The keys that say which form a rule has; a rule has exactly one.
pub static RULE_FORMS: [&str; 6] = ["points", "sum", "best", "each", "judge", "if"];
