/// Methods that set one field of an input each, named after it. What is not set is not known.
/// Their examples start from `$start`.
macro_rules! setters {
    ($input:ident, $start:literal {
        $(text $text:ident = $word:literal;)*
        $(value $value:ident: $of:ty = $example:expr;)*
    }) => {
        impl $input {
            $(
                #[doc = concat!("The same with `", stringify!($text), "` known.\n\n```\nlet known = ", $start, ".",
                    stringify!($text), "(\"", $word, "\");\nassert_eq!(known.", stringify!($text),
                    ".as_deref(), Some(\"", $word, "\"));\n# Ok::<(), shisei::Error>(())\n```")]
                #[must_use]
                #[inline]
                pub fn $text(mut self, $text: impl Into<String>) -> Self {
                    self.$text = Some($text.into());
                    self
                }
            )*
            $(
                #[doc = concat!("The same with `", stringify!($value), "` known.\n\n```\nlet known = ", $start, ".",
                    stringify!($value), "(", stringify!($example), ");\nassert_eq!(known.", stringify!($value),
                    ", Some(", stringify!($example), "));\n# Ok::<(), shisei::Error>(())\n```")]
                #[must_use]
                #[inline]
                pub fn $value(mut self, $value: $of) -> Self {
                    self.$value = Some($value);
                    self
                }
            )*
        }
    };
}

pub(crate) use setters;
