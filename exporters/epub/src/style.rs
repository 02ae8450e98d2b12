//! The style sheet.

/// Works with the reader's own fonts, sizes and colours: no colour for text or ground is set but where both are.
pub(crate) const SHEET: &str = include_str!("style.css");

#[cfg(test)]
mod tests {
    use super::SHEET;

    /// What readers apply that know no rules with conditions, `MuPDF` among them.
    fn without_conditions() -> String {
        let (mut out, mut depth, mut left_out) = (String::new(), 0, None);
        for line in SHEET.lines() {
            if line.starts_with('@') && line.ends_with('{') {
                left_out = left_out.or(Some(depth));
            }
            if left_out.is_none() {
                out.push_str(line);
                out.push('\n');
            }
            depth += line.matches('{').count();
            depth -= line.matches('}').count();
            if left_out == Some(depth) {
                left_out = None;
            }
        }
        out
    }

    #[test]
    fn no_rule_is_under_a_cell_where_conditions_are_not_known() {
        let plain = without_conditions();
        assert!(plain.contains("\nth, td {") && !plain.contains("container-type: inline-size) {"), "{plain}");
        for rule in plain.split('}').filter_map(|rule| rule.split_once('{')) {
            let (selectors, declarations) = rule;
            let of_cells =
                selectors.split(|letter: char| !letter.is_alphanumeric()).any(|word| matches!(word, "td" | "th"));
            assert!(!(of_cells && declarations.contains("border-bottom")), "{selectors}{{{declarations}}}");
        }
    }
}
