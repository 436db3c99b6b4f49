use crate::language::{Result, evaluate};
#[test]
fn vectors() {
    let text = std::fs::read_to_string("/work/shared/facts/vectors.json").unwrap();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let (mut ok, mut bad, mut skipped) = (0, 0, 0);
    for row in rows {
        if row["replay"] == false {
            skipped += 1;
            continue;
        }
        let expr = row["expression"].as_str().unwrap();
        let found = evaluate(expr, &row["inputs"].to_string());
        let exp = &row["expected"];
        let agrees = match &found {
            Result::Value(v) => v == exp || (v.is_null() && exp == "null"),
            Result::Ignored(w) => exp == if *w == "attribute" { "IGNORE" } else { "IGNORE-OBJECT" },
            Result::Errors(e) => {
                if e.iter().any(|(c, _)| *c == "check::unknown-function")
                    || e.iter().any(|(c, t)| *c == "check::argument-value")
                {
                    skipped += 1;
                    continue;
                }
                exp.as_str().is_some_and(|s| s.starts_with("error"))
            }
        };
        if agrees {
            ok += 1
        } else {
            bad += 1;
            println!("{expr}\n   {} \n  found {found:?}\n  expected {exp}", row["inputs"]);
        }
    }
    println!("ok {ok} bad {bad} skipped {skipped}");
}
#[test]
fn corpus() {
    let text = std::fs::read_to_string("/work/shared/corpus/expressions.jsonl").unwrap();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let found = evaluate(row["expr"].as_str().unwrap(), "{}");
        let e = match found {
            Result::Errors(e) => e,
            _ => vec![],
        };
        let e: Vec<_> = e
            .into_iter()
            .filter(|(c, _)| *c != "check::unknown-function" && *c != "check::argument-value")
            .collect();
        if e.is_empty() == row["broken"].as_bool().unwrap() {
            println!("{} broken={} why={}\n    {e:?}", row["expr"], row["broken"], row["why"]);
        }
    }
}
