//! Mermaid, by `merman`: what it lays out is measured in our faces, and lettered in them.

use crate::Undrawn;
use crate::look::look;
use merman::resources::InputResourceLimitId;
use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, RenderResourceLimitId, RenderResourcePolicy, ResourceLimitId,
    SvgEnvironment, SvgPipeline, SvgRenderOptions, TextMeasurementPolicy, TextMeasurementProfile,
    TextMeasurementProfileIdentity, TextStyle,
};
use merman::{Engine, OperationControl, RenderError, RenderOutput, RenderRequest, Renderer, SvgRequest};
use pamphlet_locale::Tag;
use pamphlet_media::face::{Faces, Theme};
use pamphlet_media::lettering::{self, Span};
use pamphlet_media::picture::Vector;
use pamphlet_media::svg;
use pamphlet_source::limits::{DIAGRAM_ITEMS, DIAGRAM_STEPS, DIAGRAM_SVG_BYTES, grouped};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Draws a diagram.
pub(crate) fn draw(
    source: &str,
    faces: &'static Faces,
    language: &Tag,
    notes: &mut Vec<String>,
) -> Result<Vector, Undrawn> {
    let mut policy = RenderResourcePolicy::default();
    for (id, most) in [
        (ResourceLimitId::Input(InputResourceLimitId::MaxModelItems), DIAGRAM_ITEMS),
        (ResourceLimitId::Render(RenderResourceLimitId::MaxLayoutWorkUnits), DIAGRAM_STEPS),
        (ResourceLimitId::Render(RenderResourceLimitId::MaxSvgBytes), DIAGRAM_SVG_BYTES),
    ] {
        policy.apply_limit(id, most).map_err(|error| Undrawn::whole(error.to_string()))?;
    }
    let environment = SvgEnvironment::deterministic()
        .with_text_measurement_policy(TextMeasurementPolicy::uniform(profile(faces, language)?))
        .with_resource_policy(policy);
    let request = SvgRequest {
        environment,
        // Labels are HTML, which is laid out as on the website, and become text.
        pipeline: Some(SvgPipeline::resvg_safe()),
        options: SvgRenderOptions { diagram_id: Some("d".to_owned()), ..SvgRenderOptions::default() },
        ..SvgRequest::default()
    };
    let renderer = Renderer::new().with_engine(Engine::new().with_site_config(look()));
    let output = renderer
        .render(RenderRequest::svg(source, OperationControl::new(), request))
        .map_err(|error| undrawn(&error, source))?;
    let RenderOutput::Svg(Some(drawn)) = output else {
        return Err(Undrawn::whole("its first line names no kind of diagram"));
    };
    let vector = svg::lettered(drawn.svg().as_bytes(), "d", (faces, language), notes);
    vector.map_err(|error| Undrawn::whole(error.to_string()))
}

/// Measures words in the faces that they are lettered in.
fn profile(faces: &'static Faces, language: &Tag) -> Result<TextMeasurementProfile, Undrawn> {
    let wrong = |error: &dyn std::fmt::Display| Undrawn::whole(error.to_string());
    let id = MeasurementProfileId::new("pamphlet").map_err(|error| wrong(&error))?;
    let identity = TextMeasurementProfileIdentity::new(id, "1").map_err(|error| wrong(&error))?;
    let language = language.clone();
    // A label is measured several times, and words of growing lines again and again.
    let known: Mutex<BTreeMap<(String, bool, bool), f64>> = Mutex::new(BTreeMap::new());
    let measurer = DeterministicTextMeasurer::default().with_width_callback(move |text, style| {
        let bold = is_bold(style);
        let theme = theme(style);
        let key = (text.to_owned(), bold, theme == Theme::Mono);
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        let width = *known.entry(key).or_insert_with(|| {
            let italic = style.font_style.as_deref() == Some("italic");
            lettering::width_of(faces, &[Span { text, theme, bold, italic, size: 1.0 }], &language)
        });
        width * style.font_size
    });
    Ok(TextMeasurementProfile::new(identity, measurer))
}

fn is_bold(style: &TextStyle) -> bool {
    let weight = style.font_weight.as_deref().unwrap_or_default();
    matches!(weight, "bold" | "bolder") || weight.parse::<u16>().is_ok_and(|weight| weight > 500)
}

fn theme(style: &TextStyle) -> Theme {
    let family = style.font_family.as_deref().unwrap_or_default();
    if family.to_ascii_lowercase().contains("mono") { Theme::Mono } else { Theme::Sans }
}

/// The reason in words, and the line where there is one.
fn undrawn(error: &RenderError, source: &str) -> Undrawn {
    match error {
        RenderError::Parse(diagnostic) => {
            let details = diagnostic.terminal_diagnostic_details();
            let before = details.span.and_then(|span| source.get(..span.start));
            let line = before.map(|before| before.matches('\n').count() + 1);
            let said = diagnostic.terminal_safe_message();
            Undrawn { reason: reason(&said), line }
        }
        RenderError::ResourceLimitExceeded(limit) => {
            let most = grouped(limit.maximum);
            Undrawn::whole(format!(
                "it has too many parts to be laid out (more than {most} by the measure {})",
                limit.id
            ))
        }
        RenderError::NoDiagram => Undrawn::whole("its first line names no kind of diagram"),
        other => Undrawn::whole(reason(&other.to_string())),
    }
}

/// A reason of `merman` without what is of no use to the author of a diagram.
fn reason(said: &str) -> String {
    if let Some(kind) = said.strip_prefix("Unsupported diagram type: ") {
        let kind = kind.split(';').next().unwrap_or(kind);
        return format!("diagrams of the kind “{kind}” are not drawn");
    }
    if said.contains("capability `math`") {
        return "it has a formula, which is not set in diagrams".to_owned();
    }
    if said.starts_with("No Mermaid diagram type") {
        return "its first line names no kind of diagram".to_owned();
    }
    match said.strip_prefix("Diagram parse error (").and_then(|rest| rest.split_once("): ")) {
        Some((_, what)) => format!("it is not understood: {what}"),
        None => said.to_owned(),
    }
}
