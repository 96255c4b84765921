/// The width in which sums are kept: the smallest that holds every possible one.
pub trait Number: Copy + Default + PartialOrd + Send + Sync + 'static {
    /// A narrower number that sums are worked out in where they fit a byte.
    type Narrow: Number + Into<Self>;

    /// Nothing yet.
    const ZERO: Self;

    /// A bound; the largest or least number, where it does not fit.
    fn weight(weight: i64) -> Self;
    /// A weight, without a check, as in [`Number::plus`].
    fn wrapped(weight: i64) -> Self;
    /// A count.
    fn count(count: u8) -> Self;
    /// Sum, without a check: it may wrap on the way, but the bounds of every result were worked
    /// out beforehand.
    #[must_use]
    fn plus(self, other: Self) -> Self;
    /// Difference, without a check.
    #[must_use]
    fn minus(self, other: Self) -> Self;
    /// Product, without a check.
    #[must_use]
    fn times(self, other: Self) -> Self;
    /// Whether it is less.
    fn less(self, other: Self) -> bool;
    /// The same number, widened.
    fn wide(self) -> i64;
}

macro_rules! number {
    ($($kind:ty: $narrow:ty),+) => {$(
        impl Number for $kind {
            type Narrow = $narrow;
            const ZERO: Self = 0;

            #[inline(always)]
            fn weight(weight: i64) -> Self {
                Self::try_from(weight).unwrap_or(if weight < 0 { Self::MIN } else { Self::MAX })
            }

            #[inline(always)]
            #[allow(clippy::cast_possible_truncation, reason = "sums wrap back: see `plus`")]
            #[allow(clippy::cast_lossless, reason = "lossless in the wide kinds only")]
            fn wrapped(weight: i64) -> Self {
                weight as Self
            }

            #[inline(always)]
            #[allow(clippy::cast_possible_wrap, reason = "sums wrap back: see `plus`")]
            #[allow(clippy::cast_lossless, reason = "lossless in the wide kinds only")]
            fn count(count: u8) -> Self {
                count as Self
            }

            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }

            #[inline(always)]
            fn minus(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }

            #[inline(always)]
            fn times(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }

            #[inline(always)]
            fn less(self, other: Self) -> bool {
                self < other
            }

            #[inline(always)]
            fn wide(self) -> i64 {
                i64::from(self)
            }
        }
    )+};
}

number!(i8: i8, i16: i8, i32: i8, i64: i64);
