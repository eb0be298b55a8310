//! Places in the order of the ids that stand there.

use std::sync::Arc;

use uuid::Uuid;

/// Most places of a leaf.
const LEAF: usize = 512;
/// Most leaves of a branch.
const BRANCH: usize = 128;

/// A sorted list of places. It holds no ids: they stand in the records, and whoever
/// asks says how to read them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// Neither a branch nor a leaf is ever empty.
    branches: Vec<Arc<Vec<Arc<Vec<u32>>>>>,
}

/// Where an id stands, or would stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    branch: usize,
    leaf: usize,
    item: usize,
}

impl Index {
    /// Of records that are in the order of their ids.
    pub(crate) fn of_sorted(records: usize) -> Self {
        let places: Vec<u32> = (0..crate::dense(records)).collect();
        let leaves: Vec<Arc<Vec<u32>>> =
            places.chunks(LEAF).map(|leaf| Arc::new(leaf.to_vec())).collect();
        let branches = leaves.chunks(BRANCH).map(|branch| Arc::new(branch.to_vec())).collect();
        Self { branches }
    }

    /// The place of an id, or the spot where it belongs.
    pub(crate) fn find(&self, id: Uuid, id_at: impl Fn(u32) -> Uuid) -> Result<u32, Spot> {
        let not_after = |place: u32| id_at(place) <= id;
        let branch = self.branches.partition_point(|branch| not_after(branch[0][0]));
        let Some(branch) = branch.checked_sub(1) else {
            return Err(Spot::default());
        };
        let leaves = &self.branches[branch];
        // The first leaf of the branch begins at or before the id, so neither is below 0.
        let leaf = leaves.partition_point(|leaf| not_after(leaf[0])) - 1;
        let item = leaves[leaf].partition_point(|place| not_after(*place)) - 1;
        let place = leaves[leaf][item];
        if id_at(place) == id { Ok(place) } else { Err(Spot { branch, leaf, item: item + 1 }) }
    }

    /// Puts a place where [`Index::find`] said that its id belongs.
    pub(crate) fn insert(&mut self, spot: Spot, place: u32) {
        let is_last = spot.branch + 1 >= self.branches.len();
        let Some(branch) = self.branches.get_mut(spot.branch) else {
            self.branches.push(Arc::new(vec![Arc::new(vec![place])]));
            return;
        };
        let leaves = Arc::make_mut(branch);
        let at_end =
            is_last && spot.leaf + 1 == leaves.len() && spot.item == leaves[spot.leaf].len();
        let leaf = Arc::make_mut(&mut leaves[spot.leaf]);
        leaf.insert(spot.item, place);
        if leaf.len() > LEAF {
            // Ids mostly count up: a split at the end leaves full leaves behind.
            let behind = leaf.split_off(if at_end { LEAF } else { LEAF / 2 });
            leaves.insert(spot.leaf + 1, Arc::new(behind));
        }
        if leaves.len() > BRANCH {
            let behind = leaves.split_off(if at_end { BRANCH } else { BRANCH / 2 });
            self.branches.insert(spot.branch + 1, Arc::new(behind));
        }
    }

    /// The places from a spot on.
    fn from(&self, spot: Spot) -> impl Iterator<Item = u32> + '_ {
        let branches = self.branches.iter().enumerate().skip(spot.branch);
        branches.flat_map(move |(number, branch)| {
            let first = if number == spot.branch { spot.leaf } else { 0 };
            branch[first..].iter().enumerate().flat_map(move |(leaf, places)| {
                let begins_here = number == spot.branch && leaf == 0;
                places[if begins_here { spot.item } else { 0 }..].iter().copied()
            })
        })
    }

    /// The places behind an id.
    pub(crate) fn after<'a>(
        &'a self,
        id: Option<Uuid>,
        id_at: impl Fn(u32) -> Uuid + 'a,
    ) -> impl Iterator<Item = u32> + 'a {
        // Behind an id is where the next higher one belongs.
        let next = match id {
            None => Some(Uuid::nil()),
            Some(id) => id.as_u128().checked_add(1).map(Uuid::from_u128),
        };
        next.into_iter().flat_map(move |id| {
            let spot = match self.find(id, &id_at) {
                Err(spot) => spot,
                Ok(_) => self.spot_of(id, &id_at),
            };
            self.from(spot)
        })
    }

    /// Where an id that is there stands.
    fn spot_of(&self, id: Uuid, id_at: &impl Fn(u32) -> Uuid) -> Spot {
        let before = |place: u32| id_at(place) < id;
        let last_before = |count: usize| count.saturating_sub(1);
        let branch = last_before(self.branches.partition_point(|branch| before(branch[0][0])));
        let leaves = &self.branches[branch];
        let leaf = last_before(leaves.partition_point(|leaf| before(leaf[0])));
        let item = leaves[leaf].partition_point(|place| before(*place));
        Spot { branch, leaf, item }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    fn check(numbers: &[u128]) {
        let id_at = |place: u32| Uuid::from_u128(numbers[place as usize]);
        let (mut index, mut model) = (Index::default(), BTreeMap::new());
        for (place, number) in numbers.iter().enumerate() {
            let place = crate::dense(place);
            match index.find(Uuid::from_u128(*number), id_at) {
                Ok(known) => assert_eq!(model.get(number), Some(&known)),
                Err(spot) => {
                    index.insert(spot, place);
                    assert_eq!(model.insert(*number, place), None);
                }
            }
        }
        let all = |after: Option<u128>| {
            index.after(after.map(Uuid::from_u128), id_at).collect::<Vec<u32>>()
        };
        assert_eq!(all(None), model.values().copied().collect::<Vec<u32>>());
        assert_eq!(all(Some(u128::MAX)), [0_u32; 0]);
        for after in numbers.iter().step_by(97).flat_map(|number| [*number, number ^ 1]) {
            let bounds = (std::ops::Bound::Excluded(after), std::ops::Bound::Unbounded);
            let expected: Vec<u32> = model.range(bounds).map(|(_, place)| *place).collect();
            assert_eq!(all(Some(after)), expected);
        }
    }

    #[test]
    fn ids_that_count_up_or_down_or_neither_are_found_in_order() {
        let count = 2 * LEAF as u128 + 3;
        check(&(0..count).collect::<Vec<_>>());
        check(&(0..count).rev().collect::<Vec<_>>());
        let mixed: Vec<u128> = (0..count).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
        check(&mixed);
    }

    #[test]
    fn branches_split_too() {
        let count = LEAF * (BRANCH + 3);
        let id_at = |place: u32| Uuid::from_u128(u128::from(place) * 2);
        let mut index = Index::default();
        for place in (0..crate::dense(count)).rev() {
            let spot = index.find(id_at(place), id_at).expect_err("new");
            index.insert(spot, place);
        }
        assert!(index.branches.len() > 1);
        assert!(index.after(None, id_at).eq(0..crate::dense(count)));
        assert_eq!(index.find(Uuid::from_u128(2 * 60_000), id_at), Ok(60_000));
    }

    proptest! {
        #[test]
        fn any_ids_are_found_in_order(numbers in proptest::collection::vec(0_u128..400, 0..300)) {
            check(&numbers);
        }
    }
}
