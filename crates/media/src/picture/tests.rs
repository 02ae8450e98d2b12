//! Pictures of every format, whole and damaged.

use super::*;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::{Cursor, Write as _};

fn bytes(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).expect("encodes");
    out.into_inner()
}

/// Thousands of colours that change slowly, as in a photograph.
fn photograph() -> DynamicImage {
    let channel = |value: u32| u8::try_from(value % 256).expect("below 256");
    RgbImage::from_fn(120, 90, |x, y| Rgb([channel(x * 2), channel(y * 2), channel(x + y)])).into()
}

fn drawing(alpha: u8) -> DynamicImage {
    RgbaImage::from_fn(40, 30, |x, _| if x < 20 { Rgba([200, 0, 0, alpha]) } else { Rgba([0, 0, 200, 255]) }).into()
}

fn raster(bytes: &[u8]) -> Raster {
    match Picture::read(bytes).expect("is a picture") {
        Picture::Raster(raster) => raster,
        Picture::Vector(_) => panic!("has pixels"),
    }
}

fn pixels(raster: &Raster) -> RgbaImage {
    image::load_from_memory(&raster.bytes).expect("can be read").to_rgba8()
}

#[test]
fn formats_by_content() {
    for (format, made) in [
        (ImageFormat::Png, RasterFormat::Png),
        (ImageFormat::Jpeg, RasterFormat::Jpeg),
        (ImageFormat::WebP, RasterFormat::Jpeg),
    ] {
        let raster = raster(&bytes(&photograph(), format));
        assert_eq!((raster.format, raster.width, raster.height), (made, 120, 90), "{format:?}");
        assert_eq!(pixels(&raster).dimensions(), (120, 90));
    }
}

#[test]
fn webp_and_gif_of_few_colours_become_png_and_lose_nothing() {
    for format in [ImageFormat::WebP, ImageFormat::Gif] {
        for alpha in [255, 0] {
            let raster = raster(&bytes(&drawing(alpha), format));
            assert_eq!(raster.format, RasterFormat::Png);
            let pixels = pixels(&raster);
            assert_eq!(pixels.get_pixel(39, 0).0, [0, 0, 200, 255], "{format:?}");
            assert_eq!(pixels.get_pixel(0, 0).0[3], alpha, "{format:?}");
        }
    }
}

#[test]
fn conversion_gives_the_same_bytes_again() {
    for picture in [photograph(), drawing(255)] {
        let webp = bytes(&picture, ImageFormat::WebP);
        assert_eq!(raster(&webp), raster(&webp));
    }
}

#[test]
fn png_keeps_pixels_and_loses_comments() {
    let mut file = bytes(&drawing(128), ImageFormat::Png);
    let end = file.len() - 12;
    let mut comment = b"\0\0\0\x05tEXta\0bcd".to_vec();
    let mut sum = flate2::Crc::new();
    sum.update(&comment[4..]);
    comment.extend(sum.sum().to_be_bytes());
    file.splice(end..end, comment);
    file.extend(b"appended to the file");
    let raster = raster(&file);
    assert_eq!(pixels(&raster), drawing(128).to_rgba8());
    assert!(!raster.bytes.windows(4).any(|name| name == b"tEXt"));
    assert!(raster.bytes.ends_with(b"IEND\xAE\x42\x60\x82"));
}

#[test]
fn jpeg_loses_metadata_and_is_turned() {
    let file = bytes(&photograph(), ImageFormat::Jpeg);
    let segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
        [&[0xFF, marker], length.as_slice(), body].concat()
    };
    let exif = |orientation: u8| {
        [b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation, 0, 0, 0, 0, 0, 0]]
            .concat()
    };
    let with = |segments: &[u8]| [&file[..2], segments, &file[2..]].concat();
    let plain = raster(&with(&[segment(0xE1, &exif(1)), segment(0xFE, b"taken at home")].concat()));
    assert_eq!(plain.bytes, file, "only the metadata went");
    let turned = raster(&with(&segment(0xE1, &exif(6))));
    assert_eq!((turned.width, turned.height), (90, 120));
    assert_eq!(pixels(&turned).dimensions(), (90, 120));
    let with_thumbnail = [file.as_slice(), file.as_slice()].concat();
    assert_eq!(raster(&with_thumbnail).bytes, file);
}

#[test]
fn large_pictures_are_scaled_and_it_is_said() {
    let wide: DynamicImage =
        RgbImage::from_fn(20_000, 30, |x, _| if x < 10_000 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 9]) }).into();
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let examined = Picture::examine(&bytes(&wide, format)).expect("is a picture");
        let Picture::Raster(raster) = &examined.picture else { panic!("has pixels") };
        assert_eq!((raster.width, raster.height), (2_858, 5), "{format:?}");
        assert_eq!(examined.notes, ["scaled from 20000 × 30 to 2858 × 5 pixels"]);
        let pixels = pixels(raster);
        assert!(pixels.get_pixel(0, 0).0[0] > 250 && pixels.get_pixel(2_857, 4).0[0] < 9, "{format:?}");
    }
}

#[test]
fn bombs_are_refused_before_they_are_decoded() {
    // A header that promises 2^31 − 1 pixels a side.
    let mut file = bytes(&drawing(255), ImageFormat::Png);
    file[16..24].copy_from_slice(&[0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF]);
    let mut sum = flate2::Crc::new();
    sum.update(&file[12..29]);
    let sum = sum.sum().to_be_bytes();
    file[29..33].copy_from_slice(&sum);
    let error = Picture::read(&file).expect_err("too large");
    assert!(error.0.contains("too large"), "{error}");
    let mut gif = bytes(&drawing(255), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xFF; 4]);
    assert!(Picture::read(&gif).is_err());
}

#[test]
fn damage_is_an_error_and_never_a_panic() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let file = bytes(&photograph(), format);
        for cut in (0..file.len()).step_by(97) {
            // A JPEG that is cut off late is still shown in part, as by browsers.
            let _ = Picture::read(&file[..cut]);
            let mut damaged = file.clone();
            damaged[cut] ^= 0x5A;
            let _ = Picture::read(&damaged);
        }
        assert!(Picture::read(&file[..20]).is_err(), "{format:?}");
    }
}

#[test]
fn other_formats_are_named() {
    for (bytes, said) in [
        (b"".as_slice(), "the file is empty"),
        (b"BM\0\0\0\0", "BMP is not a picture format that books can hold"),
        (b"\0\0\0\x20ftypavif", "AVIF is not a picture format that books can hold"),
        (b"hello", "the file is not a PNG, JPEG, WebP, GIF or SVG"),
        (b"<html><svg/></html>", "the file is not a PNG, JPEG, WebP, GIF or SVG"),
    ] {
        assert_eq!(Picture::read(bytes), Err(PictureError(said.to_owned())));
    }
}

#[test]
fn equal_bytes_are_decoded_once() {
    let mut media = crate::Media::default();
    let file = bytes(&drawing(255), ImageFormat::Png);
    media.add("a.png", &file).expect("is a picture");
    media.add("b.webp", &file).expect("the name does not matter");
    let (first, second) = (media.picture("a.png").expect("added"), media.picture("b.webp").expect("added"));
    assert!(std::sync::Arc::ptr_eq(first, second));
    assert!(media.picture("c.png").is_none());
}

/// A chunk of a PNG file with its sum.
fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(&name);
    sum.update(data);
    let length = u32::try_from(data.len()).expect("short").to_be_bytes();
    [length.as_slice(), &name, data, &sum.sum().to_be_bytes()].concat()
}

/// A drawing with a chunk right after its header.
fn with_chunk(chunk: &[u8]) -> Vec<u8> {
    let mut file = bytes(&drawing(255), ImageFormat::Png);
    file.splice(33..33, chunk.iter().copied());
    file
}

fn deflated(head: &[u8], zeros: u64) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(head).expect("is written");
    std::io::copy(&mut std::io::repeat(0).take(zeros), &mut out).expect("is written");
    out.finish().expect("is written")
}

#[test]
fn colour_profiles_are_passed_on_when_they_are_sound_and_not_large() {
    let mut head = [0; 128];
    head[36..40].copy_from_slice(b"acsp");
    let profile = |deflated: &[u8]| chunk(*b"iCCP", &[b"name\0\0".as_slice(), deflated].concat());
    let good = profile(&deflated(&head, 3_000));
    let examined = Picture::examine(&with_chunk(&good)).expect("is a picture");
    let Picture::Raster(kept) = &examined.picture else { panic!("has pixels") };
    assert!(kept.bytes.windows(good.len()).any(|part| part == good), "a sound profile is lost");
    assert!(examined.notes.is_empty(), "{:?}", examined.notes);
    // Half a gigabyte of nothing, what is no profile, what is not compressed, and a second one.
    let bomb = profile(&deflated(&head, 500 << 20));
    assert!(bomb.len() < 600_000);
    for (bad, kept) in
        [(bomb, 0), (profile(&deflated(&[0; 128], 9)), 0), (profile(b"x"), 0), ([good.clone(), good].concat(), 1)]
    {
        let examined = Picture::examine(&with_chunk(&bad)).expect("is a picture");
        let Picture::Raster(raster) = &examined.picture else { panic!("has pixels") };
        assert_eq!(raster.bytes.windows(4).filter(|name| name == b"iCCP").count(), kept);
        let said = ["its colour profile was taken out: it is damaged or too large"];
        assert_eq!(examined.notes, said[..1 - kept]);
        assert_eq!(pixels(raster), drawing(255).to_rgba8());
    }
    // Small chunks have one length.
    for name in [b"gAMA", b"cHRM", b"sRGB", b"cICP"] {
        let large = chunk(*name, &vec![0; 100_000]);
        assert!(raster(&with_chunk(&large)).bytes.len() < 50_000, "{}", String::from_utf8_lossy(name));
    }
}

#[test]
fn what_cannot_be_decoded_is_broken_in_every_format() {
    let header = chunk(*b"IHDR", &[0, 0, 0, 2, 0, 0, 0, 2, 8, 3, 0, 0, 0]);
    let rows = chunk(*b"IDAT", &deflated(&[0, 0, 1, 0, 1, 0], 0));
    let palette = chunk(*b"PLTE", &[255, 0, 0, 0, 0, 255]);
    let end = chunk(*b"IEND", b"");
    let file = |parts: &[&[u8]]| [b"\x89PNG\r\n\x1a\n".as_slice(), &parts.concat()].concat();
    assert_eq!(raster(&file(&[&header, &palette, &rows, &end])).width, 2);
    let empty = chunk(*b"PLTE", b"");
    let odd = chunk(*b"PLTE", &[1, 2, 3, 4]);
    let garbage = chunk(*b"IDAT", b"no pixels at all");
    for (what, parts) in [
        ("no palette", vec![&header, &rows, &end]),
        ("an empty palette", vec![&header, &empty, &rows, &end]),
        ("a palette with a third of a colour", vec![&header, &odd, &rows, &end]),
        ("rows that are not compressed", vec![&header, &palette, &garbage, &end]),
    ] {
        let parts: Vec<&[u8]> = parts.into_iter().map(Vec::as_slice).collect();
        let error = Picture::read(&file(&parts)).expect_err(what);
        assert!(error.0.contains("damaged"), "{what}: {error}");
    }
}

#[test]
fn a_look_says_what_an_examination_says() {
    let wide = DynamicImage::ImageRgb8(RgbImage::from_fn(9_000, 3, |x, _| {
        Rgb([u8::try_from(x % 256).expect("below 256"), 0, 7])
    }));
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        for picture in [&wide, &photograph(), &drawing(255)] {
            let rgb = DynamicImage::ImageRgb8(picture.to_rgb8());
            let file = bytes(&rgb, format);
            let said = Picture::examine(&file).map(|examined| examined.notes);
            assert_eq!(Picture::look(&file), said, "{format:?}");
            assert_eq!(
                Picture::look(&file[..file.len() / 2]).is_err(),
                Picture::read(&file[..file.len() / 2]).is_err()
            );
        }
    }
}

#[test]
fn a_wrong_sum_of_what_can_be_done_without_costs_that_alone() {
    let mut profile = chunk(*b"iCCP", b"a profile");
    let last = profile.len() - 1;
    profile[last] ^= 1;
    let examined = Picture::examine(&with_chunk(&profile)).expect("is shown, as by browsers");
    let Picture::Raster(raster) = examined.picture else { panic!("is pixels") };
    assert_eq!(pixels(&raster), drawing(255).to_rgba8());
    assert!(examined.notes.iter().any(|note| note.contains("its sum does not agree: `iCCP`")), "{:?}", examined.notes);
    // Told once, and of a comment not at all.
    let mut comment = chunk(*b"tEXt", b"a comment");
    let end = comment.len() - 1;
    comment[end] ^= 1;
    let many = Picture::examine(&with_chunk(&[profile.repeat(900), comment].concat())).expect("is shown");
    assert!(many.notes == examined.notes, "{} notes", many.notes.len());
    // The pixels cannot be done without.
    let mut file = bytes(&drawing(255), ImageFormat::Png);
    let end = file.len() - 13;
    file[end] ^= 1;
    assert!(Picture::read(&file).is_err());
}
