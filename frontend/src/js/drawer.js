// A link with data-drawer opens its page in the drawer, so that the list behind it is not lost.
import htmx from "htmx.org";

export function wireDrawer(root) {
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-drawer-close]")) return drawer()?.close();
    const link = event.target.closest("a[data-drawer]");
    if (!link || !drawer() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const body = drawer().querySelector("[data-drawer-body]");
    htmx.ajax("GET", link.href, { target: body, swap: "innerHTML" }).then(() => drawer().showModal());
  });
  root.addEventListener("click", (event) => {
    if (event.target === drawer()) drawer().close();
  });
}

function drawer() {
  return document.querySelector("dialog.drawer");
}
