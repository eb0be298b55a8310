//! The fields of a claim of lineage.

use super::{CLAIM, FieldSpec, Shape, field};

/// The public spellings of the origins; a test holds them against the domain's.
pub(super) const ORIGINS: &[&str] = &["MANUAL", "IMPORT", "OPENLINEAGE", "SQL", "INFERRED"];
/// The public spellings of the states; a test holds them against the domain's.
pub(super) const STATUSES: &[&str] = &["PROPOSED", "APPROVED", "REJECTED"];
/// The public spellings of the kinds of actors; a test holds them against the domain's.
pub(super) const ACTORS: &[&str] = &["PERSON", "TOKEN", "SYSTEM"];

pub(super) const FIELDS: &[FieldSpec] = &[
    field(
        "fromId",
        Shape::Id,
        12,
        &["sourceid"],
        "The id of the table or column that the data comes from, instead of its name.",
    ),
    field(
        "fromSource",
        Shape::Name,
        16,
        &["sourcesystem", "sourcedatasource", "upstreamsource", "来源数据源", "源数据源"],
        "The source of the table that the data comes from.",
    ),
    field(
        "fromSchema",
        Shape::Name,
        16,
        &[
            "sourceschema",
            "upstreamschema",
            "fromdatabase",
            "sourcedatabase",
            "来源库",
            "源库",
            "源模式",
        ],
        "The schema of the table that the data comes from.",
    ),
    field(
        "fromTable",
        Shape::Name,
        24,
        &["sourcetable", "upstreamtable", "sourcetablename", "来源表", "源表", "源表名", "上游表"],
        "The table that the data comes from.",
    ),
    field(
        "fromColumn",
        Shape::Path,
        22,
        &[
            "sourcecolumn",
            "upstreamcolumn",
            "fromfield",
            "sourcefield",
            "来源字段",
            "源字段",
            "源列",
            "上游字段",
        ],
        "The column that the data comes from; empty for lineage between tables.",
    ),
    field(
        "from",
        Shape::Dotted,
        28,
        &["source", "upstream", "来源", "源", "上游"],
        "All of it in one cell, source.schema.table.column; a part with a dot or a space in \"quotation marks\".",
    ),
    field(
        "toId",
        Shape::Id,
        12,
        &["targetid"],
        "The id of the table or column that the data goes to, instead of its name.",
    ),
    field(
        "toSource",
        Shape::Name,
        16,
        &["targetsystem", "targetsource", "targetdatasource", "downstreamsource", "目标数据源"],
        "The source of the table that the data goes to.",
    ),
    field(
        "toSchema",
        Shape::Name,
        16,
        &["targetschema", "downstreamschema", "todatabase", "targetdatabase", "目标库", "目标模式"],
        "The schema of the table that the data goes to.",
    ),
    field(
        "toTable",
        Shape::Name,
        24,
        &["targettable", "downstreamtable", "targettablename", "目标表", "目标表名", "下游表"],
        "The table that the data goes to.",
    ),
    field(
        "toColumn",
        Shape::Path,
        22,
        &[
            "targetcolumn",
            "downstreamcolumn",
            "tofield",
            "targetfield",
            "目标字段",
            "目标列",
            "下游字段",
        ],
        "The column that the data goes to; empty for lineage between tables.",
    ),
    field(
        "to",
        Shape::Dotted,
        28,
        &["target", "downstream", "目标", "下游"],
        "All of it in one cell, source.schema.table.column.",
    ),
    field(
        "transformation",
        Shape::Text(CLAIM),
        30,
        &["transform", "rule", "logic", "expression", "转换", "转换规则", "加工逻辑"],
        "How the data is changed on its way.",
    ),
    field(
        "process",
        Shape::Text(CLAIM),
        22,
        &["job", "jobname", "task", "etl", "作业", "任务"],
        "The job, query or file that moves it.",
    ),
    field(
        "confidence",
        Shape::Share,
        11,
        &["certainty", "score", "置信度"],
        "How sure, from 0 to 1; certain when empty.",
    ),
    field(
        "status",
        Shape::Word(STATUSES),
        12,
        &["state", "状态"],
        "Whether it was agreed to; PROPOSED when empty.",
    ),
    field(
        "origin",
        Shape::Word(ORIGINS),
        14,
        &["claimorigin"],
        "Where the claim comes from; IMPORT when empty.",
    ),
    field(
        "note",
        Shape::Text(CLAIM),
        30,
        &["notes", "comment", "remarks", "description", "备注", "说明", "描述"],
        "Why, in a sentence.",
    ),
    field(
        "claimant",
        Shape::Name,
        18,
        &["claimedby", "author"],
        "Who claims it; kept by a restore alone.",
    ),
    field("claimantId", Shape::Id, 12, &[], "The id of who claims it; kept by a restore alone."),
    field(
        "claimantKind",
        Shape::Word(ACTORS),
        12,
        &[],
        "What the claimant is; kept by a restore alone.",
    ),
    field("claimedAt", Shape::Time, 20, &["at"], "When it was claimed; kept by a restore alone."),
    field("edgeId", Shape::Id, 12, &["id", "lineageid"], "The id of the edge in the catalog."),
];
