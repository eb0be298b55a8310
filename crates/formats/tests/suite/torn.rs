//! Files with bytes changed, cut or put in: whatever comes, it is an answer.

use ariadne_formats::{Format, Limits, template};
use proptest::prelude::*;

use crate::helpers::read_limited;

fn torn() -> impl Strategy<Value = (Format, Vec<u8>)> {
    let formats = proptest::sample::select(Format::ALL.to_vec());
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8);
    let cut = proptest::option::of(any::<prop::sample::Index>());
    (formats, changes, cut).prop_map(|(format, changes, cut)| {
        let mut file = template(format, Vec::new()).expect("a template");
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        (format, file)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_torn_file_is_answered((format, file) in torn()) {
        let limits = Limits { unpacked: 64 << 20, ..Limits::default() };
        let name = format!("t.{}", format.extension());
        let (records, report) = read_limited(&name, &file, limits);
        prop_assert_eq!(records.len() as u64, report.records);
        prop_assert!(!records.is_empty() || report.problems.has_errors());
    }

    #[test]
    fn noise_is_answered(file in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        for name in ["t.csv", "t.json", "t.yaml", "t.xlsx"] {
            let (records, report) = read_limited(name, &file, Limits::default());
            prop_assert!(!records.is_empty() || report.problems.has_errors());
        }
    }
}
