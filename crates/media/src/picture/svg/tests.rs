//! What cleaning takes out of an SVG file, and what it leaves.

use super::*;

fn cleaned(svg: &str) -> (Vector, Vec<String>) {
    let mut notes = Vec::new();
    let vector = clean(svg.as_bytes(), "p0", &mut notes).expect("can be cleaned");
    // What is made can be read again, and reading it again changes nothing but ids.
    let again = clean(vector.svg.as_bytes(), "p0", &mut Vec::new()).expect("can be cleaned again");
    assert_eq!(again, vector);
    (vector, notes)
}

/// What is inside the root of a cleaned picture.
fn inside(svg: &str) -> String {
    let (vector, _) = cleaned(svg);
    let start = vector.svg.find('>').expect("has a root") + 1;
    vector.svg[start..].trim_end_matches("</svg>").to_owned()
}

fn error(svg: &str) -> String {
    clean(svg.as_bytes(), "p0", &mut Vec::new()).expect_err("is refused").0
}

const ROOT: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">"#;

fn svg(content: &str) -> String {
    format!("{ROOT}{content}</svg>")
}

#[test]
fn root_is_plain() {
    let (vector, notes) = cleaned(
        "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://x/svg11.dtd\" [\n<!ENTITY ns \"http://y/\">\n<!ENTITY red \"#f00\">]>\n\
         <!-- made by hand --><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:ed=\"&ns;\" version=\"1.1\" id=\"Layer:1\" \
         width=\"20px\" height=\"10\" x=\"0px\" style=\"enable-background:new\" ed:page=\"1\">\n<ed:grid/><rect width=\"5\" height=\"5\" fill=\"&red;\"/></svg>",
    );
    insta::assert_snapshot!(vector.svg, @r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" height="10" viewBox="0 0 20 10" width="20"><rect fill="#f00" height="5" width="5"/></svg>"##);
    assert_eq!((vector.width, vector.height), (20.0, 10.0));
    assert_eq!(notes, [""; 0]);
}

#[test]
fn what_acts_or_leads_outside_goes() {
    let (vector, notes) = cleaned(&svg(
        r#"<script>alert(1)</script><a href="javascript:alert(1)"><rect onclick="x()" width="1" height="1" fill="url(http://evil/x.svg#a) red"/></a>
        <image href="http://evil/x.png" width="1" height="1"/><use href="other.svg#x"/>
        <foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="x.png"/></foreignObject>
        <rect width="2" height="2"><animate attributeName="x" to="1"/></rect>
        <style>@import url(http://evil/x.css); rect{mask:url(http://evil/x.svg#m)}</style>"#,
    ));
    insta::assert_snapshot!(vector.svg, @r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" height="10" viewBox="0 0 10 10" width="10"><g><rect fill="red" height="1" width="1"/></g><rect height="2" width="2"/></svg>"#);
    assert_eq!(
        notes,
        [
            "animation was taken out",
            "embedded HTML was taken out",
            "references to other files were taken out",
            "scripts were taken out"
        ]
    );
}

#[test]
fn words_of_embedded_html_become_text() {
    let html = |place: &str, inner: &str| {
        svg(&format!("<foreignObject {place}><div xmlns='http://www.w3.org/1999/xhtml' {inner}</div></foreignObject>"))
    };
    let centered =
        html("x='2' y='4' width='100' height='40'", "style='text-align:center; color:#036'>Boxed <b>label</b>");
    assert_eq!(
        inside(&centered),
        "<text fill=\"#036\" font-size=\"16.00\" text-anchor=\"middle\" x=\"52.00\" y=\"24.00\">\
         <tspan dy=\"0.35em\" x=\"52.00\">Boxed label</tspan></text>"
    );
    let look = "justify-content: unsafe center; width: 58px; padding-top: 26px; margin-left: 2px; font-size: 12px";
    let moved = html(
        "width='100%' height='100%'",
        &format!("style='{look}'><script>x()</script>One<br/>two words that run on"),
    );
    assert_eq!(
        inside(&moved),
        "<text font-size=\"12.00\" text-anchor=\"middle\" x=\"31.00\" y=\"26.00\"><tspan dy=\"-2.05em\" x=\"31.00\">One</tspan>\
         <tspan dy=\"1.20em\" x=\"31.00\">two</tspan><tspan dy=\"1.20em\" x=\"31.00\">words</tspan>\
         <tspan dy=\"1.20em\" x=\"31.00\">that run</tspan><tspan dy=\"1.20em\" x=\"31.00\">on</tspan></text>"
    );
    let (_, notes) = cleaned(&html("", "style='color:url(http://evil/x)'>words"));
    assert_eq!(notes, ["embedded HTML became plain text", "references to other files were taken out"]);
}

#[test]
fn what_stands_for_embedded_html_is_kept_unless_it_is_cut() {
    let choice = |fallback: &str| {
        inside(&svg(&format!(
            "<switch><foreignObject width='9' height='9'><p xmlns='http://www.w3.org/1999/xhtml'>All the words</p></foreignObject>\
             {fallback}</switch>"
        )))
    };
    assert_eq!(choice("<text>Other words</text>"), "<switch><text>Other words</text></switch>");
    assert_eq!(choice("<text>All the...</text>"), "<switch><text>All the words</text></switch>");
    assert_eq!(choice("<text>[Not supported]</text>"), "<switch><text>All the words</text></switch>");
    assert_eq!(choice("<path d='M0 0h1'/>"), "<switch><path d=\"M0 0h1\"/></switch>");
}

#[test]
fn style_sheets_become_attributes() {
    insta::assert_snapshot!(
        inside(&svg("<style>.a{fill:#123;mix-blend-mode:multiply} g>.b{stroke:red}</style><g><rect class='a b' style='stroke-width:2' width='1' height='1'/></g>")),
        @r##"<g><rect fill="#123" height="1" stroke="red" stroke-width="2" style="mix-blend-mode:multiply" width="1"/></g>"##
    );
}

#[test]
fn properties_that_no_attribute_of_ours_says_stay_styles() {
    let style = |attributes: &str| inside(&svg(&format!("<rect {attributes} width='1' height='1'/>")));
    for attributes in ["mask-type='alpha'", "style='mask-type:alpha'", "mask-type='luminance' style='mask-type: alpha'"]
    {
        assert_eq!(style(attributes), "<rect height=\"1\" style=\"mask-type:alpha\" width=\"1\"/>", "{attributes}");
    }
    assert_eq!(style("paint-order='url(#a)'"), "<rect height=\"1\" width=\"1\"/>");
}

#[test]
fn sums_of_colours_are_told() {
    let notes = |inner: &str| cleaned(&svg(inner)).1;
    let sum = "<g style='mix-blend-mode:plus-lighter'><rect width='1' height='1'/></g>";
    assert_eq!(notes(sum).len(), 1, "{:?}", notes(sum));
    let masked = format!("<mask id='m'>{sum}</mask><rect mask='url(#m)' width='1' height='1'/>");
    assert!(notes(&masked)[0].contains("plus-lighter"));
    assert!(notes(&sum.replace("plus-lighter", "screen")).is_empty());
}

#[test]
fn outlines_of_words_say_which_they_are() {
    let tag = Tag::parse("en").expect("is a language");
    let svg = svg("<defs><text id='a' x='9' y='8'>again</text></defs><use href='#a'/>\
         <text x='5' y='7' font-size='10' font-weight='bold'>one <tspan fill='red'>two</tspan><tspan x='5' dy='12'>three</tspan></text>");
    let words = (Faces::embedded(), &tag);
    let vector = lettered(svg.as_bytes(), "p0", words, &mut Vec::new()).expect("is SVG");
    let said: Vec<(&str, bool)> = vector.words.iter().map(|words| (words.text.as_str(), words.bold)).collect();
    assert_eq!(said, [("again", false), ("one two", true), ("three", true)]);
    assert!((vector.words[2].baseline - 19.0).abs() < 0.01 && (vector.words[1].left - 5.0).abs() < 0.01);
}

#[test]
fn custom_properties_and_colours_of_two_grounds_are_worked_out() {
    let drawn = inside(&svg(
        "<style>:root{--ink:#c00}.b{fill:var(--ink)}</style><rect class='b' width='1' height='1'/>\
         <rect width='1' height='1' style='fill:light-dark(#00c,#fff)' stroke='var(--none, url(http://evil/x.svg#a))'/>",
    ));
    assert_eq!(drawn, "<rect fill=\"#c00\" height=\"1\" width=\"1\"/><rect fill=\"#00c\" height=\"1\" width=\"1\"/>");
}

#[test]
fn ids_are_renamed_and_the_unused_go() {
    insta::assert_snapshot!(
        inside(&svg(
            "<defs><linearGradient id='SVG:ID 1_'><stop id='s' stop-color='red'/></linearGradient><g id='shape'><rect width='1' height='1'/></g></defs>\
             <use xlink:href='#shape'/><use href='#nowhere'/><path d='M0 0h1v1z' fill='url( \"#SVG:ID 1_\" )' clip-path='url(#none)'/>"
        )),
        @r##"<defs><linearGradient id="p0-2"><stop stop-color="red"/></linearGradient><g id="p0-1"><rect height="1" width="1"/></g></defs><use xlink:href="#p0-1"/><path d="M0 0h1v1z" fill="url(#p0-2)"/>"##
    );
}

#[test]
fn text_stays_text() {
    insta::assert_snapshot!(
        inside(&svg("<title>A &amp; B</title><text x='1' y='2' font-family='Arial'>Hello <tspan fill='red'>you</tspan> <a href='http://x/'>there</a></text> loose words")),
        @r#"<title>A &amp; B</title><text font-family="Arial" x="1" y="2">Hello <tspan fill="red">you</tspan> <tspan>there</tspan></text>"#
    );
}

#[test]
fn of_a_switch_what_can_be_drawn_stays() {
    insta::assert_snapshot!(
        inside(&svg("<switch><foreignObject requiredFeatures='x'><p>no</p></foreignObject><text>yes</text></switch>")),
        @"<switch><text>yes</text></switch>"
    );
}

#[test]
fn circles_end() {
    let (vector, notes) = cleaned(&svg(
        "<g id='a'><rect width='1' height='1'/><use href='#a'/></g><g id='b'><use href='#c'/></g><g id='c'><use href='#b'/></g>",
    ));
    assert_eq!(notes, ["a part that contains itself was taken out"]);
    assert!(vector.svg.contains("<rect"), "{}", vector.svg);
}

#[test]
fn bombs_are_refused() {
    let mut bomb = "<g id='n0'><rect width='1' height='1'/></g>".to_owned();
    for level in 1..20 {
        let previous = level - 1;
        let uses = format!("<use href='#n{previous}'/>").repeat(10);
        bomb = [bomb, format!("<g id='n{level}'>{uses}</g>")].concat();
    }
    assert_eq!(error(&svg(&bomb)), "the SVG file draws more than 200000 elements");
    let deep = svg(&format!("{}{}", "<g>".repeat(50_000), "</g>".repeat(50_000)));
    assert_eq!(error(&deep), "the SVG file is nested more than 160 deep");
    let chain: Vec<String> = (0..5_000).map(|n| format!("<g id='n{n}'><use href='#n{}'/></g>", n + 1)).collect();
    let chain = chain.concat();
    assert!(error(&svg(&chain)).contains("deep"));
    let laughs = "<!DOCTYPE svg [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>\
                  <!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>]>";
    assert!(error(&format!("{laughs}{}", svg("<text>&e;</text>"))).contains("not well formed"));
}

#[test]
fn what_is_drawn_again_is_counted_again() {
    let path = |points: usize| format!("<path id='a' d='M0 0{}'/>", "L1 1".repeat(points));
    let uses = |of: &str, count| format!("<defs>{of}</defs>{}", "<use href='#a'/>".repeat(count));
    cleaned(&svg(&uses(&path(1_000), 200)));
    let much = "what the SVG file draws takes more than 16 MiB";
    assert_eq!(error(&svg(&uses(&path(10_000), 2_000))), much);
    let clip = format!("<clipPath id='a'>{}</clipPath>", path(10_000).replace("'a'", "'b'"));
    let clipped = "<rect width='1' height='1' clip-path='url(#a)'/>".repeat(2_000);
    assert_eq!(error(&svg(&format!("{clip}{clipped}"))), much);
    // A use takes over what stands around it.
    let dashes = format!("<g stroke-dasharray='{}'>{}</g>", "1 2 ".repeat(10_000), uses(&path(1), 2_000));
    assert_eq!(error(&svg(&dashes)), much);
    let marker = |parts| format!("<marker id='m'>{}</marker>", "<rect width='1' height='1'/>".repeat(parts));
    let line = |points: usize| format!("<g marker-mid='url(#m)'><path d='M0 0{}'/></g>", "L1 1".repeat(points));
    cleaned(&svg(&format!("{}{}", marker(2), line(1_000))));
    assert_eq!(error(&svg(&format!("{}{}", marker(20), line(20_000)))), "the SVG file draws more than 200000 elements");
}

#[test]
fn outlines_without_end_are_taken_out() {
    let shown = |outline: &str| cleaned(&svg(&format!("<rect width='9' height='9'/><path d='{outline}'/>")));
    for vast in ["M0 0L1e38 9A1e38 1e38 1e38 0 1 9 9", "M0 0.5.5e30", "M0-10000000000", "M1 1e+10"] {
        let (vector, notes) = shown(vast);
        assert!(!vector.svg.contains(" d="), "{}", vector.svg);
        assert_eq!(notes, ["an outline with numbers beyond a thousand millions was taken out"]);
    }
    let (vector, notes) = shown("M1e3-2.5.5L1e-20 999999999");
    assert!(vector.svg.contains(" d=") && notes.is_empty(), "{} {notes:?}", vector.svg);
}

#[test]
fn filters_end() {
    let shown = |parts: &str, times: usize| {
        let one = "<rect width='90' height='90' filter='url(#f)'/>";
        svg(&format!("<filter id='f'>{parts}</filter>{}", one.repeat(times)))
    };
    let blur = "<feGaussianBlur stdDeviation='2'/>";
    let (_, notes) = cleaned(&shown(&format!("{blur}<feOffset dx='3'/><feMorphology radius='1'/>"), 10));
    assert_eq!(notes, ["its filters, such as blur and shadows, are drawn as pixels in PDF"]);
    let steps = "the filters of the SVG file take too many steps";
    for parts in [
        "<feMorphology radius='1e9'/>",
        "<feTurbulence baseFrequency='9' numOctaves='2000000000'/>",
        &format!("<feConvolveMatrix order='120' kernelMatrix='{}'/>", "1 ".repeat(14_400)),
    ] {
        assert_eq!(error(&shown(parts, 1)), steps);
    }
    assert_eq!(error(&shown(blur, 2_000)), steps);
    let memory = "the filters of the SVG file take too much memory";
    assert_eq!(error(&shown(&blur.repeat(400), 1)), memory);
}

#[test]
fn sizes() {
    let size = |root: &str, content: &str| {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg' {root}>{content}</svg>");
        let (vector, _) = cleaned(&text);
        (vector.width, vector.height)
    };
    let rect = "<rect x='5' y='5' width='30' height='20'/>";
    assert_eq!(size("width='1in' height='72pt'", rect), (96.0, 96.0));
    assert_eq!(size("width='2em' height='10mm'", rect), (32.0, 37.795_277));
    assert_eq!(size("width='100%' viewBox='0 0 40 20'", rect), (40.0, 20.0));
    assert_eq!(size("width='80' viewBox='0 0 40 20'", rect), (80.0, 40.0));
    assert_eq!(size("", rect), (30.0, 20.0));
    assert_eq!(size("width='1e9' height='1e8'", rect), (20_000.0, 2_000.0));
    assert_eq!(error("<svg xmlns='http://www.w3.org/2000/svg'/>"), "the SVG file has no size and draws nothing");
}

#[test]
fn embedded_pictures_hold_pixels_only() {
    let dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    let (vector, notes) = cleaned(&svg(&format!(
        "<image width='1' height='1' xlink:href='data:image/png;base64,{dot}'/>\
         <image width='1' height='1' href='data:image/svg+xml;base64,PHN2Zy8+'/><image href='data:text/html,hi'/>"
    )));
    assert_eq!(vector.svg.matches("<image").count(), 1);
    assert!(vector.svg.contains("xlink:href=\"data:image/png;base64,iVBOR"));
    assert_eq!(notes, ["an embedded picture that cannot be read was taken out"]);
}

#[test]
fn told_by_content() {
    for yes in ["<svg/>", "\u{FEFF} <?xml?><!-- <a> --><!DOCTYPE svg [<!ENTITY a \"<b>\">]><svg:svg>", "<svg\n>"] {
        assert!(is_svg(yes.as_bytes()), "{yes}");
    }
    for no in ["", "<html><svg/></html>", "svg", "<svgs/>", "<!-- <svg/>", "<!DOCTYPE"] {
        assert!(!is_svg(no.as_bytes()), "{no}");
    }
}

#[test]
fn encodings() {
    let text = format!("<?xml version='1.0' encoding='utf-16'?>{}", svg("<text>é</text>"));
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin: Vec<u8> =
        text.replace("utf-16", "ISO-8859-1").chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
    for bytes in [wide, latin] {
        let vector = clean(&bytes, "p0", &mut Vec::new()).expect("can be read");
        assert!(vector.svg.contains("<text>é</text>"));
    }
    assert!(clean(b"<svg>\xFF</svg>", "p0", &mut Vec::new()).is_err());
}

#[test]
fn drawings_of_dark_ink_alone_are_known() {
    let is_dark = |content: &str| cleaned(&svg(content)).0.is_dark;
    assert!(is_dark("<rect width='9' height='9'/>"), "black where nothing is said");
    assert!(is_dark("<path d='M0 0h9v9z' fill='#1a1a2e' stroke='#000'/>"));
    assert!(!is_dark("<rect width='9' height='9' fill='#eee'/><path d='M0 0h9v9z'/>"), "it has a ground of its own");
    assert!(!is_dark("<path d='M0 0h9v9z' fill='#3d7fc4'/>"));
    assert!(!is_dark("<path d='M0 0h9v9z' fill='none'/>"), "nothing is drawn");
}
