//! Lists of attributes that are written with full-width signs, with room where none may be, between other brackets, or
//! with names of a language: `｛ ＃two ｝`, `{ 。md-button }`, `{ width = "300" }`, `( .md-button )`, `{ Breite="300" }`.

use super::PageRepair;
use super::attributes::{is_list, owner};
use super::prose::{Prose, QUOTES};
use super::signs::ROOM;
use super::verbatim::is_key;
use crate::Skeleton;
use crate::marker_set::MarkerSet;
use crate::text::Edit;
use crate::verbatim::attributes;
use pamphlet_document::Attrs;
use pamphlet_source::{Code, limits};

/// Mends the lists of attributes of a row of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    let may = page.rows[row].markers.any(MarkerSet::BRACE.and(MarkerSet::WIDE))
        || text.contains("(.")
        || text.contains("( .");
    if !may {
        return;
    }
    let prose = Prose::of(text);
    let mut edits: Vec<Edit> = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(['{', '｛', '(', '（']).map(|at| from + at) {
        let Some(open) = text[at..].chars().next() else { break };
        from = at + open.len_utf8();
        if prose.is_code(at) || text[..at].ends_with('\\') {
            continue;
        }
        if let Some((end, list)) = list(text, at, open, reference)
            && text[at..end] != list
        {
            edits.push(Edit { at, cut: end - at, put: list.into() });
            from = end;
        }
    }
    if edits.is_empty() {
        return;
    }
    let message = "a list of attributes has full-width signs, other brackets, room or names that are none";
    let help = "write `{ .class key=\"value\" }`, as the source page does";
    page.mend_each(Code::RepairAttributes, row, &edits, message, help);
}

/// The list that begins at a bracket, as it should be, and where it ends.
fn list(text: &str, at: usize, open: char, reference: &Skeleton) -> Option<(usize, String)> {
    let doubled = open == '{' && text[at..].starts_with("{{");
    let inner = at + open.len_utf8() * (1 + usize::from(doubled));
    let window = &text[inner..text.floor_char_boundary(inner + limits::ATTRIBUTE_LIST_BYTES).max(inner)];
    let closes: &[char] = if matches!(open, '{' | '｛') { &['}', '｝'] } else { &[')', '）'] };
    let close = inner + window.find(closes)?;
    let width = text[close..].chars().next()?.len_utf8();
    let end = if doubled { close + 2 } else { close + width };
    if doubled && !text[close..].starts_with("}}") {
        return None;
    }
    let content = &text[inner..close];
    let plain = plain(content);
    let before = text[..at].trim_end_matches(ROOM).chars().next_back();
    let close_by = text[..at].ends_with([')', ':', ']', '`', '*']);
    let is_owned = before.is_none_or(|sign| matches!(sign, ')' | ':' | ']' | '>' | '*' | '`' | '|'));
    let is_heading = text.trim_start().starts_with('#') && text[end..].trim().is_empty();
    let is_round = matches!(open, '(' | '（');
    let names_known = || {
        let own = attributes(&plain, 0);
        let known = |class: &str| reference.classes.contains(class);
        own.iter().any(|own| own.key == ".")
            && own.iter().all(|own| if own.key == "." { own.value.is_some_and(known) } else { own.value.is_some() })
    };
    let sure = if is_round || doubled { close_by && names_known() } else { is_owned || is_heading };
    if !sure || !is_list(&plain) || content.contains(['{', '(']) {
        return None;
    }
    let meant = owner(text, at, reference);
    let named = named(&plain, meant, reference);
    let room_by_equals = ["= ", " =", "=\u{a0}", "\u{a0}="].iter().any(|room| content.contains(room));
    let other = content.contains(['．', '。', '｡', '＃', '＝', '：', '\u{3000}']) || room_by_equals;
    let apart = content.trim_start_matches(ROOM).strip_prefix(':').is_some_and(|rest| rest.starts_with(ROOM))
        && !content.starts_with(':');
    let glued = is_heading && is_own_brace(open) && !text[..at].ends_with(' ');
    let wide = open == '｛' || text[close..].starts_with('｝');
    // The rest is looked at where lists are.
    if !(wide || other || apart || glued || is_round || doubled || named != plain) {
        return None;
    }
    let gap = if glued { " " } else { "" };
    Some((end, format!("{gap}{{{}}}", padded(&named))))
}

fn is_own_brace(open: char) -> bool {
    matches!(open, '{' | '｛')
}

/// A list with room beside its braces, unless it begins with a colon.
fn padded(list: &str) -> String {
    let list = list.trim();
    if list.starts_with(':') { format!("{list} ") } else { format!(" {list} ") }
}

/// A list with plain signs, and no room beside signs of equality.
fn plain(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut signs = content.chars().peekable();
    let mut quoted = None;
    while let Some(sign) = signs.next() {
        if let Some(quote) = quoted {
            let closes = if quote == '\'' { sign == '\'' } else { sign == '"' || QUOTES.contains(&sign) };
            if closes {
                quoted = None;
                out.push(if quote == '\'' { '\'' } else { '"' });
            } else {
                out.push(sign);
            }
            continue;
        }
        let begins = out.trim_end_matches([' ', ':']).is_empty() || out.ends_with(' ');
        match sign {
            '．' | '。' | '｡' | '・' if begins => out.push('.'),
            '＃' if begins => out.push('#'),
            '：' if out.trim().is_empty() => out.push(':'),
            '=' | '＝' => {
                out.truncate(out.trim_end().len());
                out.push('=');
                while signs.next_if(|next| ROOM.contains(next)).is_some() {}
            }
            _ if (sign == '"' || sign == '\'' || QUOTES.contains(&sign)) && out.ends_with('=') => {
                quoted = Some(sign);
                out.push(if sign == '\'' { '\'' } else { '"' });
            }
            _ if ROOM.contains(&sign) => {
                // `{ : .big }`, `{ . big }`
                let joint =
                    out.trim() == ":" || out.ends_with(['.', '#']) && (out.trim().len() == 1 || out.ends_with(" ."));
                if !joint {
                    out.push(' ');
                }
            }
            _ => out.push(sign),
        }
    }
    out
}

/// A list whose names of attributes are those of the source page, and whose values are none of the language.
fn named(list: &str, meant: Option<&Attrs>, reference: &Skeleton) -> String {
    let mut out = String::with_capacity(list.len());
    let mut at = 0;
    while let Some(equals) = list[at..].find('=').map(|found| at + found) {
        let key_at = list[at..equals].rfind(' ').map_or(at, |space| at + space + 1);
        let (key, value) = (&list[key_at..equals], value(&list[equals + 1..]));
        let bare = value.trim_matches(['"', '\'']);
        let (name, put) = pair(key, bare, meant, reference);
        out.push_str(&list[at..key_at]);
        out.push_str(name);
        out.push('=');
        out.push_str(put.unwrap_or(value));
        at = equals + 1 + value.len();
    }
    out.push_str(&list[at..]);
    out
}

/// The value that a text begins with: in quotation marks, or up to the next space.
fn value(text: &str) -> &str {
    let quoted = text.starts_with(['"', '\'']).then(|| text[1..].find(&text[..1])).flatten();
    let end = quoted.map_or_else(|| text.find(' ').unwrap_or(text.len()), |end| end + 2);
    &text[..end]
}

/// The name of an attribute, and its value where that is another one.
fn pair<'n>(key: &'n str, value: &str, meant: Option<&'n Attrs>, reference: &Skeleton) -> (&'n str, Option<&'n str>) {
    if is_key(key) {
        let fits = match key {
            "align" => matches!(value, "left" | "right" | "center" | "middle" | "top" | "bottom"),
            "loading" => matches!(value, "lazy" | "eager"),
            _ => true,
        };
        return (key, meant.and_then(|meant| meant.get(key)).filter(|_| !fits));
    }
    let own = meant.and_then(|meant| meant.pairs.iter().find(|(_, own)| own == value));
    // A class that the source page has stands behind the word for class.
    let is_class = !value.is_empty() && reference.classes.contains(value);
    let name = own.map(|(name, _)| name.as_str()).or_else(|| is_class.then_some("class"));
    (name.unwrap_or(key), None)
}
