// Signing in (/sign-in) and using a one-time link (/welcome#secret). Written by hand, without a build, so that
// a server can let people in whatever else of its pages was built.

/** Every text in both languages. */
const TEXTS = {
  en: {
    signIn: "Sign in",
    signInWith: "Sign in with {}",
    login: "Name to sign in with",
    name: "Your name, as others see it",
    password: "Password",
    newPassword: "Password, 10 characters or more",
    again: "The password again",
    differ: "The two passwords differ.",
    firstRun: "Nobody administers this catalog yet. Open the link that the server printed when it started.",
    FIRST_ADMIN: ["Set up Ariadne", "You become the first administrator of this catalog.", "Begin"],
    INVITE: ["Join the catalog", "You were invited.", "Join"],
    RESET: ["Set a new password", "For {}.", "Set the password"],
    VIEWER: "You will read it.",
    EDITOR: "You will read and change it.",
    ADMIN: "You will administer it.",
    otherwise: "You are signed in as {} here; going on signs you out.",
    dead: "This link does not work",
    silent: "The server does not answer. Is it still running?",
  },
  zh: {
    signIn: "登录",
    signInWith: "通过 {} 登录",
    login: "登录名",
    name: "您的姓名（其他人看到的）",
    password: "密码",
    newPassword: "密码，至少 10 个字符",
    again: "再次输入密码",
    differ: "两次输入的密码不一致。",
    firstRun: "此目录还没有管理员。请打开服务器启动时输出的链接。",
    FIRST_ADMIN: ["设置 Ariadne", "您将成为此目录的首位管理员。", "开始"],
    INVITE: ["加入目录", "您已受邀。", "加入"],
    RESET: ["设置新密码", "为 {} 设置。", "设置密码"],
    VIEWER: "您将可以查看它。",
    EDITOR: "您将可以查看和修改它。",
    ADMIN: "您将管理它。",
    otherwise: "您目前以 {} 的身份登录；继续将退出该登录。",
    dead: "此链接无效",
    silent: "服务器没有响应。它还在运行吗？",
    // What the server says in English, by its codes; of a field by the field and the code.
    codes: {
      "/sign-in UNAUTHENTICATED": "登录名或密码错误。",
      "/welcome CONFLICT": "已有管理员。请向管理员索取邀请。",
      "/welcome UNAUTHENTICATED":
        "链接已被使用、被撤回或已过期，或者创建者不再是管理员。请向发送者索取新的链接；首次启动的链接会在服务器每次启动时重新输出。",
      LIMIT: "尝试次数过多。请稍后再试。",
      INTERNAL: "服务器内部出错。请重试；若仍出现，请联系管理员。",
      UNAVAILABLE: "服务暂时不可用。请稍后再试。",
      TIMEOUT: "服务器用时过长。请重试。",
      NOT_SECURE: "此页面通过 http 打开，浏览器不会保存登录状态。请打开 {} 登录。",
      "login REQUIRED": "请输入登录名，例如电子邮箱。",
      "login INVALID": "登录名不能含空格；电子邮箱须由邀请指定。",
      "login DUPLICATE": "已有人使用这个登录名，请换一个。",
      "name REQUIRED": "请输入姓名。",
      "password TOO_SHORT": "密码至少 10 个字符。",
      "password TOO_EASY": "这个密码太容易被猜到，请换一个。",
      TOO_LONG: "内容太长。",
      CONTROL_CHARACTER: "含有不可见的控制字符，请删除。",
    },
  },
};

const LANGUAGE = "ariadne-language";

/** What this browser keeps of the app's settings; nothing where it keeps nothing. */
function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const language = (kept(LANGUAGE) ?? navigator.language).startsWith("zh") ? "zh" : "en";
const texts = TEXTS[language];
const text = (key, value) => texts[key].replace("{}", value);

document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
// Without a choice the colours are the system's.
document.documentElement.dataset.colours = kept("ariadne-colour-scheme") ?? "auto";
for (const place of document.querySelectorAll("[data-text]")) place.textContent = texts[place.dataset.text];

const element = (id) => document.getElementById(id);
const form = element("form");
const field = (name) => form.elements.namedItem(name);
const secret = location.pathname === "/welcome" ? decoded(location.hash.slice(1)) : "";

/** What stands behind the # of a link; as it is where it was cut and means nothing decoded. */
function decoded(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/** The cookie that shows the server that a page of its own sends a request; its name holds the port. */
function csrf() {
  const name = `ariadne_csrf${location.port ? `_${location.port}` : ""}`;
  const cookies = document.cookie.split("; ").map((cookie) => cookie.split("="));
  return cookies.find(([found]) => found === name || found === `__Host-${name}`)?.[1] ?? "";
}

/** The data of an operation; throws the server's first error, with what is wrong field by field. */
async function ask(query, variables) {
  let answer;
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", "ariadne-client": "web", "ariadne-csrf": csrf() },
      body: JSON.stringify({ query, variables }),
    });
    answer = await response.json();
  } catch {
    throw new Error(texts.silent);
  }
  if (!answer.errors) return answer.data;
  const [{ message, extensions = {} }] = answer.errors;
  throw Object.assign(new Error(message), { code: extensions.code ?? "INTERNAL", problems: extensions.problems ?? [] });
}

/** Shows a sentence, none hides its place. */
function show(id, sentence) {
  element(id).textContent = sentence;
  element(id).hidden = !sentence;
}

/** Shows what the server said: in the reader's language where that is known, else as it is. */
function tell(place, message, ...codes) {
  const known = codes.find((code) => texts.codes?.[code]);
  // An address of which the server speaks is in both.
  place.textContent = known ? texts.codes[known].replace("{}", /https?:\/\/\S+/.exec(message)?.[0] ?? "") : message;
  if (codes.length > 0 && !known) place.lang = "en";
  else place.removeAttribute("lang");
}

function fail(error) {
  const problems = error.problems ?? [];
  for (const { path, code, message } of problems) {
    const name = path.at(-1) ?? "";
    const place = document.querySelector(`.problem[data-for="${CSS.escape(name)}"]`);
    if (!place || place.closest("[hidden]")) continue;
    tell(place, message, ...(code ? [`${name} ${code}`, code] : []));
    field(name).setAttribute("aria-invalid", "true");
    field(name).setAttribute("aria-describedby", place.id);
  }
  const placed = document.querySelector(".problem:not(:empty)");
  element("error").hidden = Boolean(placed);
  if (!placed) {
    const [whole] = problems.filter(({ path }) => path.length === 0).map(({ code }) => code);
    const codes = error.code ? [`${location.pathname} ${error.code}`, error.code] : [];
    tell(element("error"), error.message, ...(whole ? [whole] : []), ...codes);
  }
  document.querySelector("[aria-invalid='true']")?.focus();
}

function clear() {
  show("error", "");
  for (const place of document.querySelectorAll(".problem")) place.textContent = "";
  for (const input of form.querySelectorAll("input")) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
}

/** The path of a page of this server to go on with. */
function next() {
  const wanted = new URLSearchParams(location.search).get("next") ?? "";
  // Read as a browser reads it: it drops tabs and line ends, and takes \ for /.
  const page = wanted.startsWith("/") && URL.canParse(wanted, location.origin) && new URL(wanted, location.origin);
  return page && page.origin === location.origin ? page.pathname + page.search + page.hash : "/";
}

/** Has the form do `work` when it is sent, then goes on. */
function serve(work) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear();
    element("submit").disabled = true;
    try {
      await work();
      // Behind the origin, because a path alone may begin with two slashes.
      location.replace(location.origin + next());
    } catch (error) {
      fail(error);
    } finally {
      element("submit").disabled = false;
    }
  });
  form.querySelector("label:not([hidden]) input:not([readonly])").focus();
}

async function signIn() {
  const { signInOptions } = await ask("{ signInOptions { provider isFirstRun } }");
  if (signInOptions.isFirstRun) {
    show("lead", texts.firstRun);
  }
  if (signInOptions.provider) {
    show("provider", text("signInWith", signInOptions.provider));
    element("provider").href = `/auth/oidc?next=${encodeURIComponent(next())}`;
  }
  serve(() =>
    ask("mutation ($login: String!, $password: Secret!) { signIn(login: $login, password: $password) { me { id } } }", {
      login: field("login").value.trim(),
      password: field("password").value,
    }),
  );
}

async function welcome() {
  const query = "query ($secret: Secret!) { me { name } oneTimeLink(secret: $secret) { purpose role login name } }";
  const { oneTimeLink: link, me } = await ask(query, { secret });
  const [title, lead, submit] = texts[link.purpose];
  show("title", title);
  const role = link.purpose === "INVITE" && texts[link.role];
  show("lead", [lead.replace("{}", link.name), role, me && text("otherwise", me.name)].filter(Boolean).join(language === "zh" ? "" : " "));
  show("submit", submit);
  show("password-label", texts.newPassword);
  field("login").value = link.login ?? "";
  field("login").readOnly = Boolean(link.login);
  field("name").value = link.name ?? "";
  element("name-field").hidden = link.purpose === "RESET";
  element("again-field").hidden = false;
  field("again").required = true;
  field("password").autocomplete = "new-password";
  serve(async () => {
    if (field("password").value.length >= 10 && field("password").value !== field("again").value) {
      throw Object.assign(new Error(), { problems: [{ path: ["again"], message: texts.differ }] });
    }
    const mutation = `mutation ($secret: Secret!, $login: String, $name: String, $password: Secret!) {
      useOneTimeLink(secret: $secret, login: $login, name: $name, password: $password) { me { id } }
    }`;
    await ask(mutation, {
      secret,
      login: field("login").value.trim(),
      name: field("name").value.trim(),
      password: field("password").value,
    });
  });
}

// Another link pasted into the same tab differs only behind the #, for which browsers load nothing.
addEventListener("hashchange", () => location.reload());

const other = language === "zh" ? "en" : "zh";
element("language").textContent = other === "zh" ? "中文" : "English";
element("language").lang = other;
element("language").hidden = false;
element("language").addEventListener("click", () => {
  try {
    localStorage.setItem(LANGUAGE, other);
  } catch {
    // It cannot be remembered, so that the page could not come back in it.
    return;
  }
  location.reload();
});

try {
  if (location.pathname === "/welcome") await welcome();
  else await signIn();
} catch (error) {
  const dead = location.pathname === "/welcome";
  show("title", dead ? texts.dead : texts.signIn);
  element("elsewhere").hidden = !dead;
  fail(error);
}
