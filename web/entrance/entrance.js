// Signing in (/sign-in) and using a one-time link (/welcome#secret). Written by hand, without a build, so that
// a server can let people in whatever else of its pages was built.

const element = (id) => document.getElementById(id);
const form = element("form");
const field = (name) => form.elements.namedItem(name);
const secret = location.pathname === "/welcome" ? decodeURIComponent(location.hash.slice(1)) : "";

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
    throw new Error("The server does not answer. Is it still running?");
  }
  if (!answer.errors) return answer.data;
  const [{ message, extensions = {} }] = answer.errors;
  throw Object.assign(new Error(message), { problems: extensions.problems ?? [] });
}

function show(id, text) {
  element(id).textContent = text;
  element(id).hidden = !text;
}

function fail(error) {
  const problems = error.problems ?? [];
  for (const { path, message } of problems) {
    const place = document.querySelector(`.problem[data-for="${CSS.escape(path.at(-1) ?? "")}"]`);
    if (!place || place.closest("[hidden]")) continue;
    place.textContent = message;
    field(place.dataset.for).setAttribute("aria-invalid", "true");
  }
  const placed = document.querySelector(".problem:not(:empty)");
  show("error", placed ? "" : error.message);
  document.querySelector("[aria-invalid='true']")?.focus();
}

function clear() {
  show("error", "");
  for (const place of document.querySelectorAll(".problem")) place.textContent = "";
  for (const input of form.querySelectorAll("input")) input.removeAttribute("aria-invalid");
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
    show("lead", "Nobody administers this catalog yet. Open the link that the server printed when it started.");
  }
  if (signInOptions.provider) {
    show("provider", `Sign in with ${signInOptions.provider}`);
    element("provider").href = `/auth/oidc?next=${encodeURIComponent(next())}`;
  }
  serve(() =>
    ask("mutation ($login: String!, $password: Secret!) { signIn(login: $login, password: $password) { me { id } } }", {
      login: field("login").value.trim(),
      password: field("password").value,
    }),
  );
}

const ROLES = {
  VIEWER: "You will read it.",
  EDITOR: "You will read and change it.",
  ADMIN: "You will administer it.",
};

const PURPOSES = {
  FIRST_ADMIN: ["Set up Ariadne", "You become the first administrator of this catalog.", "Begin"],
  INVITE: ["Join the catalog", "You were invited.", "Join"],
  RESET: ["Set a new password", "", "Set the password"],
};

async function welcome() {
  const query = "query ($secret: Secret!) { me { name } oneTimeLink(secret: $secret) { purpose role login name } }";
  const { oneTimeLink: link, me } = await ask(query, { secret });
  const [title, lead, submit] = PURPOSES[link.purpose];
  show("title", title);
  const role = link.purpose === "INVITE" ? ` ${ROLES[link.role]}` : "";
  const whom = link.purpose === "RESET" ? `For ${link.name}.` : `${lead}${role}`;
  show("lead", me ? `${whom} You are signed in as ${me.name} here; going on signs you out.` : whom);
  show("submit", submit);
  show("password-label", "Password, 10 characters or more");
  field("login").value = link.login ?? "";
  field("login").readOnly = Boolean(link.login);
  field("name").value = link.name ?? "";
  element("name-field").hidden = link.purpose === "RESET";
  element("again-field").hidden = false;
  field("again").required = true;
  field("password").autocomplete = "new-password";
  serve(async () => {
    if (field("password").value.length >= 10 && field("password").value !== field("again").value) {
      const message = "The two passwords differ.";
      throw Object.assign(new Error(message), { problems: [{ path: ["again"], message }] });
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

try {
  if (location.pathname === "/welcome") await welcome();
  else await signIn();
} catch (error) {
  const dead = location.pathname === "/welcome";
  show("title", dead ? "This link does not work" : "Sign in");
  element("elsewhere").hidden = !dead;
  fail(error);
}
