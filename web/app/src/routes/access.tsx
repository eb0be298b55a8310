import { Box } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { AuditView, PeopleView, ProfileView, TokensView } from "~/features/access";
import { Preferences } from "~/features/shell";

const people = getRouteApi("/people");
const tokens = getRouteApi("/tokens");
const audit = getRouteApi("/audit");

export function People() {
  const navigate = people.useNavigate();
  return (
    <PeopleView
      search={people.useSearch()}
      onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
    />
  );
}

export function Tokens() {
  const navigate = tokens.useNavigate();
  return (
    <TokensView
      search={tokens.useSearch()}
      onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }) })}
    />
  );
}

export function Profile() {
  return (
    <ProfileView
      preferences={
        <Box maw={360}>
          <Preferences />
        </Box>
      }
    />
  );
}

export function Audit() {
  const navigate = audit.useNavigate();
  return (
    <AuditView
      search={audit.useSearch()}
      onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
    />
  );
}
