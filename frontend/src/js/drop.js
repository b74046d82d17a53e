// Many files at once, one request a file: each is stored before the next is sent, and each says how far it is.
import htmx from "htmx.org";

export function wireDrop(root) {
  const form = root.matches?.("form[data-drop]") ? root : root.querySelector?.("form[data-drop]");
  if (!form || form.dataset.wired) return;
  form.dataset.wired = "";
  const input = form.querySelector('input[type="file"]');
  input.addEventListener("change", () => send(form, [...input.files]));
  form.querySelector("[data-send]")?.setAttribute("hidden", "");
  catchFiles(form);
}

function catchFiles(form) {
  let depth = 0;
  const over = (step) => form.classList.toggle("over", (depth = Math.max(0, depth + step)) > 0);
  form.addEventListener("dragenter", () => over(1));
  form.addEventListener("dragleave", () => over(-1));
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(-depth);
    send(form, [...event.dataTransfer.files]);
  });
}

async function send(form, files) {
  if (!files.length) return;
  const list = document.querySelector(form.dataset.drop);
  const lines = files.map((file) => addLine(list, file));
  for (const [index, file] of files.entries()) await sendOne(form, file, lines[index]);
  form.querySelector('input[type="file"]').value = "";
  htmx.trigger(document.body, "arrivals");
}

function addLine(list, file) {
  const line = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = file.name;
  const bar = Object.assign(document.createElement("progress"), { max: file.size || 1, value: 0 });
  bar.setAttribute("aria-label", file.name);
  line.append(name, bar);
  list.append(line);
  return { line, name, bar };
}

function sendOne(form, file, { line, name, bar }) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("files", file);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "drop");
  request.upload.addEventListener("progress", (event) => (bar.value = event.loaded));
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      if (request.status === 200) line.remove();
      else name.textContent = `${file.name}: ${reason(form, request.status)}.`;
      bar.remove();
      resolve();
    });
    request.send(body);
  });
}

function reason(form, status) {
  if (status === 208) return form.dataset.known;
  return status === 413 ? form.dataset.tooLarge : form.dataset.notSent;
}
