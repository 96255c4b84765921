/// Least similarity (0 to 1) at which a name is offered as "did you mean".
const LEAST_SIMILARITY: f64 = 0.5;

/// Longest input that is compared with names, in bytes: the comparison is quadratic.
const LONGEST_COMPARED: usize = 64;

/// Most letters that are compared for all the problems of one call: as many as a few hundred
/// unknown ids in a framework of a hundred controls take.
const MOST_COMPARED: usize = 1 << 22;

/// Finds the nearest names of one call, as long as that takes little.
#[derive(Debug)]
pub(crate) struct Nearest {
    /// Pairs of letters that may still be compared.
    left: usize,
}

impl Nearest {
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn new() -> Self {
        Self { left: MOST_COMPARED }
    }

    /// The nearest name; `None` once all names of the call would take too long.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn of<'a>(
        &mut self,
        given: &str,
        names: impl Iterator<Item = &'a str>,
    ) -> Option<&'a str> {
        if self.left == 0 {
            return None;
        }
        let names: Vec<&str> = names.collect();
        let letters =
            names.iter().map(|name| name.len()).sum::<usize>().saturating_mul(given.len());
        self.left = self.left.saturating_sub(letters);
        nearest(given, &names)
    }
}

/// The name most like `given`, the first of equals, if any is like it at all.
#[allow(clippy::float_arithmetic, reason = "a similarity for a hint, never a score")]
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn nearest<'a>(given: &str, names: &[&'a str]) -> Option<&'a str> {
    if given.len() > LONGEST_COMPARED {
        return None;
    }
    let given = given.trim().to_ascii_lowercase();
    let mut best = None;
    let mut best_similarity = LEAST_SIMILARITY;
    for &name in names {
        let similarity = strsim::normalized_damerau_levenshtein(&given, &name.to_ascii_lowercase());
        if similarity > best_similarity || (best.is_none() && similarity >= best_similarity) {
            best = Some(name);
            best_similarity = similarity;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_near_miss_finds_its_name_and_a_far_one_none() {
        let names = ["SA-01", "SA-02", "SA-10"];
        assert_eq!(nearest("SA-1", &names), Some("SA-01"));
        assert_eq!(nearest(" sa-02 ", &names), Some("SA-02"));
        assert_eq!(nearest("zzzzzz", &names), None);
        assert_eq!(nearest(&"S".repeat(100_000), &names), None);
    }
}
