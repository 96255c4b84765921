//! Numbers of any width as one byte each: an answer that a number means is a small number.

/// The bytes of what is no small number.
#[derive(Clone, Copy)]
pub struct Narrowed {
    /// Of what is not there: null and NaN.
    pub missing: u8,
    /// Of a number that means nothing.
    pub unreadable: u8,
    /// A byte that is no number's, as it was chosen for what is not there.
    pub reserved: Option<u8>,
}

impl Narrowed {
    #[inline(always)]
    fn number(self, number: Option<i8>) -> u8 {
        let byte = number.map_or(self.unreadable, i8::cast_unsigned);
        if byte == self.reserved.unwrap_or(self.unreadable) { self.unreadable } else { byte }
    }
}

/// A number that may be small.
pub trait Narrow: Copy {
    fn narrow(self, bytes: Narrowed) -> u8;
}

macro_rules! whole {
    ($($kind:ty),+) => {$(
        impl Narrow for $kind {
            #[inline(always)]
            fn narrow(self, bytes: Narrowed) -> u8 {
                bytes.number(i8::try_from(self).ok())
            }
        }
    )+};
}

whole!(i8, i16, i32, i64, u8, u16, u32, u64);

macro_rules! fraction {
    ($($kind:ty),+) => {$(
        impl Narrow for $kind {
            #[inline(always)]
            #[allow(
                clippy::float_cmp,
                clippy::cast_possible_truncation,
                reason = "small whole numbers are exact; what is not comes back another number"
            )]
            fn narrow(self, bytes: Narrowed) -> u8 {
                let small = self as i8;
                let byte = bytes.number((Self::from(small) == self).then_some(small));
                if self.is_nan() { bytes.missing } else { byte }
            }
        }
    )+};
}

fraction!(f32, f64);

#[inline(always)]
pub fn narrow<N: Narrow>(numbers: &[N], bytes: Narrowed, out: &mut [u8]) {
    for (out, number) in out.iter_mut().zip(numbers) {
        *out = number.narrow(bytes);
    }
}
