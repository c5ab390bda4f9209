//! The words of the score sheet in both languages.

use duheng_pack::text::Language;
use duheng_standard::model::Combine;
use duheng_standard::score::{GateState, State};

fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// Fixed words, one function each.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $zh:literal, $en:literal;)*) => {
        $($(#[$doc])* pub fn $name(language: Language) -> &'static str { pick(language, $zh, $en) })*
    };
}

words! {
    score_sheet: "评分表", "Score sheet";
    subject: "评价对象", "Subject";
    fictional: "〔虚构〕", " [fictional]";
    standard: "评价标准", "Standard";
    profile: "分值方案", "Profile";
    layer: "评价环节", "Layer";
    as_of: "基准日", "As of";
    year: "报告年度", "Reporting year";
    pack: "标准包", "Pack";
    hash: "内容指纹", "meaning hash";
    result: "评价结果", "Result";
    provisional_mark: "（暂定）", " (provisional)";
    gate: "基本要求", "Basic requirements";
    vetoes: "一票否决", "Vetoes";
    clause: "依据", "Clause:";
    subtotal: "小计", "Subtotal";
    within_item: "项内得分", "within item";
    item_points: "得分 / 满分", "points / max";
    sums: "汇总", "Sums";
    base_raw: "基础项得分", "Base as scored";
    base: "基础分", "Base";
    bonus: "加分", "Bonus";
    total: "总分", "Total";
    conversion: "折算", "Conversion";
    grade: "等级判定", "Grade";
    provisional: "结果为暂定，原因", "Provisional because";
    advice: "提升一级的最小改进", "The least that would lift the grade";
    advice_highest: "已是最高等级。", "This is the highest grade.";
    advice_barred: "基本要求未通过、已被否决或参评内容不足，提高得分不能改变等级。", "The gate fails, a veto strikes or too little is evaluated: more points would not change the grade.";
    advice_given_up: "可能的组合太多，没有查完。", "There are too many combinations; not all were tried.";
    advice_unproved: "可能的组合太多，未能证明这是最小的一组。", "There are too many combinations to prove that this is the least set.";
    advice_state: "尚未填报清楚：已有的先填报，没有的再改进", "not stated yet: state what there is, improve what there is not";
    advice_now: "现在即可改进", "can be improved now";
    open_points: "待处理", "To be settled";
    sdg_table: "可持续发展目标（得分 / 满分）", "Sustainable development targets (points / max)";
    declared: "声明与实列", "Declared and defined";
    errata: "勘误", "Errata";
    errata_inferred: "由编写标准包者推定", "inferred by the authors of the pack";
    errata_confirmed: "已确认", "confirmed";
    notes: "附注", "Notes";
    inferred: "推定", "inferred";
    local: "本地", "local";
    unknown: "未知", "unknown";
    not_stated: "未填报", "not answered";
    stated_none: "申报为无", "stated as none";
    not_accepted: "未获认定", "not accepted";
    given_none: "无记录", "none on record";
    not_given: "尚未提供", "not given yet";
    listed: "在名录内", "listed";
    not_listed: "不在名录内", "not listed";
    expired: "已过有效期", "expired";
    not_yet_valid: "尚未生效", "not valid yet";
    other_time: "日期不在要求的时间内", "its date is outside of the time asked for";
    other_figure: "数值未达到要求", "its figure misses the threshold";
    separator: "；", "; ";
    comma: "，", ", ";
    colon: "：", ": ";
    any_of: "满足任一即可", "any of these";
    not_so: "须不成立", "must not hold";
    guard: "前提", "provided that";
    best_of: "以下各档取最高", "the best of these tiers counts";
    sum_of: "以下各项相加", "the sum of these";
    always: "固定得分", "fixed points";
    formula: "按公式计分", "points by formula";
    judged_none: "评审尚未打分", "no points judged yet";
    judged_apart: "打分差距过大，由后续环节决定", "the points lie too far apart; a later layer decides";
    holds: "成立", "holds";
    fails: "不成立", "does not hold";
    gate_fails: "基本要求未通过，不授予等级", "a basic requirement fails: no grade";
    too_little: "参评项分值占比不足，不授予等级", "too little was evaluated: no grade";
    highlights_none: "未申报工作亮点，加分为 0", "no highlight is filed: the bonus is 0";
    highlights_many: "申报的工作亮点超过规定数量，加分为 0", "more highlights are filed than allowed: the bonus is 0";
    highlights_unknown: "工作亮点未知，加分为 0", "it is not known whether highlights are filed: the bonus is 0";
    reached_higher: "已达更高等级", "a higher grade is reached";
    disputed: "评审人意见不一，按未知计", "assessors differ; counts as unknown";
    unconfirmed: "申报未经后续环节确认", "claimed, not yet confirmed by a later layer";
    request: "已申请不参评，尚未批准，仍按参评计分", "asked not to be evaluated, not approved: counts as evaluated";
    signs: "✓ 满足  △ 部分满足  ✗ 不满足  ? 未知  — 不参评  … 待定", "✓ met  △ part  ✗ not met  ? unknown  — not evaluated  … pending";
    as_written: "‹ › 标准包中的写法", "‹ › as the pack writes it";
    codes: "规则在标准包中的写法（与各项的文字同义，供核对标准包时查找）", "Rules as the pack writes them (they say the same as the words above; to find them in the pack)";
    hash_why: "由标准包规则的含义算得，注释和排版不影响；两份评分表指纹相同，即按同样的规则计分", "made from what the rules mean, whatever their comments and layout; two sheets with the same one were scored by the same rules";
    not_stated_means: "企业没有回答这一问，不等于没有", "the enterprise did not answer the question, which is not to say that there is none";
    stated_none_means: "企业明确回答没有", "the enterprise answered that there is none";
    given_none_means: "主管部门查过，没有记录", "the authority looked, and there is none";
    not_given_means: "主管部门还没有提供", "the authority has not given it yet";
    not_accepted_means: "企业填报了，评审没有认定", "the enterprise answered, assessors did not accept it";
    not_evaluated_means: "经批准不参加评价，不计入满分", "left out with approval; its points do not count towards the most";
    unknown_means: "计分所需的事实没有填报、没有提供或没有获认定；查明之前不得分", "a fact that the points need is not answered, not given or not accepted; no points before it is known";
    counted_nothing: "未知，按无计", "unknown, counts as nothing";
    counted_nothing_means: "决定等级时仍未知的部分按没有计，不得分，此后不再变动", "what was unknown when the grade was decided counts as nothing, and stays so";
}

/// The sign of a truth.
pub fn sign(truth: Option<bool>) -> &'static str {
    match truth {
        Some(true) => "✓",
        Some(false) => "✗",
        None => "?",
    }
}

/// The sign of a state.
pub fn state_sign(state: State) -> &'static str {
    match state {
        State::Met => "✓",
        State::Partial => "△",
        State::Unmet => "✗",
        State::Unknown => "?",
        State::NotEvaluated => "—",
        State::Pending => "…",
    }
}

/// A state in words.
pub fn state(state: State, language: Language) -> &'static str {
    match state {
        State::Met => pick(language, "满分", "met"),
        State::Partial => pick(language, "部分得分", "part"),
        State::Unmet => pick(language, "未得分", "not met"),
        State::Unknown => pick(language, "未知", "unknown"),
        State::NotEvaluated => pick(language, "不参评", "not evaluated"),
        State::Pending => pick(language, "待定", "pending"),
    }
}

/// How the gate stands, in words.
pub fn gate_state(state: GateState, language: Language) -> &'static str {
    match state {
        GateState::Pass => pick(language, "通过", "pass"),
        GateState::Fail => pick(language, "未通过", "fail"),
        GateState::Clarify => pick(language, "待澄清", "to be clarified"),
    }
}

/// How judged points become one, in words.
pub fn combine(how: Combine, language: Language) -> &'static str {
    match how {
        Combine::Mean => pick(language, "平均", "mean"),
        Combine::Median => pick(language, "中位数", "median"),
        Combine::Consensus => pick(language, "一致", "consensus"),
    }
}

/// Sentences with something in them.
macro_rules! sentences {
    ($($name:ident($($argument:ident),*): $zh:literal, $en:literal;)*) => {
        $(pub fn $name(language: Language, $($argument: &str),*) -> String {
            match language {
                Language::Zh => format!($zh),
                Language::En => format!($en),
            }
        })*
    };
}

sentences! {
    advice_set(count, grade, base, total): "改进下列 {count} 项即可达到{grade}（基础分 {base}，总分 {total}）：先取项数最少，再取分数最少", "Improving {count} item(s) reaches: {grade} (base {base}, total {total}). The set with the fewest items and, of those, the fewest points:";
    advice_ranks(grade): "“{grade}”按位次评定，名次在比较组冻结后才能得出，此前无法判断。", "{grade} goes by rank: ranks are known after the cohort is frozen, and nobody can tell before that.";
    advice_none(grade, base, total): "企业自身可以改进的评价项全部做到，基础分为 {base}，总分为 {total}，仍达不到{grade}。", "Even with all that the enterprise can improve itself the base is {base} and the total {total}: {grade} stays out of reach.";
    advice_year(year): "最早在报告年度 {year}", "in the reporting year {year} at the earliest";
    advice_more(list): "更多符合的记录：{list}", "more records that fit: {list}";
    layer_at(title, id, at, of): "{title}（{id}，第 {at} 环节，共 {of} 环节）", "{title} ({id}, layer {at} of {of})";
    gain(points): "满足可加 {points} 分", "would add {points}";
    gain_all(points): "全部满足可加 {points} 分", "all of these together would add {points}";
    gain_each(points): "每多一条符合的记录可加 {points} 分", "each further record would add {points}";
    would_remove(points): "不再成立可少扣 {points} 分", "without it {points} would come back";
    counted_at(score): "决定等级时所需事实仍未知，未知部分按无计，本项得 {score} 分", "a fact that it needs was unknown when the grade was decided; that part counts as nothing, which leaves {score}";
    range(low, high): "查明后可为 {low} 至 {high} 分", "once known: {low} to {high}";
    each_points(points): "每条 {points} 分", "{points} for each record";
    by_choice(list): "按级别计分：{list}", "by value: {list}";
    at_most(cap): "最高 {cap} 分", "at most {cap}";
    at_least(floor): "最低 {floor} 分", "at least {floor}";
    top(count): "只计最高的 {count} 条", "only the best {count} count";
    once_per(fields): "{fields}相同的只计一次", "counted once per {fields}";
    capped(sum, result): "相加 {sum} 分，按上下限计 {result} 分", "the sum {sum} is bounded to {result}";
    best_is(result): "取最高档 {result} 分", "the best tier gives {result}";
    judged_range(from, to, step): "评审打分（{from} 至 {to} 分，步长 {step}）", "points typed by assessors ({from} to {to}, step {step})";
    judged_by(typed, how, result): "{typed}；{how} {result}", "{typed}; {how} {result}";
    share_of_records(fit, all): "符合 {fit} 条 ÷ 共 {all} 条", "{fit} records that fit ÷ {all} in all";
    share(part, whole): "分子 {part} ÷ 分母 {whole}", "numerator {part} ÷ denominator {whole}";
    records(title, all, fit): "{title} {all} 条，符合 {fit} 条", "{title}: {fit} of {all} records";
    unknown_items(count, low, high): "{count} 项未知；查明后总分可在 {low} 至 {high} 之间", "{count} unknown; once known, the total could be between {low} and {high}";
    nearly(count, list): "另有 {count} 条仅差一项，不计：{list}", "{count} more would count but for one thing: {list}";
    nearly_one(record, lack): "{record}（{lack}）", "{record} ({lack})";
    not_counted(title, count, list): "{title}不计的 {count} 条：{list}", "{title}, {count} not counted: {list}";
    undecided(count, list): "{count} 条未定：{list}", "{count} undecided: {list}";
    further(count): "另有 {count} 条", "{count} more";
    until(from, until): "{from} 至 {until}", "{from} to {until}";
    from(from): "{from} 起", "from {from}";
    only_until(until): "至 {until}", "until {until}";
    cohort(fact, count, value): "{fact}在比较组中的值（{count} 家）{value}", "cohort value of {fact} ({count} members) {value}";
    not_evaluated_items(count, points): "不参评 {count} 项 {points} 分", "not evaluated: {count}, worth {points}";
    converted(to, raw, max, result): "{to} × {raw} ÷ {max} = {result}", "{to} × {raw} ÷ {max} = {result}";
    conversion_note(before, after): "折算前 {before}，折算后 {after}", "before {before}, after {after}";
    if_approved(base, total): "若批准全部不参评申请：基础分 {base}，总分 {total}", "if every open request were approved: base {base}, total {total}";
    bound(what, bound, found, sign): "{what} ≥ {bound}（实得 {found}）{sign}", "{what} ≥ {bound} (found {found}) {sign}";
    percentile(share): "总分居比较组前列（≥ {share} 分位）", "total in the cohort (≥ {share} percentile)";
    decided(grade): "判定等级：{grade}", "Grade: {grade}";
    demoted(total, from, reasons, to): "总分 {total} 已达{from}的总分下限，但{reasons}，故降为{to}", "the total {total} reaches the bound of {from}, but {reasons}: demoted to {to}";
    short_of(what, found, bound): "{what} {found} 不足 {bound}", "{what} {found} is below {bound}";
    by_points(grade, final_grade): "按分数应为{grade}，经基本要求和一票否决为{final_grade}", "{grade} by points, {final_grade} after gate and vetoes";
    vetoed(title, effect): "一票否决“{title}”成立：{effect}", "veto \"{title}\" strikes: {effect}";
    no_higher_than(grade): "不高于{grade}", "no higher than {grade}";
    pending_gate(titles): "基本要求待澄清：{titles}", "basic requirements are to be clarified: {titles}";
    pending_veto(title): "一票否决待澄清：{title}", "a veto is to be clarified: {title}";
    pending_item(code, title): "{code} {title} 所需事实未知，须澄清", "{code} {title} needs facts that are unknown";
    pending_cohort(code, title): "{code} {title} 等待比较组冻结", "{code} {title} waits for the cohort to be frozen";
    pending_band(title): "{title}的条件或与比较组的比较未知", "the condition or cohort of {title} is unknown";
    pending_layer(now, next): "现按“{now}”计分，尚待“{next}”", "scored at \"{now}\"; \"{next}\" is still to come";
    pending_layers(now, next): "现按“{now}”计分，尚待“{next}”", "scored at \"{now}\"; \"{next}\" are still to come";
    unsealed(layer, sealed, needed): "{layer}：已封存 {sealed} 份，须 {needed} 份，本环节不取值", "{layer}: {sealed} of {needed} assessors have sealed; the layer has no value yet";
    declared_but(what, declared, defined, reason): "{what}：来源声明 {declared}，实列 {defined}。{reason}", "{what}: the source declares {declared}, the items give {defined}. {reason}";
    erratum(id, at, printed, corrected): "{id}{at}：印为“{printed}”，读作“{corrected}”", "{id}{at}: printed “{printed}”, read as “{corrected}”";
    erratum_by(by): "由{by}决定", "decided by {by}";
    erratum_at(codes): "（{codes}）", " ({codes})";
    nature(nature): "（{nature}）", " ({nature})";
    lapsed(id, by): "引用的 {id} 已不是现行，代替它的是 {by}", "refers to {id}, which {by} replaced";
    withdrawn(id): "引用的 {id} 已废止", "refers to {id}, which was withdrawn";
    request_reason(reason): "理由：{reason}", "reason: {reason}";
    approved_by(role): "批准：{role}", "approved by {role}";
    local_by(by, on): "{by}，{on}", "{by}, {on}";
}

/// A declared total in words.
pub fn declared_what(language: Language, what: &str) -> String {
    match what {
        "items" => pick(language, "评价项数", "items").into(),
        "indicators" => pick(language, "指标数", "indicators").into(),
        "base" => pick(language, "基础分", "base").into(),
        "bonus" => pick(language, "加分", "bonus").into(),
        "total" => pick(language, "总分", "total").into(),
        other => match (language, other.strip_prefix("parts.")) {
            (Language::Zh, Some(part)) => format!("{part} 部分"),
            (Language::En, Some(part)) => format!("part {part}"),
            (_, None) => other.to_string(),
        },
    }
}
