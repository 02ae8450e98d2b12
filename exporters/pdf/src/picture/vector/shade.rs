//! Gradients as patterns (ISO 32000-1, 8.7.4).

use super::on_paper;
use super::stream::{matrix, reals};
use lopdf::{Dictionary, Object};
use usvg::tiny_skia_path::Point;
use usvg::{LinearGradient, RadialGradient, Rect, SpreadMethod, Stop, Transform};

/// As often a gradient is repeated at most. A drawing with more of them in one shape shows a blur on paper.
const MOST_REPEATS: i16 = 200;

/// Stops that are nearer to each other than this part of the gradient are an edge.
const SAME: f32 = 1e-5;

/// Where a gradient runs: between two circles, or two points, as PDF writes either.
#[derive(Debug, Clone, Copy)]
enum Course {
    Axis([f32; 4]),
    Circles([f32; 6]),
}

/// A gradient of either kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gradient<'g> {
    course: Course,
    stops: &'g [Stop],
    spread: SpreadMethod,
    pub(super) transform: Transform,
}

impl<'g> From<&'g LinearGradient> for Gradient<'g> {
    fn from(own: &'g LinearGradient) -> Self {
        let course = Course::Axis([own.x1(), own.y1(), own.x2(), own.y2()]);
        Self { course, stops: own.stops(), spread: own.spread_method(), transform: own.transform() }
    }
}

impl<'g> From<&'g RadialGradient> for Gradient<'g> {
    fn from(own: &'g RadialGradient) -> Self {
        let course = Course::Circles([own.fx(), own.fy(), own.fr().get(), own.cx(), own.cy(), own.r().get()]);
        Self { course, stops: own.stops(), spread: own.spread_method(), transform: own.transform() }
    }
}

/// What of its stops a gradient shows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shown {
    /// Their colours; in black ink their greys.
    Colors { ink: bool },
    /// How opaque they are.
    Opacity,
}

impl Shown {
    fn of(self, stop: &Stop) -> Vec<f32> {
        match self {
            Self::Colors { ink } => on_paper(ink, stop.color()).to_vec(),
            Self::Opacity => vec![stop.opacity().get()],
        }
    }

    const fn space(self) -> &'static str {
        match self {
            Self::Colors { .. } => "DeviceRGB",
            Self::Opacity => "DeviceGray",
        }
    }
}

impl Gradient<'_> {
    /// Whether something behind it is to be seen.
    pub(super) fn is_clear(&self) -> bool {
        self.stops.iter().any(|stop| stop.opacity().get() < 1.0)
    }

    /// The pattern that paints `area`, which is given in the space where the gradient is used. `at` leads from there to
    /// the space of the whole stream, which patterns are told in.
    pub(super) fn pattern(&self, shown: Shown, area: Rect, at: Transform) -> Dictionary {
        let (from, to) = self.range(area);
        let along = |course: [f32; 2], step: f32| course[0] + (course[1] - course[0]) * step;
        let (kind, coords) = match self.course {
            Course::Axis([x1, y1, x2, y2]) => {
                let point = |step| [along([x1, x2], step), along([y1, y2], step)];
                (2, [point(f32::from(from)), point(f32::from(to))].concat())
            }
            Course::Circles([fx, fy, fr, cx, cy, r]) => {
                let circle = |step| [along([fx, cx], step), along([fy, cy], step), along([fr, r], step)];
                (3, [circle(f32::from(from)), circle(f32::from(to))].concat())
            }
        };
        let mut shading = Dictionary::new();
        shading.set("ShadingType", kind);
        shading.set("ColorSpace", shown.space());
        shading.set("Coords", reals(&coords));
        shading.set("Domain", reals(&[f32::from(from), f32::from(to)]));
        shading.set("Function", self.function(shown, from, to));
        shading.set("Extend", vec![Object::Boolean(true), Object::Boolean(true)]);
        let mut pattern = Dictionary::new();
        pattern.set("Type", "Pattern");
        pattern.set("PatternType", 2);
        pattern.set("Shading", shading);
        pattern.set("Matrix", matrix(at.pre_concat(self.transform)));
        pattern
    }

    /// From which repeat to which one an area is painted; once for a gradient that is not repeated.
    fn range(&self, area: Rect) -> (i16, i16) {
        if self.spread == SpreadMethod::Pad {
            return (0, 1);
        }
        let Some(back) = self.transform.invert() else { return (0, 1) };
        let mut corners = [
            Point::from_xy(area.left(), area.top()),
            Point::from_xy(area.right(), area.top()),
            Point::from_xy(area.left(), area.bottom()),
            Point::from_xy(area.right(), area.bottom()),
        ];
        back.map_points(&mut corners);
        match self.course {
            Course::Axis([x1, y1, x2, y2]) => {
                let (dx, dy) = (x2 - x1, y2 - y1);
                let length = dx.hypot(dy).powi(2);
                let steps = corners.map(|corner| ((corner.x - x1) * dx + (corner.y - y1) * dy) / length);
                let (first, last) = steps
                    .into_iter()
                    .fold((0.0_f32, 1.0_f32), |(first, last), step| (first.min(step.floor()), last.max(step.ceil())));
                (bounded(first), bounded(last))
            }
            Course::Circles([fx, fy, fr, cx, cy, r]) => {
                let holds = |step: i16| {
                    let step = f32::from(step);
                    let (x, y, radius) = (fx + (cx - fx) * step, fy + (cy - fy) * step, fr + (r - fr) * step);
                    corners.iter().all(|corner| (corner.x - x).hypot(corner.y - y) <= radius)
                };
                (0, (1..MOST_REPEATS).find(|step| holds(*step)).unwrap_or(MOST_REPEATS))
            }
        }
    }

    /// The function from a place on the course to what is shown there (ISO 32000-1, 7.10).
    fn function(&self, shown: Shown, from: i16, to: i16) -> Dictionary {
        let parts = self.parts(shown);
        let mut functions = Vec::new();
        let mut bounds = Vec::new();
        for repeat in from..to {
            let turned = self.spread == SpreadMethod::Reflect && repeat.rem_euclid(2) == 1;
            let mut own = parts.clone();
            if turned {
                own.reverse();
                for part in &mut own {
                    *part = Part {
                        from: 1.0 - part.to,
                        to: 1.0 - part.from,
                        first: part.last.clone(),
                        last: part.first.clone(),
                    };
                }
            }
            for part in own {
                if !functions.is_empty() {
                    bounds.push(f32::from(repeat) + part.from);
                }
                functions.push(part.function());
            }
        }
        if functions.len() == 1 && (from, to) == (0, 1) {
            return functions.swap_remove(0);
        }
        let mut stitched = Dictionary::new();
        stitched.set("FunctionType", 3);
        stitched.set("Domain", reals(&[f32::from(from), f32::from(to)]));
        stitched.set("Bounds", reals(&bounds));
        stitched.set("Encode", reals(&[0.0, 1.0].repeat(functions.len())));
        stitched.set("Functions", functions.into_iter().map(Object::Dictionary).collect::<Vec<_>>());
        stitched
    }

    /// What lies between two stops and has a length, from 0 to 1 without a gap.
    fn parts(&self, shown: Shown) -> Vec<Part> {
        let mut stops: Vec<(f32, Vec<f32>)> =
            self.stops.iter().map(|stop| (stop.offset().get(), shown.of(stop))).collect();
        if let Some((_, value)) = stops.first().filter(|(offset, _)| *offset > 0.0).cloned() {
            stops.insert(0, (0.0, value));
        }
        if let Some((_, value)) = stops.last().filter(|(offset, _)| *offset < 1.0).cloned() {
            stops.push((1.0, value));
        }
        // usvg sets stops at one place a little apart.
        let pairs = stops.windows(2).filter(|pair| pair[1].0 - pair[0].0 > SAME);
        pairs
            .map(|pair| Part { from: pair[0].0, to: pair[1].0, first: pair[0].1.clone(), last: pair[1].1.clone() })
            .collect()
    }
}

/// A part of a gradient that runs from one value to another.
#[derive(Debug, Clone)]
struct Part {
    from: f32,
    to: f32,
    first: Vec<f32>,
    last: Vec<f32>,
}

impl Part {
    fn function(&self) -> Dictionary {
        let mut function = Dictionary::new();
        function.set("FunctionType", 2);
        function.set("Domain", reals(&[0.0, 1.0]));
        function.set("C0", reals(&self.first));
        function.set("C1", reals(&self.last));
        function.set("N", 1);
        function
    }
}

fn bounded(step: f32) -> i16 {
    #[expect(clippy::cast_possible_truncation, reason = "a whole number within the bounds")]
    let step = step.clamp(f32::from(-MOST_REPEATS), f32::from(MOST_REPEATS)) as i16;
    step
}
