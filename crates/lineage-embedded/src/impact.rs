//! How much is up or down from somewhere.

use std::collections::BTreeMap;

use ariadne_domain::SourceId;
use ariadne_ports::{Impact, WalkRequest};

use crate::reach::{Places, Scratch};
use crate::view::View;
use crate::walk::Starts;

pub(crate) fn impact(view: &View<'_>, request: &WalkRequest, scratch: &mut Scratch) -> Impact {
    let starts = Starts::of(view, &request.of);
    scratch.search(view, request.direction, &starts.places, None);
    let mut impact = Impact::default();
    let mut tables = Places::default();
    tables.fit(view.tables());
    let mut depths: BTreeMap<u32, u64> = BTreeMap::new();
    let mut sources = Counts::default();
    for (place, depth) in scratch.reached() {
        if starts.contains(place) || !view.shows(place) {
            continue;
        }
        impact.nodes += 1;
        impact.tables += u64::from(tables.insert(view.table_of(place)));
        *depths.entry(depth).or_default() += 1;
        sources.count(view.source(place));
    }
    impact.by_depth = depths.into_iter().collect();
    impact.by_source = sources.most_first();
    impact
}

/// Counts by source; neighbours mostly are of one, so the last one is looked at first.
#[derive(Default)]
struct Counts {
    found: Vec<(Option<SourceId>, u64)>,
    places: BTreeMap<Option<SourceId>, usize>,
    last: usize,
}

impl Counts {
    fn count(&mut self, source: Option<SourceId>) {
        if self.found.get(self.last).is_none_or(|(last, _)| *last != source) {
            self.last = *self.places.entry(source).or_insert(self.found.len());
            if self.last == self.found.len() {
                self.found.push((source, 0));
            }
        }
        self.found[self.last].1 += 1;
    }

    fn most_first(mut self) -> Vec<(Option<SourceId>, u64)> {
        self.found.sort_unstable_by_key(|(source, count)| (std::cmp::Reverse(*count), *source));
        self.found
    }
}
