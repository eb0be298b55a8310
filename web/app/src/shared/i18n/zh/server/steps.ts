/** The steps of a connection test, by their names: as they are tested, and as the audit log tells which one failed. */
export const steps = {
  driver: "加载驱动",
  dns: "查找主机地址",
  tcp: "建立连接",
  tls: "协商 TLS",
  listener: "向监听器查询服务",
  protocol: "确认协议",
  authentication: "登录",
  version: "查询服务器版本",
  privileges: "检查权限",
  health: "查询集群状态",
  names: "列出名称",
  mapping: "读取其中一个的映射",
  read: "读取数据",
  object: "读取一张表或视图",
  deadline: "在时限内得到响应",
};
