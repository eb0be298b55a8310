/** The kinds of sources. */
export const titles: Record<string, string> = {
  ORACLE: "Oracle 数据库",
  MONGODB: "MongoDB",
  ELASTICSEARCH: "Elasticsearch 和 OpenSearch",
};
