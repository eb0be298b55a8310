import { QueryClient } from "@tanstack/react-query";
import { ServerError } from "./errors";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // What the server refused it would refuse again.
        retry: (count, error) => count < 2 && error instanceof ServerError && error.code === "UNREACHABLE",
      },
    },
  });
}
