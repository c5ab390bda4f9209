//! Charts: what they say, and what a strict page may hold.
#![cfg(test)]

use duheng_chart::{Chart, Language, Share, bars, goals, radar};

fn values(shares: &[Option<u16>]) -> Vec<Share> {
    let value = |(at, share): (usize, &Option<u16>)| {
        let score = share.map_or(String::new(), |share| (share / 100).to_string());
        Share::new(format!("部分{at}"), score, "10", *share)
    };
    shares.iter().enumerate().map(value).collect()
}

/// What holds of every chart.
#[track_caller]
fn check(chart: &Chart, values: &[Share]) {
    let svg = &chart.svg;
    assert!(svg.starts_with("<svg ") && svg.contains(" role=\"img\""), "{svg}");
    assert!(svg.contains("\n<title>得分</title>\n<desc>"), "{svg}");
    for never in ["style", "<script", " on", "href", "NaN", "inf"] {
        assert!(!svg.contains(never), "{never}: {svg}");
    }
    assert_eq!(chart.table.rows.len(), values.len());
    for (value, row) in values.iter().zip(&chart.table.rows) {
        assert_eq!(row, &[value.label.clone(), value.score.clone(), value.max.clone()]);
        let said = match value.share {
            Some(_) => format!("{}: {} / {}", value.label, value.score, value.max),
            None => format!("{}: —", value.label),
        };
        assert!(svg.contains(&said), "{said}");
    }
    assert_eq!(chart.table.html().matches("<tr>").count(), values.len() + 1);
}

#[test]
fn edges_are_drawn() {
    for shares in [
        vec![],
        vec![Some(500)],
        vec![None, None, None],
        vec![Some(0), Some(0), Some(0)],
        vec![Some(1000), Some(1000), Some(1000), Some(1000)],
        vec![Some(0), Some(1000), None, Some(1), Some(999), Some(2000)],
    ] {
        let values = values(&shares);
        for draw in [radar, bars, goals] {
            check(&draw("得分", &values, Language::Zh), &values);
        }
    }
}

#[test]
fn nothing_everything_and_missing_look_different() {
    let nothing = bars("得分", &values(&[Some(0)]), Language::Zh).svg;
    let all = bars("得分", &values(&[Some(1000)]), Language::Zh).svg;
    let missing = bars("得分", &values(&[None]), Language::Zh).svg;
    assert_eq!(nothing.matches("<rect").count(), 1, "a track alone: {nothing}");
    assert_eq!(all.matches("width=\"180\"").count(), 2, "a bar over the whole track: {all}");
    assert!(missing.contains("stroke-dasharray") && missing.contains(">—<"), "{missing}");
    assert!(goals("得分", &values(&[Some(999)]), Language::Zh).svg.contains(">99%<"));
}

#[test]
fn a_share_above_all_is_drawn_as_all() {
    let [above, all] = [2000, 1000].map(|share| {
        let mut value = values(&[Some(share), Some(1), Some(1)]);
        value[0].score = "1".into();
        radar("得分", &value, Language::Zh).svg
    });
    assert_eq!(above, all);
}

#[test]
fn labels_are_text() {
    let hostile = vec![Share::new("</text><script>&\"", "<1", ">2", Some(1)); 3];
    for draw in [radar, bars, goals] {
        let chart = draw("</title><script>", &hostile, Language::En);
        assert!(!chart.svg.contains("<script") && !chart.table.html().contains("<script"), "{}", chart.svg);
    }
}

#[test]
fn a_radar_begins_at_the_top() {
    let svg = radar("得分", &values(&[Some(1000); 4]), Language::Zh).svg;
    assert!(svg.contains("points=\"270.00,64.00 390.00,184.00 270.00,304.00 150.00,184.00\""), "{svg}");
}
