export const changes = {
  one: "Changeset {{seq}}",
  kind: "What was changed",
  origin: "Where from",
  deleted: "Only what deleted something",
  more: "and {{number}} more",
  show: "Details",
  hide: "Less",
  none: "nothing",
  undoes: "takes back #{{seq}}",
  undoneBy: "taken back by #{{seq}}",
  empty: "Nothing was changed",
  emptyText: "Every write appears here, with who made it and why, and can be taken back.",
};
