//! Frames, good and bad.

use mongodb::bson::doc;

use super::*;

fn body_section(body: &Document) -> Vec<u8> {
    let mut section = vec![0];
    section.extend(body.to_vec().unwrap());
    section
}

fn sequence_section(name: &str, documents: &[Document]) -> Vec<u8> {
    let mut content = name.as_bytes().to_vec();
    content.push(0);
    for document in documents {
        content.extend(document.to_vec().unwrap());
    }
    let mut section = vec![1];
    section.extend(i32::try_from(content.len() + 4).unwrap().to_le_bytes());
    section.extend(content);
    section
}

fn msg(flags: u32, sections: &[Vec<u8>]) -> Vec<u8> {
    let mut payload = flags.to_le_bytes().to_vec();
    payload.extend(sections.concat());
    frame(OP_MSG, 7, 0, &payload).unwrap()
}

fn with_checksum(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut message = msg(CHECKSUM_PRESENT, sections);
    let length = i32::try_from(message.len() + 4).unwrap();
    message[..4].copy_from_slice(&length.to_le_bytes());
    let sum = crc32c(&message);
    message.extend(sum.to_le_bytes());
    message
}

#[test]
fn crc32c_has_the_published_check_value() {
    assert_eq!(crc32c(b"123456789"), 0xe306_9283);
}

#[test]
fn a_body_and_a_document_sequence_become_one_command() {
    let documents = [doc! { "_id": 1 }, doc! { "_id": 2 }];
    let body = doc! { "insert": "orders", "$db": "shop" };
    for sections in [
        [body_section(&body), sequence_section("documents", &documents)],
        [sequence_section("documents", &documents), body_section(&body)],
    ] {
        let request = parse(&msg(0, &sections)).unwrap();
        assert_eq!(request.id, 7);
        assert_eq!(request.database, "shop");
        assert!(request.wants_reply);
        let sent: Vec<_> = documents.iter().cloned().map(Bson::Document).collect();
        assert_eq!(request.body.get_array("documents").unwrap(), &sent);
    }
}

#[test]
fn a_checksum_is_checked() {
    let sections = [body_section(&doc! { "ping": 1, "$db": "admin" })];
    let mut message = with_checksum(&sections);
    assert_eq!(parse(&message).unwrap().body.get_i32("ping").unwrap(), 1);
    let last = message.len() - 1;
    message[last] ^= 1;
    assert_eq!(parse(&message).unwrap_err(), WireError("the checksum does not match"));
}

#[test]
fn more_to_come_wants_no_reply_and_unknown_required_bits_are_refused() {
    let sections = [body_section(&doc! { "ping": 1, "$db": "admin" })];
    assert!(!parse(&msg(MORE_TO_COME, &sections)).unwrap().wants_reply);
    // bit 16 (exhaustAllowed) is optional
    assert!(parse(&msg(1 << 16, &sections)).is_ok());
    assert_eq!(parse(&msg(1 << 5, &sections)).unwrap_err(), WireError("unknown required flag"));
}

#[test]
fn a_legacy_query_is_unwrapped() {
    let mut payload = vec![0; 4];
    payload.extend_from_slice(b"admin.$cmd\0");
    payload.extend_from_slice(&[0; 4]);
    payload.extend_from_slice(&(-1_i32).to_le_bytes());
    payload.extend(doc! { "$query": { "ismaster": 1 } }.to_vec().unwrap());
    let request = parse(&frame(OP_QUERY, 9, 0, &payload).unwrap()).unwrap();
    assert_eq!(request.dialect, Dialect::Query);
    assert_eq!(request.database, "admin");
    assert_eq!(request.body, doc! { "ismaster": 1 });
}

#[test]
fn replies_carry_the_id_they_answer() {
    let reply = encode_reply(Dialect::Query, 3, 9, &doc! { "ok": 1.0 }).unwrap();
    assert_eq!(frame_length(&reply), Ok(Some(reply.len())));
    assert_eq!(reply[8..12], 9_i32.to_le_bytes());
    assert_eq!(reply[12..16], OP_REPLY.to_le_bytes());
    assert_eq!(Document::from_reader(&reply[36..]).unwrap(), doc! { "ok": 1.0 });
    let reply = encode_reply(Dialect::Msg, 3, 9, &doc! { "ok": 1.0 }).unwrap();
    assert_eq!(Document::from_reader(&reply[21..]).unwrap(), doc! { "ok": 1.0 });
}

#[test]
fn nonsense_is_an_error_and_never_a_panic() {
    assert_eq!(frame_length(b"HT"), Ok(None));
    assert!(frame_length(b"HTTP").is_err());
    assert!(frame_length(&[0xff; 4]).is_err());
    let good = msg(
        0,
        &[
            body_section(&doc! { "insert": "x", "$db": "d" }),
            sequence_section("documents", &[doc! { "a": 1 }]),
        ],
    );
    for cut in 0..good.len() {
        assert!(parse(&good[..cut]).is_err(), "cut at {cut}");
        let mut shorter = good[..cut].to_vec();
        if cut >= 4 {
            shorter[..4].copy_from_slice(&i32::try_from(cut).unwrap().to_le_bytes());
            let _ = parse(&shorter);
        }
    }
}
