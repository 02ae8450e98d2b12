//! What drawings become.

use super::*;

/// The objects of a drawing, the root last; streams as their text.
fn drawn(inner: &str, ink: bool) -> Vec<(Dictionary, String)> {
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'>{inner}</svg>");
    let examined = Picture::examine(svg.as_bytes()).expect("is SVG");
    let Picture::Vector(vector) = examined.picture else { panic!("is a vector") };
    let Prepared::Objects { objects, root, .. } = draw(&vector, None, ink).expect("is drawn") else {
        panic!("is drawn")
    };
    assert_eq!(usize::try_from(root).ok(), Some(objects.len()), "numbered without a gap, the root last");
    objects
        .into_values()
        .map(|object| {
            if let Object::Stream(stream) = object {
                let text = stream.decompressed_content().unwrap_or_default();
                return (stream.dict, String::from_utf8_lossy(&text).into_owned());
            }
            (object.as_dict().cloned().expect("a drawing has streams and dictionaries"), String::new())
        })
        .collect()
}

fn root(inner: &str) -> String {
    drawn(inner, false).pop().expect("has a root").1
}

#[test]
fn shapes_are_operators() {
    assert_eq!(
        root("<g transform='translate(2 3)'><path d='M1 2h3v4z' fill='#f00' fill-rule='evenodd'/></g>"),
        "q\n1 0 0 1 2 3 cm\nq\n1 0 0 rg\n1 2 m\n4 2 l\n4 6 l\nh\nf*\nQ\nQ\n"
    );
    assert_eq!(
        root("<path d='M1 2h3' stroke='#00f' stroke-width='2' stroke-dasharray='3 1' stroke-linecap='round'/>"),
        "q\n0 0 1 RG\n2 w\n1 J\n4 M\n[3 1] 0 d\n1 2 m\n4 2 l\nS\nQ\n"
    );
    // A quadratic curve is a cubic one whose controls lie two thirds of the way.
    assert!(root("<path d='M0 0Q3 3 6 0'/>").contains("2 2 4 2 6 0 c"));
}

#[test]
fn what_is_opaque_in_part_is_put_together_first() {
    let objects = drawn("<g opacity='.5'><path d='M0 0h9v9z'/><path d='M5 0h9v9z'/></g>", false);
    let [(form, shapes), (state, _), (_, root)] = &objects[..] else { panic!("{objects:?}") };
    assert!(form.get(b"Group").is_ok() && shapes.matches("f\n").count() == 2, "{shapes}");
    assert_eq!(state.get(b"ca").and_then(Object::as_float).ok(), Some(0.5));
    assert_eq!(root, "q\n/G2 gs\n/X1 Do\nQ\n");
}

#[test]
fn clips_are_outlines_or_else_masks() {
    let clipped = |shapes: &str| {
        drawn(&format!("<clipPath id='c'>{shapes}</clipPath><path clip-path='url(#c)' d='M0 0h9v9z'/>"), false)
    };
    let one = clipped("<rect width='4' height='4'/>");
    assert!(one.len() == 1 && one[0].1.contains("W n"), "{one:?}");
    let two = clipped("<rect width='4' height='4'/><rect x='2' width='4' height='4'/>");
    let masks = two.iter().filter_map(|(object, _)| object.get(b"SMask").and_then(Object::as_dict).ok());
    assert!(
        masks.clone().any(|mask| mask.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == b"Luminosity")),
        "{two:?}"
    );
    let nothing = clipped("");
    assert!(!nothing.last().expect("has a root").1.contains('f'), "{nothing:?}");
}

#[test]
fn what_is_used_again_is_painted_once() {
    let of = |uses: usize| {
        let shapes = "<rect width='4' height='4'/><rect x='2' width='4' height='4'/>";
        let path = "<path clip-path='url(#c)' mask='url(#m)' fill='url(#p)' d='M0 0h9v9z'/>".repeat(uses);
        let tile = "patternUnits='userSpaceOnUse' width='3' height='3'";
        let inner = format!(
            "<clipPath id='c'>{shapes}</clipPath><mask id='m' maskUnits='userSpaceOnUse' width='9' height='9'>{shapes}\
             </mask><pattern id='p' {tile}>{shapes}</pattern>{path}"
        );
        drawn(&inner, false).iter().map(|(_, text)| text.matches("re\n").count() + text.matches(" l\n").count()).sum()
    };
    let [once, twice, thrice]: [usize; 3] = [1, 2, 3].map(of);
    assert_eq!(twice - once, thrice - twice);
    // The outline of the path alone is there once more.
    assert!(twice - once <= 3, "{once} {twice}");
}

#[test]
fn gradients_are_patterns_in_the_space_of_their_stream() {
    let objects = drawn(
        "<linearGradient id='g'><stop stop-color='#f00'/><stop offset='.5' stop-color='#0f0'/><stop offset='.5'/>\
         </linearGradient><g transform='translate(5 6)'><path fill='url(#g)' d='M0 0h10v10z'/></g>",
        false,
    );
    let (pattern, _) = &objects[0];
    let shading = pattern.get(b"Shading").and_then(Object::as_dict).expect("has a shading");
    let numbers = |object: &Object| -> Vec<f32> {
        object.as_array().expect("an array").iter().map(|own| own.as_float().expect("a number")).collect()
    };
    assert_eq!(numbers(pattern.get(b"Matrix").expect("has a matrix")), [10.0, 0.0, 0.0, 10.0, 5.0, 6.0]);
    let function = shading.get(b"Function").and_then(Object::as_dict).expect("has a function");
    // Two stops at one place are an edge, not a part without length.
    assert_eq!(numbers(function.get(b"Bounds").expect("is stitched")), [0.5]);
    assert!(objects.last().expect("has a root").1.contains("/Pattern cs\n/P1 scn\n"));
}

#[test]
fn gradients_that_are_repeated_fill_their_shape() {
    let objects = drawn(
        "<linearGradient id='g' gradientUnits='userSpaceOnUse' x2='4' spreadMethod='reflect'><stop stop-color='#f00'/>\
         <stop offset='1'/></linearGradient><path fill='url(#g)' d='M0 0h20v10z'/>",
        false,
    );
    let shading = objects[0].0.get(b"Shading").and_then(Object::as_dict).expect("has a shading");
    let function = shading.get(b"Function").and_then(Object::as_dict).expect("has a function");
    let functions = function.get(b"Functions").and_then(Object::as_array).expect("is stitched");
    assert_eq!(functions.len(), 5);
    let first = |index: usize| {
        let c0 = functions[index].as_dict().and_then(|function| function.get(b"C0")).and_then(Object::as_array);
        c0.expect("begins with a colour")[0].as_float().expect("a number")
    };
    assert!(first(0) > 0.9 && first(1) < 0.1 && first(2) > 0.9, "every second one runs back");
}

#[test]
fn what_pdf_cannot_paint_is_pixels() {
    let objects = drawn(
        "<filter id='b'><feGaussianBlur stdDeviation='1'/></filter><path filter='url(#b)' d='M9 5h9v9z'/>",
        false,
    );
    let images = objects
        .iter()
        .filter(|(object, _)| object.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image"));
    // The colours, and how opaque they are.
    assert_eq!(images.count(), 2);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><filter id='b'><feFlood/></filter>\
        <path filter='url(#b)' d='M0 0h9v9z'/></svg>";
    let notes = Picture::examine(svg).expect("is SVG").notes;
    assert!(notes.iter().any(|note| note.contains("drawn as pixels in PDF")), "{notes:?}");
}

#[test]
fn pictures_inside_stand_upright() {
    let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let image = format!("<image x='2' y='3' width='8' height='8' href='data:image/png;base64,{png}'/>");
    let objects = drawn(&image, false);
    assert!(objects.iter().any(|(object, _)| object.get(b"Width").and_then(Object::as_i64).is_ok_and(|one| one == 1)));
    // A unit square that counts from below, in a space that counts from the top.
    assert!(objects.last().expect("has a root").1.contains("1 0 0 -1 0 1 cm\n/X"), "{objects:?}");
}

#[test]
fn black_ink_has_greys_alone() {
    let objects = drawn(
        "<linearGradient id='g'><stop stop-color='#f00'/><stop offset='1' stop-color='#00f'/></linearGradient>\
         <path fill='url(#g)' d='M0 0h9v9z'/><path fill='#0a0' d='M0 0h9v9z'/>",
        true,
    );
    for (_, content) in &objects {
        for line in content.lines().filter_map(|line| line.strip_suffix(" rg")) {
            let channels: Vec<&str> = line.split(' ').collect();
            assert!(channels.windows(2).all(|pair| pair[0] == pair[1]), "{line}");
        }
    }
    let shading = objects[0].0.get(b"Shading").and_then(Object::as_dict).expect("has a shading");
    let function = shading.get(b"Function").and_then(Object::as_dict).expect("has a function");
    for end in [&b"C0"[..], b"C1"] {
        let channels = function.get(end).and_then(Object::as_array).expect("has a colour");
        assert!(channels.windows(2).all(|pair| pair[0] == pair[1]), "{channels:?}");
    }
}
