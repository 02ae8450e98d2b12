//! The colours of a drawing: whether it is of dark ink alone, which nobody sees on a dark ground, and whether it adds them
//! up, which PDF cannot.

/// The lightest that dark ink is, as relative luminance: on black it has a contrast of less than 3 to 1.
const DARK: f32 = 0.1;

/// Whether everything that is drawn is dark. A drawing with pictures or patterns in it is none of those.
pub(super) fn is_dark(group: &usvg::Group) -> bool {
    let mut seen = Seen { dark: false, other: false };
    seen.group(group);
    seen.dark && !seen.other
}

/// Whether colours are added up (`mix-blend-mode: plus-lighter`).
pub(super) fn adds_up(group: &usvg::Group) -> bool {
    group.blend_mode() == usvg::BlendMode::PlusLighter
        || group.children().iter().any(|node| {
            let mut found = matches!(node, usvg::Node::Group(group) if adds_up(group));
            node.subroots(|root| found |= adds_up(root));
            found
        })
}

struct Seen {
    dark: bool,
    other: bool,
}

impl Seen {
    fn group(&mut self, group: &usvg::Group) {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => self.group(group),
                usvg::Node::Path(path) => {
                    if !path.is_visible() {
                        continue;
                    }
                    if let Some(fill) = path.fill() {
                        self.paint(fill.paint());
                    }
                    if let Some(stroke) = path.stroke() {
                        self.paint(stroke.paint());
                    }
                }
                usvg::Node::Image(_) => self.other = true,
                // Its letters are the reader's to draw, in a colour that stands beside the paths'.
                usvg::Node::Text(_) => {}
            }
        }
    }

    fn paint(&mut self, paint: &usvg::Paint) {
        match paint {
            usvg::Paint::Color(colour) => self.colour(*colour),
            usvg::Paint::LinearGradient(gradient) => gradient.stops().iter().for_each(|stop| self.colour(stop.color())),
            usvg::Paint::RadialGradient(gradient) => gradient.stops().iter().for_each(|stop| self.colour(stop.color())),
            usvg::Paint::Pattern(_) => self.other = true,
        }
    }

    fn colour(&mut self, colour: usvg::Color) {
        let linear = |value: u8| (f32::from(value) / 255.0).powf(2.2);
        let light = 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
        if light < DARK {
            self.dark = true;
        } else {
            self.other = true;
        }
    }
}
