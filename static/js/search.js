// Takes over the page that htmx got; controls in place, so that focus and open groups stay.
const { htmx } = window;
const CONTROLS = "button, input, select, summary";
const find = (id) => document.getElementById(id);
const form = find("search");
const status = find("search-status");
const keyOf = (node) => node.id || node.dataset.value || node.localName + node.className + (node.value || "");

function merge(now, next) {
  if (now.isEqualNode(next)) return;
  if (!next.matches(CONTROLS) && !next.querySelector(CONTROLS)) {
    now.replaceWith(next);
    return;
  }
  for (const { name } of [...now.attributes]) {
    if (name !== "open" && !next.hasAttribute(name)) now.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) if (name !== "open") now.setAttribute(name, value);
  if (next.querySelector(".field__error")) now.open = true;
  const known = new Map([...now.children].map((node) => [keyOf(node), node]));
  const wanted = new Set([...next.children].map(keyOf));
  for (const [key, node] of known) {
    if (!wanted.has(key) && !node.contains(document.activeElement)) node.remove();
  }
  let place = now.firstElementChild;
  for (const child of [...next.children]) {
    const old = known.get(keyOf(child));
    if (old && old === place) place = place.nextElementSibling;
    else now.insertBefore(old ?? child, place);
    if (old) merge(old, child);
  }
}

const said = (boxes) => boxes.querySelector(".field__error, .other-places")?.textContent;

function takeOver({ detail }) {
  const page = new DOMParser().parseFromString(detail.serverResponse, "text/html");
  const boxes = page.getElementById("search-boxes");
  // No list, or news about the boxes on top: that is a page of its own.
  if (detail.isError || !boxes || said(boxes) !== said(find("search-boxes"))) {
    detail.shouldSwap = false;
    return location.assign(detail.pathInfo.finalRequestPath);
  }
  const values = new Map([...page.forms.search.elements].map((box) => [box.id, box.value]));
  for (const id of ["search", "results-head"]) merge(find(id), page.getElementById(id));
  document.querySelector(".other-places")?.replaceWith(boxes.querySelector(".other-places"));
  // As the address says, except where one is typing.
  for (const box of form.elements) {
    if (box.type === "checkbox") box.checked = box.defaultChecked;
    else if (box.matches("select, [type=text]") && box !== document.activeElement) box.value = values.get(box.id);
  }
  // For place.js, which keeps the last place.
  find("near").dataset.understoodPlace = page.getElementById("near").dataset.understoodPlace ?? "";
}

function tell({ detail }) {
  if (!detail.successful) return;
  const results = find("results");
  const link = detail.requestConfig.elt.closest("a");
  if (link) (link.rel ? results : find("search-heading")).focus({ preventScroll: true });
  if (link?.rel) results.scrollIntoView();
  find("search-problem").hidden = true;
  status.textContent = "";
  setTimeout(() => { status.textContent = results.dataset.said; }, 50);
}

function clean({ detail: { formData } }) {
  for (const [name, value] of [...formData]) if (!value.trim()) formData.delete(name);
  if (!formData.has("near")) formData.delete("miles");
}

// Enter is also a change, which has asked already.
function askOnce(event) {
  const { type } = event.detail.triggeringEvent ?? {};
  if (type === "submit" && form.matches(".htmx-request")) event.preventDefault();
}

function close(event) {
  event.preventDefault();
  form.closest("details").open = false;
  find("results").focus();
}

if (form && htmx) {
  const on = (name, handler) => document.body.addEventListener(`htmx:${name}`, handler);
  on("confirm", askOnce);
  on("configRequest", clean);
  on("beforeSwap", takeOver);
  on("afterRequest", tell);
  on("sendError", () => { find("search-problem").hidden = false; });
  on("historyCacheMiss", (event) => {
    event.preventDefault();
    htmx.ajax("get", event.detail.path, { source: "#search-page", push: "false" });
  });
  if (innerWidth < 960) {
    for (const group of form.querySelectorAll("[open]:not(:has(.field__error))")) group.open = false;
  }
  find("search-page").dataset.live = "";
  find("show-results").addEventListener("click", close);
}
