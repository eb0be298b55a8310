import { graphql } from "~/shared/graphql/generated";

export const CREATE_LINEAGE = graphql(`
  mutation DrawLineage($input: [LineageInput!]!) {
    createLineage(input: $input) { edges { id from to } changeset { id } warnings { code title } }
  }
`);

export const REVIEW_LINEAGE = graphql(`
  mutation DecideLineage($ids: [ID!]!, $decision: LineageStatus!) {
    reviewLineage(ids: $ids, decision: $decision) { edges { id status } changeset { id } warnings { title } }
  }
`);

export const DELETE_LINEAGE = graphql(`
  mutation EndLineage($ids: [ID!]!) {
    deleteLineage(ids: $ids) { changeset { id } warnings { title } }
  }
`);
