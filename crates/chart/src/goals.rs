//! The seventeen Sustainable Development Goals as columns.

use crate::{Chart, FILL, INK, LINE, Language, Share, TRACK, chart, rectangle, text};

const COLUMN: i32 = 38;
const TOP: i32 = 24;
const HEIGHT: i32 = 110;

/// One column for each goal in the order given, headed by the share in percent, with its number beneath; a goal that
/// nothing was evaluated for has an empty, dashed column and a dash.
///
/// The labels are the goals as they stand in the table; beneath the columns stand their numbers from 1.
pub fn goals(title: &str, values: &[Share], language: Language) -> Chart {
    let mut body = String::new();
    let foot = TOP + HEIGHT;
    for (value, at) in values.iter().zip(0..) {
        let (x, middle) = (at * COLUMN + 6, at * COLUMN + COLUMN / 2);
        match value.bounded() {
            Some(share) => {
                let tall = HEIGHT * share / 1000;
                body.push_str(&rectangle(x, TOP, COLUMN - 12, HEIGHT, TRACK));
                if share > 0 {
                    let tall = tall.max(1);
                    body.push_str(&rectangle(x, foot - tall, COLUMN - 12, tall, FILL));
                }
                // 100 % stands for all points alone
                let percent = if share < 1000 { ((share + 5) / 10).min(99) } else { 100 };
                body.push_str(&text(middle, TOP - 6, 11, "middle", &format!("{percent}%")));
            }
            None => {
                body.push_str(&format!(
                    "<rect x=\"{x}\" y=\"{TOP}\" width=\"{}\" height=\"{HEIGHT}\" fill=\"none\" \
                     stroke=\"{LINE}\" stroke-dasharray=\"3 3\"/>\n",
                    COLUMN - 12
                ));
                body.push_str(&text(middle, TOP - 6, 11, "middle", "—"));
            }
        }
        body.push_str(&text(middle, foot + 17, 13, "middle", &(at + 1).to_string()));
    }
    let columns = i32::try_from(values.len()).unwrap_or(0).clamp(1, 1000);
    let wide = columns * COLUMN;
    body.push_str(&format!("<path d=\"M0 {foot}h{wide}\" stroke=\"{INK}\" fill=\"none\"/>\n"));
    chart(title, values, language, (wide, foot + 26), &body)
}

/// The short names of the seventeen goals as the United Nations print them.
pub fn goal_names(language: Language) -> [&'static str; 17] {
    match language {
        Language::Zh => [
            "无贫穷",
            "零饥饿",
            "良好健康与福祉",
            "优质教育",
            "性别平等",
            "清洁饮水和卫生设施",
            "经济适用的清洁能源",
            "体面工作和经济增长",
            "产业、创新和基础设施",
            "减少不平等",
            "可持续城市和社区",
            "负责任消费和生产",
            "气候行动",
            "水下生物",
            "陆地生物",
            "和平、正义与强大机构",
            "促进目标实现的伙伴关系",
        ],
        Language::En => [
            "No poverty",
            "Zero hunger",
            "Good health and well-being",
            "Quality education",
            "Gender equality",
            "Clean water and sanitation",
            "Affordable and clean energy",
            "Decent work and economic growth",
            "Industry, innovation and infrastructure",
            "Reduced inequalities",
            "Sustainable cities and communities",
            "Responsible consumption and production",
            "Climate action",
            "Life below water",
            "Life on land",
            "Peace, justice and strong institutions",
            "Partnerships for the goals",
        ],
    }
}
