//! Keys: `++ctrl+alt+del++`, `++"Any text"++`.

use crate::dialect::KeyNames;

/// The keys that `text` begins with: its length and the caps.
pub(crate) fn at(text: &str, names: &KeyNames) -> Option<(usize, Vec<String>)> {
    let mut at = 2;
    let mut keys = Vec::new();
    loop {
        let rest = text.get(at..)?;
        let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
        if let Some(quote) = quote {
            let end = rest[1..].find(quote).filter(|&end| end > 0)?;
            keys.push(rest[1..=end].to_owned());
            at += end + 2;
        } else {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).filter(|&end| end > 0)?;
            keys.push(named(&rest[..end], names));
            at += end;
        }
        if !text[at..].starts_with('+') {
            return None;
        }
        at += 1;
        if text[at..].starts_with('+') {
            return Some((at + 1, keys));
        }
    }
}

/// What stands on the cap of a key: what the site says, else what is known.
fn named(name: &str, names: &KeyNames) -> String {
    let own = names.own.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
    if let Some((_, cap)) = own {
        return cap.clone();
    }
    if !names.camel_case {
        return cap(name);
    }
    let mut parted = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        if letter.is_uppercase() && parted.ends_with(|before: char| before.is_lowercase()) {
            parted.push('-');
        }
        parted.push(letter);
    }
    cap(&parted)
}

/// What stands on the caps of keys, with the names by which `pymdownx.keys` knows them.
const CAPS: &[(&str, &[&str])] = &[
    ("Space", &["space", "spc"]),
    ("\\", &["backslash"]),
    ("|", &["bar", "pipe"]),
    ("{", &["brace-left", "open-brace"]),
    ("}", &["brace-right", "close-brace"]),
    ("[", &["bracket-left", "open-bracket"]),
    ("]", &["bracket-right", "close-bracket"]),
    (":", &["colon"]),
    (",", &["comma"]),
    ("\"", &["dblquote", "double-quote"]),
    ("=", &["equal"]),
    ("!", &["exclam", "exclamation"]),
    ("`", &["grave", "grave-accent"]),
    (">", &["greater", "greater-than", "gt"]),
    ("<", &["less", "less-than", "lt"]),
    ("-", &["hyphen", "minus"]),
    (".", &["period"]),
    ("+", &["plus"]),
    ("?", &["question", "question-mark"]),
    (";", &["semicolon"]),
    ("'", &["single-quote"]),
    ("/", &["slash"]),
    ("~", &["tilde"]),
    ("_", &["underscore"]),
    ("Up", &["arrow-up", "up"]),
    ("Down", &["arrow-down", "down"]),
    ("Left", &["arrow-left", "left"]),
    ("Right", &["arrow-right", "right"]),
    ("Page Up", &["page-up", "pg-up", "prior"]),
    ("Page Down", &["next", "page-dn", "page-down", "pg-dn"]),
    ("Home", &["home"]),
    ("End", &["end"]),
    ("Backspace", &["back", "backspace", "bksp"]),
    ("Del", &["del", "delete"]),
    ("Ins", &["ins", "insert"]),
    ("Tab", &["tab", "tabulator"]),
    ("Break", &["break", "cancel"]),
    ("Caps Lock", &["capital", "caps-lock", "cplk"]),
    ("Clear", &["clear", "clr"]),
    ("Eject", &["eject"]),
    ("Enter", &["enter", "return"]),
    ("Esc", &["esc", "escape"]),
    ("Help", &["help"]),
    ("Print Screen", &["print-screen", "prtsc"]),
    ("Scroll Lock", &["scroll", "scroll-lock"]),
    ("Num *", &["multiply", "num-asterisk"]),
    ("Num Clear", &["num-clear"]),
    ("Num Del", &["num-del", "num-delete"]),
    ("Num =", &["num-equal"]),
    ("Num Lock", &["num-lock", "numlk"]),
    ("Num -", &["num-minus", "subtract"]),
    ("Num +", &["add", "num-plus"]),
    ("Num .", &["decimal", "num-separator", "separator"]),
    ("Num /", &["divide", "num-slash"]),
    ("Num Enter", &["num-enter"]),
    ("Alt", &["alt"]),
    ("AltGr", &["alt-graph", "altgr"]),
    ("Cmd", &["cmd", "command"]),
    ("Ctrl", &["control", "ctrl"]),
    ("Fn", &["fn", "function"]),
    ("Left Alt", &["lalt", "left-alt"]),
    ("Left Command", &["lcmd", "lcommand", "left-cmd", "left-command"]),
    ("Left Ctrl", &["lcontrol", "lctrl", "left-control", "left-ctrl"]),
    ("Left Meta", &["left-meta", "lmeta"]),
    ("Left Option", &["left-opt", "left-option", "lopt", "loption"]),
    ("Left Shift", &["left-shift", "lshift"]),
    ("Left Super", &["left-super", "lsuper"]),
    ("Left Win", &["left-win", "left-windows", "lwin", "lwindows"]),
    ("Meta", &["meta"]),
    ("Option", &["opt", "option"]),
    ("Right Alt", &["ralt", "right-alt"]),
    ("Right Command", &["rcmd", "rcommand", "right-cmd", "right-command"]),
    ("Right Ctrl", &["rcontrol", "rctrl", "right-control", "right-ctrl"]),
    ("Right Meta", &["right-meta", "rmeta"]),
    ("Right Option", &["right-opt", "right-option", "ropt", "roption"]),
    ("Right Shift", &["right-shift", "rshift"]),
    ("Right Super", &["right-super", "rsuper"]),
    ("Right Win", &["right-win", "right-windows", "rwin", "rwindows"]),
    ("Shift", &["shift"]),
    ("Super", &["super"]),
    ("Win", &["win", "windows"]),
    ("Back Tab", &["backtab", "bktab"]),
    ("Browser Back", &["browser-back"]),
    ("Browser Favorites", &["browser-favorites", "favorites"]),
    ("Browser Forward", &["browser-forward", "forward"]),
    ("Browser Home", &["browser-home"]),
    ("Browser Refresh", &["browser-refresh", "refresh"]),
    ("Browser Search", &["browser-search", "search"]),
    ("Browser Stop", &["browser-stop"]),
    ("Menu", &["apps", "context-menu", "menu"]),
    ("Copy", &["copy"]),
    ("Mail", &["launch-mail", "mail"]),
    ("Media", &["launch-media", "media"]),
    ("Next Track", &["media-next-track", "next-track"]),
    ("Pause", &["media-pause", "pause"]),
    ("Play", &["media-play", "play"]),
    ("Play/Pause", &["media-play-pause", "play-pause"]),
    ("Previous Track", &["media-prev-track", "prev-track"]),
    ("Stop", &["media-stop", "stop"]),
    ("Print", &["print"]),
    ("Reset", &["reset"]),
    ("Select", &["select"]),
    ("Sleep", &["sleep"]),
    ("Volume Down", &["vol-down", "volume-down"]),
    ("Mute", &["mute", "vol-mute", "volume-mute"]),
    ("Volume Up", &["vol-up", "volume-up"]),
    ("Zoom", &["zoom"]),
    ("Power", &["power"]),
    ("Fingerprint", &["fingerprint"]),
    ("Left Button", &["lbutton", "left-button"]),
    ("Middle Button", &["mbutton", "middle-button"]),
    ("Right Button", &["rbutton", "right-button"]),
    ("X Button 1", &["x-button1", "xbutton1"]),
    ("X Button 2", &["x-button2", "xbutton2"]),
];

/// Whether a name is that of a key, or one sign or letter that has a key.
pub(crate) fn is_key(name: &str) -> bool {
    let is_known = CAPS.iter().any(|(_, names)| names.contains(&name));
    let numbered = name
        .strip_prefix('f')
        .is_some_and(|digits| digits.parse::<u8>().is_ok_and(|number| (1..=24).contains(&number)));
    is_known || numbered || name.len() == 1 && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// What stands on the cap of a key, by its name or one of its other names.
fn cap(name: &str) -> String {
    let lower = name.to_lowercase();
    if let Some((cap, _)) = CAPS.iter().find(|(_, names)| names.contains(&lower.as_str())) {
        return (*cap).to_owned();
    }
    let numbered = |prefix: &str, most: u8| -> Option<u8> {
        let digits = lower.strip_prefix(prefix)?;
        let number: u8 = digits.parse().ok()?;
        (number <= most && number.to_string() == digits).then_some(number)
    };
    if let Some(number) = numbered("f", 24).filter(|number| *number > 0) {
        return format!("F{number}");
    }
    if let Some(number) = numbered("num", 9) {
        return format!("Num {number}");
    }
    if lower.chars().count() == 1 { lower.to_uppercase() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_keys() {
        let known = KeyNames::default();
        let at = |text| at(text, &known);
        assert_eq!(at("++ctrl+alt+del++ x"), Some((16, vec!["Ctrl".into(), "Alt".into(), "Del".into()])));
        assert_eq!(at("++\"Fn x\"+a++"), Some((12, vec!["Fn x".into(), "A".into()])));
        let caps = ["F1", "F24", "f25", "f0", "f01", "Num 0", "num10", "Num +", "É"].map(str::to_owned).to_vec();
        assert_eq!(at("++f1+F24+f25+f0+f01+num0+num10+add+é++"), Some((39, caps)));
        assert_eq!(at("++ a++"), None);
        assert_eq!(at("++a"), None);
        let names = KeyNames { own: vec![("deck".to_owned(), "On Deck".to_owned())], camel_case: true };
        assert_eq!(super::at("++Deck+PageUp++", &names), Some((15, vec!["On Deck".into(), "Page Up".into()])));
    }
}
