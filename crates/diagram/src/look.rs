//! How diagrams look unless their source says otherwise: black words on greys that are light enough for them, which every
//! printer has.

use merman::MermaidConfig;
use serde_json::{Map, Value, json};

/// Words.
const INK: &str = "#111111";
/// Lines.
const LINE: &str = "#555555";
/// Areas that are told apart.
const GREYS: [&str; 6] = ["#d9d9d9", "#bfbfbf", "#e8e8e8", "#adadad", "#cccccc", "#9e9e9e"];

/// Variables of the theme `base` of Mermaid.
const VARIABLES: &[(&str, &str)] = &[
    ("background", "#ffffff"),
    ("mainBkg", "#f2f2f2"),
    ("primaryColor", "#f2f2f2"),
    ("primaryTextColor", INK),
    ("primaryBorderColor", LINE),
    ("secondaryColor", "#e6e6e6"),
    ("secondaryTextColor", INK),
    ("secondaryBorderColor", LINE),
    ("tertiaryColor", "#fafafa"),
    ("tertiaryTextColor", INK),
    ("tertiaryBorderColor", "#999999"),
    ("lineColor", LINE),
    ("textColor", INK),
    ("titleColor", INK),
    ("nodeTextColor", INK),
    ("edgeLabelBackground", "#ffffff"),
    ("clusterBkg", "#fafafa"),
    ("clusterBorder", "#999999"),
    ("noteBkgColor", "#ffffff"),
    ("noteBorderColor", LINE),
    ("noteTextColor", INK),
    ("actorLineColor", LINE),
    ("activationBkgColor", "#d4d4d4"),
    ("activationBorderColor", LINE),
    ("labelBoxBkgColor", "#e6e6e6"),
    ("sequenceNumberColor", "#ffffff"),
    ("taskBkgColor", "#d4d4d4"),
    ("taskBorderColor", LINE),
    ("taskTextColor", INK),
    ("taskTextLightColor", INK),
    ("taskTextDarkColor", INK),
    ("taskTextOutsideColor", INK),
    ("activeTaskBkgColor", "#bdbdbd"),
    ("activeTaskBorderColor", INK),
    ("doneTaskBkgColor", "#ffffff"),
    ("doneTaskBorderColor", LINE),
    ("critBkgColor", "#f2f2f2"),
    ("critBorderColor", INK),
    ("sectionBkgColor", "#f2f2f2"),
    ("sectionBkgColor2", "#f2f2f2"),
    ("altSectionBkgColor", "#ffffff"),
    ("gridColor", "#999999"),
    ("todayLineColor", "none"),
    ("pieStrokeColor", LINE),
    ("pieOuterStrokeColor", LINE),
    ("pieStrokeWidth", "1px"),
    ("pieOuterStrokeWidth", "1px"),
    ("pieOpacity", "1"),
    ("pieTitleTextColor", INK),
    ("pieSectionTextColor", INK),
    ("pieLegendTextColor", INK),
    ("commitLabelColor", INK),
    ("commitLabelBackground", "#ffffff"),
    ("tagLabelColor", INK),
    ("tagLabelBackground", "#f2f2f2"),
    ("tagLabelBorder", LINE),
    ("scaleLabelColor", INK),
];

/// The configuration of all diagrams.
pub(crate) fn look() -> MermaidConfig {
    let mut variables: Map<String, Value> =
        VARIABLES.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    variables.insert("xyChart".to_owned(), json!({ "plotColorPalette": "#8c8c8c, #111111, #bdbdbd, #555555" }));
    for (number, grey) in GREYS.into_iter().cycle().enumerate().take(12) {
        for (name, value) in [
            (format!("cScale{number}"), grey),
            (format!("cScaleLabel{number}"), INK),
            (format!("cScaleInv{number}"), LINE),
            (format!("cScalePeer{number}"), LINE),
            (format!("pie{}", number + 1), grey),
            (format!("fillType{}", number % 8), grey),
            (format!("git{}", number % 8), grey),
            (format!("gitInv{}", number % 8), LINE),
            (format!("gitBranchLabel{}", number % 8), INK),
        ] {
            variables.insert(name, json!(value));
        }
    }
    MermaidConfig::from_value(json!({
        "theme": "base",
        "themeVariables": variables,
        "look": "classic",
        "htmlLabels": true,
        "journey": { "actorColours": ["#111111", "#9e9e9e", "#e8e8e8", "#555555", "#cccccc", "#777777"] },
        "securityLevel": "strict",
    }))
}
