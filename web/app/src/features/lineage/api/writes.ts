import { graphql } from "~/shared/graphql/generated";

export const CLAIM = graphql(`
  mutation ClaimLineage($input: [LineageInput!]!) {
    createLineage(input: $input) { edges { id from to } changeset { id } warnings { title } }
  }
`);

export const REVIEW = graphql(`
  mutation ReviewEdges($ids: [ID!]!, $decision: LineageStatus!, $note: String) {
    reviewLineage(ids: $ids, decision: $decision, note: $note) { changeset { id } warnings { title } }
  }
`);

export const END = graphql(`
  mutation EndEdges($ids: [ID!]!) {
    deleteLineage(ids: $ids) { changeset { id } warnings { title } }
  }
`);

export const REWORD = graphql(`
  mutation RewordClaim($id: ID!, $version: Int!, $patch: AssertionPatch!) {
    updateAssertion(id: $id, version: $version, patch: $patch) { changeset { id } warnings { title } }
  }
`);

export const WITHDRAW = graphql(`
  mutation WithdrawClaims($ids: [ID!]!) {
    withdrawAssertions(ids: $ids) { changeset { id } warnings { title } }
  }
`);
