//! The elements and attributes that a cleaned picture may have: SVG 1.1 without scripting, animation, hyperlinks and
//! foreign content, which is what readers of books and the PDF writer draw.

/// Elements, sorted.
const ELEMENTS: &[&str] = &[
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
];

/// Attributes that only an element's own meaning gives sense to, sorted.
const ATTRIBUTES: &[&str] = &[
    "amplitude",
    "azimuth",
    "baseFrequency",
    "bias",
    "clipPathUnits",
    "cx",
    "cy",
    "d",
    "diffuseConstant",
    "divisor",
    "dx",
    "dy",
    "edgeMode",
    "elevation",
    "exponent",
    "filterUnits",
    "flood-color",
    "flood-opacity",
    "fr",
    "fx",
    "fy",
    "gradientTransform",
    "gradientUnits",
    "height",
    "in",
    "in2",
    "intercept",
    "k1",
    "k2",
    "k3",
    "k4",
    "kernelMatrix",
    "kernelUnitLength",
    "lengthAdjust",
    "lighting-color",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "mode",
    "numOctaves",
    "offset",
    "operator",
    "order",
    "orient",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "points",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "r",
    "radius",
    "refX",
    "refY",
    "result",
    "rotate",
    "rx",
    "ry",
    "scale",
    "seed",
    "slope",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "textLength",
    "transform",
    "type",
    "values",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "xChannelSelector",
    "y",
    "y1",
    "y2",
    "yChannelSelector",
    "z",
];

/// Properties that style sheets set and that are attributes too, sorted.
const PROPERTIES: &[&str] = &[
    "alignment-baseline",
    "baseline-shift",
    "clip-path",
    "clip-rule",
    "color",
    "color-interpolation",
    "color-interpolation-filters",
    "direction",
    "display",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "fill-rule",
    "filter",
    "flood-color",
    "flood-opacity",
    "font-family",
    "font-size",
    "font-size-adjust",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "image-rendering",
    "letter-spacing",
    "lighting-color",
    "marker-end",
    "marker-mid",
    "marker-start",
    "mask",
    "opacity",
    "overflow",
    "shape-rendering",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-decoration",
    "text-rendering",
    "unicode-bidi",
    "vector-effect",
    "visibility",
    "word-spacing",
    "writing-mode",
];

/// Properties that style sheets may set as geometry (SVG 2), and that SVG 1.1 knows as attributes; sorted.
const GEOMETRY: &[&str] = &["cx", "cy", "height", "r", "rx", "ry", "width", "x", "y"];

/// Properties that no attribute says: they stay in `style`; sorted.
const STYLE_ONLY: &[&str] = &["isolation", "mask-type", "mix-blend-mode", "paint-order"];

/// Properties whose value may be a reference, sorted.
const REFERRING: &[&str] =
    &["clip-path", "fill", "filter", "marker-end", "marker-mid", "marker-start", "mask", "stroke"];

/// Elements that may have `xlink:href`, sorted.
const LINKED: &[&str] = &["linearGradient", "pattern", "radialGradient", "textPath", "use"];

fn among(list: &'static [&'static str], name: &str) -> Option<&'static str> {
    list.binary_search(&name).ok().map(|at| list[at])
}

/// The element of a name, if it may stay.
pub(super) fn element(name: &str) -> Option<&'static str> {
    among(ELEMENTS, name)
}

/// The attribute of a name, if it may stay.
pub(super) fn attribute(name: &str) -> Option<&'static str> {
    among(ATTRIBUTES, name).or_else(|| property(name))
}

/// The property of a name, if it can be an attribute.
pub(super) fn property(name: &str) -> Option<&'static str> {
    among(PROPERTIES, name)
}

/// The geometric property of a name.
pub(super) fn geometry(name: &str) -> Option<&'static str> {
    among(GEOMETRY, name)
}

/// Whether a property can only be said in `style`.
pub(super) fn is_style_only(name: &str) -> bool {
    among(STYLE_ONLY, name).is_some()
}

/// Whether what can only be said in `style` may be written as an attribute too (CSS Masking 1, 7.10; SVG 2, 13.8).
pub(super) fn is_style_attribute(name: &str) -> bool {
    matches!(name, "mask-type" | "paint-order")
}

/// Whether the value of a property may be a reference.
pub(super) fn refers(name: &str) -> bool {
    among(REFERRING, name).is_some()
}

/// Whether an element refers to another by `xlink:href`.
pub(super) fn is_linked(name: &str) -> bool {
    among(LINKED, name).is_some()
}

/// Whether characters inside an element are text.
pub(super) fn has_text(name: &str) -> bool {
    matches!(name, "desc" | "text" | "textPath" | "title" | "tspan")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [ELEMENTS, ATTRIBUTES, PROPERTIES, GEOMETRY, STYLE_ONLY, REFERRING, LINKED] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
