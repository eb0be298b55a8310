export const changes = {
  one: "变更集 {{seq}}",
  kind: "变更对象",
  origin: "来源",
  deleted: "仅显示有删除的变更",
  more: "以及另外 {{number}} 项",
  show: "详情",
  hide: "收起",
  none: "空",
  undoes: "撤销了 #{{seq}}",
  undoneBy: "已被 #{{seq}} 撤销",
  empty: "没有变更",
  emptyText: "每次写入都会出现在这里，包括是谁、为什么，并且可以撤销。",
};
