import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";

const PROFILE = graphql(`
  query Profile {
    me {
      id name role
      person {
        id login name hasPassword issuer createdAt
        sessions { id ...SessionRow }
      }
    }
  }
`);

export const UPDATE_PROFILE = graphql(`
  mutation UpdateProfile($name: String!) {
    updateProfile(name: $name) { id name }
  }
`);

export const CHANGE_PASSWORD = graphql(`
  mutation ChangePassword($current: Secret!, $new: Secret!) {
    changePassword(current: $current, new: $new) { id }
  }
`);

export const END_SESSION = graphql(`
  mutation EndSession($id: ID!) {
    endSession(id: $id) { ended }
  }
`);

export const SIGN_OUT_EVERYWHERE = graphql(`
  mutation SignOutEverywhere {
    signOutEverywhere { ended }
  }
`);

export const profileOptions = queryOptions({ queryKey: keys.profile, queryFn: () => ask(PROFILE) });
