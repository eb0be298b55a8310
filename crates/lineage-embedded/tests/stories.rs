//! More random stories than every adapter is told: here they cost next to nothing.

use ariadne_lineage_embedded::EmbeddedGraph;
use ariadne_testkit::suites::tell_stories;

#[tokio::test(flavor = "multi_thread")]
async fn three_hundred_stories_are_answered_like_the_reference() {
    tell_stories(&EmbeddedGraph::new(), 300).await;
}
