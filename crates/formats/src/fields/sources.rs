//! The fields of a source.

use super::{DESCRIPTION, FieldSpec, Shape, field};

/// The public spellings of the kinds; a test holds them against the domain's.
pub(super) const KINDS: &[&str] = &["ORACLE", "MONGODB", "ELASTICSEARCH"];

pub(super) const FIELDS: &[FieldSpec] = &[
    field(
        "id",
        Shape::Id,
        12,
        &["sourceid", "编号"],
        "The id of the source in the catalog; leave it empty for a new one.",
    ),
    field(
        "name",
        Shape::Name,
        24,
        &["source", "sourcename", "datasource", "名称", "数据源", "数据源名称"],
        "The name of the source. Required.",
    ),
    field(
        "kind",
        Shape::Word(KINDS),
        16,
        &["type", "engine", "sourcekind", "类型"],
        "The engine. Required for a new source.",
    ),
    field(
        "description",
        Shape::Text(DESCRIPTION),
        40,
        &["comment", "remarks", "notes", "描述", "说明", "备注"],
        "Free text.",
    ),
    field(
        "isActive",
        Shape::Flag,
        10,
        &["active", "enabled", "启用"],
        "false: columns are not fetched from it.",
    ),
    field(
        "settings",
        Shape::Object,
        40,
        &["connection", "config", "设置", "配置"],
        "The settings that are no secret, as a JSON object. Secrets are entered in the app and never stand in a file.",
    ),
];
