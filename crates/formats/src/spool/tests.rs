use std::ops::ControlFlow;

use super::*;
use crate::{ReadOptions, read};

#[test]
fn records_come_back_with_their_places_in_any_order() {
    let text = "name,schema,description,tags\norders,shop,\"a, b\",x;y\n单,,,\n\nlines,shop,,\n";
    let options = ReadOptions { name: Some("tables.csv".into()), ..ReadOptions::default() };
    let mut all = Vec::new();
    let mut spool = Spool::new().expect("a temporary file");
    read(&mut std::io::Cursor::new(text), &options, &mut |placed| {
        spool.push(&placed).expect("kept");
        all.push(placed);
        ControlFlow::Continue(())
    });
    spool.finish().expect("finished");
    assert_eq!((all.len(), spool.len()), (3, 3));
    assert_eq!(spool.of_kind(RecordKind::Table), [0, 1, 2]);
    assert!(spool.of_kind(RecordKind::Column).is_empty());
    for number in [2, 0, 1, 1] {
        let back = spool.get(number).expect("there");
        let placed = &all[number as usize];
        assert_eq!(back.record, placed.record);
        assert_eq!(back.at("schema"), placed.at("schema"));
        assert_eq!(back.at("schema").row, placed.place.row);
    }
    assert!(spool.get(3).is_err());
}
