//! Names of columns that SQL, attributes and formulas take without quotes.

/// The name of a column for something with an id: letters in lower case, digits, and `_` for
/// everything else, once for a run of it. What would begin with a digit begins with `kind`.
///
/// ```
/// use shisei_arrow::column_name;
///
/// assert_eq!(column_name("part-1", "group"), "part_1");
/// assert_eq!(column_name("4-10", "group"), "group_4_10");
/// ```
#[must_use]
pub fn column_name(id: &str, kind: &str) -> String {
    let mut name = String::with_capacity(id.len());
    if id.starts_with(|first: char| !first.is_ascii_alphabetic()) {
        name.push_str(kind);
    }
    let mut between = !name.is_empty();
    for character in id.chars() {
        if character.is_ascii_alphanumeric() {
            if between {
                name.push('_');
            }
            between = false;
            name.push(character.to_ascii_lowercase());
        } else {
            between = !name.is_empty();
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::column_name;

    #[test]
    fn names_need_no_quotes() {
        let names = [
            ("part-1", "part_1"),
            ("D10", "d10"),
            ("4-10", "group_4_10"),
            ("a--b:", "a_b"),
            ("self-assessment@3.1", "self_assessment_3_1"),
        ];
        for (id, name) in names {
            assert_eq!(column_name(id, "group"), name);
        }
    }
}
