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

/// A number that may mean an answer.
pub trait Numeric: Copy {
    /// As a small number.
    fn small(self) -> Option<i8>;
    /// As a whole number of any size.
    fn whole(self) -> Option<i64>;
    /// Whether it says that there is no number.
    fn is_nothing(self) -> bool;
}

macro_rules! whole {
    ($($kind:ty),+) => {$(
        impl Numeric for $kind {
            #[inline(always)]
            fn small(self) -> Option<i8> {
                i8::try_from(self).ok()
            }

            #[inline(always)]
            fn whole(self) -> Option<i64> {
                i64::try_from(self).ok()
            }

            #[inline(always)]
            fn is_nothing(self) -> bool {
                false
            }
        }
    )+};
}

whole!(i8, i16, i32, i64, u8, u16, u32, u64);

macro_rules! fraction {
    ($($kind:ty),+) => {$(
        #[allow(
            clippy::float_cmp,
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "whole numbers are exact; what is not comes back another number"
        )]
        impl Numeric for $kind {
            #[inline(always)]
            fn small(self) -> Option<i8> {
                let small = self as i8;
                (Self::from(small) == self).then_some(small)
            }

            #[inline(always)]
            fn whole(self) -> Option<i64> {
                let whole = self as i64;
                (whole as Self == self).then_some(whole)
            }

            #[inline(always)]
            fn is_nothing(self) -> bool {
                self.is_nan()
            }
        }
    )+};
}

fraction!(f32, f64);

#[inline(always)]
pub fn narrow<N: Numeric>(numbers: &[N], bytes: Narrowed, out: &mut [u8]) {
    for (out, &number) in out.iter_mut().zip(numbers) {
        let byte = bytes.number(number.small());
        *out = if number.is_nothing() { bytes.missing } else { byte };
    }
}
