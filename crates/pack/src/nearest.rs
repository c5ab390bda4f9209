//! The nearest known name, for suggestions.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::text::Text;

/// The name in `known` that is a slip of the pen away from `name`, if one is.
#[must_use]
pub fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let limit = (name.chars().count() / 3).clamp(1, 4);
    known
        .iter()
        .map(|candidate| (distance(name, candidate), *candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The help for an unknown name: the nearest one, or what there is.
#[must_use]
pub fn suggest(name: &str, known: &[&str]) -> Text {
    if let Some(near) = nearest(name, known) {
        return Text::new(format!("是否指 `{near}`？"), format!("did you mean `{near}`?"));
    }
    if let Some(help) = wide_sign(name) {
        return help;
    }
    let mut some: Vec<&str> = known.to_vec();
    some.sort_unstable();
    some.dedup();
    if some.len() > SHORT {
        return nearest_few(name, &some);
    }
    let listed: Vec<String> = some.iter().map(|name| format!("`{name}`")).collect();
    if listed.is_empty() {
        return Text::new("先定义它，或者引入定义它的包", "define it first, or import the pack that does");
    }
    Text::new(format!("可用的有 {}", listed.join("、")), format!("there are {}", listed.join(", ")))
}

/// The help for an unknown name among things that have titles too: a title in place of a name is told apart.
#[must_use]
pub fn suggest_titled(name: &str, known: &[(&str, &Text)]) -> Text {
    let is_title = |title: &Text| title.zh == name || title.en.eq_ignore_ascii_case(name);
    match known.iter().find(|(_, title)| is_title(title)) {
        Some((right, _)) => Text::new(
            format!("此处须写名称，“{name}”是 `{right}` 的标题：写 `{right}`"),
            format!("a name is needed here, and `{name}` is the title of `{right}`: write `{right}`"),
        ),
        None => suggest(name, &known.iter().map(|(name, _)| *name).collect::<Vec<_>>()),
    }
}

/// How many names are listed when nothing is near; of more only the nearest few.
const SHORT: usize = 8;

fn nearest_few(name: &str, known: &[&str]) -> Text {
    let mut by_distance: Vec<(usize, &str)> =
        known.iter().map(|candidate| (distance(name, candidate), *candidate)).collect();
    by_distance.sort_unstable();
    let few: Vec<String> = by_distance.iter().take(3).map(|(_, name)| format!("`{name}`")).collect();
    let all = known.len();
    Text::new(
        format!("共有 {all} 个，最接近的是 {}", few.join("、")),
        format!("of the {all} there are, the nearest are {}", few.join(", ")),
    )
}

/// The help for a name with a full-width sign in it that parts nothing.
pub(crate) fn wide_sign(name: &str) -> Option<Text> {
    let sign = name.chars().find(|c| matches!(c, '，' | '、' | '：'))?;
    let ([zh, en], plain) = match sign {
        '：' => (["全角冒号", "a full-width colon"], ": "),
        '、' => (["顿号", "a Chinese enumeration comma"], ", "),
        _ => (["全角逗号", "a full-width comma"], ", "),
    };
    Some(Text::new(
        format!("`{sign}` 是{zh}，不分隔各项，请改写为半角 `{plain}`"),
        format!("`{sign}` is {en}, which separates nothing: write `{plain}`"),
    ))
}

/// The number of letters to add, drop, change or swap.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut next = Vec::from([i + 1]);
        for (j, to) in b.iter().enumerate() {
            let at = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let change = at(&row, j) + usize::from(from != to);
            let mut best = change.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(to) && b.get(j - 1) == Some(from);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = core::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_leaves_strangers_alone() {
        let known = ["receivables", "revenue", "awards"];
        assert_eq!(nearest("recievables", &known), Some("receivables"));
        assert_eq!(nearest("award", &known), Some("awards"));
        assert_eq!(nearest("patents", &known), None);
    }

    #[test]
    fn a_title_in_place_of_a_name_is_told() {
        let title = Text::new("公示", "Public notice");
        let known = [("notice", &title)];
        let help = "a name is needed here, and `公示` is the title of `notice`: write `notice`";
        assert_eq!(suggest_titled("公示", &known).en, help);
        assert_eq!(
            suggest_titled("public notice", &known).zh,
            "此处须写名称，“public notice”是 `notice` 的标题：写 `notice`"
        );
        assert_eq!(suggest_titled("notise", &known).en, "did you mean `notice`?");
    }

    #[test]
    fn of_many_names_only_the_nearest_three_are_listed() {
        let many = ["ash", "beech", "birch", "cedar", "elm", "fir", "larch", "oak", "pine"];
        assert_eq!(suggest("perch and trout", &many[..2]).en, "there are `ash`, `beech`");
        let few = suggest("lurching", &many).en;
        assert_eq!(few, "of the 9 there are, the nearest are `larch`, `birch`, `beech`");
    }
}
