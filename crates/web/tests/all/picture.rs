//! Pictures of pages for the guides: few colours, so that they are small.

use std::collections::BTreeMap;

use png::{BitDepth, ColorType, Compression, Decoder, Encoder};

/// How many colours an indexed picture may have.
const COLOURS: usize = 256;

type Colour = [u8; 3];

fn distance(one: Colour, other: Colour) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
}

/// The same picture with its most frequent colours; every other is replaced by the one that is nearest.
pub(crate) fn small(picture: &[u8]) -> Vec<u8> {
    let mut reader = Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    let samples = info.color_type.samples();
    assert!(samples >= 3 && info.bit_depth == BitDepth::Eight, "a coloured picture");
    let dots = bytes[..info.buffer_size()].chunks_exact(samples).map(|dot| [dot[0], dot[1], dot[2]]);
    let dots: Vec<Colour> = dots.collect();
    let mut counted: BTreeMap<Colour, usize> = BTreeMap::new();
    for dot in &dots {
        *counted.entry(*dot).or_default() += 1;
    }
    let mut palette: Vec<Colour> = counted.keys().copied().collect();
    palette.sort_by_key(|colour| std::cmp::Reverse(counted[colour]));
    palette.truncate(COLOURS);
    let nearest =
        |colour: &Colour| (0..palette.len()).min_by_key(|at| distance(palette[*at], *colour)).unwrap();
    let places: BTreeMap<Colour, u8> =
        counted.keys().map(|colour| (*colour, u8::try_from(nearest(colour)).unwrap())).collect();
    let indices: Vec<u8> = dots.iter().map(|dot| places[dot]).collect();
    let mut made = Vec::new();
    let mut encoder = Encoder::new(&mut made, info.width, info.height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::High);
    encoder.write_header().unwrap().write_image_data(&indices).unwrap();
    made
}
