//! A line of JSON over several lines, its members in their order.

/// The same JSON, a member or an element a line; what is short stays on one.
pub(crate) fn pretty(json: &str) -> String {
    /// What is no longer than this stays together.
    const SHORT: usize = 72;
    /// `{}` and `[]`, wherever they stand.
    const EMPTY: usize = 2;
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0;
    let mut rest = json.char_indices();
    while let Some((at, character)) = rest.next() {
        match character {
            '"' => {
                let end = string_end(json, at);
                out.push_str(json.get(at..end).unwrap_or_default());
                skip_to(&mut rest, json, end);
            }
            '{' | '[' => {
                let end = closing(json, at);
                let inside = json.get(at..end).unwrap_or_default();
                let most = if depth > 0 { SHORT } else { EMPTY };
                if inside.len() <= most {
                    out.push_str(&spaced(inside));
                    skip_to(&mut rest, json, end);
                } else {
                    depth += 1;
                    out.push(character);
                    new_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(character);
            }
            ',' => {
                out.push(',');
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            other => out.push(other),
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn skip_to(rest: &mut std::str::CharIndices<'_>, json: &str, end: usize) {
    let left = json.len() - end;
    while rest.as_str().len() > left && rest.next().is_some() {}
}

/// Where the string ends that begins there.
fn string_end(json: &str, at: usize) -> usize {
    let mut is_escaped = false;
    for (index, byte) in json.bytes().enumerate().skip(at + 1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    json.len()
}

/// Where the object or list ends that begins there.
fn closing(json: &str, at: usize) -> usize {
    let mut depth = 0_usize;
    let mut index = at;
    while let Some(byte) = json.as_bytes().get(index) {
        match byte {
            b'"' => {
                index = string_end(json, index);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        index += 1;
        if depth == 0 {
            return index;
        }
    }
    json.len()
}

/// On one line, with a blank behind what separates.
fn spaced(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 16);
    let mut rest = json.char_indices();
    while let Some((at, character)) = rest.next() {
        if character == '"' {
            let end = string_end(json, at);
            out.push_str(json.get(at..end).unwrap_or_default());
            skip_to(&mut rest, json, end);
        } else {
            out.push(character);
            if matches!(character, ',' | ':') {
                out.push(' ');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::pretty;

    #[test]
    fn members_stand_on_lines_of_their_own() {
        let long = "x".repeat(80);
        let json = format!(r#"{{"a":"b\"{{,","c":[{{"d":1,"e":":"}}],"f":[{{"g":"{long}"}}]}}"#);
        let expected = format!(
            "{{\n  \"a\": \"b\\\"{{,\",\n  \"c\": [{{\"d\": 1, \"e\": \":\"}}],\n  \"f\": [\n    \
             {{\n      \"g\": \"{long}\"\n    }}\n  ]\n}}"
        );
        assert_eq!(pretty(&json), expected);
        assert_eq!(pretty("{}"), "{}");
        assert_eq!(pretty("[]"), "[]");
        assert_eq!(pretty(r#"{"a":{},"b":[]}"#), "{\n  \"a\": {},\n  \"b\": []\n}");
    }
}
