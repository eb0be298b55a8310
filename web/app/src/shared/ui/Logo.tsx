/** A thread from end to end: the same as public/favicon.svg and on the pages before signing in. */
export const Logo = () => (
  <svg width="18" height="18" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M3 3v4a3 3 0 0 0 3 3h4a3 3 0 0 1 3 3" fill="none" stroke="currentColor" strokeWidth="2" />
    <circle cx="3" cy="3" r="2" fill="currentColor" />
    <circle cx="13" cy="13" r="2" fill="currentColor" />
  </svg>
);
