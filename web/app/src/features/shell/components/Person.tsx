import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { meOptions } from "~/shared/graphql/me";
import { PersonButton } from "./PersonButton";

const load = () => import("./PersonMenu");
const PersonMenu = lazy(() => load().then((file) => ({ default: file.PersonMenu })));

/** Who is signed in, with a menu that most visits do not open. */
export function Person() {
  const me = useQuery(meOptions).data?.me;
  const [asked, setAsked] = useState(false);
  if (!me) return null;
  const button = (
    <PersonButton
      me={me}
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setAsked(true)}
    />
  );
  return asked ? (
    <Suspense fallback={button}>
      <PersonMenu />
    </Suspense>
  ) : (
    button
  );
}
