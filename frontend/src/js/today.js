// On a phone one point at a time shows its buttons.
export function openPoint(event) {
  const opener = event.target.closest("[data-opens]");
  if (!opener) return;
  const chosen = opener.closest(".point");
  const willOpen = !chosen.classList.contains("open");
  document.querySelectorAll(".point").forEach((point) => {
    const open = point === chosen && willOpen;
    point.classList.toggle("open", open);
    point.querySelector("[data-opens]")?.setAttribute("aria-expanded", String(open));
  });
}

// The server decides until when an answer can be taken back; the toast only leaves on time.
export function followToast() {
  const toast = document.querySelector("[data-leaves-after]:not([data-leaving])");
  if (!toast) return;
  toast.dataset.leaving = "";
  const seconds = Number(toast.dataset.leavesAfter);
  toast.style.setProperty("--leaves-after", `${seconds}s`);
  setTimeout(() => leave(toast), seconds * 1000);
}

// Whoever is about to tap it is not robbed of it.
function leave(toast) {
  if (toast.matches(":hover, :focus-within")) setTimeout(() => leave(toast), 500);
  else toast.remove();
}

// After an answer the buttons that had the focus are gone: it goes on to the next point.
export function keepFocus(event) {
  if (event.target.id !== "today" || document.activeElement !== document.body) return;
  event.target.querySelector(".point.open .acts button")?.focus({ preventScroll: true });
}

// Asked why a second time, the facts fold away again.
export function foldWhy(event) {
  const asked = event.target;
  if (!asked.matches("[aria-controls]")) return;
  const facts = document.getElementById(asked.getAttribute("aria-controls"));
  const open = facts.childElementCount > 0;
  asked.setAttribute("aria-expanded", String(!open));
  if (!open) return;
  facts.replaceChildren();
  event.preventDefault();
}
