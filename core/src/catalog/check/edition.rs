use std::cmp::Ordering;

/// Orders editions as people count: `9.0` before `10.0`, `2025` before `2025-04`.
pub(crate) fn by_edition(a: &str, b: &str) -> Ordering {
    let parts = |edition: &str| -> Vec<(u64, String)> {
        let parts = edition.split(['.', '-', '_']);
        parts.map(|part| (part.parse().unwrap_or(u64::MAX), part.to_owned())).collect()
    };
    parts(a).cmp(&parts(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_ordered_by_their_numbers() {
        for (earlier, later) in [("9.0", "10.0"), ("2025", "2025-04"), ("4", "5"), ("3.1", "4.0")] {
            assert_eq!(by_edition(earlier, later), Ordering::Less);
            assert_eq!(by_edition(later, earlier), Ordering::Greater);
        }
    }
}
