use super::*;
use duheng_pack::source::Span;

/// Base 80 of 100 and bonus 30, with three grades.
fn graded() -> Standard {
    let mut standard = standard(vec![item("a", points(80, "")), item("b", points(20, "certified"))]);
    standard.bonus = Some(Bonus {
        code: "bonus".into(),
        title: Text::default(),
        of: Some((AWARDS, Some(1))),
        items: vec![item("c", points(30, ""))],
        span: Span::default(),
    });
    standard.grades = vec![band("five", 105, 85), band("four", 95, 80), band("three", 85, 75)];
    standard.layers.truncate(1);
    standard
}

fn result(standard: &Standard, sheet: &Sheet) -> String {
    let outcome = score(standard, &vocabulary(), sheet, 0);
    format!(
        "{} {} + {} {} from {} {}",
        outcome.gate,
        outcome.base,
        outcome.bonus,
        outcome.grade.as_deref().unwrap_or("none"),
        outcome.demoted_from.as_deref().unwrap_or("none"),
        if outcome.provisional { "provisional" } else { "final" }
    )
}

fn one_award(certified_now: bool) -> Sheet {
    let mut claims = awards(vec![award("a", None, None)]);
    claims.extend([certified(certified_now)]);
    sheet(claims)
}

#[test]
fn a_low_base_demotes() {
    assert_eq!(result(&graded(), &one_award(false)), "pass 80 + 30 four from five final");
    assert_eq!(result(&graded(), &one_award(true)), "pass 100 + 30 five from none final");
    let mut none = one_award(false);
    none.claims.insert(AWARDS, Entry::Records(Vec::new()));
    assert_eq!(result(&graded(), &none), "pass 80 + 0 none from none final");
    let two = vec![award("a", None, None), award("b", None, None)];
    none.claims.insert(AWARDS, Entry::Records(two));
    assert_eq!(result(&graded(), &none), "pass 80 + 0 none from none final");
}

#[test]
fn a_ladder_ends_at_the_first_missing_step() {
    let mut standard = graded();
    standard.grades[1].base = Some(int(101));
    assert_eq!(result(&standard, &one_award(true)), "pass 100 + 30 five from none final");
    standard.ladder = true;
    assert_eq!(result(&standard, &one_award(true)), "pass 100 + 30 three from five final");
}

#[test]
fn vetoes_lower_and_gates_close() {
    let mut standard = graded();
    let veto = |when: &str, at_most| Veto {
        id: "v".into(),
        title: Text::default(),
        when: cond(when),
        at_most,
        marks: Vec::new(),
        span: Span::default(),
    };
    standard.vetoes = vec![veto("certified", Some(2))];
    assert_eq!(result(&standard, &one_award(true)), "pass 100 + 30 three from none final");
    standard.vetoes = vec![veto("certified", None)];
    assert_eq!(result(&standard, &one_award(true)), "pass 100 + 30 none from none final");
    standard.vetoes = vec![veto("any(findings)", None)];
    assert_eq!(result(&standard, &one_award(true)), "pass 100 + 30 five from none provisional");
    standard.vetoes.clear();
    standard.gate = vec![Requirement {
        id: "g".into(),
        title: Text::default(),
        clause: String::new(),
        holds: cond("none(findings where checked)"),
        marks: Vec::new(),
        span: Span::default(),
    }];
    let mut sheet = one_award(true);
    assert_eq!(result(&standard, &sheet), "clarify 100 + 30 five from none provisional");
    sheet.given.insert(FINDINGS, Entry::Records(vec![award("f", None, None)]));
    assert_eq!(result(&standard, &sheet), "clarify 100 + 30 five from none provisional");
    let mut finding = award("f", None, None);
    finding[3] = Some(Value::YesNo(true));
    sheet.given.insert(FINDINGS, Entry::Records(vec![finding]));
    assert_eq!(result(&standard, &sheet), "fail 100 + 30 none from none final");
}

#[test]
fn what_is_not_evaluated_is_converted() {
    let mut standard = graded();
    let allowed = NotEvaluated {
        when: Some(cond("not certified")),
        approved_by: "office".into(),
        span: Span::default(),
    };
    standard.parts[0].indicators[0].items[1].not_evaluated = Some(allowed);
    standard.parts[0].indicators[0].items[0].rule = points(70, "");
    standard.parts[0].indicators[0].items[0].rule.range.1 = int(80);
    standard.conversion =
        Some(Conversion { to: int(100), evaluated_at_least: None, marks: Vec::new(), span: Span::default() });
    let mut sheet = one_award(false);
    assert_eq!(result(&standard, &sheet), "pass 70 + 30 none from four final");
    let mut request = Request { reason: Text::default(), approved_by: None, span: Span::default() };
    sheet.not_evaluated.insert("b".into(), request.clone());
    assert_eq!(result(&standard, &sheet), "pass 70 + 30 none from four final");
    request.approved_by = Some("office".into());
    sheet.not_evaluated.insert("b".into(), request);
    // 100 × 70 / 80
    assert_eq!(result(&standard, &sheet), "pass 175/2 + 30 five from none final");
    standard.conversion.as_mut().unwrap().evaluated_at_least = Rational::from_ratio(81, 100);
    assert_eq!(result(&standard, &sheet), "pass 175/2 + 30 none from none final");
    sheet.claims.extend([certified(true)]);
    assert_eq!(result(&standard, &sheet), "pass 90 + 30 five from none final");
}

#[test]
fn a_percentile_needs_a_frozen_cohort() {
    let mut standard = graded();
    standard.grades[0].percentile = Rational::from_ratio(2, 3);
    let mut sheet = one_award(true);
    assert_eq!(result(&standard, &sheet), "pass 100 + 30 four from five provisional");
    sheet.cohort = Cohort { frozen: true, values: BTreeMap::new(), totals: [90, 130, 131].map(int).into() };
    assert_eq!(result(&standard, &sheet), "pass 100 + 30 five from none final");
    sheet.cohort.totals = [90, 131, 131].map(int).into();
    assert_eq!(result(&standard, &sheet), "pass 100 + 30 four from five final");
    sheet.cohort.totals.truncate(2);
    assert_eq!(result(&standard, &sheet), "pass 100 + 30 four from five provisional");
}
