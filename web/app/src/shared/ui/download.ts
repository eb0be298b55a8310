import type { MouseEvent } from "react";
import { maySave } from "~/shared/graphql/maySave";
import { tellFailure } from "./Toast";

/**
 * What a click on the link of a file does: the browser saves it, however large it is, once the session is seen to hold.
 * Without that it would show what the server says to nobody.
 */
export function download(event: MouseEvent<HTMLAnchorElement>): void {
  // Other clicks are for the browser: a new tab, a copy of the address.
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const { href } = event.currentTarget;
  maySave()
    .then((may) => {
      if (may) save(href);
    })
    .catch(tellFailure);
}

function save(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}
