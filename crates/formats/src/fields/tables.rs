//! The fields of a table.

use super::{DEFINITION, DESCRIPTION, FieldSpec, Shape, field};

/// The public spellings of the kinds; a test holds them against the domain's.
pub(super) const KINDS: &[&str] = &[
    "TABLE",
    "VIEW",
    "MATERIALIZED_VIEW",
    "COLLECTION",
    "TIME_SERIES",
    "INDEX",
    "ALIAS",
    "DATA_STREAM",
    "FILE",
    "TOPIC",
    "REPORT",
    "OTHER",
];

pub(super) const FIELDS: &[FieldSpec] = &[
    field(
        "id",
        Shape::Id,
        12,
        &["tableid", "编号"],
        "The id of the table in the catalog; leave it empty for a new one.",
    ),
    field(
        "source",
        Shape::Name,
        18,
        &["sourcename", "datasource", "system", "数据源", "来源", "数据源名称"],
        "The name of the source; empty for a table that lives nowhere yet.",
    ),
    field(
        "schema",
        Shape::Name,
        16,
        &["schemaname", "tableschema", "database", "db", "模式", "库", "库名", "数据库"],
        "Schema, database or owner; empty where there is none.",
    ),
    field(
        "name",
        Shape::Name,
        28,
        &["table", "tablename", "dataset", "object", "objectname", "表", "表名", "表名称", "名称"],
        "The name of the table. Required.",
    ),
    field(
        "kind",
        Shape::Word(KINDS),
        18,
        &["type", "tabletype", "objecttype", "tablekind", "类型", "表类型"],
        "What it is; TABLE when empty.",
    ),
    field(
        "externalSchema",
        Shape::Name,
        16,
        &[],
        "What the source calls the schema, where that differs.",
    ),
    field(
        "externalName",
        Shape::Name,
        24,
        &["physicalname", "物理表名"],
        "What the source calls the table, where that differs.",
    ),
    field(
        "description",
        Shape::Text(DESCRIPTION),
        40,
        &["comment", "remarks", "tablecomment", "notes", "描述", "说明", "备注", "注释", "表注释"],
        "What it holds, in Markdown.",
    ),
    field(
        "tags",
        Shape::Tags,
        20,
        &["tag", "labels", "label", "标签"],
        "Separated by commas; a tag with a comma in \"quotation marks\".",
    ),
    field(
        "owner",
        Shape::Name,
        18,
        &["responsible", "steward", "contact", "负责人", "所有者"],
        "Who answers for it.",
    ),
    field(
        "keys",
        Shape::Keys,
        30,
        &["constraints", "键"],
        "Primary, unique and foreign keys, as a JSON list. A primary key can be given at the columns instead.",
    ),
    field(
        "definition",
        Shape::Text(DEFINITION),
        30,
        &["sql", "viewtext", "pipeline", "定义"],
        "View text or pipeline, as fetched.",
    ),
    field(
        "rowCount",
        Shape::Whole,
        12,
        &["rows", "numrows", "行数"],
        "Estimated number of rows, as fetched.",
    ),
    field("introspectedAt", Shape::Time, 20, &[], "When its columns were fetched last."),
    field(
        "properties",
        Shape::Object,
        30,
        &["属性"],
        "What only its engine knows, as a JSON object.",
    ),
    field(
        "fetched",
        Shape::Object,
        12,
        &[],
        "What fetches found out, as an export writes it for a restore; leave it empty.",
    ),
];
