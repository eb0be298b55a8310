//! How much is up or down from somewhere.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use ariadne_domain::SourceId;
use ariadne_ports::{Impact, Result, WalkRequest};

use crate::question::Question;
use crate::reach::{Around, Facets};

pub(crate) async fn impact(question: &mut Question<'_>, request: &WalkRequest) -> Result<Impact> {
    let around = Around::search(question, &request.of, request.direction, None).await?;
    let facets = Facets::of(question, around.reached().map(|(place, _)| place)).await?;
    let mut impact = Impact::default();
    let mut tables = HashSet::new();
    let mut depths: BTreeMap<u32, u64> = BTreeMap::new();
    let mut sources: HashMap<Option<SourceId>, u64> = HashMap::new();
    for (place, depth) in around.reached() {
        if around.starts.contains(&place) || !facets.show(question, place) {
            continue;
        }
        let node = question.node(place);
        impact.nodes += 1;
        tables.insert(node.table);
        *depths.entry(depth).or_default() += 1;
        *sources.entry(facets.get(node).source).or_default() += 1;
    }
    impact.tables = tables.len() as u64;
    impact.by_depth = depths.into_iter().collect();
    impact.by_source = sources.into_iter().collect();
    impact.by_source.sort_unstable_by_key(|(source, count)| (Reverse(*count), *source));
    Ok(impact)
}
