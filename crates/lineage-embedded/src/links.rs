//! Who is beside whom.

use std::ops::Range;

use crate::chunks::{LEAF, LEAF_BITS, Leaves};

/// One step from a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// The node beside.
    pub(crate) node: u32,
    /// What joins them: a column edge or a pair of tables.
    pub(crate) edge: u32,
}

/// A link to add or to move.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkChange {
    /// Whose link.
    pub(crate) node: u32,
    pub(crate) link: Link,
    /// Whether a walk of now without conditions goes along it.
    pub(crate) plain: bool,
    /// Whether it is there already.
    pub(crate) known: bool,
}

/// The links of every node in one direction. Those that a walk of now without
/// conditions goes along come first, so that the usual walk asks nothing about an edge.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    leaves: Leaves<Leaf>,
}

#[derive(Clone, Debug)]
struct Leaf {
    spans: [Span; LEAF],
    links: Vec<Link>,
}

/// Where the links of a node stand in its leaf.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start: u32,
    /// Where those that are not plain begin.
    others: u32,
    end: u32,
}

impl Span {
    fn plain(self) -> Range<usize> {
        self.start as usize..self.others as usize
    }

    fn others(self) -> Range<usize> {
        self.others as usize..self.end as usize
    }
}

impl Links {
    fn leaf_of(&self, node: u32) -> Option<(&Leaf, Span)> {
        let node = node as usize;
        let leaf = self.leaves.get(node >> LEAF_BITS)?;
        Some((leaf, leaf.spans[node & (LEAF - 1)]))
    }

    /// The plain links of a node.
    pub(crate) fn plain(&self, node: u32) -> &[Link] {
        self.leaf_of(node).map_or(&[], |(leaf, span)| &leaf.links[span.plain()])
    }

    /// All links of a node, those of edges that ended included.
    pub(crate) fn all(&self, node: u32) -> &[Link] {
        self.leaf_of(node)
            .map_or(&[], |(leaf, span)| &leaf.links[span.start as usize..span.end as usize])
    }

    /// Adds and moves links: each leaf that has some is written anew once.
    pub(crate) fn change(&mut self, mut changes: Vec<LinkChange>) {
        changes.sort_unstable_by_key(|change| (change.node, change.link.node, change.link.edge));
        for changes in changes.chunk_by(|a, b| a.node >> LEAF_BITS == b.node >> LEAF_BITS) {
            let number = changes[0].node as usize >> LEAF_BITS;
            while self.leaves.len() <= number {
                self.leaves.push(Leaf { spans: [Span::default(); LEAF], links: Vec::new() });
            }
            if let Some(leaf) = self.leaves.get(number) {
                let written = leaf.with(changes);
                self.leaves.replace(number, written);
            }
        }
    }
}

impl Leaf {
    /// The same with these changes, which are sorted by node.
    fn with(&self, mut changes: &[LinkChange]) -> Self {
        let added = changes.iter().filter(|change| !change.known).count();
        let mut links = Vec::with_capacity(self.links.len() + added);
        let mut spans = [Span::default(); LEAF];
        for (place, (span, old)) in spans.iter_mut().zip(&self.spans).enumerate() {
            let is_here = |change: &&LinkChange| change.node as usize & (LEAF - 1) == place;
            let count = changes.iter().take_while(is_here).count();
            let (here, behind) = changes.split_at(count);
            changes = behind;
            span.start = crate::dense(links.len());
            if here.is_empty() {
                links.extend_from_slice(&self.links[old.plain()]);
                span.others = crate::dense(links.len());
                links.extend_from_slice(&self.links[old.others()]);
            } else {
                let mut moved: Vec<u32> =
                    here.iter().filter(|c| c.known).map(|c| c.link.edge).collect();
                moved.sort_unstable();
                let stays = |link: &&Link| moved.binary_search(&link.edge).is_err();
                links.extend(self.links[old.plain()].iter().filter(stays));
                links.extend(here.iter().filter(|c| c.plain).map(|c| c.link));
                span.others = crate::dense(links.len());
                links.extend(self.links[old.others()].iter().filter(stays));
                links.extend(here.iter().filter(|c| !c.plain).map(|c| c.link));
            }
            span.end = crate::dense(links.len());
        }
        Self { spans, links }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(node: u32, edge: u32, plain: bool, known: bool) -> LinkChange {
        LinkChange { node, link: Link { node: edge + 100, edge }, plain, known }
    }

    fn edges(links: &[Link]) -> Vec<u32> {
        links.iter().map(|link| link.edge).collect()
    }

    #[test]
    fn links_are_added_and_moved() {
        let far = crate::dense(3 * LEAF + 7);
        let mut links = Links::default();
        links.change(vec![
            change(far, 1, true, false),
            change(2, 2, false, false),
            change(2, 3, true, false),
            change(2, 4, true, false),
        ]);
        assert_eq!((edges(links.plain(2)), edges(links.all(2))), (vec![3, 4], vec![3, 4, 2]));
        let before = links.clone();
        links.change(vec![
            change(2, 3, false, true),
            change(2, 2, true, true),
            change(3, 5, true, false),
        ]);
        assert_eq!((edges(links.plain(2)), edges(links.all(2))), (vec![4, 2], vec![4, 2, 3]));
        assert_eq!(edges(links.plain(3)), [5]);
        assert_eq!(edges(links.all(far)), [1]);
        assert_eq!(edges(before.all(2)), [3, 4, 2]);
        assert_eq!(edges(links.all(far + 10_000)), [0_u32; 0]);
    }
}
