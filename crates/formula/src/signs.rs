//! Characters of formulas: which are said alike, and which letter stands behind a styled one.

/// The sign that is said where this one stands: one of those that have words.
pub(crate) fn plain(sign: char) -> char {
    match sign {
        '-' | '\u{2010}'..='\u{2013}' => '\u{2212}',
        '*' | '\u{22C6}' => '\u{2217}',
        '\u{B7}' | '\u{2022}' | '\u{2219}' => '\u{22C5}',
        '\u{2215}' | '\u{2044}' => '/',
        '\u{2223}' | '\u{2758}' => '|',
        '\u{2016}' => '\u{2225}',
        '\u{22EF}' | '\u{22EE}' | '\u{22F1}' => '\u{2026}',
        '\u{2A7D}' => '\u{2264}',
        '\u{2A7E}' => '\u{2265}',
        '~' => '\u{223C}',
        '\u{27F6}' => '\u{2192}',
        '\u{27F5}' => '\u{2190}',
        '\u{27F7}' => '\u{2194}',
        '\u{27F9}' => '\u{21D2}',
        '\u{27FA}' => '\u{21D4}',
        '\u{27FC}' => '\u{21A6}',
        '\u{2300}' | '\u{2298}' => '\u{2205}',
        '\u{2210}' => '\u{220F}',
        '\u{222C}' | '\u{222D}' => '\u{222B}',
        '\u{22C3}' => '\u{222A}',
        '\u{22C2}' => '\u{2229}',
        '\u{22C0}' => '\u{2227}',
        '\u{22C1}' => '\u{2228}',
        '\u{2A01}' => '\u{2295}',
        '\u{2A02}' => '\u{2297}',
        '\\' => '\u{2216}',
        other => letter(other),
    }
}

/// The letter behind one that Unicode has in a style of its own for formulas (chart U+1D400).
fn letter(sign: char) -> char {
    const LATIN: u32 = 0x1_D400;
    const GREEK: u32 = 0x1_D6A8;
    const DIGITS: u32 = 0x1_D7CE;
    let code = u32::from(sign);
    let of = |first: char, offset: u32| char::from_u32(u32::from(first) + offset).unwrap_or(sign);
    match code {
        LATIN..=0x1_D6A3 => match (code - LATIN) % 52 {
            capital @ 0..=25 => of('A', capital),
            small => of('a', small - 26),
        },
        GREEK..=0x1_D7C9 => match (code - GREEK) % 58 {
            capital @ 0..=24 => of('\u{391}', capital),
            25 => '\u{2207}',
            small @ 26..=50 => of('\u{3B1}', small - 26),
            51 => '\u{2202}',
            52 => '\u{3B5}',
            53 => '\u{3B8}',
            54 => '\u{3BA}',
            55 => '\u{3C6}',
            56 => '\u{3C1}',
            _ => '\u{3C0}',
        },
        DIGITS..=0x1_D7FF => of('0', (code - DIGITS) % 10),
        _ => match sign {
            '\u{3F5}' => '\u{3B5}',
            '\u{3D5}' => '\u{3C6}',
            '\u{3D1}' => '\u{3B8}',
            '\u{3F1}' => '\u{3C1}',
            '\u{3F0}' => '\u{3BA}',
            '\u{3D6}' => '\u{3C0}',
            '\u{3C2}' => '\u{3C3}',
            '\u{210E}' => 'h',
            '\u{2113}' => 'l',
            '\u{212C}' => 'B',
            '\u{2130}' => 'E',
            '\u{2131}' => 'F',
            '\u{210B}' => 'H',
            '\u{2110}' => 'I',
            '\u{2112}' => 'L',
            '\u{2133}' => 'M',
            '\u{211B}' => 'R',
            '\u{212F}' => 'e',
            '\u{210A}' => 'g',
            '\u{2134}' => 'o',
            other => other,
        },
    }
}

/// Whether a sign says what is done over a range: limits stand at it.
pub(crate) fn is_large(sign: &str) -> bool {
    const NAMES: [&str; 9] = ["max", "min", "sup", "inf", "gcd", "argmax", "argmin", "arg max", "arg min"];
    let mut characters = sign.chars();
    let is_sign = matches!(
        (characters.next(), characters.next()),
        (
            Some(
                '\u{2211}'
                | '\u{220F}'
                | '\u{2210}'
                | '\u{222B}'..='\u{2233}'
                | '\u{22C0}'..='\u{22C3}'
                | '\u{2A00}'..='\u{2A06}',
            ),
            None,
        )
    );
    is_sign || NAMES.contains(&sign)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn styled_letters_are_letters() {
        for (styled, letter) in [
            ('\u{1D465}', 'x'),
            ('\u{1D400}', 'A'),
            ('\u{1D6FC}', 'α'),
            ('\u{1D6AA}', 'Γ'),
            ('\u{1D7D0}', '2'),
            ('-', '−'),
        ] {
            assert_eq!(plain(styled), letter, "{styled}");
        }
        assert_eq!(plain('ℝ'), 'ℝ');
    }
}
