import { waitFor } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { expect, test, vi } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers } from "~/testing/server";

test("nobody is sent to where one signs in, and comes back to the page from there", async () => {
  const replace = vi.spyOn(window.location, "replace").mockReturnValue();
  answers({
    query: {
      me: null,
      server: () => {
        throw new GraphQLError("Nobody is signed in.", { extensions: { code: "UNAUTHENTICATED" } });
      },
    },
  });
  renderApp("/tables");
  await waitFor(() => expect(replace).toHaveBeenCalledWith(expect.stringMatching(/^\/sign-in\?next=/u)));
});
