//! How often controls are answered and met, by groups of rows.

use shisei::model::Standing;
use shisei::rules::ControlRules;

use crate::dispatch;

/// What the code of an answer counts as: nothing, or these.
const ANSWERED: u8 = 0x01;
const MET: u8 = 0x10;

/// Groups that are told apart row by row, each by a mask of its own; of more, rows are sorted.
const FEW: usize = 16;
/// Rows that are added up at once, and how often until half a byte is full.
const LANES: usize = 32;
const TIMES: usize = 15;

/// How often a control is met, of so many answers that apply.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub met: u64,
    pub of: u64,
}

/// What each code of a control counts as.
pub fn kinds(control: &ControlRules) -> [u8; 256] {
    let mut kinds = [0; 256];
    for (kind, choice) in kinds.iter_mut().zip(control.choices.iter()) {
        *kind = match choice.standing {
            Standing::NotApplicable => 0,
            Standing::Met => ANSWERED | MET,
            _ => ANSWERED,
        };
    }
    kinds
}

/// Counts of one thread: group by group, control by control.
#[derive(Default)]
pub struct Tally {
    pub counts: Vec<Count>,
    groups: usize,
    /// What the answers of a block to one control count as.
    found: Vec<u8>,
    masks: Vec<Vec<u8>>,
    sorted: Sorted,
}

impl Tally {
    pub fn new(groups: usize, controls: usize) -> Self {
        Self { counts: vec![Count::default(); groups * controls], groups, ..Self::default() }
    }

    /// Counts a block: `codes` by control, and the group of each row. Rows whose group is none of
    /// those that there are do not count.
    pub fn add(&mut self, codes: &[&[u8]], kinds: &[[u8; 256]], groups: &[u32]) {
        if self.groups <= FEW {
            self.mask(groups);
        } else {
            self.sorted.sort(groups, self.groups);
        }
        let controls = codes.len();
        for (control, (&codes, kinds)) in codes.iter().zip(kinds).enumerate() {
            self.found.resize(codes.len(), 0);
            dispatch::look_up(codes, kinds, &mut self.found);
            let counts = &mut self.counts;
            let mut note = |group: usize, met: u32, of: u32| {
                if let Some(count) = counts.get_mut(group * controls + control) {
                    count.met += u64::from(met);
                    count.of += u64::from(of);
                }
            };
            if self.groups <= FEW {
                for (group, mask) in self.masks.iter().enumerate() {
                    let (met, of) = dispatch::masked(&self.found, mask);
                    note(group, met, of);
                }
            } else {
                self.sorted.each(&self.found, note);
            }
        }
    }

    fn mask(&mut self, groups: &[u32]) {
        self.masks.resize_with(self.groups, Vec::new);
        for (own, mask) in (0..).zip(&mut self.masks) {
            mask.clear();
            mask.extend(groups.iter().map(|&group| if group == own { u8::MAX } else { 0 }));
        }
    }
}

/// Sums of what is found where the mask is set: met, and answered.
#[inline(always)]
pub fn masked(found: &[u8], mask: &[u8]) -> (u32, u32) {
    let (mut met, mut of) = (0, 0);
    let mut take = |sum: u8| {
        met += u32::from(sum / MET);
        of += u32::from(sum % MET);
    };
    let (found, last) = found.as_chunks::<LANES>();
    let (mask, last_mask) = mask.as_chunks::<LANES>();
    for (found, mask) in found.chunks(TIMES).zip(mask.chunks(TIMES)) {
        let mut sums = [0_u8; LANES];
        for (found, mask) in found.iter().zip(mask) {
            for ((sum, &found), &mask) in sums.iter_mut().zip(found).zip(mask) {
                *sum = sum.wrapping_add(found & mask);
            }
        }
        sums.into_iter().for_each(&mut take);
    }
    last.iter().zip(last_mask).for_each(|(&found, &mask)| take(found & mask));
    (met, of)
}

/// The rows of a block, group by group.
#[derive(Default)]
struct Sorted {
    rows: Vec<u16>,
    /// Groups of the block, each with the end of its rows.
    ends: Vec<(usize, usize)>,
    /// By group: its rows, then where the next of them goes.
    places: Vec<usize>,
    wide: Vec<u32>,
}

impl Sorted {
    fn sort(&mut self, groups: &[u32], most: usize) {
        self.places.resize(most, 0);
        self.ends.clear();
        for &group in groups {
            let Some(place) = self.places.get_mut(group as usize) else { continue };
            if *place == 0 {
                self.ends.push((group as usize, 0));
            }
            *place += 1;
        }
        let mut end = 0;
        for (group, own_end) in &mut self.ends {
            let Some(place) = self.places.get_mut(*group) else { continue };
            (*place, end) = (end, end + *place);
            *own_end = end;
        }
        self.rows.clear();
        self.rows.resize(end, 0);
        for (row, &group) in (0..).zip(groups) {
            let Some(place) = self.places.get_mut(group as usize) else { continue };
            if let Some(slot) = self.rows.get_mut(*place) {
                *slot = row;
            }
            *place += 1;
        }
        for (group, _) in &self.ends {
            if let Some(place) = self.places.get_mut(*group) {
                *place = 0;
            }
        }
    }

    fn each(&mut self, found: &[u8], mut note: impl FnMut(usize, u32, u32)) {
        // A block has fewer rows than half of this holds.
        const HALF: u32 = u16::BITS;
        self.wide.clear();
        let wide = |&kind: &u8| u32::from(kind / MET) << HALF | u32::from(kind % MET);
        self.wide.extend(found.iter().map(wide));
        let mut from = 0;
        for &(group, end) in &self.ends {
            let rows = self.rows.get(from..end).unwrap_or_default();
            let sum: u32 = rows.iter().filter_map(|&row| self.wide.get(usize::from(row))).sum();
            note(group, sum >> HALF, sum & u32::from(u16::MAX));
            from = end;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;

    /// By masks or sorted, counts are those of a loop over the rows.
    #[test]
    fn counts_are_those_of_a_plain_loop() {
        let mut kinds = [0; 256];
        kinds[..3].copy_from_slice(&[ANSWERED | MET, ANSWERED, 0]);
        for groups in [1, 5, 16, 17, 300_u32] {
            let rows = 0..1_500_u32;
            let of_row: Vec<u32> = rows.clone().map(|row| row * 7 % (groups + 1)).collect();
            let codes: Vec<Vec<u8>> = (0..3)
                .map(|at| rows.clone().map(|row| (row * (at + 3) % 5).to_le_bytes()[0]).collect())
                .collect();
            let codes: Vec<&[u8]> = codes.iter().map(Vec::as_slice).collect();
            let mut tally = Tally::new(groups as usize, codes.len());
            for _ in 0..2 {
                tally.add(&codes, &[kinds; 3], &of_row);
            }
            for group in 0..groups {
                for (control, codes) in codes.iter().enumerate() {
                    let own = codes.iter().zip(&of_row).filter(|(_, of)| **of == group);
                    let own: Vec<u8> = own.map(|(code, _)| *code).collect();
                    let below = |end| own.iter().filter(|code| **code < end).count() as u64;
                    let (met, of) = (below(1), below(2));
                    let count = tally.counts[group as usize * 3 + control];
                    assert_eq!((count.met, count.of), (met * 2, of * 2), "{groups} {group}");
                }
            }
        }
    }
}
