//! Lists of which a copy is cheap and a change copies little.
//!
//! A list is cut into leaves, the leaves stand in branches, and both are shared
//! between copies until one of them is changed: then that leaf and its branch are
//! copied, and nothing else.

use std::sync::Arc;

/// Items of a leaf, as a power of two.
pub(crate) const LEAF_BITS: usize = 8;
/// Items of a leaf.
pub(crate) const LEAF: usize = 1 << LEAF_BITS;
/// Leaves of a branch.
const BRANCH: usize = 128;

/// Leaves by their number.
#[derive(Clone, Debug)]
pub(crate) struct Leaves<L> {
    branches: Vec<Arc<Vec<Arc<L>>>>,
}

impl<L> Default for Leaves<L> {
    fn default() -> Self {
        Self { branches: Vec::new() }
    }
}

impl<L: Clone> Leaves<L> {
    pub(crate) fn len(&self) -> usize {
        let last = self.branches.last().map_or(0, |branch| branch.len());
        self.branches.len().saturating_sub(1) * BRANCH + last
    }

    pub(crate) fn get(&self, number: usize) -> Option<&L> {
        let leaf = self.branches.get(number / BRANCH)?.get(number % BRANCH)?;
        Some(leaf)
    }

    fn slot(&mut self, number: usize) -> Option<&mut Arc<L>> {
        let branch = self.branches.get_mut(number / BRANCH)?;
        Arc::make_mut(branch).get_mut(number % BRANCH)
    }

    pub(crate) fn get_mut(&mut self, number: usize) -> Option<&mut L> {
        self.slot(number).map(Arc::make_mut)
    }

    /// Puts a leaf in the place of another.
    pub(crate) fn replace(&mut self, number: usize, leaf: L) {
        if let Some(slot) = self.slot(number) {
            *slot = Arc::new(leaf);
        }
    }

    pub(crate) fn push(&mut self, leaf: L) {
        match self.branches.last_mut().filter(|branch| branch.len() < BRANCH) {
            Some(branch) => Arc::make_mut(branch).push(Arc::new(leaf)),
            None => self.branches.push(Arc::new(vec![Arc::new(leaf)])),
        }
    }
}

/// Items by their place.
#[derive(Clone, Debug)]
pub(crate) struct Chunks<T> {
    leaves: Leaves<Vec<T>>,
    len: usize,
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self { leaves: Leaves::default(), len: 0 }
    }
}

impl<T: Clone> Chunks<T> {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The item at a place that this list or an older copy of it gave out.
    pub(crate) fn at(&self, place: u32) -> &T {
        let place = place as usize;
        let leaf = self.leaves.get(place >> LEAF_BITS).expect("places are of this list");
        &leaf[place & (LEAF - 1)]
    }

    /// The same, to change it.
    pub(crate) fn at_mut(&mut self, place: u32) -> &mut T {
        let place = place as usize;
        let leaf = self.leaves.get_mut(place >> LEAF_BITS).expect("places are of this list");
        &mut leaf[place & (LEAF - 1)]
    }

    /// Adds an item; its place.
    pub(crate) fn push(&mut self, item: T) -> u32 {
        if self.len.is_multiple_of(LEAF) {
            self.leaves.push(Vec::with_capacity(1));
        }
        if let Some(leaf) = self.leaves.get_mut(self.len >> LEAF_BITS) {
            leaf.push(item);
        }
        self.len += 1;
        crate::dense(self.len - 1)
    }

    #[cfg(test)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        (0..self.leaves.len()).filter_map(|number| self.leaves.get(number)).flatten()
    }
}

impl<T: Clone> FromIterator<T> for Chunks<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let (mut chunks, mut items) = (Self::default(), items.into_iter());
        loop {
            let mut leaf = Vec::with_capacity(LEAF);
            leaf.extend(items.by_ref().take(LEAF));
            let (count, last) = (leaf.len(), leaf.len() < LEAF);
            if last {
                leaf.shrink_to_fit();
            }
            if count > 0 {
                chunks.leaves.push(leaf);
                chunks.len += count;
            }
            if last {
                return chunks;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_does_not_see_later_changes() {
        let items = LEAF * (BRANCH + 2) + 5;
        let mut list: Chunks<usize> = (0..items).collect();
        let copy = list.clone();
        *list.at_mut(crate::dense(LEAF * BRANCH + 1)) = 0;
        assert_eq!(list.push(items), crate::dense(items));
        assert!(copy.iter().copied().eq(0..items));
        let expected = (0..=items).map(|item| if item == LEAF * BRANCH + 1 { 0 } else { item });
        assert!(list.iter().copied().eq(expected));
        assert_eq!((list.len(), copy.len()), (items + 1, items));
    }

    #[test]
    fn pushed_is_as_collected() {
        for items in [0, 1, LEAF, LEAF * BRANCH, LEAF * BRANCH + 1] {
            let mut pushed = Chunks::default();
            for item in 0..items {
                assert_eq!(pushed.push(item), crate::dense(item));
            }
            let collected: Chunks<usize> = (0..items).collect();
            assert!(pushed.iter().eq(collected.iter()), "{items}");
            assert_eq!(pushed.leaves.len(), collected.leaves.len(), "{items}");
        }
    }
}
