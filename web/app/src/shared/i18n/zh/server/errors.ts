/** What an error of the server is, by its code. What ends with a colon goes on with the server's own words. */
export const errors: Record<string, string> = {
  VALIDATION: "输入的内容有误：",
  AMBIGUOUS: "名称对应多个对象：",
  NOT_FOUND: "没有找到，或已被删除：",
  CONFLICT: "与现有内容或他人的更改冲突：",
  UNAUTHENTICATED: "尚未登录，或登录已失效。",
  FORBIDDEN: "您没有执行此操作的权限：",
  LIMIT: "数量或次数超出限制：",
  TIMEOUT: "没有在时限内完成，请重试：",
  CANCELLED: "已取消。",
  UNAVAILABLE: "目录所需的服务暂时不可用，请稍后再试：",
  INTERNAL: "服务器内部出错。",
  TABLE_NOT_FOUND: "数据源中没有这张表：",
  SOURCE_UNREACHABLE: "无法连接到数据源：",
  SOURCE_TLS_FAILED: "与数据源的 TLS 握手失败：",
  SOURCE_AUTH_FAILED: "数据源拒绝了登录：",
  SOURCE_PERMISSION_DENIED: "数据源的登录用户缺少权限：",
  SOURCE_UNSUPPORTED: "不支持该数据源的版本或形式：",
  SOURCE_BUSY: "数据源正忙或正在启动，请稍后再试：",
  DRIVER_MISSING: "服务器上缺少驱动程序库：",
  RESYNC: "落后太多，请重新加载全部内容。",
  UNREACHABLE: "服务器没有响应。它还在运行吗？",
};

/** What stands against an undo, and what to do first. */
export const blocked = {
  begin: "无法撤销此变更集：",
  reasons: {
    CHANGED_LATER: "有 {} 项后来又被更改，请先撤销那些更改。",
    GONE: "有 {} 项已被删除，请先撤销删除。",
    REFERENCE_GONE: "有 {} 项所引用的内容已被删除，请先撤销删除。",
    NAME_TAKEN: "有 {} 个名称已被占用，请先重命名占用者。",
    "NAME_TAKEN EDGE": "有 {} 处已有另一条血缘，请先删除它。",
  },
};

/** What is wrong with one value of an input, by its code. */
export const violations: Record<string, string> = {
  REQUIRED: "请填写此项。",
  INVALID: "格式不正确：",
  TOO_LONG: "内容太长。",
  TOO_SHORT: "内容太短。",
  TOO_MANY: "数量太多。",
  TOO_MUCH: "超出了您自己的权限。",
  TOO_EASY: "太容易被猜到，请换一个。",
  DUPLICATE: "已存在，请换一个。",
  NOT_SECURE: "此页面通过 http 打开，浏览器不会保存登录状态，请打开：",
  BOUND_TWICE: "目录中已有绑定到同一对象的表，请使用那个表：",
  CONTROL_CHARACTER: "含有不可见的控制字符，请删除。",
  NOT_FOUND: "不存在。",
  UNKNOWN: "没有这一项：",
  UNKNOWN_COLUMN: "没有这一列：",
  UNSUPPORTED: "不支持：",
  WRONG: "不正确。",
  SECRET: "这是密钥，须填在密钥项中：",
  INACTIVE: "已停用。",
  DERIVED: "由列的血缘推导而来，不能直接更改：",
};
