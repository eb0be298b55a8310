// Before anything is drawn: the page never flashes in the other colours. A file of its own, because the content
// security policy runs no script within a page.
(() => {
  let wanted = "auto";
  try {
    wanted = localStorage.getItem("ariadne-colour-scheme") ?? "auto";
  } catch {
    // A browser that keeps nothing goes by the system.
  }
  const dark = wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
