import { untilOurs, whoIsSignedIn } from "./ours";
import { signedInAgain } from "./session";

/**
 * Whether a file may be asked of the server, which the browser does by itself and where nobody can sign in over the
 * page: when the session has ended that is done first, and nothing is fetched in another's name.
 */
export async function maySave(): Promise<boolean> {
  await untilOurs();
  if (await whoIsSignedIn()) return true;
  if (!(await signedInAgain({ isByHand: true }))) return false;
  await untilOurs();
  return true;
}
