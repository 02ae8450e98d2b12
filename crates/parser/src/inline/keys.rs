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

/// What stands on the cap of a key, by its name or one of its other names.
fn cap(name: &str) -> String {
    let lower = name.to_lowercase();
    let known = match lower.as_str() {
        "space" | "spc" => "Space",
        "backslash" => "\\",
        "bar" | "pipe" => "|",
        "brace-left" | "open-brace" => "{",
        "brace-right" | "close-brace" => "}",
        "bracket-left" | "open-bracket" => "[",
        "bracket-right" | "close-bracket" => "]",
        "colon" => ":",
        "comma" => ",",
        "dblquote" | "double-quote" => "\"",
        "equal" => "=",
        "exclam" | "exclamation" => "!",
        "grave" | "grave-accent" => "`",
        "greater" | "greater-than" | "gt" => ">",
        "less" | "less-than" | "lt" => "<",
        "hyphen" | "minus" => "-",
        "period" => ".",
        "plus" => "+",
        "question" | "question-mark" => "?",
        "semicolon" => ";",
        "single-quote" => "'",
        "slash" => "/",
        "tilde" => "~",
        "underscore" => "_",
        "arrow-up" | "up" => "Up",
        "arrow-down" | "down" => "Down",
        "arrow-left" | "left" => "Left",
        "arrow-right" | "right" => "Right",
        "page-up" | "pg-up" | "prior" => "Page Up",
        "next" | "page-dn" | "page-down" | "pg-dn" => "Page Down",
        "home" => "Home",
        "end" => "End",
        "back" | "backspace" | "bksp" => "Backspace",
        "del" | "delete" => "Del",
        "ins" | "insert" => "Ins",
        "tab" | "tabulator" => "Tab",
        "break" | "cancel" => "Break",
        "capital" | "caps-lock" | "cplk" => "Caps Lock",
        "clear" | "clr" => "Clear",
        "eject" => "Eject",
        "enter" | "return" => "Enter",
        "esc" | "escape" => "Esc",
        "help" => "Help",
        "print-screen" | "prtsc" => "Print Screen",
        "scroll" | "scroll-lock" => "Scroll Lock",
        "num0" => "Num 0",
        "num1" => "Num 1",
        "num2" => "Num 2",
        "num3" => "Num 3",
        "num4" => "Num 4",
        "num5" => "Num 5",
        "num6" => "Num 6",
        "num7" => "Num 7",
        "num8" => "Num 8",
        "num9" => "Num 9",
        "multiply" | "num-asterisk" => "Num *",
        "num-clear" => "Num Clear",
        "num-del" | "num-delete" => "Num Del",
        "num-equal" => "Num =",
        "num-lock" | "numlk" => "Num Lock",
        "num-minus" | "subtract" => "Num -",
        "add" | "num-plus" => "Num +",
        "decimal" | "num-separator" | "separator" => "Num .",
        "divide" | "num-slash" => "Num /",
        "num-enter" => "Num Enter",
        "alt" => "Alt",
        "alt-graph" | "altgr" => "AltGr",
        "cmd" | "command" => "Cmd",
        "control" | "ctrl" => "Ctrl",
        "fn" | "function" => "Fn",
        "lalt" | "left-alt" => "Left Alt",
        "lcmd" | "lcommand" | "left-cmd" | "left-command" => "Left Command",
        "lcontrol" | "lctrl" | "left-control" | "left-ctrl" => "Left Ctrl",
        "left-meta" | "lmeta" => "Left Meta",
        "left-opt" | "left-option" | "lopt" | "loption" => "Left Option",
        "left-shift" | "lshift" => "Left Shift",
        "left-super" | "lsuper" => "Left Super",
        "left-win" | "left-windows" | "lwin" | "lwindows" => "Left Win",
        "meta" => "Meta",
        "opt" | "option" => "Option",
        "ralt" | "right-alt" => "Right Alt",
        "rcmd" | "rcommand" | "right-cmd" | "right-command" => "Right Command",
        "rcontrol" | "rctrl" | "right-control" | "right-ctrl" => "Right Ctrl",
        "right-meta" | "rmeta" => "Right Meta",
        "right-opt" | "right-option" | "ropt" | "roption" => "Right Option",
        "right-shift" | "rshift" => "Right Shift",
        "right-super" | "rsuper" => "Right Super",
        "right-win" | "right-windows" | "rwin" | "rwindows" => "Right Win",
        "shift" => "Shift",
        "super" => "Super",
        "win" | "windows" => "Win",
        "f1" => "F1",
        "f2" => "F2",
        "f3" => "F3",
        "f4" => "F4",
        "f5" => "F5",
        "f6" => "F6",
        "f7" => "F7",
        "f8" => "F8",
        "f9" => "F9",
        "f10" => "F10",
        "f11" => "F11",
        "f12" => "F12",
        "f13" => "F13",
        "f14" => "F14",
        "f15" => "F15",
        "f16" => "F16",
        "f17" => "F17",
        "f18" => "F18",
        "f19" => "F19",
        "f20" => "F20",
        "f21" => "F21",
        "f22" => "F22",
        "f23" => "F23",
        "f24" => "F24",
        "backtab" | "bktab" => "Back Tab",
        "browser-back" => "Browser Back",
        "browser-favorites" | "favorites" => "Browser Favorites",
        "browser-forward" | "forward" => "Browser Forward",
        "browser-home" => "Browser Home",
        "browser-refresh" | "refresh" => "Browser Refresh",
        "browser-search" | "search" => "Browser Search",
        "browser-stop" => "Browser Stop",
        "apps" | "context-menu" | "menu" => "Menu",
        "copy" => "Copy",
        "launch-mail" | "mail" => "Mail",
        "launch-media" | "media" => "Media",
        "media-next-track" | "next-track" => "Next Track",
        "media-pause" | "pause" => "Pause",
        "media-play" | "play" => "Play",
        "media-play-pause" | "play-pause" => "Play/Pause",
        "media-prev-track" | "prev-track" => "Previous Track",
        "media-stop" | "stop" => "Stop",
        "print" => "Print",
        "reset" => "Reset",
        "select" => "Select",
        "sleep" => "Sleep",
        "vol-down" | "volume-down" => "Volume Down",
        "mute" | "vol-mute" | "volume-mute" => "Mute",
        "vol-up" | "volume-up" => "Volume Up",
        "zoom" => "Zoom",
        "power" => "Power",
        "fingerprint" => "Fingerprint",
        "lbutton" | "left-button" => "Left Button",
        "mbutton" | "middle-button" => "Middle Button",
        "rbutton" | "right-button" => "Right Button",
        "x-button1" | "xbutton1" => "X Button 1",
        "x-button2" | "xbutton2" => "X Button 2",
        _ if lower.chars().count() == 1 => return lower.to_uppercase(),
        _ => return name.to_owned(),
    };
    known.to_owned()
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
        assert_eq!(at("++ a++"), None);
        assert_eq!(at("++a"), None);
        let names = KeyNames { own: vec![("deck".to_owned(), "On Deck".to_owned())], camel_case: true };
        assert_eq!(super::at("++Deck+PageUp++", &names), Some((15, vec!["On Deck".into(), "Page Up".into()])));
    }
}
