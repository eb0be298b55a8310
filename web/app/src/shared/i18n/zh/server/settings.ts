import type { KindTexts } from "../../server";

const SAVED_SECRET = "加密保存，不会再次显示。";
const CA = "签发服务器证书的机构的证书（PEM）；公共机构的无需填写。";
const VERIFY = "关闭后，途中任何人都能读取内容，每次测试都会显示警告。";
const LIMITS: KindTexts["settings"] = {
  testTimeoutSeconds: { label: "测试时限（秒）", help: "一次连接测试最多用多长时间。" },
  fetchTimeoutSeconds: { label: "获取时限（秒）", help: "获取一张表的列或查找名称最多用多长时间。" },
};

/** The settings of each kind of source, by their names. */
export const kinds: Record<string, KindTexts> = {
  ORACLE: {
    settings: {
      host: { label: "主机", help: "监听器所在机器的名称或地址，不含端口。" },
      port: { label: "端口", help: "监听器的端口；未填写时为 1521，使用 TLS 时也一样。" },
      serviceName: { label: "服务名", help: "要连接的服务，即 `lsnrctl services` 列出的名称；服务名和 SID 填写其一。" },
      sid: { label: "SID", help: "没有服务名的数据库的系统标识符；SID 和服务名填写其一。" },
      username: {
        label: "用户名",
        help: "登录用户；有 CREATE SESSION 和每张要查看的表的权限即可。小写名称需加双引号。",
      },
      password: { label: "密码", help: SAVED_SECRET },
      proxyUser: { label: "代理到用户", help: "登录后使用其权限的用户（GRANT CONNECT THROUGH）；需要 OCI 驱动。" },
      schema: { label: "模式", help: "在哪里查找不带模式的名称；未填写时为登录用户自己的模式。小写名称需加双引号。" },
      driver: {
        label: "驱动",
        help: "OCI 驱动还支持 11g、原生网络加密和旧式密码。",
        choices: { THIN: "Thin（无需安装）", OCI: "OCI（服务器上需要 Oracle Instant Client）" },
      },
      tls: { label: "TLS", help: "加密连接（TCPS）；监听器需要有相应的端点。" },
      caCertificate: { label: "CA 证书", help: CA },
      verifyCertificate: { label: "验证服务器证书", help: VERIFY },
      wallet: { label: "客户端钱包", help: "ewallet.pem 的内容，用于要求客户端证书的服务器，例如自治数据库。" },
      walletPassword: { label: "钱包密码", help: "客户端钱包中的私钥若已加密，用它解开。" },
      ...LIMITS,
    },
  },
  MONGODB: {
    settings: {
      hosts: {
        label: "主机",
        help: "一个或多个主机或主机:端口（未写端口时为 27017）。副本集成员会互相发现，有一个可达即可。",
      },
      srv: {
        label: "通过 SRV 记录查找主机",
        help: "同 mongodb+srv:// 地址，例如 MongoDB Atlas：只填一个不带端口的主机。除非关闭，否则启用 TLS。",
      },
      database: { label: "数据库", help: "在哪个数据库中查找只写了名称的集合。" },
      username: { label: "用户名", help: "服务器不要求登录时留空。" },
      password: { label: "密码", help: SAVED_SECRET },
      authSource: { label: "认证数据库", help: "创建该用户的数据库。" },
      authMechanism: {
        label: "认证机制",
        help: "留空则由服务器和客户端协商最强的一种。",
        choices: { "SCRAM-SHA-256": "SCRAM-SHA-256", "SCRAM-SHA-1": "SCRAM-SHA-1" },
      },
      tls: { label: "TLS", help: "加密连接。未设置时关闭，但使用 SRV 查找时启用。" },
      caCertificate: { label: "CA 证书", help: CA },
      verifyCertificate: { label: "验证服务器证书", help: VERIFY },
      replicaSet: { label: "副本集", help: "副本集的名称；填写后，服务器属于其他副本集时拒绝连接。" },
      direct: { label: "直接连接", help: "只与这一台主机通信，不连接副本集的其他成员，例如经由隧道时。" },
      ...LIMITS,
    },
  },
  ELASTICSEARCH: {
    settings: {
      urls: {
        label: "地址（URL）",
        help: "集群的访问地址，例如 https://es1.example:9200；有多个时，一个没有响应就尝试下一个。API 前可以带路径。",
      },
      auth: {
        label: "认证方式",
        help: "如何登录。",
        choices: { none: "无", basic: "用户名和密码", apiKey: "API 密钥", bearer: "Bearer 令牌" },
      },
      username: { label: "用户名", help: "用于用户名和密码方式。" },
      password: { label: "密码", help: "用于用户名和密码方式。" },
      apiKey: { label: "API 密钥", help: "集群给出的形式：编码后的，或 id:key。" },
      bearerToken: { label: "Bearer 令牌", help: "按原样发送。" },
      caCertificate: { label: "CA 证书", help: "除公共机构外还信任的机构，PEM 格式。" },
      verifyCertificate: {
        label: "验证证书",
        help: "关闭后，途中任何人都能读取和更改一切，包括密钥；此后每次测试都会警告。",
      },
      ...LIMITS,
    },
  },
};
