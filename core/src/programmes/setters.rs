/// Methods that set one field of an input each, named after it. What is not set is not known.
macro_rules! setters {
    ($input:ident { $(text $text:ident;)* $(value $value:ident: $of:ty;)* }) => {
        impl $input {
            $(
                #[doc = concat!("The same with `", stringify!($text), "` known.")]
                #[must_use]
                pub fn $text(mut self, $text: impl Into<String>) -> Self {
                    self.$text = Some($text.into());
                    self
                }
            )*
            $(
                #[doc = concat!("The same with `", stringify!($value), "` known.")]
                #[must_use]
                pub fn $value(mut self, $value: $of) -> Self {
                    self.$value = Some($value);
                    self
                }
            )*
        }
    };
}

pub(crate) use setters;
