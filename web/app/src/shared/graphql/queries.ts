import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { signInAddress } from "./client";
import { ServerError } from "./errors";

/** Somebody whose session has ended signs in and comes back to where he was. */
function leaveWhenSignedOut(error: unknown): void {
  if (error instanceof ServerError && error.code === "UNAUTHENTICATED") window.location.assign(signInAddress());
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // What the server refused it would refuse again.
        retry: (count, error) => count < 2 && error instanceof ServerError && error.code === "UNREACHABLE",
      },
    },
  });
}
