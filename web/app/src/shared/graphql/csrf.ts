/** Shows the server that this page of its own sends the request. The cookie's name holds the port. */
export function csrf(): string {
  const name = `ariadne_csrf${window.location.port && `_${window.location.port}`}`;
  const cookies = document.cookie.split("; ").map((cookie) => cookie.split("="));
  return cookies.find(([found]) => found === name || found === `__Host-${name}`)?.[1] ?? "";
}
