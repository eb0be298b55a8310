import { useCallback, useEffect, useState } from "react";
import { post, REFUSED } from "./fetcher";

interface Me {
  name: string;
  role: string;
}

const HERE = "/sign-in?next=%2Fgraphiql%2F";

/**
 * Who acts on this page: his name stands on what it changes. Asked again when the page is looked at again, because
 * somebody may have signed in or out in another tab, and when the server refused to know him.
 */
export function Who() {
  const [me, setMe] = useState<Me | null>();
  const look = useCallback(async () => {
    const { data } = await post({ query: "{ me { name role } }" });
    if (data) setMe(data.me as Me | null);
  }, []);
  useEffect(() => {
    look();
    window.addEventListener("focus", look);
    window.addEventListener(REFUSED, look);
    return () => {
      window.removeEventListener("focus", look);
      window.removeEventListener(REFUSED, look);
    };
  }, [look]);

  const signOut = async () => {
    await post({ query: "mutation { signOut { ended } }" });
    await look();
  };
  if (me === undefined) return <span className="who">Ariadne</span>;
  if (!me) {
    return (
      <span className="who">
        Nobody is signed in. <a href={HERE}>Sign in</a>
      </span>
    );
  }
  return (
    <span className="who">
      <strong title={`${me.name} (${me.role})`}>{me.name}</strong> {me.role.toLowerCase()}{" "}
      <button type="button" onClick={signOut}>
        Sign out
      </button>
    </span>
  );
}
