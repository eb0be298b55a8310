const BROWSERS = [
  [/\bEdg\//u, "Edge"],
  [/\bOPR\//u, "Opera"],
  [/\bFirefox\//u, "Firefox"],
  [/Chrome\//u, "Chrome"],
  [/\bSafari\//u, "Safari"],
] as const;

const SYSTEMS = [
  [/\bAndroid\b/u, "Android"],
  [/\b(?:iPhone|iPad)\b/u, "iOS"],
  [/\bWindows\b/u, "Windows"],
  [/\bMac OS X\b/u, "macOS"],
  [/\bCrOS\b/u, "ChromeOS"],
  [/\bLinux\b/u, "Linux"],
] as const;

/** "Firefox · Linux" of what a browser calls itself; what is no known one is told as it is. */
export function browserOf(userAgent: string): string {
  const found = [BROWSERS, SYSTEMS].map((known) => known.find(([sign]) => sign.test(userAgent))?.[1]);
  return found.filter(Boolean).join(" · ") || userAgent;
}
