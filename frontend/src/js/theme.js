// The choice is kept in a cookie, so that the server writes it into the page and nothing flashes.
const YEAR = 365 * 24 * 3600;

export function wireTheme(root) {
  root.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-theme-choice]");
    if (!choice) return;
    const theme = choice.dataset.themeChoice;
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme};path=/;max-age=${YEAR};samesite=lax`;
    root.querySelectorAll("[data-theme-choice]").forEach((other) => {
      other.setAttribute("aria-pressed", String(other === choice));
    });
    root.dispatchEvent(new CustomEvent("ignition:theme"));
  });
}
