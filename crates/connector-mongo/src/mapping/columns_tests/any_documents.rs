//! What holds for all documents, and for bytes that are none.

use proptest::prelude::*;

use super::*;

fn value() -> impl Strategy<Value = Bson> {
    let leaf = prop_oneof![
        any::<i32>().prop_map(Bson::from),
        any::<i64>().prop_map(Bson::from),
        any::<f64>().prop_map(Bson::from),
        any::<bool>().prop_map(Bson::from),
        "[0-9]{0,4}".prop_map(Bson::from),
        Just(Bson::Null),
        Just(Bson::Undefined),
        Just(Bson::MinKey),
        (any::<u8>(), proptest::collection::vec(any::<u8>(), 0..4)).prop_map(|(subtype, bytes)| {
            Bson::Binary(Binary { subtype: BinarySubtype::from(subtype), bytes })
        }),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Bson::Array),
            members(inner).prop_map(Bson::Document),
        ]
    })
}

fn members(value: impl Strategy<Value = Bson>) -> impl Strategy<Value = Document> {
    let key = prop_oneof![4 => "[a-d]", 1 => "[0-9]{3}", 1 => "\\PC{0,3}"];
    proptest::collection::vec((key, value), 0..6)
        .prop_map(|members| members.into_iter().filter(|(key, _)| !key.contains('\0')).collect())
}

fn documents_and_an_order() -> impl Strategy<Value = (Vec<Document>, Vec<Document>)> {
    proptest::collection::vec(members(value()), 0..12)
        .prop_flat_map(|documents| (Just(documents.clone()), Just(documents).prop_shuffle()))
}

proptest! {
    #[test]
    fn the_order_of_documents_has_no_say((documents, shuffled) in documents_and_an_order()) {
        let (one, other) = (of(&documents), of(&shuffled));
        prop_assert_eq!(one.columns, other.columns);
        prop_assert_eq!(one.warnings, other.warnings);
    }

    #[test]
    fn columns_are_a_tree_of_unique_paths((documents, _) in documents_and_an_order()) {
        let columns = of(&documents);
        let mut seen = HashSet::new();
        for column in &columns.columns {
            if let Some(parent) = column.path.parent() {
                prop_assert!(seen.contains(&parent), "{} comes before its parent", column.path);
            }
            prop_assert!(seen.insert(column.path.clone()), "{} stands twice", column.path);
            prop_assert_eq!(column.path.to_string().parse::<Path>(), Ok(column.path.clone()));
            let logical = column.logical_type.to_string().parse::<LogicalType>();
            prop_assert_eq!(logical, Ok(column.logical_type.clone()));
        }
    }

    #[test]
    fn damaged_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let mut all = vec![0_u8; 4];
        all.extend(bytes);
        all.push(0);
        let length = u32::try_from(all.len()).unwrap();
        all[..4].copy_from_slice(&length.to_le_bytes());
        if let Ok(document) = RawDocumentBuf::from_bytes(all) {
            built(&[document], None, MAX_PATHS);
        }
    }
}
