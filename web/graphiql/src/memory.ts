// GraphiQL keeps what is typed in the browser's storage, where a secret in CreateSource would stay in
// clear for good. So it keeps it in memory: it is gone with the page, and there is no history panel.
const items = new Map<string, string>();

export const memory = {
  get length() {
    return items.size;
  },
  getItem: (key: string) => items.get(key) ?? null,
  setItem: (key: string, value: string) => {
    items.set(key, value);
  },
  removeItem: (key: string) => {
    items.delete(key);
  },
  clear: () => {
    items.clear();
  },
};
