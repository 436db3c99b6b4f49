//! Changes of an expression that stands in a Graph file as text and as tree.

use super::super::{MappingFile, MappingSource, Names, Obstacle};
use crate::schema::SourceTable;
use crate::source::Span;

/// The file with the source of its first mapping changed.
fn edited(file: &str, from: &str, to: &str) -> Result<String, Obstacle> {
    let (file, _) = MappingFile::read_graph("m.json", file);
    let table = SourceTable::entra_user();
    let names = Names { attributes: &table, functions: &[] };
    let mapping = &file.object_mappings[0].mappings[0];
    let MappingSource::Expression(source) = &mapping.source else { panic!("an expression") };
    let at = source.text().find(from).expect("it stands there");
    let edits = file.edit_expression(source, Span::new(at, at + from.len()), to, names)?;
    Ok(edits.apply(file.source.text()))
}

const LINES: &str = r#"[
    {
        "targetAttributeName": "userName",
        "source": {
            "expression": "[mail]",
            "name": "mail",
            "type": "Attribute",
            "parameters": []
        },
        "matchingPriority": 1
    }
]
"#;

#[test]
fn the_tree_is_written_with_the_text_and_nothing_else_changes() {
    let text = edited(LINES, "[mail]", "ToLower([mail], )").expect("it can be written");
    let expected = r#"[
    {
        "targetAttributeName": "userName",
        "source": {
            "expression": "ToLower([mail], )",
            "name": "ToLower",
            "type": "Function",
            "parameters": [
                {
                    "key": "source",
                    "value": {
                        "expression": "[mail]",
                        "name": "mail",
                        "type": "Attribute",
                        "parameters": []
                    }
                }
            ]
        },
        "matchingPriority": 1
    }
]
"#;
    assert_eq!(text, expected);
    let (again, said) = MappingFile::read_graph("m.json", &text);
    assert!(said.is_empty(), "{said}");
    let tree = again.object_mappings[0].mappings[0].tree.as_ref().expect("a tree");
    assert_eq!(tree.name.value, "ToLower");
}

#[test]
fn a_source_on_one_line_stays_on_it() {
    let line = r#"[{"targetAttributeName":"userName","source":{"expression":"[mail]","name":"mail","type":"Attribute","parameters":[]}}]"#;
    let text = edited(line, "[mail]", "[userPrincipalName]").expect("it can be written");
    let expected = r#"[{"targetAttributeName":"userName","source":{"expression":"[userPrincipalName]","name":"userPrincipalName","type":"Attribute","parameters":[]}}]"#;
    assert_eq!(text, expected);
}

#[test]
fn only_the_words_that_change_are_written() {
    let quoted = r#"[{"source": {
  "expression": "append(Trim([mail]), \"\u0027s\")", "type": "Function",
  "name": "append", "parameters": [
    {"value": {"name": "Trim", "type": "Function", "expression": "Trim([mail])",
      "parameters": [{"key": "source", "value":
        {"type": "Attribute", "name": "mail", "expression": "[mail]", "parameters": []}}]},
     "key": "source"},
    {"key": "suffix", "value": {"expression": "\"\u0027s\"", "type": "Constant", "name": "\u0027s"}}
  ]}, "targetAttributeName": "userName"}]"#;
    let text = edited(quoted, "append", "Append").expect("it can be written");
    assert_eq!(text, quoted.replace("append", "Append"));
    let text = edited(quoted, "[mail]", "[city]").expect("it can be written");
    assert_eq!(text, quoted.replace("mail", "city"));
    let text = edited(quoted, "[mail]", "ToLower([mail], )").expect("it can be written");
    let node = r#"{"type": "Attribute", "name": "mail", "expression": "[mail]", "parameters": []}"#;
    let lowered = r#"{"type": "Function", "name": "ToLower", "expression": "ToLower([mail], )", "parameters": [{"key":"source","value":{"type":"Attribute","name":"mail","expression":"[mail]","parameters":[]}}]}"#;
    let expected = quoted.replace(node, lowered).replace("Trim([mail])", "Trim(ToLower([mail], ))");
    assert_eq!(text, expected);
}

#[test]
fn keys_of_the_service_stay() {
    let word = r#"[{"source": {
  "expression": "Word([Mail], 1, \"@\")", "name": "Word", "type": "Function", "parameters": [
    {"key": "source", "value":
      {"expression": "[Mail]", "name": "Mail", "parameters": [], "type": "Attribute"}},
    {"key": "wordNumber", "value":
      {"expression": "\"1\"", "name": "1", "parameters": [], "type": "Constant"}},
    {"key": "delimiters", "value":
      {"expression": "\"@\"", "name": "@", "parameters": [], "type": "Constant"}}
  ]}, "targetAttributeName": "userName"}]"#;
    let text = edited(word, "[Mail]", "[mail]").expect("it can be written");
    assert_eq!(text, word.replace("Mail", "mail"));
    let text = edited(word, "1", "2").expect("it can be written");
    assert_eq!(text, word.replace('1', "2"));
    let wrapped = edited(word, "Word([Mail], 1, \"@\")", "ToLower(Word([Mail], 1, \"@\"), )");
    assert_eq!(wrapped, Err(Obstacle::UndocumentedTree), "the keys would have to be guessed");
    for (function, second) in [("Left", "length"), ("Item", "index")] {
        let call = word.replace(", \\\"@\\\")", ")").replace("Word(", &format!("{function}("));
        let call = call.replace("\"Word\"", &format!("\"{function}\""));
        let call = call.replace("wordNumber", second);
        let (head, _) = call.split_once(",\n    {\"key\": \"delimiters\"").expect("it is there");
        let call = format!("{head}\n  ]}}, \"targetAttributeName\": \"userName\"}}]");
        let text = edited(&call, "[Mail]", "[mail]").expect("it can be written");
        assert_eq!(text, call.replace("Mail", "mail"));
    }
}

#[test]
fn a_name_of_the_tree_in_another_case_goes_with_that_of_the_text() {
    let line = r#"[{"targetAttributeName":"userName","source":{"expression":"ToLower([Mail], )","name":"ToLower","type":"Function","parameters":[{"key":"source","value":{"name":"MAIL","type":"Attribute"}}]}}]"#;
    let text = edited(line, "[Mail]", "[mail]").expect("it can be written");
    assert_eq!(text, line.replace("Mail", "mail").replace("MAIL", "mail"));
}

#[test]
fn formatting_leaves_the_tree_and_its_names() {
    let table = SourceTable::entra_user();
    let names = Names { attributes: &table, functions: &[] };
    let line = r#"[{"targetAttributeName":"userName","source":{"expression":"ToLower([Mail])","name":"ToLower","type":"Function","parameters":[{"key":"text","value":{"name":"Mail","type":"Attribute"}}]}}]"#;
    let (file, _) = MappingFile::read_graph("m.json", line);
    let formatted = file.format(names, file.layout()).expect("it can be read");
    let expected = line.replace("[Mail])", "[Mail], )");
    assert_eq!(formatted.edits.apply(line), expected);
}

#[test]
fn the_text_of_another_file_is_not_edited() {
    let table = SourceTable::entra_user();
    let names = Names { attributes: &table, functions: &[] };
    let (file, _) = MappingFile::read_graph("m.json", LINES);
    // The same places, another file.
    let (other, _) = MappingFile::read_graph("m.json", &LINES.replace("userName", "nickName"));
    let MappingSource::Expression(source) = &file.object_mappings[0].mappings[0].source else {
        panic!("an expression")
    };
    let edit = |file: &MappingFile| file.edit_expression(source, source.whole(), "[a]", names);
    assert!(edit(&file).is_ok());
    assert_eq!(edit(&other), Err(Obstacle::NoLiteral));
}

#[test]
fn what_is_not_documented_is_not_written() {
    let refused = edited(LINES, "[mail]", "Coalesce([mail], [userPrincipalName])");
    assert_eq!(refused, Err(Obstacle::UndocumentedTree), "parameters that repeat");
    let odd = LINES.replace("\"type\"", "\"Type\"");
    let refused = edited(&odd, "[mail]", "[userPrincipalName]");
    assert_eq!(refused, Err(Obstacle::UndocumentedTree), "keys that Graph does not write");
    let alone = LINES.replace("\"name\": \"mail\",", "");
    let alone = alone.replace("\"type\": \"Attribute\",", "");
    let text = edited(&alone, "[mail]", "Coalesce([mail], [city])").expect("a text alone");
    assert!(text.contains(r#""expression": "Coalesce([mail], [city])","#), "{text}");
}
